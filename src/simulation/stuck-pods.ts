/** Pods that a plan leaves behind waiting, and why they wait. */
import { refOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { condition, isPodReady, isPodTerminal } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import { doomedContainer } from '../kubelet/doomed.js';
import { heldUp } from '../kubelet/held-up.js';
import type { KubeletModel } from '../kubelet/model.js';
import { CRASH_BACK_OFF } from '../kubelet/waiting.js';
import { waitingReason, waitingState } from './describe.js';
import type { StuckPod } from './plan.js';

/** Pods that would have to run and do not; of a plan that was cut off those of which somebody has said why. */
export function stuckPods(cluster: Cluster, settled: boolean, model: KubeletModel): StuckPod[] {
  const stuck: StuckPod[] = [];
  for (const pod of cluster.list('Pod')) {
    if (isPodTerminal(pod) || pod.metadata.deletionTimestamp) continue;
    const doomed = doomedContainer(model, cluster, pod);
    if (doomed !== undefined)
      stuck.push({ object: refOf(pod), reason: CRASH_BACK_OFF, message: againText(doomed) });
    if (isPodReady(pod) || doomed !== undefined) continue;
    if (settled || isToldWhy(pod) || heldUp(model, cluster, pod))
      stuck.push({ object: refOf(pod), ...whyNotReady(pod, cluster, model) });
  }
  return stuck;
}

const againText = (container: string) => `container ${container} ends again and again`;

function isToldWhy(pod: Pod): boolean {
  if (pod.spec.nodeName) return waitingReason(pod) !== undefined;
  return condition(pod.status?.conditions, 'PodScheduled')?.status === 'False';
}

/** The reason and the message of what keeps a pod that has not ended from being ready. */
export function whyNotReady(
  pod: Pod,
  cluster: Cluster,
  model: KubeletModel,
): { reason: string; message: string } {
  const scheduled = condition(pod.status?.conditions, 'PodScheduled');
  if (!pod.spec.nodeName) {
    return { reason: 'Pending', message: scheduled?.message ?? 'waits to be scheduled' };
  }
  const down = downNode(pod, cluster);
  if (down) return { reason: 'NodeNotReady', message: down };
  const waiting = waitingState(pod);
  if (waiting) return { reason: waiting.reason, message: waiting.message ?? '' };
  const held = heldUp(model, cluster, pod);
  if (held) return held;
  const ready = condition(pod.status?.conditions, 'Ready');
  return { reason: 'NotReady', message: ready?.message ?? 'never gets ready' };
}

/** Of a pod whose node does not report that it is ready: what is said of the node. */
export function downNode({ spec: { nodeName = '' } }: Pod, cluster: Cluster): string | undefined {
  const ready = condition(cluster.get('Node', nodeName)?.status?.conditions, 'Ready');
  if (!ready || ready.status === 'True') return undefined;
  return `node ${nodeName} is down${ready.message ? `: ${ready.message}` : ''}`;
}
