import type { Location } from '../api/finding.js';
import { append } from '../api/lists.js';
import { refOf } from '../api/object-key.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf, idOfRef, objectWith } from '../cluster/object-id.js';
import type { ApplyOrder } from '../kubectl/order.js';
import type { ApplyOptions } from '../kubectl/server-side-apply.js';
import { HEALTHY, type KubeletModel } from '../kubelet/model.js';
import { observe } from '../kubelet/observed.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Action } from './actions/action.js';
import { type AppliedManifests, applyManifests, type Given } from './apply-manifests.js';
import { comeToRest, RESTED } from './beforehand.js';
import { startOf } from './clock.js';
import type { PlanCommand } from './commands/plan-verb.js';
import type { CommandInput } from './commands/run-command.js';
import { countsOf } from './counts.js';
import { type Endless, replacedForEver } from './endless.js';
import { unmatchedPatterns } from './images.js';
import { observedLoads } from './loads.js';
import type { Limits } from './loop.js';
import { managersWithStuck } from './managers.js';
import { MAX_PODS, MAX_RUNS } from './most-pods.js';
import { type Course, outcomes } from './outcomes.js';
import { momentAfter, passTime, routineMs, settleWithin, type TimeSettings } from './pass-time.js';
import type { Plan, PlanAction, PlanWarning, Trajectory, WorkloadOutcome } from './plan.js';
import { limitPods } from './pod-limit.js';
import { type LoadSettings, SaidLoads } from './said-loads.js';
import { Simulation } from './simulation.js';
import { stuckPods } from './stuck-pods.js';
import { containerSuppositions } from './suppositions.js';
import type { Restless } from './unrest.js';
import { volumeSuppositions } from './volume-suppositions.js';
import { withWaysOut } from './ways-out.js';

const DEFAULT_MAX_STEPS = 250_000;

export interface SimulateOptions extends TimeSettings, LoadSettings {
  kubelet?: KubeletModel;
  scheduler?: Scheduler;
  /** In which order manifests are applied; as kubectl does unless told. */
  order?: ApplyOrder;
  /** How they are applied: on the client unless told. */
  apply?: ApplyOptions;
  /** What happens besides applying: done after the manifests, before the world is let run. */
  actions?: readonly Action[];
  /** What is done once the world has come to rest after that, one after the other, each settled before the next. */
  commands?: readonly PlanCommand[];
  /** What the commands need to know: their namespace, their files. */
  commandInput?: CommandInput;
  /** The world came to rest in a plan before, and nothing was due any more: nobody looks at it anew. */
  rested?: boolean;
  /** More pods than this are not planned for: `TooManyPods` is thrown, or the plan ends there. */
  maxPods?: number;
  /** The plan does not settle beyond that many steps. */
  maxSteps?: number;
  /** Told on the way how many steps there are, and how much virtual time has passed (ms). */
  turn?: Limits['turn'];
}

/**
 * Applies manifests to a world and lets it run until nothing changes: what happens, and what comes of it. Throws
 * `TooManyPods` for a world that asks for more than are planned for.
 */
export function simulate(cluster: Cluster, manifests: readonly Given[], options: SimulateOptions = {}): Plan {
  const locations = new Map<string, Location>();
  for (const { object, location } of manifests) {
    if (location) locations.set(idOf(object), location);
  }
  const begin = startOf(cluster);
  const settings = {
    kubelet: kubeletOf(cluster, options, begin),
    ...(options.scheduler ? { scheduler: options.scheduler } : {}),
  };
  const maxSteps = options.maxSteps ?? DEFAULT_MAX_STEPS;
  const maxPods = options.maxPods ?? MAX_PODS;
  limitPods(cluster, { most: maxPods, now: 0 });
  const known = cluster.withLoads(observedLoads(cluster));
  const startAt = options.startAt ? momentAfter(begin, options.startAt) : begin;
  const simulation = new Simulation(known, {
    ...settings,
    startAt,
    locations,
    isAtRest: options.rested === true,
  });
  const beforehand = options.rested ? RESTED : comeToRest(simulation, maxPods);
  const before = simulation.cluster;
  const loads = new SaidLoads(simulation, options);
  const applied = applyManifests(simulation, manifests, { ...options, maxSteps });
  loads.sayAgain();
  for (const action of options.actions ?? []) simulation.act(action);
  const routine = routineMs(simulation, options);
  const mostRuns = options.maxPods ?? MAX_RUNS;
  limitPods(simulation.cluster, { most: maxPods, mostRuns, routine, now: simulation.now });
  const limits = { maxSteps, maxPods, turn: options.turn };
  const actions: PlanAction[] = [];
  const commands = options.commands ?? [];
  // Where nothing was applied the first command finds the cluster as it is.
  const isUntouched = manifests.length === 0 && commands.length > 0;
  let settled = isUntouched || settleWithin(simulation, options, limits);
  for (const command of commands) {
    actions.push(simulation.run(command, options.commandInput ?? { namespace: 'default' }, limits));
    limitPods(simulation.cluster, { most: maxPods, now: simulation.now });
    settled = settleWithin(simulation, options, limits);
  }
  settled &&= passTime(simulation, options, limits);
  const course = { settled, before, refused: applied.refused, beforehand };
  const { restless, steps, managers } = simulation;
  const endless = replacedForEver(restless, steps, managers);
  const planned = planOf(simulation, course, applied, maxSteps, options.scheduler);
  const plan = { ...planned, actions, workloads: withEndless(planned.workloads, endless.workloads) };
  const ends = endless.others.map(restlessWarning);
  append(ends, loads.warnings());
  if (simulation.podsMade > maxPods) ends.push(cutOff(maxPods));
  return ends.length === 0 ? plan : { ...plan, warnings: [...plan.warnings, ...ends] };
}

/** How nodes behave: as told, and as it shows in the world, which was written down at `now` (ms since 1970). */
function kubeletOf(cluster: Cluster, { kubelet = HEALTHY }: SimulateOptions, now: number): KubeletModel {
  return { ...kubelet, observed: observe(cluster, now, kubelet.isOutside) };
}

/** What never comes to rest because its pods are replaced for ever never completes. */
function withEndless(
  workloads: readonly WorkloadOutcome[],
  endless: ReadonlyMap<string, Endless>,
): WorkloadOutcome[] {
  return workloads.map((one) => {
    const found = endless.get(idOfRef(one.object));
    return found ? { ...one, state: 'stuck', at: found.since, reason: found.reason } : one;
  });
}

function restlessWarning({ actor, key, why, against }: Restless): PlanWarning {
  const undone = against ? `${against.actor} (${against.key}) undoes it each time` : 'it is undone each time';
  const what =
    why === 'vain'
      ? `${actor} would look at ${key} for ever, and nothing comes of it`
      : `${actor} would change something for ${key} for ever: ${undone}`;
  return {
    message: `${what}: what comes after it is not known`,
    hint: 'something there cannot be read, or two that act on it disagree',
  };
}

function cutOff(maxPods: number): PlanWarning {
  return {
    message: `more than ${maxPods} pods were made: what comes after them is not known`,
    hint: '--max-pods NUMBER plans for more',
  };
}

/** What a simulation came to, as data. Steps beyond the limit are not told: the turn that went beyond it was ended. */
function planOf(
  simulation: Simulation,
  course: Course,
  { findings, counts }: AppliedManifests,
  maxSteps: number,
  scheduler: Scheduler | undefined,
): Plan {
  const { settled, before, beforehand } = course;
  const { cluster, events, moves } = simulation;
  const steps = simulation.steps.slice(0, maxSteps);
  const stuck = stuckPods(cluster, settled, simulation.kubeletModel);
  const managers = managersWithStuck(simulation.managers, cluster, stuck);
  const trajectories: Trajectory[] = [];
  for (const [id, own] of moves) {
    const object = objectWith(id, cluster);
    if (object && own.length > 1) trajectories.push({ object: refOf(object), moves: own });
  }
  return {
    steps,
    actions: [],
    managers: Object.fromEntries([...managers].sort(([a], [b]) => (a < b ? -1 : 1))),
    beforehand,
    trajectories,
    workloads: withWaysOut(outcomes({ managers, cluster, events, moves }, steps, stuck, course), stuck, {
      cluster,
      now: simulation.now,
      kubelet: simulation.kubeletModel,
      scheduler,
    }),
    stuck,
    counts: countsOf(steps, counts, stuck),
    findings,
    warnings: unmatchedPatterns(simulation.kubeletModel, [before, cluster]),
    assumed: [],
    lacks: [],
    suppositions: [
      ...containerSuppositions({ before, cluster, steps, model: simulation.kubeletModel }),
      ...volumeSuppositions(cluster, steps),
    ],
    missing: [],
    notKnown: [],
    settled,
    duration: steps.at(-1)?.at ?? 0,
    before,
    cluster,
  };
}
