/** What a rolling update comes to, by the limits of the Deployment controller (pkg/controller/deployment). */

export interface Trajectory {
  /** How many times new pods are made. */
  waves: number;
  /** The fewest pods that are ready at any moment. */
  fewestReady: number;
  /** The most pods that exist at any moment. */
  mostPods: number;
}

/**
 * A rolling update of `replicas` ready pods, `surge` more or `unavailable` fewer of which may be there, one of the two
 * at least. A wave: old pods go and new ones are made as far as the limits allow, until only new pods getting ready
 * helps; then all of them do. A real rollout goes the same way when its pods take about equally long.
 */
export function rollingTrajectory(replicas: number, surge: number, unavailable: number): Trajectory {
  const result: Trajectory = { waves: 0, fewestReady: replicas, mostPods: replicas };
  let old = replicas;
  let fresh = 0;
  while (fresh < replicas) {
    let starting = 0;
    for (let gone = 0, made = 0; ; ) {
      made = Math.min(replicas + surge - old - fresh - starting, replicas - fresh - starting);
      starting += made;
      result.mostPods = Math.max(result.mostPods, old + fresh + starting);
      gone = Math.min(old, old + fresh - (replicas - unavailable));
      old -= gone;
      result.fewestReady = Math.min(result.fewestReady, old + fresh);
      if (made + gone === 0) break;
    }
    result.waves += 1;
    fresh += starting;
  }
  return result;
}
