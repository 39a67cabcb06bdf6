import type { Pod } from '../api/objects.js';
import { condition, isPodReady } from '../api/pods.js';
import { millis, parseTime } from '../api/time.js';

/** When a ready pod becomes (or became) available: `minReadySeconds` after it got ready. Undefined: not ready. */
export function availableAt(pod: Pod, minReadySeconds = 0): number | undefined {
  if (!isPodReady(pod)) return undefined;
  if (minReadySeconds === 0) return 0;
  const since = parseTime(condition(pod.status?.conditions, 'Ready')?.lastTransitionTime);
  return since === undefined ? undefined : since + millis(minReadySeconds);
}

/** Ready for at least `minReadySeconds`. */
export function isAvailable(pod: Pod, minReadySeconds: number | undefined, now: number): boolean {
  const at = availableAt(pod, minReadySeconds);
  return at !== undefined && at <= now;
}
