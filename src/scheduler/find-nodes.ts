/** Which nodes a pod fits on (findNodesThatFitPod in pkg/scheduler/schedule_one.go). */
import {
  type ActiveFilter,
  type AttemptOptions,
  firstRefusal,
  nominatedAhead,
  type Prepared,
  type Refusal,
  refusalWithNominated,
} from './attempt.js';
import type { Profile } from './configuration/profile.js';
import { holdAgainst } from './domain-limits.js';
import { type KnownNodes, knownNodes } from './known-nodes.js';
import type { NodeInfo } from './node-info.js';
import type { Cycle } from './plugin.js';
import type { Ranking } from './ranking.js';
import { type Status, statusMessage } from './status.js';

/** With fewer nodes than this all of them are always looked at. */
const MIN_SAMPLE = 100;

/** What filtering came to. */
export interface Found {
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

/** No node has been looked at. */
export function nothingFound({ start = 0 }: AttemptOptions): Found {
  return { feasible: [], statuses: [], refusedBy: [], evaluated: 0, nextStart: start };
}

/** Filters the nodes: the nominated one alone if it passes, else all that PreFilter leaves. */
export function findFeasible(
  profile: Profile,
  cycle: Cycle,
  prepared: Prepared,
  options: AttemptOptions,
): Found {
  const { state, pod } = cycle;
  const { filters } = prepared;
  const nominated = state.node(pod.pod.status?.nominatedNodeName ?? '');
  if (nominated && (!prepared.nodes || prepared.nodes.has(nominated.name))) {
    const refusal = refusalWithNominated(filters, cycle, nominated);
    if (!refusal) return { ...nothingFound(options), feasible: [nominated], evaluated: 1 };
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
  if (error) return { ...nothingFound(options), evaluated: found.evaluated, error };
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
      return { ...nothingFound(options), evaluated, error: filterError(refusedBy[slot], status) };
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
