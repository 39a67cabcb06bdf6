import { isEmptySelector, matchesSelector, neededLabel } from '../../api/labels.js';
import { matchesRequiredNodeAffinity } from '../../api/node-selector.js';
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../api/objects.js';
import { untoleratedTaint } from '../../api/taints.js';
import { defaultSelector } from '../default-selector.js';
import { brokenLimit, type DomainLimit, shiftDomain } from '../domain-limits.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import {
  type Cycle,
  MAX_NODE_SCORE,
  type NodeFilter,
  type NodeScorer,
  type PluginFactory,
} from '../plugin.js';
import type { PodInfo } from '../pod-info.js';
import { classScores, type SpreadCost, spreadOver } from '../spread-classes.js';
import type { SchedulerState } from '../state/scheduler-state.js';
import { Tally } from '../state/tally.js';
import type { Topology } from '../state/topology.js';
import { SKIP, SUCCESS, unresolvable, unschedulable } from '../status.js';

const TOO_SKEWED = unschedulable("node(s) didn't match pod topology spread constraints");
const NO_LABEL = unresolvable(
  "node(s) didn't match pod topology spread constraints (missing required label)",
);
const HOSTNAME = 'kubernetes.io/hostname';

export interface PodTopologySpreadArgs {
  defaultingType: 'System' | 'List';
  defaultConstraints: readonly TopologySpreadConstraint[];
}

/** What every pod of a service or workload is spread by, unless told otherwise. */
const SYSTEM_DEFAULTS: readonly TopologySpreadConstraint[] = [
  { topologyKey: HOSTNAME, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
];

/** A constraint with its defaults filled in; `index` is its place in the pod's spec, -1 for a default one. */
interface Constraint {
  index: number;
  maxSkew: number;
  topologyKey: string;
  selector: LabelSelector | undefined;
  minDomains: number;
  honorAffinity: boolean;
  honorTaints: boolean;
}

/** Keeps (or, for ScheduleAnyway, would rather keep) a pod from nodes where too many of its like are already. */
export const podTopologySpread: PluginFactory<PodTopologySpreadArgs> = (args) => {
  const system = args.defaultingType === 'System';
  const defaults = system ? SYSTEM_DEFAULTS : args.defaultConstraints;
  const constraintsOf = (cycle: Cycle, action: string) => constraints(cycle, action, defaults);
  return {
    name: 'PodTopologySpread',
    preFilter: (cycle) => {
      const hard = constraintsOf(cycle, 'DoNotSchedule');
      return hard.length === 0 ? SKIP : { code: 'Success', ...skewFilter(cycle, hard) };
    },
    preScore: (cycle, _feasible, slots) => {
      const soft = constraintsOf(cycle, 'ScheduleAnyway');
      if (soft.length === 0) return 'Skip';
      const own = (cycle.pod.pod.spec.topologySpreadConstraints ?? []).length > 0;
      return spreadScorer(cycle, soft, slots, own || !system);
    },
  };
};

/** The pod's own constraints of that action, or the default ones where it has none at all. */
function constraints(
  { pod, state }: Cycle,
  action: string,
  defaults: readonly TopologySpreadConstraint[],
): Constraint[] {
  const own = pod.pod.spec.topologySpreadConstraints ?? [];
  if (own.length > 0) {
    return own
      .map((constraint, index) => ({ constraint, index }))
      .filter(({ constraint }) => constraint.whenUnsatisfiable === action)
      .map(({ constraint, index }) => filled(constraint, index, ownSelector(constraint, pod)));
  }
  const wanted = defaults.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action);
  if (wanted.length === 0) return [];
  const selector = defaultSelector(pod.pod, state);
  if (!selector || isEmptySelector(selector)) return [];
  return wanted.map((constraint) => filled(constraint, -1, selector));
}

function filled(
  constraint: TopologySpreadConstraint,
  index: number,
  selector: LabelSelector | undefined,
): Constraint {
  return {
    index,
    maxSkew: constraint.maxSkew,
    topologyKey: constraint.topologyKey,
    selector,
    minDomains: constraint.minDomains ?? 1,
    honorAffinity: constraint.nodeAffinityPolicy !== 'Ignore',
    honorTaints: constraint.nodeTaintsPolicy === 'Honor',
  };
}

/** The constraint's selector with what matchLabelKeys add to it; nothing can be added to one that selects nothing. */
function ownSelector(
  { labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint,
  { labels }: PodInfo,
): LabelSelector | undefined {
  if (!labelSelector) return undefined;
  const more = matchLabelKeys
    .filter((key) => Object.hasOwn(labels, key))
    .map((key) => ({ key, operator: 'In' as const, values: [labels[key]!] }));
  if (more.length === 0) return labelSelector;
  return { ...labelSelector, matchExpressions: [...more, ...(labelSelector.matchExpressions ?? [])] };
}

/** Pods of the namespace that match. An empty selector counts none; terminating pods do not count. */
function tallyOf(state: SchedulerState, namespace: string, selector: LabelSelector | undefined): Tally {
  if (!selector || isEmptySelector(selector)) return new Tally();
  return state.countPods(namespace, {
    name: `spread ${JSON.stringify(selector)}`,
    matches: (pod) => !pod.terminating && matchesSelector(selector, pod.labels),
    needs: neededLabel(selector),
  });
}

function hasAllKeys(node: NodeInfo, list: readonly Constraint[]): boolean {
  return list.every(({ topologyKey }) => Object.hasOwn(node.labels, topologyKey));
}

/** Whether the pods of a node count for the constraint at all. */
function isIncluded({ honorAffinity, honorTaints }: Constraint, pod: Pod, node: NodeInfo): boolean {
  if (honorAffinity && !matchesRequiredNodeAffinity(pod.spec, node.node)) return false;
  return !(honorTaints && untoleratedTaint(node.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']));
}

/** True where no node can be left out by a policy, so that nobody needs to be asked. */
function includesAll({ honorAffinity, honorTaints }: Constraint, { spec }: Pod): boolean {
  const picky =
    spec.nodeSelector ?? spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return !honorTaints && (!honorAffinity || !picky);
}

/**
 * By slot: 1 for the nodes whose pods count for the constraint and that have the label of every constraint in `all`.
 * Kept for as long as nodes do not change; undefined where that is every node with the constraint's own label.
 */
function countedNodes(
  { pod: { pod }, state }: Cycle,
  constraint: Constraint,
  all: readonly Constraint[],
): Uint8Array | undefined {
  if (all.length <= 1 && includesAll(constraint, pod)) return undefined;
  const { spec } = pod;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const { honorAffinity, honorTaints } = constraint;
  const question = JSON.stringify([
    all.map(({ topologyKey }) => topologyKey),
    honorAffinity ? [spec.nodeSelector, required] : 'any',
    honorTaints ? [spec.tolerations] : 'any',
  ]);
  return state.nodesThat(question, (node) => hasAllKeys(node, all) && isIncluded(constraint, pod, node));
}

/** The count of every domain of one constraint as a limit, and the smallest one. */
interface Domains extends DomainLimit {
  constraint: Constraint;
  /** By slot: 1 for the nodes that count; undefined for all of them. */
  counted: Uint8Array | undefined;
  /** 1 for domains that have a node which counts for this pod; undefined for all of them. */
  exists: Uint8Array | undefined;
  /** How many domains exist. */
  existing: number;
  self: 0 | 1;
}

function skewFilter(cycle: Cycle, hard: readonly Constraint[]): NodeFilter {
  const { pod } = cycle;
  const limits = hard.map((constraint) => countDomains(cycle, constraint, hard));
  const shift = (other: PodInfo, node: NodeInfo, by: 1 | -1) => {
    if (other.namespace !== pod.namespace || !hasAllKeys(node, hard)) return;
    for (const one of limits) {
      if (!matchesSelector(one.constraint.selector, other.labels)) continue;
      if (one.counted && !one.counted[node.slot]) continue;
      shiftDomain(one, one.topology.domainOf[node.slot]!, by);
      one.max = mostOf(one);
    }
  };
  return {
    limits,
    filter: ({ slot }) => brokenLimit(limits, slot) ?? SUCCESS,
    explain: (node) => {
      const obstacles: Obstacle[] = [];
      for (const one of limits) {
        if (!brokenLimit([one], node.slot)) continue;
        const { constraint, topology } = one;
        const domain = topology.domainOf[node.slot]!;
        const count = domain < 0 ? 0 : one.counts[domain]!;
        const least = leastOf(one);
        obstacles.push({
          kind: 'spread',
          constraint: constraint.index,
          topologyKey: constraint.topologyKey,
          value: topology.values[domain],
          count,
          least,
          maxSkew: constraint.maxSkew,
        });
      }
      return obstacles;
    },
    addPod: (other, node) => shift(other, node, 1),
    removePod: (other, node) => shift(other, node, -1),
  };
}

function countDomains(cycle: Cycle, constraint: Constraint, all: readonly Constraint[]): Domains {
  const { pod, state } = cycle;
  const topology = state.topology(constraint.topologyKey);
  const tally = tallyOf(state, pod.namespace, constraint.selector);
  const counted = countedNodes(cycle, constraint, all);
  let counts: Int32Array;
  let exists: Uint8Array | undefined;
  if (counted) {
    const bySlot = tally.bySlot(state.slotCount);
    counts = new Int32Array(topology.values.length);
    exists = new Uint8Array(topology.values.length);
    for (let slot = 0; slot < counted.length; slot++) {
      const domain = topology.domainOf[slot]!;
      if (domain < 0 || !counted[slot]) continue;
      exists[domain] = 1;
      counts[domain]! += bySlot[slot]!;
    }
  } else counts = tally.byDomain(topology).counts;
  const domains = {
    constraint,
    topology,
    counts,
    isOwn: false,
    counted,
    exists,
    existing: exists ? exists.reduce((n, one) => n + one, 0) : topology.values.length,
    self: matchesSelector(constraint.selector, pod.labels) ? (1 as const) : (0 as const),
  };
  return {
    ...domains,
    min: Number.NEGATIVE_INFINITY,
    max: mostOf(domains),
    refusal: TOO_SKEWED,
    unlabelled: NO_LABEL,
  };
}

type Counted = Pick<Domains, 'constraint' | 'counts' | 'exists' | 'existing' | 'self'>;

/** How many pods a domain may have for one more to be welcome. */
function mostOf(domains: Counted): number {
  return domains.constraint.maxSkew + leastOf(domains) - domains.self;
}

/** The smallest count of a domain that exists; none while there are fewer domains than there are to be. */
function leastOf({ constraint, counts, exists, existing }: Counted): number {
  if (existing < constraint.minDomains) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < counts.length; i++) {
    if ((!exists || exists[i]) && counts[i]! < least) least = counts[i]!;
  }
  return least;
}

/** Fewer like pods in the node's domains is better; rarer kinds of domains weigh less. */
function spreadScorer(
  cycle: Cycle,
  soft: readonly Constraint[],
  slots: Int32Array,
  requireAll: boolean,
): NodeScorer {
  const ignored = requireAll ? nodesWithout(cycle.state, soft, slots) : undefined;
  const costs = soft.map((constraint) => costOf(cycle, constraint, soft, slots, ignored, requireAll));
  return {
    classes: (wanted) => (ignored ? undefined : classScores(cycle.state, costs, wanted)),
    scoreAll: (wanted, scores) => {
      scores.fill(0);
      for (const { topology, counts, isPerNode, weight, base } of costs) {
        const { domainOf } = topology;
        for (let i = 0; i < wanted.length; i++) {
          const slot = wanted[i]!;
          const domain = domainOf[slot]!;
          if (domain >= 0) scores[i]! += counts[isPerNode ? slot : domain]! * weight + base;
        }
      }
      for (let i = 0; i < wanted.length; i++) {
        scores[i] = ignored?.[wanted[i]!] ? 0 : Math.round(scores[i]!);
      }
    },
    normalize: (scores, nodes) => {
      let min = Number.POSITIVE_INFINITY;
      let max = 0;
      for (let i = 0; i < scores.length; i++) {
        if (ignored?.[nodes[i]!.slot]) continue;
        if (scores[i]! < min) min = scores[i]!;
        if (scores[i]! > max) max = scores[i]!;
      }
      for (let i = 0; i < scores.length; i++) {
        if (ignored?.[nodes[i]!.slot]) scores[i] = 0;
        else if (max === 0) scores[i] = MAX_NODE_SCORE;
        else scores[i] = Math.trunc((MAX_NODE_SCORE * (max + min - scores[i]!)) / max);
      }
    },
  };
}

/** By slot: 1 for nodes that lack the label of a constraint; undefined where none does. */
function nodesWithout(
  state: SchedulerState,
  soft: readonly Constraint[],
  slots: Int32Array,
): Uint8Array | undefined {
  let without: Uint8Array | undefined;
  for (const { topologyKey } of soft) {
    const topology = state.topology(topologyKey);
    if (!spreadOver(state, topology, slots).lacks) continue;
    for (let i = 0; i < slots.length; i++) {
      if (topology.domainOf[slots[i]!]! >= 0) continue;
      without ??= new Uint8Array(state.slotCount);
      without[slots[i]!] = 1;
    }
  }
  return without;
}

function costOf(
  cycle: Cycle,
  constraint: Constraint,
  soft: readonly Constraint[],
  slots: Int32Array,
  ignored: Uint8Array | undefined,
  requireAll: boolean,
): SpreadCost {
  const { pod, state } = cycle;
  const topology = state.topology(constraint.topologyKey);
  const { domainOf } = topology;
  const tally = tallyOf(state, pod.namespace, constraint.selector);
  const bySlot = tally.bySlot(state.slotCount);
  const base = constraint.maxSkew - 1;
  if (constraint.topologyKey === HOSTNAME) {
    const size = slots.length - (ignored?.reduce((n, one) => n + one, 0) ?? 0);
    return { topology, counts: bySlot, isPerNode: true, weight: weightOf(size), base };
  }
  const size = ignored ? sizeBut(ignored, topology, slots) : spreadOver(state, topology, slots).size;
  const counted = countedNodes(cycle, constraint, requireAll ? soft : []);
  const cost = { topology, isPerNode: false, weight: weightOf(size), base };
  if (!counted) return { ...cost, counts: tally.byDomain(topology).counts };
  const counts = new Int32Array(topology.values.length);
  for (let slot = 0; slot < counted.length; slot++) {
    const domain = domainOf[slot]!;
    if (domain >= 0 && counted[slot]) counts[domain]! += bySlot[slot]!;
  }
  return { ...cost, counts };
}

/** In how many domains the nodes are that are not ignored; those without the label are one of their own. */
function sizeBut(ignored: Uint8Array, { values, domainOf }: Topology, slots: Int32Array): number {
  const present = new Uint8Array(values.length + 1);
  let size = 0;
  for (let i = 0; i < slots.length; i++) {
    if (ignored[slots[i]!]) continue;
    const domain = domainOf[slots[i]!]!;
    const at = domain < 0 ? values.length : domain;
    if (present[at]) continue;
    present[at] = 1;
    size += 1;
  }
  return size;
}

function weightOf(size: number): number {
  return Math.log(size + 2);
}
