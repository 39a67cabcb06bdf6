import { isEmptySelector, matchesSelector } from '../../api/labels.js';
import { matchesRequiredNodeAffinity } from '../../api/node-selector.js';
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../api/objects.js';
import { untoleratedTaint } from '../../api/taints.js';
import { defaultSelector } from '../default-selector.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import {
  type Cycle,
  MAX_NODE_SCORE,
  type NodeFilter,
  type NodeScorer,
  type PluginFactory,
} from '../plugin.js';
import type { CountBySlot } from '../pod-counts.js';
import type { PodInfo } from '../pod-info.js';
import type { SchedulerState, Topology } from '../state.js';
import { SKIP, SUCCESS, unresolvable, unschedulable } from '../status.js';

const TOO_SKEWED = unschedulable("node(s) didn't match pod topology spread constraints");
const NO_LABEL = unresolvable(
  "node(s) didn't match pod topology spread constraints (missing required label)",
);
const HOSTNAME = 'kubernetes.io/hostname';
/** The smallest count where there is no domain at all: no pod is ever too many. */
const NO_DOMAIN = 2147483647;

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
    preScore: (cycle, feasible) => {
      const soft = constraintsOf(cycle, 'ScheduleAnyway');
      if (soft.length === 0) return 'Skip';
      const own = (cycle.pod.pod.spec.topologySpreadConstraints ?? []).length > 0;
      return spreadScorer(cycle, soft, feasible, own || !system);
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

/** Pods of the namespace that match, by node. An empty selector counts none; terminating pods do not count. */
function countsFor(
  state: SchedulerState,
  namespace: string,
  selector: LabelSelector | undefined,
): CountBySlot {
  if (!selector || isEmptySelector(selector)) return new Map();
  return state.countPods(
    namespace,
    `spread ${JSON.stringify(selector)}`,
    (pod) => !pod.terminating && matchesSelector(selector, pod.labels),
  );
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

/** The count of every domain of one constraint, and the smallest ones. */
interface Domains {
  constraint: Constraint;
  topology: Topology;
  /** By number of the domain. */
  counts: Int32Array;
  /** 1 for domains that have a node which counts for this pod. */
  exists: Uint8Array;
  /** How many domains exist. */
  existing: number;
  /** The smallest count of a domain that exists. */
  least: number;
  self: 0 | 1;
}

function skewFilter({ pod, state }: Cycle, hard: readonly Constraint[]): NodeFilter {
  const domains = hard.map((constraint) => countDomains(state, pod, constraint, hard));
  const shift = (other: PodInfo, node: NodeInfo, by: 1 | -1) => {
    if (other.namespace !== pod.namespace || !hasAllKeys(node, hard)) return;
    for (const one of domains) {
      const { constraint, topology, counts } = one;
      if (!matchesSelector(constraint.selector, other.labels) || !isIncluded(constraint, pod.pod, node))
        continue;
      const domain = topology.domainOf[node.slot]!;
      counts[domain]! += by;
      findLeast(one);
    }
  };
  const leastOf = ({ constraint, existing, least }: Domains) =>
    existing < constraint.minDomains ? 0 : least;
  return {
    filter: (node) => {
      for (const one of domains) {
        const domain = one.topology.domainOf[node.slot]!;
        if (domain < 0) return NO_LABEL;
        if (one.counts[domain]! + one.self - leastOf(one) > one.constraint.maxSkew) return TOO_SKEWED;
      }
      return SUCCESS;
    },
    explain: (node) => {
      const obstacles: Obstacle[] = [];
      for (const one of domains) {
        const { constraint, topology } = one;
        const domain = topology.domainOf[node.slot]!;
        const count = domain < 0 ? 0 : one.counts[domain]!;
        const least = leastOf(one);
        if (domain >= 0 && count + one.self - least <= constraint.maxSkew) continue;
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

function countDomains(
  state: SchedulerState,
  pod: PodInfo,
  constraint: Constraint,
  all: readonly Constraint[],
): Domains {
  const topology = state.topology(constraint.topologyKey);
  const bySlot = countsFor(state, pod.namespace, constraint.selector);
  const counts = new Int32Array(topology.values.length);
  const exists = new Uint8Array(topology.values.length);
  const everyone = all.length === 1 && includesAll(constraint, pod.pod);
  if (everyone) {
    exists.fill(1);
    for (const [slot, count] of bySlot) {
      const domain = topology.domainOf[slot]!;
      if (domain >= 0) counts[domain]! += count;
    }
  } else {
    for (const slot of state.order()) {
      const domain = topology.domainOf[slot]!;
      const node = state.at(slot);
      if (domain < 0 || !hasAllKeys(node, all) || !isIncluded(constraint, pod.pod, node)) continue;
      exists[domain] = 1;
      counts[domain]! += bySlot.get(slot) ?? 0;
    }
  }
  const self = matchesSelector(constraint.selector, pod.labels) ? 1 : 0;
  const domains: Domains = {
    constraint,
    topology,
    counts,
    exists,
    existing: exists.reduce((n, one) => n + one, 0),
    least: NO_DOMAIN,
    self,
  };
  findLeast(domains);
  return domains;
}

function findLeast(domains: Domains): void {
  const { counts, exists } = domains;
  let least = NO_DOMAIN;
  for (let i = 0; i < counts.length; i++) {
    if (exists[i] && counts[i]! < least) least = counts[i]!;
  }
  domains.least = least;
}

/** Fewer like pods in the node's domains is better; rarer kinds of domains weigh less. */
function spreadScorer(
  { pod, state }: Cycle,
  soft: readonly Constraint[],
  feasible: readonly NodeInfo[],
  requireAll: boolean,
): NodeScorer {
  const ignored = new Uint8Array(state.slotCount);
  let ignoredCount = 0;
  if (requireAll) {
    for (const node of feasible) {
      if (hasAllKeys(node, soft)) continue;
      ignored[node.slot] = 1;
      ignoredCount += 1;
    }
  }
  const parts = soft.map((constraint) => {
    const { topologyKey } = constraint;
    const topology = state.topology(topologyKey);
    const bySlot = countsFor(state, pod.namespace, constraint.selector);
    if (topologyKey === HOSTNAME) {
      return {
        constraint,
        topology,
        bySlot,
        counts: undefined,
        weight: weightOf(feasible.length - ignoredCount),
      };
    }
    // The last entry stands for nodes without the label, a domain of its own where not all keys are required.
    const counts = new Int32Array(topology.values.length + 1).fill(-1);
    const unlabelled = topology.values.length;
    const domainAt = (slot: number) => {
      const domain = topology.domainOf[slot]!;
      return domain < 0 ? unlabelled : domain;
    };
    let size = 0;
    for (const { slot } of feasible) {
      if (ignored[slot]) continue;
      const domain = domainAt(slot);
      if (counts[domain]! >= 0) continue;
      counts[domain] = 0;
      size += 1;
    }
    const everyone = includesAll(constraint, pod.pod) && (!requireAll || soft.length === 1);
    for (const [slot, count] of bySlot) {
      const domain = domainAt(slot);
      if (counts[domain]! < 0 || (requireAll && domain === unlabelled)) continue;
      if (!everyone) {
        const node = state.at(slot);
        if ((requireAll && !hasAllKeys(node, soft)) || !isIncluded(constraint, pod.pod, node)) continue;
      }
      counts[domain]! += count;
    }
    return { constraint, topology, bySlot, counts, weight: weightOf(size) };
  });
  return {
    score: ({ slot }) => {
      if (ignored[slot]) return 0;
      let score = 0;
      for (const { constraint, topology, bySlot, counts, weight } of parts) {
        const domain = topology.domainOf[slot]!;
        if (domain < 0) continue;
        const count = counts ? counts[domain]! : (bySlot.get(slot) ?? 0);
        score += count * weight + (constraint.maxSkew - 1);
      }
      return Math.round(score);
    },
    normalize: (scores, nodes) => {
      let min = Number.POSITIVE_INFINITY;
      let max = 0;
      for (let i = 0; i < scores.length; i++) {
        if (ignored[nodes[i]!.slot]) continue;
        if (scores[i]! < min) min = scores[i]!;
        if (scores[i]! > max) max = scores[i]!;
      }
      for (let i = 0; i < scores.length; i++) {
        if (ignored[nodes[i]!.slot]) scores[i] = 0;
        else if (max === 0) scores[i] = MAX_NODE_SCORE;
        else scores[i] = Math.trunc((MAX_NODE_SCORE * (max + min - scores[i]!)) / max);
      }
    },
  };
}

function weightOf(size: number): number {
  return Math.log(size + 2);
}
