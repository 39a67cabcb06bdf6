/** Short ways to write claims, volumes and classes. */
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { object, pod } from './build.js';

export const ZONE = 'topology.kubernetes.io/zone';

interface Parts {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  deletionTimestamp?: string;
  namespace?: string;
  uid?: string;
  ownerReferences?: KubeObject['metadata']['ownerReferences'];
  status?: object;
}

function make(
  apiVersion: string,
  kind: string,
  name: string,
  spec: object,
  { status, ...metadata }: Parts,
): KubeObject {
  return object(apiVersion, kind, name, { metadata, spec, ...(status && { status }) });
}

/** A claim of 1Gi in namespace `default`. */
export function claim(name: string, spec: object = {}, parts: Parts = {}): KubeObject {
  const resources = { requests: { storage: '1Gi' } };
  return make(
    'v1',
    'PersistentVolumeClaim',
    name,
    { accessModes: ['ReadWriteOnce'], resources, ...spec },
    { namespace: 'default', ...parts },
  );
}

/** A claim that is bound for good. */
export function bound(name: string, volumeName: string, spec: object = {}, parts: Parts = {}): KubeObject {
  const annotations = { 'pv.kubernetes.io/bind-completed': 'yes' };
  return claim(name, { volumeName, ...spec }, { annotations, ...parts });
}

/** A free volume of 1Gi of class `local`. */
export function volume(name: string, spec: object = {}, parts: Parts = {}): KubeObject {
  const base = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'local' };
  return make(
    'v1',
    'PersistentVolume',
    name,
    { ...base, ...spec },
    { status: { phase: 'Available' }, ...parts },
  );
}

/** Node affinity to a zone, for a volume's spec. */
export function inZone(...zones: string[]): object {
  const matchExpressions = [{ key: ZONE, operator: 'In', values: zones }];
  return { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } };
}

export function storageClass(name: string, fields: Record<string, unknown> = {}): KubeObject {
  return object('storage.k8s.io/v1', 'StorageClass', name, {
    provisioner: 'csi.example.com',
    volumeBindingMode: 'WaitForFirstConsumer',
    ...fields,
  });
}

/** A pod that uses these claims. */
export function using(name: string, ...claims: string[]): Pod {
  return pod(name, {
    volumes: claims.map((claimName, i) => ({ name: `v${i}`, persistentVolumeClaim: { claimName } })),
  });
}
