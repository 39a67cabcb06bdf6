import { controllerRef, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf, idOfRef, objectWith } from '../cluster/object-id.js';
import type { StuckPod } from './plan.js';

/** The managers that were met, and those of stuck pods that nobody has touched; by `KIND KEY`. */
export function managersWithStuck(
  met: ReadonlyMap<string, string>,
  cluster: Cluster,
  stuck: readonly StuckPod[],
): Map<string, string> {
  const managers = new Map(met);
  for (const { object } of stuck) {
    let one: KubeObject | undefined = objectWith(idOfRef(object), cluster);
    while (one && !managers.has(idOf(one))) {
      const owner = controllerRef(one);
      if (!owner) break;
      const id = `${kindOf(owner)} ${objectKey(one.metadata.namespace, owner.name)}`;
      managers.set(idOf(one), id);
      one = objectWith(id, cluster);
    }
  }
  return managers;
}
