/** How workloads end in a plan. */
import type { Location, ObjectRef } from '../api/finding.js';
import { refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf, idOfRef, objectWith } from '../cluster/object-id.js';
import { GONE } from './describe.js';
import { type AnyWorkload, desiredOf, readyOf } from './numbers-of.js';
import type { Beforehand, Step, StuckPod, WorkloadOutcome } from './plan.js';
import { rolloutOf } from './rollouts.js';
import { rootManager } from './root-manager.js';
import type { Simulation } from './simulation.js';

/** Kinds of which a plan tells how they end. */
export const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'Pod',
]);

/** What a plan tells of a workload, when it is known, beside its state. */
interface Told {
  object: ObjectRef;
  location?: Location;
}

/** What a simulation tells itself. */
type Ran = Pick<Simulation, 'managers' | 'cluster' | 'events' | 'moves'>;

/** How a simulation went, beside what it tells itself. */
export interface Course {
  settled: boolean;
  beforehand: Beforehand;
  before: Cluster;
  /** By `KIND KEY`: what the API server said. */
  refused: ReadonlyMap<string, string>;
}

/** How the workloads end that the plan made or moved. Managed objects are told of through what manages them. */
export function outcomes(
  simulation: Ran,
  steps: readonly Step[],
  stuck: readonly StuckPod[],
  course: Course,
): WorkloadOutcome[] {
  const { managers, cluster } = simulation;
  const rootOf = (id: string): string => rootManager(managers, id);
  const times = timesOf(steps, rootOf);
  const failures = lastFailures(simulation, rootOf);
  const collected = collectedPods(steps);
  const found: WorkloadOutcome[] = [];
  for (const [id, told] of toldOf(steps, rootOf, times, cluster)) {
    if (!WORKLOADS.has(told.object.kind)) continue;
    const object = objectWith(id, cluster);
    const at = times.further.get(id) ?? times.moved.get(id) ?? 0;
    const message = course.refused.get(id);
    if (message !== undefined) {
      const [desired, ready] = [desiredOf(object), object ? readyOf(object) : 0];
      found.push({ ...told, desired, ready, state: 'refused', at, reason: message });
    } else if (object) {
      const pods = stuck.filter((one) => rootOf(idOfRef(one.object)) === id);
      const failed = failures.get(id);
      const end = course.settled ? stateOf(object, pods, failed) : stateSoFar(object, pods, failed);
      const rollout = rolloutOf(course.before, cluster, object);
      const when = end.state === 'complete' ? completedAt(simulation, id, times) : { at };
      found.push({ ...told, ...end, ...when, ...(rollout ? { rollout } : {}) });
    } else if (collected.has(id)) {
      const reason = 'deleted: the node that it names is not there';
      found.push({ ...told, desired: 1, ready: 0, state: 'stuck', at, reason });
    }
  }
  return found;
}

/** Pods that were asked for and that nobody looks after, by their ids. */
function collectedPods(steps: readonly Step[]): ReadonlySet<string> {
  const asked = new Set(steps.filter(({ actor }) => actor === 'apply').map(({ object }) => idOfRef(object)));
  const gone = steps.filter(({ actor, verb }) => actor === 'podgc' && verb === 'delete');
  return new Set(gone.map(({ object }) => idOfRef(object)).filter((id) => asked.has(id)));
}

/** What controllers said last of pods that they could not make, by the id of what they made them for. */
function lastFailures({ events }: Ran, rootOf: (id: string) => string): Map<string, string> {
  const said = new Map<string, string>();
  for (const { object, reason, message } of events) {
    if (reason === 'FailedCreate') said.set(rootOf(idOf(object)), message);
  }
  return said;
}

/** When something was done last for a workload, by its id. */
interface Times {
  /** Anything but what others failed at. */
  moved: Map<string, number>;
  /** The same, and not the end of a pod that had to go: it has got no further since. */
  further: Map<string, number>;
  /** Anything but the going of a pod. */
  worked: Map<string, number>;
  /** A pod of it was gone. */
  gone: Map<string, number>;
}

function timesOf(steps: readonly Step[], rootOf: (id: string) => string): Times {
  const times: Times = { moved: new Map(), further: new Map(), worked: new Map(), gone: new Map() };
  for (const { object, verb, actor, message, at } of steps) {
    const root = rootOf(idOfRef(object));
    const isGone = object.kind === 'Pod' && message === GONE;
    (isGone ? times.gone : times.worked).set(root, at);
    if (verb === 'fail' && actor !== 'kubelet') continue;
    times.moved.set(root, at);
    if (!isGone) times.further.set(root, at);
  }
  return times;
}

/** By its id, what nothing manages and the plan touched: as its first step names it, else as it is in the end. */
function toldOf(
  steps: readonly Step[],
  rootOf: (id: string) => string,
  { moved }: Times,
  cluster: Cluster,
): Map<string, Told> {
  const all = new Map<string, Told>();
  for (const { object, location } of steps) {
    const id = idOfRef(object);
    if (id !== rootOf(id) || all.has(id)) continue;
    all.set(id, { object, ...(location ? { location } : {}) });
  }
  for (const root of moved.keys()) {
    const object = all.has(root) ? undefined : objectWith(root, cluster);
    if (object) all.set(root, { object: refOf(object) });
  }
  return all;
}

/** When the last was done for a workload that is complete; pods that it gave up may take longer to go. */
function completedAt(
  simulation: Ran,
  id: string,
  { moved, worked, gone }: Times,
): { at: number; goneAt?: number } {
  const nothing = gone.has(id) ? 0 : (moved.get(id) ?? 0);
  const at = Math.max(worked.get(id) ?? nothing, lastMoveOf(simulation, id));
  // Its controller does not wait for them.
  const goneAt = gone.get(id) ?? 0;
  return { at, ...(goneAt > at ? { goneAt } : {}) };
}

/** When the numbers of a workload moved last. */
function lastMoveOf({ moves }: Ran, id: string): number {
  const own = moves.get(id) ?? [];
  return own.length > 1 ? own.at(-1)!.at : 0;
}

type Outcome = Pick<WorkloadOutcome, 'desired' | 'ready' | 'state' | 'reason'>;

function stateOf(object: KubeObject, pods: readonly StuckPod[], failed: string | undefined): Outcome {
  const { kind, spec, status } = object as AnyWorkload;
  const [desired, ready] = [desiredOf(object), readyOf(object)];
  const failure = status?.conditions?.find(
    ({ type, status: value }) => (type === 'ReplicaFailure' || type === 'Failed') && value === 'True',
  );
  const updated = kind === 'DaemonSet' ? status?.updatedNumberScheduled : status?.updatedReplicas;
  const current =
    (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'DaemonSet') || (updated ?? 0) >= desired;
  const idle = spec?.suspend === true || spec?.paused === true;
  const whole = ready >= desired && current && pods.length === 0 && !failure;
  if (whole || idle) {
    const reason = spec?.suspend ? 'suspended' : spec?.paused ? 'paused' : undefined;
    return { desired, ready, state: 'complete', ...(reason ? { reason } : {}) };
  }
  const deadline = status?.conditions?.find(
    ({ type, status: value }) => type === 'Progressing' && value === 'False',
  );
  const first = pods[0];
  const refused = kind === 'Pod' && status?.phase === 'Failed' ? podFailure(status) : undefined;
  const why =
    refused ??
    failure?.message ??
    (first ? `${first.reason}${first.message ? `: ${first.message}` : ''}` : (failed ?? deadline?.message));
  return { desired, ready, state: 'stuck', ...(why ? { reason: why } : {}) };
}

/** Why a pod has failed, as its status says it. */
function podFailure({ reason, message }: NonNullable<AnyWorkload['status']>): string | undefined {
  return reason === undefined ? message : `${reason}${message ? `: ${message}` : ''}`;
}

/** Of a plan that was cut off: what is not complete by then may still become so, or nobody has looked at it yet. */
function stateSoFar(object: KubeObject, pods: readonly StuckPod[], failed: string | undefined): Outcome {
  const { kind, status, metadata } = object as AnyWorkload;
  const isSeen =
    kind === 'Pod' || kind === 'Job' || (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const { reason, ...end } = stateOf(object, pods, failed);
  if (end.state !== 'complete' || !isSeen) return { ...end, state: 'unknown' };
  return { ...end, ...(reason ? { reason } : {}) };
}
