/** How a workload ends in a plan, in numbers: of all that explain speaks of, whether the plan tells of it or not. */
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { isPodReady } from '../api/pods.js';
import { idOf, idOfRef } from '../cluster/object-id.js';
import { type AnyWorkload, desiredOf, readyOf } from '../simulation/numbers-of.js';
import { WORKLOADS } from '../simulation/outcomes.js';
import type { Plan, WayOut } from '../simulation/plan.js';
import { refusedPod } from './refused-pod.js';
import { podsOf } from './target.js';

export interface Ending {
  ready: number;
  desired: number;
  /** Those of the newest template. */
  updated: number;
  complete: boolean;
  /** The plan was cut off before that was known. */
  unknown?: boolean;
  /** Why it is not, in Kubernetes' words as a rule. */
  reason?: string;
  wayOut?: WayOut;
}

/** The end of an object in a plan; undefined where it is not there any more. */
export function endOf(plan: Plan, object: KubeObject): Ending | undefined {
  const live = plan.cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  const outcome = plan.workloads.find((one) => idOfRef(one.object) === idOf(object));
  const updated = (live as AnyWorkload | undefined)?.status?.updatedReplicas;
  if (outcome) {
    const { ready, desired, state, reason, wayOut } = outcome;
    return {
      ready,
      desired,
      updated: updated ?? ready,
      complete: state === 'complete',
      ...(state === 'unknown' && { unknown: true }),
      ...(reason !== undefined && { reason }),
      ...(wayOut && { wayOut }),
    };
  }
  if (!live) return undefined;
  return WORKLOADS.has(kindOf(live)) ? byNumbers(live, updated) : byPods(plan, live);
}

/** What no step touched: as its status says. */
function byNumbers(live: KubeObject, updated: number | undefined): Ending {
  const [desired, ready] = [desiredOf(live), readyOf(live)];
  return { ready, desired, updated: updated ?? ready, complete: ready >= desired };
}

/** Of kinds that make pods through others. */
function byPods({ cluster }: Plan, live: KubeObject): Ending {
  const pods = podsOf(cluster, live);
  const ready = pods.filter(isPodReady).length;
  // Those that have not run yet would have pods, if they are taken.
  const complete = pods.length > 0 ? ready === pods.length : refusedPod(cluster, live) === undefined;
  return { ready, desired: pods.length, updated: ready, complete };
}
