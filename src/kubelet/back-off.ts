/** How long a container waits that has ended before it is started again (pkg/kubelet/kuberuntime, doBackOff). */
const FIRST_SECONDS = 10;
const LONGEST_SECONDS = 300;

/**
 * The back-off before a container is started again that was started again `restarts` times: none at first, then 10 s,
 * twice as long each time, up to 5 min. One that `ranSeconds` twice the longest back-off begins anew.
 */
export function backOffSeconds(restarts: number, ranSeconds: number): number {
  if (restarts === 0 || ranSeconds > 2 * LONGEST_SECONDS) return 0;
  return Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(restarts - 1, 10));
}

/** As Go prints it: `10s`, `2m40s`, `5m0s`. */
export function backOffText(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
