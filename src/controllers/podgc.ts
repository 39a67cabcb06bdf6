/** Pods that nobody looks after any more (pkg/controller/podgc). */
import type { Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { keyOf } from '../cluster/cluster.js';
import { setCondition } from './conditions.js';
import { type Controller, controller } from './controller.js';

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';
const NODE_GONE = 'PodGC: node no longer exists';

/** Deletes the pods of nodes that are gone or out of service. (A real cluster waits 40 s for the node to come back.) */
export const podGc: Controller = controller(
  'podgc',
  {
    Node: ({ object, cluster }) => cluster.podsOnNode(object.metadata.name ?? '').map(keyOf),
    Pod: ({ object }) => ((object as Pod).spec.nodeName ? [keyOf(object)] : []),
  },
  (session, key) => {
    const pod = session.cluster.get('Pod', key);
    if (!pod?.spec.nodeName) return;
    const node = session.cluster.get('Node', pod.spec.nodeName);
    const outOfService = node?.spec?.taints?.some((taint) => taint.key === OUT_OF_SERVICE) ?? false;
    if (node && !(outOfService && pod.metadata.deletionTimestamp)) return;
    let current: Pod = pod;
    if (!isPodTerminal(pod)) {
      const mark = { type: 'DisruptionTarget', status: 'True' as const, reason: 'DeletionByPodGC', message: NODE_GONE };
      const conditions = setCondition(pod.status?.conditions, mark, session.now);
      current = session.updateStatus<Pod>({ ...pod, status: { ...pod.status, phase: 'Failed', conditions } }).object ?? pod;
    }
    session.delete(current, { gracePeriodSeconds: 0 });
  },
);
