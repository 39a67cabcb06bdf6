/** When probes let a container count as ready (pkg/kubelet/prober): the time that they take where all of them succeed. */
import { largest } from '../api/lists.js';
import type { Container, Pod } from '../api/objects.js';

const PERIOD_SECONDS = 10;

/** When the last of the pod's containers is ready, of which all run since `runningAt` (both ms since 1970). */
export function readyAt(pod: Pod, runningAt: number): number {
  return largest(pod.spec.containers.map((container) => containerReadyAt(container, runningAt)));
}

/** After the startup probe, then the readiness probe's first successes: probes tick from the container's start. */
function containerReadyAt({ startupProbe, readinessProbe }: Container, runningAt: number): number {
  let at = runningAt;
  for (const probe of [startupProbe, readinessProbe]) {
    if (!probe) continue;
    const period = (probe.periodSeconds ?? PERIOD_SECONDS) * 1000;
    const earliest = runningAt + (probe.initialDelaySeconds ?? 0) * 1000;
    const first = at >= earliest ? at : runningAt + Math.ceil((earliest - runningAt) / period) * period;
    at = Math.max(at, first) + ((probe.successThreshold ?? 1) - 1) * period;
  }
  return at;
}
