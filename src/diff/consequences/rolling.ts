/** The arithmetic of rolling updates, as the Deployment controller does it (pkg/controller/deployment). */
import { scaledIntOrPercent } from '../../api/int-or-percent.js';
import type { IntOrString } from '../../api/objects.js';

export interface Limits {
  /** Pods beyond `replicas` that may exist at once. */
  surge: number;
  /** Pods below `replicas` that may be missing at once. */
  unavailable: number;
}

/** What maxSurge and maxUnavailable come to: percentages up and down, never both zero. */
export function resolveLimits(
  replicas: number,
  maxSurge: IntOrString | undefined,
  maxUnavailable: IntOrString | undefined,
): Limits {
  const surge = scaledIntOrPercent(maxSurge ?? '25%', replicas, 'up') ?? 0;
  const unavailable = scaledIntOrPercent(maxUnavailable ?? '25%', replicas, 'down') ?? 0;
  if (surge === 0 && unavailable === 0) return { surge, unavailable: Math.min(1, replicas) };
  return { surge, unavailable: Math.min(unavailable, replicas) };
}

export interface Trajectory {
  /** How many times new pods are made. */
  waves: number;
  /** The fewest pods that are ready at any moment. */
  fewestReady: number;
  /** The most pods that exist at any moment. */
  mostPods: number;
}

/**
 * A rolling update from `from` ready old pods to `replicas` new ones. A wave: old pods go and new ones are made as far
 * as the limits allow, until only new pods getting ready helps; then all of them do. A real rollout goes the same
 * way when its pods take about equally long.
 */
export function rollingTrajectory(from: number, replicas: number, limits: Limits): Trajectory {
  const most = replicas + limits.surge;
  const least = replicas - limits.unavailable;
  let old = from;
  let fresh = 0;
  const result: Trajectory = { waves: 0, fewestReady: from, mostPods: from };
  while (fresh < replicas || old > 0) {
    let starting = 0;
    let moved = false;
    for (;;) {
      const made = Math.max(0, Math.min(most - old - fresh - starting, replicas - fresh - starting));
      const gone = Math.max(0, Math.min(old, old + fresh - least));
      if (made === 0 && gone === 0) break;
      moved = true;
      result.mostPods = Math.max(result.mostPods, old + fresh + starting + made);
      starting += made;
      old -= gone;
      result.fewestReady = Math.min(result.fewestReady, old + fresh);
    }
    if (!moved) break;
    if (starting > 0) result.waves += 1;
    fresh += starting;
  }
  return result;
}
