import type { Finding, Location, ObjectRef } from '../api/finding.js';
import { keyOf, kindOf, refOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { condition, isPodReady, isPodTerminal } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import type { ApplyOrder } from '../kubectl/order.js';
import type { ApplyOptions } from '../kubectl/server-side-apply.js';
import type { KubeletModel } from '../kubelet/model.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Action } from './actions/action.js';
import { applyManifests, type Given } from './apply-manifests.js';
import { GONE, waitingReason } from './describe.js';
import { unmatchedPatterns } from './images.js';
import type { Plan, Step, StuckPod, Trajectory, WorkloadOutcome } from './plan.js';
import { rolloutOf } from './rollouts.js';
import { Simulation, type SimulationOptions } from './simulation.js';

const DEFAULT_MAX_STEPS = 250_000;
const DEFAULT_MAX_SECONDS = 3600;
const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'Pod',
]);

export interface SimulateOptions {
  kubelet?: KubeletModel;
  scheduler?: Scheduler;
  /** In which order manifests are applied; as kubectl does unless told. */
  order?: ApplyOrder;
  /** How they are applied: on the client unless told. */
  apply?: ApplyOptions;
  /** What happens besides applying: done after the manifests, before the world is let run. */
  actions?: readonly Action[];
  /** The plan does not settle beyond these. */
  maxSteps?: number;
  maxSeconds?: number;
  /** Let that much virtual time pass after the world has come to rest (CronJobs run then). */
  forSeconds?: number;
}

/** Applies manifests to a world and lets it run until nothing changes: what happens, and what comes of it. */
export function simulate(cluster: Cluster, manifests: readonly Given[], options: SimulateOptions = {}): Plan {
  const locations = new Map<string, Location>();
  for (const { object, location } of manifests) {
    if (location) locations.set(`${kindOf(object)} ${keyOf(object)}`, location);
  }
  const settings = {
    ...(options.kubelet ? { kubelet: options.kubelet } : {}),
    ...(options.scheduler ? { scheduler: options.scheduler } : {}),
  };
  const maxSteps = options.maxSteps ?? DEFAULT_MAX_STEPS;
  const start = atRest(cluster, settings);
  const simulation = new Simulation(start.cluster, { ...settings, startAt: start.now, locations });
  const { refused, findings } = applyManifests(simulation, manifests, { ...options, maxSteps });
  for (const action of options.actions ?? []) simulation.act(action);
  const until = simulation.startedAt + (options.maxSeconds ?? DEFAULT_MAX_SECONDS) * 1000;
  let settled = simulation.settle({ maxSteps, until });
  if (settled && options.forSeconds) {
    const end = simulation.now + options.forSeconds * 1000;
    settled = simulation.settle({ maxSteps, until: end, routine: true });
  }
  return planOf(simulation, { settled, before: start.cluster, findings, refused, maxSteps });
}

/**
 * The world as it is when nobody has anything to do any more: a snapshot may hold a Deployment without its pods, and
 * what becomes of those is not of the plan's making.
 */
function atRest(cluster: Cluster, settings: SimulationOptions): { cluster: Cluster; now: number } {
  const simulation = new Simulation(cluster, settings);
  simulation.settle({
    maxSteps: DEFAULT_MAX_STEPS,
    until: simulation.startedAt + DEFAULT_MAX_SECONDS * 1000,
  });
  return { cluster: simulation.cluster, now: simulation.now };
}

/** How a simulation went, beside what it tells itself. */
interface Course {
  settled: boolean;
  before: Cluster;
  findings: Finding[];
  /** By `KIND KEY`: what the API server said. */
  refused: ReadonlyMap<string, string>;
  /** Further steps are not told: the turn that went beyond the limit was ended. */
  maxSteps: number;
}

/** What a simulation came to, as data. */
function planOf(simulation: Simulation, course: Course): Plan {
  const { settled, before, findings, maxSteps } = course;
  const { cluster } = simulation;
  const steps = simulation.steps.slice(0, maxSteps);
  const stuck = stuckPods(cluster, settled);
  const trajectories: Trajectory[] = [];
  for (const [id, moves] of simulation.moves) {
    const object = objectOf(cluster, id);
    if (object && moves.length > 1) trajectories.push({ object: refOf(object), moves });
  }
  return {
    steps,
    managers: Object.fromEntries([...simulation.managers].sort(([a], [b]) => (a < b ? -1 : 1))),
    trajectories,
    workloads: outcomes(simulation, steps, stuck, course),
    stuck,
    findings,
    warnings: unmatchedPatterns(simulation.kubeletModel, [before, cluster]),
    assumed: [],
    notKnown: [],
    settled,
    duration: steps.at(-1)?.at ?? 0,
    before,
    cluster,
  };
}

function objectOf(cluster: Cluster, id: string): KubeObject | undefined {
  const space = id.indexOf(' ');
  return cluster.get(id.slice(0, space), id.slice(space + 1)) as KubeObject | undefined;
}

function idOfRef({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return `${kindOf({ apiVersion, kind })} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Pods that would have to run and do not; of a plan that was cut off those of which somebody has said why. */
function stuckPods(cluster: Cluster, settled: boolean): StuckPod[] {
  const stuck: StuckPod[] = [];
  for (const pod of cluster.list('Pod')) {
    if (isPodTerminal(pod) || isPodReady(pod) || pod.metadata.deletionTimestamp) continue;
    if (settled || isToldWhy(pod)) stuck.push({ object: refOf(pod), ...whyNotReady(pod) });
  }
  return stuck;
}

function isToldWhy(pod: Pod): boolean {
  if (pod.spec.nodeName) return waitingReason(pod) !== undefined;
  return condition(pod.status?.conditions, 'PodScheduled')?.status === 'False';
}

function whyNotReady(pod: Pod): { reason: string; message: string } {
  const scheduled = condition(pod.status?.conditions, 'PodScheduled');
  if (!pod.spec.nodeName) {
    return { reason: 'Pending', message: scheduled?.message ?? 'waits to be scheduled' };
  }
  const waiting = waitingReason(pod);
  if (waiting) {
    const state = pod.status?.containerStatuses?.find((one) => one.state?.waiting?.reason === waiting)?.state;
    return { reason: waiting, message: state?.waiting?.message ?? '' };
  }
  const ready = condition(pod.status?.conditions, 'Ready');
  return { reason: 'NotReady', message: ready?.message ?? 'never gets ready' };
}

/** How the workloads end that the plan made or moved. Managed objects are told of through what manages them. */
function outcomes(
  simulation: Simulation,
  steps: readonly Step[],
  stuck: readonly StuckPod[],
  { settled, before, refused }: Course,
): WorkloadOutcome[] {
  const { managers, cluster } = simulation;
  const rootOf = (id: string): string => {
    const manager = managers.get(id);
    return manager === undefined || manager === id ? id : rootOf(manager);
  };
  const lastMove = new Map<string, number>();
  const lastWork = new Map<string, number>();
  const lastGone = new Map<string, number>();
  const refs = new Map<string, { object: ObjectRef; location?: Location }>();
  for (const step of steps) {
    const id = idOfRef(step.object);
    const root = rootOf(id);
    if (step.object.kind === 'Pod' && step.message === GONE) lastGone.set(root, step.at);
    else lastWork.set(root, step.at);
    if (step.verb !== 'fail' || step.actor === 'kubelet') lastMove.set(root, step.at);
    if (id === root && !refs.has(id)) {
      refs.set(id, { object: step.object, ...(step.location ? { location: step.location } : {}) });
    }
  }
  for (const root of lastMove.keys()) {
    const object = refs.has(root) ? undefined : objectOf(cluster, root);
    if (object) refs.set(root, { object: refOf(object) });
  }
  const found: WorkloadOutcome[] = [];
  for (const [id, ref] of refs) {
    if (!WORKLOADS.has(ref.object.kind)) continue;
    const at = lastMove.get(id) ?? 0;
    const object = objectOf(cluster, id);
    const message = refused.get(id);
    if (message !== undefined) {
      found.push({
        ...ref,
        desired: desiredOf(object),
        ready: object ? readyOf(object) : 0,
        state: 'refused',
        at,
        reason: message,
      });
    } else if (object) {
      const pods = stuck.filter((one) => rootOf(idOfRef(one.object)) === id);
      const end = settled ? stateOf(object, pods) : stateSoFar(object, pods);
      const rollout = rolloutOf(before, cluster, object);
      // Pods that it gave up may take longer to go: its controller does not wait for them.
      const gone = lastGone.get(id) ?? 0;
      const done = Math.max(lastWork.get(id) ?? (lastGone.has(id) ? 0 : at), lastMoveOf(simulation, id));
      found.push({
        ...ref,
        ...end,
        at: end.state === 'complete' ? done : at,
        ...(end.state === 'complete' && gone > done ? { goneAt: gone } : {}),
        ...(rollout ? { rollout } : {}),
      });
    }
  }
  return found;
}

/** When the numbers of a workload moved last. */
function lastMoveOf({ moves }: Simulation, id: string): number {
  const own = moves.get(id) ?? [];
  return own.length > 1 ? own.at(-1)!.at : 0;
}

type Loose = KubeObject & {
  spec?: {
    replicas?: number;
    completions?: number;
    parallelism?: number;
    paused?: boolean;
    suspend?: boolean;
  };
  status?: {
    readyReplicas?: number;
    updatedReplicas?: number;
    replicas?: number;
    observedGeneration?: number;
    numberReady?: number;
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
    succeeded?: number;
    phase?: string;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
  };
};

type Outcome = Pick<WorkloadOutcome, 'desired' | 'ready' | 'state' | 'reason'>;

function desiredOf(object: KubeObject | undefined): number {
  const { kind, spec, status } = (object ?? {}) as Loose;
  if (kind === 'DaemonSet') return status?.desiredNumberScheduled ?? 0;
  if (kind === 'Job') return spec?.completions ?? 1;
  return kind === 'Pod' ? 1 : (spec?.replicas ?? (object ? 1 : 0));
}

function readyOf(object: KubeObject): number {
  const { kind, status } = object as Loose;
  if (kind === 'DaemonSet') return status?.numberReady ?? 0;
  if (kind === 'Job') return status?.succeeded ?? 0;
  if (kind === 'Pod') return isPodReady(object as Pod) || status?.phase === 'Succeeded' ? 1 : 0;
  return status?.readyReplicas ?? 0;
}

function stateOf(object: KubeObject, pods: readonly StuckPod[]): Outcome {
  const { kind, spec, status } = object as Loose;
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
  const why =
    failure?.message ??
    (first ? `${first.reason}${first.message ? `: ${first.message}` : ''}` : deadline?.message);
  return { desired, ready, state: 'stuck', ...(why ? { reason: why } : {}) };
}

/** Of a plan that was cut off: what is not complete by then may still become so, or nobody has looked at it yet. */
function stateSoFar(object: KubeObject, pods: readonly StuckPod[]): Outcome {
  const { kind, status, metadata } = object as Loose;
  const isSeen =
    kind === 'Pod' || kind === 'Job' || (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const { reason, ...end } = stateOf(object, pods);
  if (end.state !== 'complete' || !isSeen) return { ...end, state: 'unknown' };
  return { ...end, ...(reason ? { reason } : {}) };
}
