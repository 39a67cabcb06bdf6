/**
 * Nodes put together by what spreading costs them: as many of the pods in all their domains, the same cost. So the costs of a
 * few classes are worked out instead of those of all nodes; they are the same.
 */
import type { ClassScores } from './pick.js';
import { MAX_NODE_SCORE } from './plugin.js';
import type { SchedulerState } from './state/scheduler-state.js';
import type { Topology } from './state/topology.js';

/** What the pods of one constraint cost a node. */
export interface SpreadCost {
  readonly topology: Topology;
  /** By domain; by slot where every node is a domain of its own. */
  readonly counts: Int32Array;
  readonly isPerNode: boolean;
  readonly weight: number;
  /** What the constraint costs at least. */
  readonly base: number;
}

/** With more pods on one node these are not told apart by class, nor more classes. */
const MOST_ON_NODE = 128;
const MOST_CLASSES = 1 << 14;
const SCRATCH = 'spread-scratch';
const SPREADS = 'spread-over';

/** Some nodes, by their domains. */
interface SpreadOver {
  topology: Topology;
  /** In how many domains they are; those without the label are one of their own. */
  size: number;
  /** Some have not the label. */
  lacks: boolean;
  /** Of each node; those without the label are the last. */
  classOf: Int32Array;
  /** Which there are. */
  isThere: Uint8Array;
}

/** How nodes are spread over the domains of a label: found out once for as long as the same nodes are asked about. */
export function spreadOver(state: SchedulerState, topology: Topology, slots: Int32Array): SpreadOver {
  const all = (state.memo.get(SPREADS) ?? new WeakMap()) as WeakMap<Int32Array, SpreadOver[]>;
  const of = all.get(slots) ?? [];
  const kept = of.find((one) => one.topology === topology);
  if (kept) return kept;
  const { domainOf, values } = topology;
  const isThere = new Uint8Array(values.length + 1);
  const classOf = new Int32Array(slots.length);
  for (let i = 0; i < slots.length; i++) {
    const domain = domainOf[slots[i]!]!;
    const one = domain < 0 ? values.length : domain;
    classOf[i] = one;
    isThere[one] = 1;
  }
  const size = isThere.reduce((sum, one) => sum + one, 0);
  const found = { topology, size, lacks: isThere[values.length] === 1, classOf, isThere };
  state.memo.set(SPREADS, all.set(slots, [...of, found]));
  return found;
}

/** Scores by class, brought to scale; undefined where there are too many. */
export function classScores(
  state: SchedulerState,
  costs: readonly SpreadCost[],
  slots: Int32Array,
): ClassScores | undefined {
  const radixes = costs.map(({ isPerNode, counts }) => (isPerNode ? MOST_ON_NODE : counts.length + 1));
  const count = radixes.reduce((product, radix) => product * radix, 1);
  if (count > MOST_CLASSES) return undefined;
  const [first, ...others] = costs;
  if (first && others.length === 0 && !first.isPerNode) {
    const { classOf, isThere } = spreadOver(state, first.topology, slots);
    return { classOf, scores: scaledClasses(costs, radixes, isThere), isLasting: true };
  }
  const classOf = scratchOf(state, slots.length);
  for (const [at, cost] of costs.entries()) {
    if (!addDigit(classOf, cost, radixes[at]!, at === 0, slots)) return undefined;
  }
  const isThere = new Uint8Array(count);
  for (let i = 0; i < slots.length; i++) isThere[classOf[i]!] = 1;
  return { classOf, scores: scaledClasses(costs, radixes, isThere), isLasting: false };
}

/** A class is a number with a digit for each cost; false where a digit is too large. */
function addDigit(
  classOf: Int32Array,
  { topology: { domainOf }, counts, isPerNode }: SpreadCost,
  radix: number,
  isFirst: boolean,
  slots: Int32Array,
): boolean {
  // The last one stands for nodes without the label.
  const last = radix - 1;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    const domain = domainOf[slot]!;
    const digit = domain < 0 ? last : isPerNode ? counts[slot]! : domain;
    if (digit >= last && domain >= 0) return false;
    classOf[i] = (isFirst ? 0 : classOf[i]! * radix) + digit;
  }
  return true;
}

/** What is found out for one pod is not needed for the next. */
function scratchOf({ memo }: SchedulerState, length: number): Int32Array {
  const kept = memo.get(SCRATCH) as Int32Array | undefined;
  const scratch = kept && kept.length >= length ? kept : new Int32Array(length);
  if (scratch !== kept) memo.set(SCRATCH, scratch);
  return scratch;
}

/** The costs of the classes that there are, turned round to 0…100 as it is done with those of nodes. */
function scaledClasses(
  costs: readonly SpreadCost[],
  radixes: readonly number[],
  isThere: Uint8Array,
): Float64Array {
  const scores = new Float64Array(isThere.length);
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let one = 0; one < scores.length; one++) {
    if (!isThere[one]) continue;
    scores[one] = Math.round(rawCost(costs, radixes, one));
    min = Math.min(min, scores[one]!);
    max = Math.max(max, scores[one]!);
  }
  for (let one = 0; one < scores.length; one++) {
    if (!isThere[one]) continue;
    const turned = max === 0 ? MAX_NODE_SCORE : (MAX_NODE_SCORE * (max + min - scores[one]!)) / max;
    scores[one] = Math.trunc(turned);
  }
  return scores;
}

/** Summed in the order of the constraints, as for a node. */
function rawCost(costs: readonly SpreadCost[], radixes: readonly number[], one: number): number {
  let unit = radixes.reduce((product, radix) => product * radix, 1);
  let rest = one;
  let raw = 0;
  for (let at = 0; at < costs.length; at++) {
    const { counts, isPerNode, weight, base } = costs[at]!;
    unit /= radixes[at]!;
    const digit = Math.trunc(rest / unit);
    rest -= digit * unit;
    if (digit < radixes[at]! - 1) raw += (isPerNode ? digit : counts[digit]!) * weight + base;
  }
  return raw;
}
