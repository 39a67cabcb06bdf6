/** What the volumes of a pod refer to; ways lead on from an item of `spec.volumes`. */
import { CLAIM_REFERENCES } from './claims.js';
import { type NameRow, type ReferenceRow, under } from './row.js';

/** Drivers that log in with a Secret, in a pod's volume and in a PersistentVolume. */
export const DRIVERS_WITH_SECRET = ['cephfs', 'cinder', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'];

/** What a `configMap` or `secret` holds, projected or alone. */
const FILES = { keys: 'items[*].key', optional: 'optional', reads: 'mounts', unmet: 'mount-error' } as const;

export const VOLUME_REFERENCES: readonly ReferenceRow[] = [
  { at: 'configMap', to: 'ConfigMap', name: 'name', ...FILES },
  { at: 'secret', to: 'Secret', name: 'secretName', ...FILES },
  { at: 'projected.sources[*].configMap', to: 'ConfigMap', name: 'name', ...FILES },
  { at: 'projected.sources[*].secret', to: 'Secret', name: 'name', ...FILES },
  {
    at: 'projected.sources[*].clusterTrustBundle',
    to: 'ClusterTrustBundle',
    name: 'name',
    optional: 'optional',
    unmet: 'mount-error',
  },
  { at: 'persistentVolumeClaim', to: 'PersistentVolumeClaim', name: 'claimName', unmet: 'unschedulable' },
  ...under('ephemeral.volumeClaimTemplate', CLAIM_REFERENCES),
  { at: 'csi.nodePublishSecretRef', to: 'Secret', name: 'name', unmet: 'mount-error' },
  { at: 'azureFile', to: 'Secret', name: 'secretName', unmet: 'mount-error' },
  ...DRIVERS_WITH_SECRET.map(
    (driver): NameRow => ({ at: `${driver}.secretRef`, to: 'Secret', name: 'name', unmet: 'mount-error' }),
  ),
  { at: 'glusterfs', to: 'Endpoints', name: 'endpoints', unmet: 'mount-error' },
];
