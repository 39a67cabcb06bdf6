import { isEmptySelector, matchesSelector } from '../../api/labels.js';
import { largest, smallest } from '../../api/lists.js';
import type { LabelSelector, Pod } from '../../api/objects.js';
import { atLeast } from '../../api/version.js';
import { fitErrorText } from '../fit-error.js';
import type { NodeInfo } from '../node-info.js';
import type { Cycle, Diagnosis, Handle, PluginFactory, PostFilterResult } from '../plugin.js';
import type { PodInfo } from '../pod-info.js';
import type { SchedulerState } from '../state/scheduler-state.js';
import { type Status, SUCCESS, unresolvable, unschedulable } from '../status.js';

const NEVER = 'not eligible due to preemptionPolicy=Never.';
const TERMINATING = 'not eligible due to a terminating pod on the nominated node.';
const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
const NO_VICTIMS = unresolvable('No preemption victims found for incoming pod');
/** Since this version it says as well what it found. */
const TELLS_PLACEMENT_SINCE = '1.37';
const BY_SCHEDULER = 'PreemptionByScheduler';

export interface DefaultPreemptionArgs {
  minCandidateNodesPercentage: number;
  minCandidateNodesAbsolute: number;
}

/** A node where the pod would fit if these pods went. */
interface Candidate {
  node: string;
  /** Most important first. */
  victims: readonly PodInfo[];
  /** How many of them a disruption budget would rather keep. */
  violations: number;
  /** By each rule of `RULES`: the least is best. */
  ranks: readonly number[];
}

/** By what a node is chosen, asked in this order. */
const RULES: readonly ((victims: readonly PodInfo[], violations: number) => number)[] = [
  (_, violations) => violations,
  (victims) => highest(victims),
  (victims) => victims.reduce((sum, { priority }) => sum + priority + 2 ** 31, 0),
  (victims) => victims.length,
  (victims) => -earliestStart(victims),
];

/** Finds the node where the fewest and least important pods have to go for the pod to fit. */
export const defaultPreemption: PluginFactory<DefaultPreemptionArgs> = (args, version) => {
  const tellsPlacement = atLeast(version, TELLS_PLACEMENT_SINCE);
  const preemption = (status: Status): Status => ({
    ...status,
    reasons: [`preemption: ${status.reasons.join(', ')}`],
  });
  return {
    name: 'DefaultPreemption',
    postFilter: (cycle, diagnosis, handle) => {
      const refusal = ineligible(cycle, diagnosis);
      if (refusal) return preemption(unschedulable(refusal));
      const { candidates, statuses } = dryRun(cycle, diagnosis, handle, args);
      if (candidates.length === 0) {
        const nested = { statuses, absent: unresolvable(NOT_HELPFUL) };
        return preemption(unschedulable(fitErrorText(cycle.state.nodeCount, nested)));
      }
      const best = pickBest(candidates);
      const { node, victims } = best[0]!;
      const equals = best.map((candidate) => candidate.node);
      if (!tellsPlacement) return { node, victims, equals } satisfies PostFilterResult;
      return { node, victims, equals, message: `preemption: ${placementText(node, victims.length)}` };
    },
  };
};

function placementText(node: string, victims: number): string {
  return `found a potential placement for pod on node ${node}, preempting ${victims} victims`;
}

function ineligible({ pod, state }: Cycle, { statuses, absent }: Diagnosis): string | undefined {
  if (pod.pod.spec.preemptionPolicy === 'Never') return NEVER;
  const nominated = pod.pod.status?.nominatedNodeName;
  const node = nominated ? state.node(nominated) : undefined;
  if (!node) return undefined;
  const status = statuses[node.slot] ?? absent;
  if (status.code === 'UnschedulableAndUnresolvable') return undefined;
  const leaving = node.pods.some((other) => other.priority < pod.priority && isLeavingForOthers(other));
  return leaving ? TERMINATING : undefined;
}

function isLeavingForOthers({ pod, terminating }: PodInfo): boolean {
  if (!terminating) return false;
  const target = pod.status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return target?.status === 'True' && target.reason === BY_SCHEDULER;
}

/** Tries every node that preemption may help, in the scheduler's order. */
function dryRun(
  cycle: Cycle,
  { statuses }: Diagnosis,
  handle: Handle,
  args: DefaultPreemptionArgs,
): { candidates: Candidate[]; statuses: readonly (Status | undefined)[] } {
  const { state } = cycle;
  const potential = state.order().filter((slot) => statuses[slot]?.code === 'Unschedulable');
  const wanted = Math.min(
    potential.length,
    Math.max(
      Math.trunc((potential.length * args.minCandidateNodesPercentage) / 100),
      args.minCandidateNodesAbsolute,
    ),
  );
  const failed: (Status | undefined)[] = [];
  if (!state.hasPodsBelow(cycle.pod.priority)) {
    for (const slot of potential) failed[slot] = NO_VICTIMS;
    return { candidates: [], statuses: failed };
  }
  const find = victimFinder(cycle, handle);
  const clean: Candidate[] = [];
  const violating: Candidate[] = [];
  for (const slot of potential) {
    const node = state.at(slot);
    const found = find(node);
    if ('code' in found) failed[slot] = found;
    else (found.violations === 0 ? clean : violating).push(found);
    if (clean.length > 0 && clean.length + violating.length >= wanted) break;
  }
  return { candidates: [...clean, ...violating], statuses: failed };
}

/** What an earlier pod of the same kind found out about a node, under the disruption budgets of the time. */
interface Note {
  budgets: unknown;
  found: Candidate | Status;
}

/** Finds the victims of a node; where nothing changed since a like pod asked, they are the same. */
function victimFinder(cycle: Cycle, handle: Handle): (node: NodeInfo) => Candidate | Status {
  const { state } = cycle;
  const notes = handle.notes as (Note | undefined)[] | undefined;
  const objects = state.list('PodDisruptionBudget');
  const budgets = budgetsOf(state);
  return (node) => {
    const { slot, name } = node;
    // Who is nominated to a node has a say there, and no note of it is taken.
    const usable = notes !== undefined && state.nominatedPods(name).length === 0;
    const note = usable ? notes[slot] : undefined;
    if (note?.budgets === objects) return note.found;
    const victims = selectVictims(cycle, node, handle, budgets);
    const found = 'code' in victims ? victims : candidate(name, victims);
    if (usable) notes[slot] = { budgets: objects, found };
    return found;
  };
}

function candidate(node: string, { victims, violations }: Victims): Candidate {
  return { node, victims, violations, ranks: RULES.map((rule) => rule(victims, violations)) };
}

type Victims = Pick<Candidate, 'victims' | 'violations'>;

/** The pods that must go from a node, or why their going does not help. Leaves the filters' state as it was. */
function selectVictims(
  { pod }: Cycle,
  original: NodeInfo,
  handle: Handle,
  budgets: readonly Budget[],
): Victims | Status {
  const potential = original.pods.filter((other) => other.priority < pod.priority);
  if (potential.length === 0) return NO_VICTIMS;
  const node = original.clone({});
  const gone = new Set<PodInfo>();
  const remove = (victim: PodInfo) => {
    node.removePod(victim.key);
    handle.removePod(victim, node);
    gone.add(victim);
  };
  const restore = (victim: PodInfo) => {
    node.addPod(victim);
    handle.addPod(victim, node);
    gone.delete(victim);
  };
  for (const victim of potential) remove(victim);
  let result: Victims | Status = handle.filterWithNominated(node);
  if (result === SUCCESS) {
    const ordered = [...potential].sort(moreImportantFirst);
    const { violating, others } = splitByBudgets(ordered, budgets);
    const victims: PodInfo[] = [];
    let violations = 0;
    for (const victim of [...violating, ...others]) {
      restore(victim);
      if (handle.filterWithNominated(node) === SUCCESS) continue;
      remove(victim);
      victims.push(victim);
      if (violating.includes(victim)) violations += 1;
    }
    result = { victims: victims.sort(moreImportantFirst), violations };
  }
  for (const victim of gone) handle.addPod(victim, node);
  return result;
}

/** Higher priority first, then who has run longer. */
function moreImportantFirst(a: PodInfo, b: PodInfo): number {
  return b.priority - a.priority || a.startTime - b.startTime;
}

interface Budget {
  namespace: string;
  selector: LabelSelector | undefined;
  allowed: number;
  disrupted: Readonly<Record<string, unknown>>;
}

function budgetsOf(state: SchedulerState): Budget[] {
  return state.list('PodDisruptionBudget').map(({ metadata, spec, status }) => ({
    namespace: metadata.namespace ?? '',
    selector: spec?.selector,
    allowed: status?.disruptionsAllowed ?? 0,
    disrupted: (status as { disruptedPods?: Record<string, unknown> } | undefined)?.disruptedPods ?? {},
  }));
}

/** Walks the pods in order, taking one disruption of each of a pod's budgets; those that find none left violate. */
function splitByBudgets(
  pods: readonly PodInfo[],
  budgets: readonly Budget[],
): { violating: PodInfo[]; others: PodInfo[] } {
  const left = budgets.map(({ allowed }) => allowed);
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const info of pods) {
    let violates = false;
    budgets.forEach((budget, i) => {
      if (!protects(budget, info.pod, info)) return;
      left[i]! -= 1;
      if (left[i]! < 0) violates = true;
    });
    (violates ? violating : others).push(info);
  }
  return { violating, others };
}

function protects({ namespace, selector, disrupted }: Budget, pod: Pod, info: PodInfo): boolean {
  if (namespace !== info.namespace || Object.keys(info.labels).length === 0) return false;
  if (!selector || isEmptySelector(selector) || !matchesSelector(selector, info.labels)) return false;
  return !Object.hasOwn(disrupted, pod.metadata.name ?? '');
}

/** The candidates that are best by all rules; usually one. */
function pickBest(candidates: readonly Candidate[]): readonly Candidate[] {
  let best = candidates;
  for (let rule = 0; rule < RULES.length; rule++) {
    let least = Number.POSITIVE_INFINITY;
    for (const { ranks } of best) if (ranks[rule]! < least) least = ranks[rule]!;
    best = best.filter(({ ranks }) => ranks[rule] === least);
  }
  return best;
}

function highest(victims: readonly PodInfo[]): number {
  return largest(victims.map(({ priority }) => priority));
}

/** When the first of the most important victims was started. */
function earliestStart(victims: readonly PodInfo[]): number {
  const most = highest(victims);
  return smallest(victims.filter(({ priority }) => priority === most).map(({ startTime }) => startTime));
}
