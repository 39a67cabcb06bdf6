/** How pods end: asked to go, or done with their work (pkg/kubelet/pod_workers.go, as far as it shows). */
import type { Node, Pod } from '../api/objects.js';
import { parseTime } from '../api/time.js';
import type { Session } from '../controllers/controller.js';
import { completed } from './containers.js';
import type { KubeletModel } from './model.js';
import { podConditions, withStatus } from './pod-status.js';

/** A pod that is being deleted: its containers get a second or so to stop, then it is gone. */
export function stop(session: Session, pod: Pod, model: KubeletModel): void {
  const grace = pod.metadata.deletionGracePeriodSeconds ?? 0;
  const end = parseTime(pod.metadata.deletionTimestamp) ?? session.now;
  const asked = end - grace * 1000;
  const running = pod.status?.containerStatuses?.some(({ state }) => state?.running) ?? false;
  const gone = asked + (running ? Math.min(model.stopSeconds, grace) * 1000 : 0);
  if (gone <= session.now) session.delete(pod, { gracePeriodSeconds: 0 });
  else session.wakeAt(gone);
}

/** Whether the pod's containers are started again however they end. */
export function runsForEver(pod: Pod): boolean {
  return (pod.spec.restartPolicy ?? 'Always') === 'Always';
}

/** When a pod that need not run for ever (a Job's) is done; undefined where it never is. */
export function endsAt(pod: Pod, runningAt: number, model: KubeletModel): number | undefined {
  if (runsForEver(pod) || model.jobSeconds === undefined) return undefined;
  return runningAt + model.jobSeconds * 1000;
}

/** The pod whose containers have all ended well. */
export function succeeded(pod: Pod, node: Node, now: number, model: KubeletModel): Pod {
  const done = withStatus(pod, node, now, { phase: 'Succeeded' }, 'running', model);
  const containerStatuses = done.status?.containerStatuses?.map((status) => completed(status, now));
  const conditions = podConditions(pod, false, true, now, 'PodCompleted');
  return { ...done, status: { ...done.status, conditions, containerStatuses } };
}
