/** Pods that nobody looks after any more (pkg/controller/podgc). */

import { setCondition } from '../api/conditions.js';
import { keyOf } from '../api/object-key.js';
import type { Node, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { type Controller, controller } from './controller.js';

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';
const NODE_GONE = 'PodGC: node no longer exists';

/** How long a missing node may still come back, and how often it is looked. */
const QUARANTINE_MS = 40_000;
const PERIOD_MS = 20_000;

/** Deletes the pods of nodes that are gone or out of service. Its keys are `NS/NAME SINCE`: since when that is so. */
export const podGc: Controller = controller(
  'podgc',
  {
    Node: ({ verb, object, cluster, now }) =>
      verb === 'delete' || isOutOfService(object as Node)
        ? cluster.podsOnNode(object.metadata.name ?? '').map((pod) => `${keyOf(pod)} ${now}`)
        : [],
    Pod: ({ object, before, cluster, now }) => {
      const { nodeName } = (object as Pod).spec;
      const known = before && before !== object && (before as Pod).spec.nodeName === nodeName;
      return nodeName && !known && !cluster.get('Node', nodeName) ? [`${keyOf(object)} ${now}`] : [];
    },
  },
  (session, id) => {
    const [key = '', since = '0'] = id.split(' ');
    const pod = session.cluster.get('Pod', key);
    if (!pod?.spec.nodeName) return;
    const node = session.cluster.get('Node', pod.spec.nodeName);
    if (node && !(isOutOfService(node) && pod.metadata.deletionTimestamp)) return;
    const due = Number(since) + (node ? 0 : QUARANTINE_MS + PERIOD_MS);
    if (session.now < due) return session.wakeAt(due);
    let current: Pod = pod;
    if (!isPodTerminal(pod)) {
      const mark = {
        type: 'DisruptionTarget',
        status: 'True' as const,
        reason: 'DeletionByPodGC',
        message: NODE_GONE,
      };
      const conditions = setCondition(pod.status?.conditions, mark, session.now);
      current =
        session.updateStatus<Pod>({ ...pod, status: { ...pod.status, phase: 'Failed', conditions } })
          .object ?? pod;
    }
    session.delete(current, { gracePeriodSeconds: 0 });
  },
);

function isOutOfService({ spec }: Node): boolean {
  return spec?.taints?.some((taint) => taint.key === OUT_OF_SERVICE) ?? false;
}
