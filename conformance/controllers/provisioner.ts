/** The recorder's stand-in for an external provisioner. */
import type { KubeObject } from '../../src/api/objects.js';
import type { PersistentVolumeClaim } from '../../src/api/workloads.js';
import { SELECTED_NODE } from '../../src/controllers/persistentvolume.js';
import { NAMESPACE } from './scenario.js';
import type { Stage } from './stage.js';

/** Makes the volume of the first claim that waits for one, and tells it; undefined when there is none. */
export function provision({ cluster, simulation }: Stage): string | undefined {
  for (const claim of cluster.list('PersistentVolumeClaim', NAMESPACE)) {
    if (!waits(claim)) continue;
    const answer = simulation.write({ verb: 'create', object: volumeFor(claim) }, 'provisioner');
    if (!('refusal' in answer)) return `provisioner: volume for ${claim.metadata.name}`;
  }
  return undefined;
}

function waits({ metadata, spec, status }: PersistentVolumeClaim): boolean {
  if (spec.volumeName || status?.phase !== 'Pending' || metadata.deletionTimestamp) return false;
  const selected = metadata.annotations?.[SELECTED_NODE];
  return spec.storageClassName === 'fake' || (spec.storageClassName === 'fake-wait' && Boolean(selected));
}

function volumeFor({ metadata: { name, uid, namespace }, spec }: PersistentVolumeClaim): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pv-${NAMESPACE}-${name}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': 'fake.example.com' },
    },
    spec: {
      capacity: { storage: spec.resources?.requests?.['storage'] },
      accessModes: spec.accessModes,
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: spec.storageClassName,
      volumeMode: spec.volumeMode,
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      hostPath: { path: `/tmp/${name}` },
    },
  } as unknown as KubeObject;
}
