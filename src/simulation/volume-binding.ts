/** What the scheduler writes for claims that wait for their first consumer (plugins/volumebinding/binder.go, bindAPIUpdate). */
import type { PersistentVolume, PersistentVolumeClaim } from '../api/workloads.js';
import { SELECTED_NODE } from '../controllers/persistentvolume.js';
import type { LiveCluster } from './live-cluster.js';
import type { By } from './trace.js';

/** Gives a claim a volume that is there, or asks for one on the node; the volume controller does the rest. */
export function bindVolume(
  world: LiveCluster,
  claim: string,
  volume: string | undefined,
  node: string,
  by: By,
): void {
  const stored = world.cluster.get('PersistentVolumeClaim', claim);
  if (!stored) return;
  if (volume === undefined) {
    const annotations = { ...stored.metadata.annotations, [SELECTED_NODE]: node };
    const object = { ...stored, metadata: { ...stored.metadata, annotations } };
    world.write({ verb: 'update', object }, by);
    return;
  }
  const found = world.cluster.get('PersistentVolume', volume);
  if (found) world.write({ verb: 'update', object: claimed(found, stored) }, by);
}

function claimed(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { namespace, name, uid } = claim.metadata;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
  return { ...volume, spec: { ...volume.spec, claimRef } };
}
