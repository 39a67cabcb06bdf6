import type { Pod } from '../api/objects.js';

/** Whether the pod's containers are started again however they end. */
export function runsForEver(pod: Pod): boolean {
  return (pod.spec.restartPolicy ?? 'Always') === 'Always';
}

/** Whether a container of the pod that ended with a code is started again; `always`: a sidecar's own policy. */
export function restarts(pod: Pod, code: number, always = false): boolean {
  if (always || runsForEver(pod)) return true;
  return pod.spec.restartPolicy === 'OnFailure' && code !== 0;
}
