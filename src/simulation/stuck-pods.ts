/** Pods that a plan leaves behind waiting, and why they wait. */
import { refOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { condition, isPodReady, isPodTerminal } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import { waitingReason } from './describe.js';
import type { StuckPod } from './plan.js';

/** Pods that would have to run and do not; of a plan that was cut off those of which somebody has said why. */
export function stuckPods(cluster: Cluster, settled: boolean): StuckPod[] {
  const stuck: StuckPod[] = [];
  for (const pod of cluster.list('Pod')) {
    if (isPodTerminal(pod) || isPodReady(pod) || pod.metadata.deletionTimestamp) continue;
    if (settled || isToldWhy(pod)) stuck.push({ object: refOf(pod), ...whyNotReady(pod) });
  }
  return stuck;
}

function isToldWhy(pod: Pod): boolean {
  if (pod.spec.nodeName) return waitingReason(pod) !== undefined;
  return condition(pod.status?.conditions, 'PodScheduled')?.status === 'False';
}

function whyNotReady(pod: Pod): { reason: string; message: string } {
  const scheduled = condition(pod.status?.conditions, 'PodScheduled');
  if (!pod.spec.nodeName) {
    return { reason: 'Pending', message: scheduled?.message ?? 'waits to be scheduled' };
  }
  const waiting = waitingReason(pod);
  if (waiting) {
    const state = pod.status?.containerStatuses?.find((one) => one.state?.waiting?.reason === waiting)?.state;
    return { reason: waiting, message: state?.waiting?.message ?? '' };
  }
  const ready = condition(pod.status?.conditions, 'Ready');
  return { reason: 'NotReady', message: ready?.message ?? 'never gets ready' };
}
