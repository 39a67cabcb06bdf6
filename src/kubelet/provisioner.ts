/** The model of an external provisioner: makes the volume that a claim waits for. */
import { keyOf } from '../api/object-key.js';
import type { PersistentVolume } from '../api/workloads.js';
import { type Controller, controller } from '../controllers/controller.js';
import { SELECTED_NODE, STORAGE_PROVISIONER } from '../controllers/persistentvolume.js';

/** The name of no CSI driver has a slash in it: such provisioners (`rancher.io/local-path`) give folders of a node. */
function sourceOf(provisioner: string, name: string): Partial<PersistentVolume['spec']> {
  return provisioner.includes('/')
    ? { hostPath: { path: `/var/lib/${name}` } }
    : { csi: { driver: provisioner, volumeHandle: name } };
}

/** Makes a volume for every claim that a dynamic provisioner was asked for. */
export const provisioner: Controller = controller(
  'provisioner',
  { PersistentVolumeClaim: ({ object }) => [keyOf(object)] },
  (session, key) => {
    const claim = session.cluster.get('PersistentVolumeClaim', key);
    if (!claim?.metadata.annotations?.[STORAGE_PROVISIONER] || claim.spec.volumeName) return;
    const storageClass = session.cluster.get('StorageClass', claim.spec.storageClassName ?? '');
    const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
    if (!storageClass || (waits && !claim.metadata.annotations[SELECTED_NODE])) return;
    const { namespace, name, uid } = claim.metadata;
    const volume: PersistentVolume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        name: `pvc-${uid}`,
        annotations: { 'pv.kubernetes.io/provisioned-by': storageClass.provisioner },
      },
      spec: {
        capacity: { storage: claim.spec.resources?.requests?.['storage'] ?? '1Gi' },
        accessModes: claim.spec.accessModes,
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        volumeMode: claim.spec.volumeMode,
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
        ...sourceOf(storageClass.provisioner, `pvc-${uid}`),
      },
    };
    session.create(volume);
  },
);
