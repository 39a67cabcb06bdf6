/** Pods leave nodes whose NoExecute taints they do not tolerate (pkg/controller/tainteviction). */

import { setCondition } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import { keyOf } from '../api/object-key.js';
import type { Node, Pod, Taint } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { toleratesTaint } from '../api/taints.js';
import { millis, parseTime } from '../api/time.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';

const MESSAGE = 'Taint manager: deleting due to NoExecute taint';

/**
 * Deletes a pod at once where it does not tolerate a taint, or when its toleration runs out; one that is on its way out
 * already, too.
 */
export const taintEviction: Controller = controller(
  'tainteviction',
  {
    Node: itsPods,
    Pod: ({ object, before }) =>
      (before as Pod | undefined)?.spec.nodeName === (object as Pod).spec.nodeName && before
        ? []
        : [keyOf(object)],
  },
  (session, key) => {
    const pod = session.cluster.get('Pod', key);
    const node = pod?.spec.nodeName ? session.cluster.get('Node', pod.spec.nodeName) : undefined;
    if (!pod || !node || isPodTerminal(pod)) return;
    const taints = (node.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
    if (taints.length === 0) return;
    const at = evictionTime(pod, taints, session.now);
    if (at === undefined) return;
    if (at > session.now) session.wakeAt(at);
    else evictPod(session, pod, taints);
  },
);

function itsPods({ object, before, cluster }: Seen): string[] {
  const taints = (node: unknown) => (node as Node | undefined)?.spec?.taints;
  if (before && before !== object && sameValue(taints(before), taints(object))) return [];
  // Where nobody is evicted, and nobody was to be, there is nothing to look at.
  const evicts = [before, object].some((node) => taints(node)?.some(({ effect }) => effect === 'NoExecute'));
  if (before && !evicts) return [];
  return cluster.podsOnNode(object.metadata.name ?? '').map(keyOf);
}

/** When the pod has to go; undefined for never. A taint's first toleration counts, and runs from when the taint was put. */
function evictionTime({ spec }: Pod, taints: readonly Taint[], now: number): number | undefined {
  let earliest: number | undefined;
  for (const taint of taints) {
    const toleration = spec.tolerations?.find((one) => toleratesTaint(one, taint));
    if (!toleration) return now;
    if (toleration.tolerationSeconds === undefined) continue;
    const at = (parseTime(taint.timeAdded) ?? now) + Math.max(0, millis(toleration.tolerationSeconds));
    if (earliest === undefined || at < earliest) earliest = at;
  }
  return earliest;
}

function evictPod(session: Session, pod: Pod, taints: readonly Taint[]): void {
  session.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${keyOf(pod)}`);
  const mark = {
    type: 'DisruptionTarget',
    status: 'True' as const,
    reason: 'DeletionByTaintManager',
    message: MESSAGE,
  };
  const conditions = setCondition(pod.status?.conditions, mark, session.now);
  const { object } = session.updateStatus({ ...pod, status: { ...pod.status, conditions } });
  const names = taints.map(({ key, effect }) => `${key}:${effect}`).join(', ');
  session.delete(object ?? pod, {}, { because: `node ${pod.spec.nodeName} has taint ${names}` });
}
