/** One scheduling attempt (pkg/scheduler/schedule_one.go). */
import type { Pod } from '../api/objects.js';
import {
  type ActiveFilter,
  type ActiveScorer,
  firstRefusal,
  handleOf,
  nominatedAhead,
  type Prepared,
  preFilter,
  prepareScores,
  type Refusal,
  refusalWithNominated,
} from './attempt.js';
import { DEFAULT_SCHEDULER_NAME, type Profile } from './configuration/profile.js';
import type { Scheduler } from './configuration/scheduler.js';
import type { Decision, NodeScore } from './decision.js';
import { holdAgainst } from './domain-limits.js';
import { fitErrorText } from './fit-error.js';
import { type KnownNodes, knownNodes } from './known-nodes.js';
import type { NodeInfo } from './node-info.js';
import { countEqual, heapRoot } from './pick.js';
import type { Cycle, Diagnosis } from './plugin.js';
import { incomingPod } from './pod-info.js';
import type { Ranking } from './ranking.js';
import type { SchedulerState } from './state/scheduler-state.js';
import { type Status, statusMessage } from './status.js';

const NO_NODES = 'no nodes available to schedule pods';
const GATED = 'Scheduling is blocked due to non-empty scheduling gates';
const EVENT_LIMIT = 1024;
const EVENT_CUT = ' ...';
/** With fewer nodes than this all of them are always looked at. */
const MIN_SAMPLE = 100;

export interface AttemptOptions {
  /** Fill in the parts of the decision that say why: feasible nodes, scores, equals, failures. */
  detail?: boolean;
  /** Where a sampling scheduler begins to look: the last decision's `nextStart`. */
  start?: number;
}

/**
 * Decides where a pod goes, without changing anything.
 *
 * `pod` is as the API server stores it (defaults filled in, priority resolved). The decision's words are those of
 * the pod's PodScheduled condition and of the scheduler's event. All nodes are looked at, unless the configuration
 * sets `percentageOfNodesToScore`.
 */
export function scheduleOne(
  state: SchedulerState,
  pod: Pod,
  scheduler: Scheduler,
  options: AttemptOptions = {},
): Decision {
  const nothing = { evaluated: 0, feasibleCount: 0, ties: 0, nextStart: options.start ?? 0 };
  if (pod.spec.nodeName) return { outcome: 'bound', node: pod.spec.nodeName, bySpec: true, ...nothing };
  const profile = scheduler.profiles.get(pod.spec.schedulerName || DEFAULT_SCHEDULER_NAME);
  if (!profile) return { outcome: 'ignored', ...nothing };
  for (const plugin of profile.preEnqueue) {
    if (!plugin.preEnqueue) continue;
    const status = plugin.preEnqueue(pod, state);
    if (status.code === 'Success') continue;
    const gated = plugin.name === 'SchedulingGates';
    return {
      outcome: 'gated',
      ...nothing,
      ...(gated && { reason: 'SchedulingGated' as const, message: GATED }),
    };
  }
  if (state.nodeCount === 0) return { ...notPlaced('Unschedulable', NO_NODES), ...nothing };
  return attempt(profile, { pod: incomingPod(pod), state }, options);
}

function attempt(profile: Profile, cycle: Cycle, options: AttemptOptions): Decision {
  const prepared = preFilter(profile, cycle);
  if (prepared.rejection?.code === 'Error') {
    return {
      ...notPlaced('SchedulerError', statusMessage(prepared.rejection)),
      evaluated: 0,
      feasibleCount: 0,
      ties: 0,
      nextStart: options.start ?? 0,
    };
  }
  const found = prepared.rejection ? none(options) : findFeasible(profile, cycle, prepared, options);
  const shared = {
    evaluated: found.evaluated,
    feasibleCount: found.feasible.length,
    nextStart: found.nextStart,
    ...(options.detail && { feasible: found.feasible.map(({ name }) => name) }),
    ...(options.detail && { failures: failuresOf(cycle.state, prepared, found) }),
  };
  if (found.error) return { ...notPlaced('SchedulerError', found.error), ties: 0, ...shared };
  if (found.feasible.length === 0) {
    return { ...unschedulable(profile, cycle, prepared, found), ties: 0, ...shared };
  }
  const choice = choose(profile, cycle, prepared, found, options);
  const { namespace, pod } = cycle.pod;
  const volumes = profile.reserve.flatMap((plugin) => plugin.reserve?.(cycle, choice.node) ?? []);
  return {
    outcome: 'bound',
    node: choice.node.name,
    ties: choice.ties,
    event: {
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${namespace}/${pod.metadata.name} to ${choice.node.name}`,
    },
    ...(volumes.length > 0 && { volumes }),
    ...choice.detail,
    ...shared,
  };
}

/** What filtering came to. */
interface Found {
  feasible: readonly NodeInfo[];
  /** Of the feasible nodes, where they are at hand. */
  slots?: Int32Array;
  /** By slot: the refusal of each node that was looked at; left out where nobody will ask. */
  statuses: readonly (Status | undefined)[];
  /** By slot: the plugin that refused. */
  refusedBy: readonly (string | undefined)[];
  evaluated: number;
  nextStart: number;
  /** A plugin failed: the attempt is off. */
  error?: string;
  /** The totals that earlier pods left, of the feasible nodes among others. */
  ranking?: Ranking;
  /** What earlier pods left besides, where no filter looks beyond a node. */
  notes?: unknown[];
}

function none({ start = 0 }: AttemptOptions): Found {
  return { feasible: [], statuses: [], refusedBy: [], evaluated: 0, nextStart: start };
}

/** Filters the nodes: the nominated one alone if it passes, else all that PreFilter leaves. */
function findFeasible(profile: Profile, cycle: Cycle, prepared: Prepared, options: AttemptOptions): Found {
  const { state, pod } = cycle;
  const { filters } = prepared;
  const nominated = state.node(pod.pod.status?.nominatedNodeName ?? '');
  if (nominated && (!prepared.nodes || prepared.nodes.has(nominated.name))) {
    const refusal = refusalWithNominated(filters, cycle, nominated);
    if (!refusal) return { ...none(options), feasible: [nominated], evaluated: 1 };
  }
  const order = state.order();
  const wanted = sampleSize(profile, order.length);
  const known = knownNodes(profile, cycle, filters);
  if (!prepared.nodes && wanted >= order.length) return filterKnown(cycle, prepared, known, options);
  return filterEach(cycle, prepared, known, wanted, options);
}

/** Of the nodes that are known to pass, asks the filters that look beyond the node. */
function filterKnown(cycle: Cycle, prepared: Prepared, known: KnownNodes, options: AttemptOptions): Found {
  const { state } = cycle;
  const { rest, ranking, notes } = known;
  const spoken = refusalsWithNominated(cycle, prepared);
  const found: Found = {
    feasible: ranking.nodes,
    statuses: known.statuses,
    refusedBy: known.refusedBy,
    evaluated: state.nodeCount,
    nextStart: options.start ?? 0,
    ranking,
    ...(rest.length === 0 && { notes }),
  };
  if (rest.length === 0 && spoken.size === 0) return found;
  const { passes, error } = passing(rest, ranking);
  if (error) return { ...none(options), evaluated: found.evaluated, error };
  for (const slot of spoken.keys()) {
    const index = ranking.indexOf(slot);
    if (index >= 0) passes[index] = 0;
  }
  const feasible: NodeInfo[] = [];
  const slots = new Int32Array(passes.length);
  for (let i = 0; i < passes.length; i++) {
    if (!passes[i]) continue;
    slots[feasible.length] = ranking.slots[i]!;
    feasible.push(ranking.nodes[i]!);
  }
  if (feasible.length === ranking.nodes.length && spoken.size === 0) return found;
  found.feasible = feasible;
  found.slots = slots.subarray(0, feasible.length);
  // Why the others do not pass is asked for only where it is to be said.
  if (feasible.length > 0 && !options.detail) return found;
  const statuses = known.statuses.slice();
  const refusedBy = known.refusedBy.slice();
  const refuse = (slot: number, refusal: Refusal | undefined) => {
    statuses[slot] = refusal?.status;
    refusedBy[slot] = refusal?.plugin;
  };
  ranking.nodes.forEach((node, index) => {
    if (!passes[index]) refuse(node.slot, firstRefusal(rest, node));
  });
  for (const [slot, refusal] of spoken) refuse(slot, refusal);
  return { ...found, statuses, refusedBy };
}

/** The nodes that are refused with regard to pods nominated to them, by slot. */
function refusalsWithNominated(cycle: Cycle, { filters }: Prepared): Map<number, Refusal> {
  const { state, pod } = cycle;
  const refusals = new Map<number, Refusal>();
  for (const name of state.nominatedNodes()) {
    const node = state.node(name);
    if (!node || nominatedAhead(state, pod, node).length === 0) continue;
    const refusal = refusalWithNominated(filters, cycle, node);
    if (refusal) refusals.set(node.slot, refusal);
  }
  return refusals;
}

/** Which of the nodes pass the filters, in the order of nodes; or the failure of the first node that makes one fail. */
function passing(
  filters: readonly ActiveFilter[],
  { nodes, slots }: Ranking,
): { passes: Uint8Array; error?: string } {
  const passes = new Uint8Array(nodes.length).fill(1);
  let failed = nodes.length;
  let error: string | undefined;
  for (const filter of filters) {
    if (filter.limits) {
      for (const limit of filter.limits) holdAgainst(limit, slots, passes);
      continue;
    }
    for (let i = 0; i < nodes.length; i++) {
      if (!passes[i]) continue;
      const status = filter.filter(nodes[i]!);
      if (status.code === 'Success') continue;
      passes[i] = 0;
      if (status.code !== 'Error' || i >= failed) continue;
      failed = i;
      error = filterError(filter.plugin.name, status);
    }
  }
  return { passes, ...(error !== undefined && { error }) };
}

function filterError(plugin: string | undefined, status: Status): string {
  return `running "${plugin}" filter plugin: ${statusMessage(status)}`;
}

/** Asks every node that PreFilter leaves, until enough of them pass. */
function filterEach(
  cycle: Cycle,
  prepared: Prepared,
  known: KnownNodes,
  wanted: number,
  options: AttemptOptions,
): Found {
  const { state, pod } = cycle;
  const order = state.order();
  const start = (options.start ?? 0) % order.length;
  const feasible: NodeInfo[] = [];
  const statuses: (Status | undefined)[] = new Array(state.slotCount);
  const refusedBy: (string | undefined)[] = new Array(state.slotCount);
  let evaluated = 0;
  for (let i = 0; i < order.length && feasible.length < wanted; i++) {
    const slot = order[(start + i) % order.length]!;
    const node = state.at(slot);
    if (prepared.nodes && !prepared.nodes.has(node.name)) continue;
    evaluated += 1;
    if (state.hasNominatedPods && nominatedAhead(state, pod, node).length > 0) {
      // Room that is spoken for only takes nodes away: those that pass are known of still.
      const refusal = refusalWithNominated(prepared.filters, cycle, node);
      statuses[slot] = refusal?.status;
      refusedBy[slot] = refusal?.plugin;
    } else {
      statuses[slot] = known.statuses[slot];
      refusedBy[slot] = known.refusedBy[slot];
      for (let k = 0; k < known.rest.length && !statuses[slot]; k++) {
        const { filter, plugin } = known.rest[k]!;
        const status = filter(node);
        if (status.code === 'Success') continue;
        statuses[slot] = status;
        refusedBy[slot] = plugin.name;
      }
    }
    const status = statuses[slot];
    if (!status) feasible.push(node);
    else if (status.code === 'Error') {
      return { ...none(options), evaluated, error: filterError(refusedBy[slot], status) };
    }
  }
  const nextStart = (start + evaluated) % order.length;
  return { feasible, statuses, refusedBy, evaluated, nextStart, ranking: known.ranking };
}

/** How many feasible nodes are enough. */
function sampleSize({ score, percentageOfNodesToScore: percentage }: Profile, nodes: number): number {
  // Without scores any node is as good as the first one found.
  if (score.length === 0) return 1;
  if (!percentage || nodes < MIN_SAMPLE || percentage >= 100) return nodes;
  return Math.max(MIN_SAMPLE, Math.trunc((nodes * percentage) / 100));
}

function unschedulable(
  profile: Profile,
  cycle: Cycle,
  prepared: Prepared,
  found: Found,
): Omit<Decision, 'evaluated' | 'feasibleCount' | 'ties' | 'nextStart'> {
  const { rejection, filters, absent, reached } = prepared;
  const diagnosis: Diagnosis = { statuses: found.statuses, absent: rejection ?? absent };
  const reasons: string[] = [];
  let nomination: Partial<Decision> | undefined;
  for (const plugin of profile.postFilter) {
    if (!plugin.postFilter) continue;
    const result = plugin.postFilter(cycle, diagnosis, handleOf(filters, cycle, found.notes), reached);
    if ('victims' in result) {
      nomination = {
        nominatedNode: result.node,
        // Those that are going already need no telling.
        victims: result.victims.filter(({ terminating }) => !terminating).map(({ pod }) => pod),
        nominatedEquals: result.equals,
      };
      reasons.length = 0;
      break;
    }
    if (result.code === 'Unschedulable') reasons.push(...result.reasons);
    else {
      reasons.splice(0, reasons.length, ...result.reasons);
      break;
    }
  }
  const message = fitErrorText(
    cycle.state.nodeCount,
    diagnosis,
    rejection ? statusMessage(rejection) : '',
    reasons.join(', '),
  );
  return { ...notPlaced('Unschedulable', message), ...nomination };
}

function notPlaced(
  reason: 'Unschedulable' | 'SchedulerError',
  message: string,
): Pick<Decision, 'outcome' | 'reason' | 'message' | 'event'> {
  const note =
    message.length > EVENT_LIMIT ? message.slice(0, EVENT_LIMIT - EVENT_CUT.length) + EVENT_CUT : message;
  return {
    outcome: 'unschedulable',
    reason,
    message,
    event: { type: 'Warning', reason: 'FailedScheduling', message: note },
  };
}

interface Choice {
  node: NodeInfo;
  ties: number;
  detail?: Pick<Decision, 'scores' | 'equals'>;
}

function choose(
  profile: Profile,
  cycle: Cycle,
  prepared: Prepared,
  found: Found,
  { detail }: AttemptOptions,
): Choice {
  const { feasible } = found;
  const only = feasible[0]!;
  if (feasible.length === 1) {
    const equals = detail ? sameWithoutScores(profile, cycle, prepared, only) : [];
    return { node: only, ties: 1, ...(detail && { detail: { equals } }) };
  }
  const { ranking } = found;
  const isWhole = ranking?.nodes === feasible;
  const slots = isWhole ? ranking.slots : (found.slots ?? Int32Array.from(feasible, ({ slot }) => slot));
  const scorers = prepareScores(profile, cycle, feasible, slots);
  ranking?.update(scorers.filter(({ local }) => local));
  if (ranking && !detail) return chooseByRanking(ranking, scorers, feasible, slots);
  const totals = new Float64Array(feasible.length);
  const byPlugin: { scorer: ActiveScorer; scores: Float64Array }[] = [];
  for (const scorer of scorers) {
    const scores =
      ranking && scorer.local ? ranking.scores(scorer, feasible) : scoreAll(scorer, feasible, slots);
    addWeighted(totals, scores, scorer.weight);
    byPlugin.push({ scorer, scores });
  }
  const best = heapRoot(totals);
  const ties = countEqual(totals, totals[best]!);
  if (!detail) return { node: feasible[best]!, ties };
  const table = feasible.map(
    (node, i): NodeScore => ({
      node: node.name,
      total: totals[i]!,
      plugins: Object.fromEntries(
        byPlugin.map(({ scorer, scores: own }) => [scorer.plugin.name, own[i]! * scorer.weight]),
      ),
    }),
  );
  const equals = table.filter(({ total }) => total === totals[best]).map(({ node }) => node);
  return { node: feasible[best]!, ties, detail: { scores: scorers.length > 0 ? table : [], equals } };
}

/** Scores again only what changed, and what looks beyond a single node. */
function chooseByRanking(
  ranking: Ranking,
  scorers: readonly ActiveScorer[],
  feasible: readonly NodeInfo[],
  slots: Int32Array,
): Choice {
  const others = scorers.filter(({ local }) => !local);
  const isWhole = feasible === ranking.nodes;
  if (others.length === 0 && isWhole) {
    const { index, ties } = ranking.winner();
    return { node: feasible[index]!, ties };
  }
  let totals = isWhole ? ranking.totals.slice() : ranking.totalsOf(slots);
  if (!totals) {
    totals = new Float64Array(slots.length);
    for (const scorer of scorers) {
      if (scorer.local) addWeighted(totals, ranking.scores(scorer, feasible), scorer.weight);
    }
  }
  for (const scorer of others) addWeighted(totals, scoreAll(scorer, feasible, slots), scorer.weight);
  const best = heapRoot(totals);
  return { node: feasible[best]!, ties: countEqual(totals, totals[best]!) };
}

/** A plugin's scores of all nodes, brought to scale. */
function scoreAll(
  { score, scoreAll: all, normalize }: ActiveScorer,
  nodes: readonly NodeInfo[],
  slots: Int32Array,
): Float64Array {
  const scores = new Float64Array(nodes.length);
  if (all) all(slots, scores);
  else for (let i = 0; i < nodes.length; i++) scores[i] = score!(nodes[i]!);
  normalize?.(scores, nodes);
  return scores;
}

function addWeighted(totals: Float64Array, scores: Float64Array, weight: number): void {
  for (let i = 0; i < totals.length; i++) totals[i]! += scores[i]! * weight;
}

/** Without scores, whichever node is tried first is taken: all that would do are as good. */
function sameWithoutScores(
  profile: Profile,
  cycle: Cycle,
  { filters, nodes }: Prepared,
  only: NodeInfo,
): string[] {
  if (profile.score.length > 0) return [only.name];
  return cycle.state
    .nodes()
    .filter(({ name }) => !nodes || nodes.has(name))
    .filter((node) => !refusalWithNominated(filters, cycle, node))
    .map(({ name }) => name);
}

function failuresOf(state: SchedulerState, { rejection, absent }: Prepared, found: Found) {
  const feasible = new Set(found.feasible);
  return state
    .nodes()
    .filter((node) => !feasible.has(node))
    .map((node) => {
      const status = found.statuses[node.slot] ?? rejection ?? absent;
      const plugin = found.refusedBy[node.slot] ?? rejection?.plugin;
      return { node: node.name, code: status.code, reasons: status.reasons, ...(plugin && { plugin }) };
    });
}
