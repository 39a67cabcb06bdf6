/** How pods end that are asked to (pkg/kubelet/pod_workers.go, kuberuntime killContainer, as far as it shows). */
import { largest } from '../api/lists.js';
import type { Container, Pod } from '../api/objects.js';
import { millis, parseTime } from '../api/time.js';
import type { Session } from '../controllers/controller.js';
import { behaviourOf } from './behaviour.js';
import type { KubeletModel } from './model.js';

/** A pod that is being deleted: its containers get as long as they take to stop, but no longer than it has, then it is gone. */
export function stop(session: Session, pod: Pod, model: KubeletModel): void {
  const grace = millis(pod.metadata.deletionGracePeriodSeconds);
  const end = parseTime(pod.metadata.deletionTimestamp) ?? session.now;
  const asked = end - grace;
  const running = pod.status?.containerStatuses?.filter(({ state }) => state?.running) ?? [];
  const seconds = pod.spec.containers
    .filter(({ name }) => running.some((one) => one.name === name))
    .map((container) => sleepSeconds(container) + behaviourOf(model, session.cluster, pod, container).stop);
  const gone = asked + Math.min(millis(largest(seconds, 0)), grace);
  if (gone <= session.now) session.delete(pod, { gracePeriodSeconds: 0 });
  else session.wakeAt(gone);
}

/** What a preStop hook sleeps before the container is asked to stop; how long others take is not known. */
function sleepSeconds({ lifecycle }: Container): number {
  return Number(lifecycle?.preStop?.sleep?.seconds ?? 0);
}
