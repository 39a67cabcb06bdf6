/**
 * What is known of nodes for pods of one kind: the answers of plugins that look at one node only. A node that did not
 * change since a like pod was placed is not asked again; the answers are the same as from scratch.
 *
 * There are two layers. Standing answers depend on Node objects alone: they hold for all pods of the same placement
 * (tolerations, node affinity, images, …), whatever they ask for, until a node changes. The rest depends on the pods of
 * a node too: it holds for pods that ask for the same besides, and is asked again node by node as pods come and go.
 */
import { type ActiveFilter, firstRefusal } from './attempt.js';
import type { Profile } from './configuration/profile.js';
import type { NodeInfo } from './node-info.js';
import type { Cycle } from './plugin.js';
import { Ranking } from './ranking.js';
import type { SchedulerState } from './state/scheduler-state.js';
import type { Status } from './status.js';

/** Answers kept at a time: kinds of pods times nodes, and how many kinds in any case. */
const KEPT_ANSWERS = 1_000_000;
const KEPT_KINDS = 24;
const MEMO = 'known-nodes';

export interface KnownNodes {
  /** By slot: what the filters whose answers can be kept say. */
  readonly statuses: readonly (Status | undefined)[];
  readonly refusedBy: readonly (string | undefined)[];
  /** The filters that have to be asked each time, after those. */
  readonly rest: readonly ActiveFilter[];
  /** The nodes that pass the former, with their totals. */
  readonly ranking: Ranking;
  /** By slot: whatever else was found out about a node for this kind of pod; gone when the node or its pods change. */
  readonly notes: unknown[];
}

/** Answers that depend on Node objects alone. */
interface Standing {
  epoch: number;
  statuses: (Status | undefined)[];
  refusedBy: (string | undefined)[];
  /** By plugin, by slot. */
  scores: Map<string, Float64Array>;
}

interface Kept {
  epoch: number;
  position: number;
  statuses: (Status | undefined)[];
  refusedBy: (string | undefined)[];
  ranking: Ranking;
  /** False where other nodes pass than those in the ranking. */
  isRanked: boolean;
  notes: unknown[];
}

interface Memo {
  standing: Map<string, Standing>;
  kinds: Map<string, Kept>;
}

export function knownNodes(profile: Profile, cycle: Cycle, filters: readonly ActiveFilter[]): KnownNodes {
  const { state } = cycle;
  let prefix = 0;
  while (prefix < filters.length && filters[prefix]!.plugin.local) prefix += 1;
  let lasting = 0;
  while (lasting < prefix && filters[lasting]!.plugin.local === 'node') lasting += 1;
  const memo = memoOf(profile, state);
  const placement = `${namesOf(filters, lasting)} ${placementOf(cycle.pod)}`;
  const kind = `${namesOf(filters, prefix)} ${demandOf(cycle.pod)} ${placement}`;
  const kept = recall(memo.kinds, kind, state, newKept);
  const changed = kept.epoch === state.nodeEpoch ? state.changedSince(kept.position) : undefined;
  kept.position = state.position;
  if (changed) askAgain(kept, state, filters.slice(0, prefix), changed);
  else {
    const standing = recall(memo.standing, placement, state, newStanding);
    if (standing.epoch !== state.nodeEpoch) askStanding(standing, state, filters.slice(0, lasting));
    askAll(kept, standing, state, filters.slice(lasting, prefix));
  }
  const { statuses, refusedBy, ranking, notes } = kept;
  if (!kept.isRanked) {
    ranking.setNodes(without(statuses, state.slotsInOrder()), state);
    kept.isRanked = true;
  }
  return { statuses, refusedBy, rest: filters.slice(prefix), ranking, notes };
}

function memoOf(profile: Profile, state: SchedulerState): Memo {
  let memos = state.memo.get(MEMO) as Map<Profile, Memo> | undefined;
  if (!memos) {
    memos = new Map();
    state.memo.set(MEMO, memos);
  }
  let memo = memos.get(profile);
  if (!memo) {
    memo = { standing: new Map(), kinds: new Map() };
    memos.set(profile, memo);
  }
  return memo;
}

/** What is kept under a key, or something new; those that were not asked for the longest go. */
function recall<T>(all: Map<string, T>, key: string, { nodeCount }: SchedulerState, create: () => T): T {
  const kept = all.get(key) ?? create();
  all.delete(key);
  all.set(key, kept);
  const most = Math.max(KEPT_KINDS, Math.floor(KEPT_ANSWERS / Math.max(1, nodeCount)));
  for (const oldest of all.keys()) {
    if (all.size <= most) break;
    all.delete(oldest);
  }
  return kept;
}

function newStanding(): Standing {
  return { epoch: -1, statuses: [], refusedBy: [], scores: new Map() };
}

function newKept(): Kept {
  const ranking = new Ranking(new Map());
  return { epoch: -1, position: 0, statuses: [], refusedBy: [], ranking, isRanked: false, notes: [] };
}

function namesOf(filters: readonly ActiveFilter[], count: number): string {
  let names = '';
  for (let i = 0; i < count; i++) names += `${filters[i]!.plugin.name} `;
  return names;
}

/** All that plugins which look at Node objects alone read of a pod, as a text. */
function placementOf({ pod: { spec } }: Cycle['pod']): string {
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  return JSON.stringify([
    spec.nodeName,
    // How long is for the eviction to ask.
    spec.tolerations?.map(({ key, operator, value, effect }) => [key, operator, value, effect]),
    spec.nodeSelector,
    spec.affinity?.nodeAffinity,
    spec.initContainers?.length,
    containers.map(({ image }) => image),
    (spec.volumes ?? []).map((volume) => volume['image']).filter(Boolean),
    spec.hostNetwork,
    spec.hostUsers,
    containers
      .map((container) => (container as { restartPolicyRules?: unknown }).restartPolicyRules)
      .filter(Boolean),
  ]);
}

/** The same of plugins that look at the pods of a node too, and of what they find out besides. */
function demandOf({ requests, nonZero, hostPorts, priority }: Cycle['pod']): string {
  return JSON.stringify([
    requests.cpu,
    requests.memory,
    requests.ephemeralStorage,
    requests.scalars && [...requests.scalars],
    nonZero.cpu,
    nonZero.memory,
    hostPorts,
    priority,
  ]);
}

function askStanding(standing: Standing, state: SchedulerState, filters: readonly ActiveFilter[]): void {
  standing.epoch = state.nodeEpoch;
  standing.statuses = new Array(state.slotCount);
  standing.refusedBy = new Array(state.slotCount);
  standing.scores = new Map();
  for (const slot of state.order()) ask(standing, filters, state.at(slot));
}

/** Asks of all nodes that the standing answers leave. */
function askAll(
  kept: Kept,
  { epoch, statuses, refusedBy, scores }: Standing,
  state: SchedulerState,
  filters: readonly ActiveFilter[],
): void {
  kept.epoch = epoch;
  kept.statuses = statuses.slice();
  kept.refusedBy = refusedBy.slice();
  kept.ranking = new Ranking(scores);
  kept.isRanked = false;
  kept.notes = new Array(state.slotCount);
  let left = without(statuses, state.slotsInOrder());
  for (const filter of filters) left = refuse(kept, filter, left, state);
}

/** Asks one filter of many nodes; those that pass. */
function refuse(kept: Kept, filter: ActiveFilter, slots: Int32Array, state: SchedulerState): Int32Array {
  const { statuses, refusedBy } = kept;
  if (filter.refuseAll) filter.refuseAll(slots, statuses);
  else {
    for (let i = 0; i < slots.length; i++) {
      const status = filter.filter(state.at(slots[i]!));
      if (status.code !== 'Success') statuses[slots[i]!] = status;
    }
  }
  const left = without(statuses, slots);
  if (left.length === slots.length) return slots;
  for (let i = 0; i < slots.length; i++) {
    if (statuses[slots[i]!]) refusedBy[slots[i]!] = filter.plugin.name;
  }
  return left;
}

/** The slots without a refusal. */
function without(statuses: readonly (Status | undefined)[], slots: Int32Array): Int32Array {
  const left = new Int32Array(slots.length);
  let passed = 0;
  for (let i = 0; i < slots.length; i++) {
    if (statuses[slots[i]!]) continue;
    left[passed] = slots[i]!;
    passed += 1;
  }
  return passed === slots.length ? left : left.slice(0, passed);
}

/** Asks of the nodes that changed. */
function askAgain(
  kept: Kept,
  state: SchedulerState,
  filters: readonly ActiveFilter[],
  changed: readonly number[],
): void {
  for (const slot of changed) {
    const passed = !kept.statuses[slot];
    const node = state.at(slot);
    const passes = ask(kept, filters, node);
    kept.ranking.touch(node);
    kept.notes[slot] = undefined;
    if (passed !== passes) kept.isRanked = false;
  }
}

/** Whether the node passes. */
function ask(answers: Standing | Kept, filters: readonly ActiveFilter[], node: NodeInfo): boolean {
  const refusal = firstRefusal(filters, node);
  answers.statuses[node.slot] = refusal?.status;
  answers.refusedBy[node.slot] = refusal?.plugin;
  return !refusal;
}
