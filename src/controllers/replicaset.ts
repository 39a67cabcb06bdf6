/** ReplicaSets (pkg/controller/replicaset). */
import { controllerRef } from '../api/object-key.js';
import type { Pod, ReplicaSet } from '../api/objects.js';
import { isPodActive } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { type Controller, controller } from './controller.js';
import { claim, itsControllerOrAdopters, itself, specSelector } from './ownership.js';
import { syncReplicas } from './replicas.js';

/** Brings the number of a ReplicaSet's pods to spec.replicas, least useful pods first when there are too many. */
export const replicaSet: Controller = controller(
  'replicaset',
  { ReplicaSet: itself, Pod: itsControllerOrAdopters('ReplicaSet', specSelector) },
  (session, key) => {
    const set = session.cluster.get('ReplicaSet', key);
    if (!set) return;
    const pods = claim(session, set, set.spec.selector, 'Pod');
    syncReplicas(session, set, pods, crowding(session.cluster, set), true);
  },
);

/** How many active pods of the ReplicaSets with the same controller share a pod's node. */
function crowding(cluster: Cluster, set: ReplicaSet): (pod: Pod) => number {
  let perNode: Map<string, number> | undefined;
  return (pod) => {
    perNode ??= count(cluster, set);
    return perNode.get(pod.spec.nodeName ?? '') ?? 0;
  };
}

function count(cluster: Cluster, set: ReplicaSet): Map<string, number> {
  const perNode = new Map<string, number>();
  const owner = controllerRef(set);
  if (!owner) return perNode;
  const family = cluster.ownedBy(owner.uid, 'ReplicaSet');
  for (const member of family) {
    for (const pod of controlledBy(cluster, member, 'Pod').filter(isPodActive)) {
      const node = pod.spec.nodeName ?? '';
      perNode.set(node, (perNode.get(node) ?? 0) + 1);
    }
  }
  return perNode;
}
