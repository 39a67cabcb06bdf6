/** Claims, volumes and their classes, as the tests of their controllers need them. */
import { type Given, made } from './look.js';

export function claim(spec: object = {}, { metadata = {}, status }: Given = {}) {
  return made('PersistentVolumeClaim', 'data', {
    metadata,
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '2Gi' } },
      ...spec,
    },
    ...(status ? { status } : {}),
  });
}

export function volume(
  name: string,
  spec: object = {},
  { metadata = {}, status = { phase: 'Available' } }: Given = {},
) {
  return made('PersistentVolume', name, {
    metadata,
    spec: {
      capacity: { storage: '2Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: '/d' },
      ...spec,
    },
    status,
  });
}

export const storageClass = (name: string, more: object = {}, metadata: object = {}) =>
  made('StorageClass', name, { metadata, provisioner: 'csi.example.com', ...more });
export const LATE = storageClass('fast', { volumeBindingMode: 'WaitForFirstConsumer' });
export const REF = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  namespace: 'default',
  name: 'data',
  uid: 'PersistentVolumeClaim-data',
};
export const REF_TEXT =
  '{"kind":"PersistentVolumeClaim","namespace":"default","name":"data","uid":"PersistentVolumeClaim-data","apiVersion":"v1"}';
export const PENDING = { metadata: {}, status: { phase: 'Pending' } };
export const user = (name: string, more: object = {}) =>
  made('Pod', name, {
    spec: {
      containers: [{ name: 'app', image: 'app:1' }],
      volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }],
      ...more,
    },
  });
