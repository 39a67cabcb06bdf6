/** ReplicationControllers: ReplicaSets of old (pkg/controller/replication). */
import type { KubeObject, LabelSelector, ReplicationController } from '../api/objects.js';
import { type Controller, controller } from './controller.js';
import { claim, itsControllerOrAdopters, itself } from './ownership.js';
import { syncReplicas } from './replicas.js';

/** Brings the number of a ReplicationController's pods to spec.replicas. */
export const replicationController: Controller = controller(
  'replicationcontroller',
  { ReplicationController: itself, Pod: itsControllerOrAdopters('ReplicationController', selectorOf) },
  (session, key) => {
    const set = session.cluster.get('ReplicationController', key);
    if (!set) return;
    const pods = claim(session, set, selectorOf(set), 'Pod');
    syncReplicas(session, set, pods, () => 0, false);
  },
);

/** Its selector is a plain map; an empty one selects nothing. */
function selectorOf(owner: KubeObject): LabelSelector | undefined {
  const { selector } = (owner as ReplicationController).spec;
  return selector && Object.keys(selector).length > 0 ? { matchLabels: selector } : undefined;
}
