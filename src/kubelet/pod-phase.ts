/** The phase of a pod by its containers (pkg/kubelet/kubelet_pods.go, getPhase). */
import type { ContainerStatus, Pod } from '../api/objects.js';
import { runsForEver } from './restart-policy.js';

type Phase = NonNullable<NonNullable<Pod['status']>['phase']>;

/** `isInitialized`: the init containers have done their work, or would go on trying. */
export function phaseOf(
  pod: Pod,
  inits: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
  isInitialized: boolean,
): Phase {
  if (!isInitialized) return isGivenUp(pod, inits) ? 'Failed' : 'Pending';
  let [waits, runs, stopped, succeeded] = [0, 0, 0, 0];
  for (const { state, lastState, restartCount } of containers) {
    if (state?.running) runs++;
    // A dump may have forgotten how a container ended that was started anew.
    else if (state?.terminated || lastState?.terminated || (restartCount ?? 0) > 0) stopped++;
    else waits++;
    if (state?.terminated?.exitCode === 0) succeeded++;
  }
  if (waits > 0) return 'Pending';
  if (runs > 0 || runsForEver(pod)) return 'Running';
  if (stopped === succeeded) return 'Succeeded';
  return pod.spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}

/** An init container that failed is not tried again in a pod that is never restarted. */
function isGivenUp(pod: Pod, inits: readonly ContainerStatus[]): boolean {
  return (
    pod.spec.restartPolicy === 'Never' && inits.some(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0)
  );
}
