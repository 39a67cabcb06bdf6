/** What the cluster does by itself before anything is asked of it, and what is stuck in it already. */
import { refOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { condition } from '../api/pods.js';
import { parseTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOfRef, objectWith } from '../cluster/object-id.js';
import { workloadOfPod } from '../kubelet/workload.js';
import { workloadsWithoutPods } from './made-up.js';
import { desiredOf, readyOf } from './numbers-of.js';
import type { AlreadyStuck, Beforehand, StuckPod } from './plan.js';
import { rootManager } from './root-manager.js';
import type { Simulation } from './simulation.js';
import { stuckPods } from './stuck-pods.js';

/** So long the cluster is given to finish what it is about: less than any deadline or eviction takes. */
const PATIENCE_MS = 240_000;
const MOST_STEPS = 250_000;

/** What there is to say of a world that came to rest before. */
export const RESTED: Beforehand = { steps: [], duration: 0, settled: true, stuck: [], madeUp: [] };

/** Lets a cluster finish what it is about, as far as that is soon, and begins the plan there. */
export function comeToRest(simulation: Simulation, maxPods: number): Beforehand {
  const from = simulation.now;
  const madeUp = workloadsWithoutPods(simulation.cluster);
  const settled = simulation.settle({
    maxSteps: MOST_STEPS,
    maxPods,
    until: from + PATIENCE_MS,
    soon: true,
  });
  const { cluster, now } = simulation;
  const seen = new Set(
    [...simulation.kubeletModel.observed.pods.keys()].map((place) => place.slice(0, place.indexOf(' '))),
  );
  const stuck = stuckPods(cluster, true, simulation.kubeletModel).filter(
    (pod) => settled || isToldOf(pod) || seen.has(uidOf(pod, cluster)),
  );
  const unheld = new Set(madeUp.map(({ object }) => idOfRef(object)));
  const { managers } = simulation;
  const steps = simulation
    .beginHere()
    .filter(({ object }) => !unheld.has(rootManager(managers, idOfRef(object))));
  return { steps, settled, duration: steps.at(-1)?.at ?? 0, stuck: byWorkload(stuck, cluster, now), madeUp };
}

/** One that merely is not ready yet may still become so. */
function isToldOf({ reason }: StuckPod): boolean {
  return reason !== 'NotReady' && reason !== 'ContainerCreating';
}

function uidOf({ object: { namespace, name } }: StuckPod, cluster: Cluster): string {
  return cluster.get('Pod', `${namespace}/${name}`)?.metadata.uid ?? '';
}

function byWorkload(stuck: readonly StuckPod[], cluster: Cluster, now: number): AlreadyStuck[] {
  const found = new Map<string, AlreadyStuck>();
  for (const { object, reason, message } of stuck) {
    const pod = cluster.get('Pod', `${object.namespace}/${object.name}`);
    if (!pod) continue;
    const id = workloadOfPod(cluster, pod);
    const place = `${id} ${reason}`;
    const known = found.get(place);
    if (known) {
      known.pods.push(object);
      continue;
    }
    const workload: KubeObject = objectWith(id, cluster) ?? pod;
    const since = sinceOf(pod, now);
    found.set(place, {
      object: refOf(workload),
      desired: desiredOf(workload),
      ready: readyOf(workload),
      pods: [object],
      reason,
      message,
      ...(since !== undefined && { since }),
    });
  }
  return [...found.values()];
}

/** How long a pod has not been ready, or not been placed (ms). */
function sinceOf({ status }: Pod, now: number): number | undefined {
  const ready = condition(status?.conditions, 'Ready') ?? condition(status?.conditions, 'PodScheduled');
  const from = parseTime(ready?.lastTransitionTime);
  return from === undefined || from > now ? undefined : now - from;
}
