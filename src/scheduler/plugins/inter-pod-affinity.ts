import { isEmptySelector, type Labels, matchesSelector } from '../../api/labels.js';
import type { LabelSelector } from '../../api/objects.js';
import { type AffinityTerm, termMatches, type WeightedTerm, withNamespaces } from '../affinity-terms.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import {
  type Cycle,
  MAX_NODE_SCORE,
  type NodeFilter,
  type NodeScorer,
  type PluginFactory,
  type PreFilterResult,
} from '../plugin.js';
import type { CountBySlot } from '../pod-counts.js';
import type { PodInfo } from '../pod-info.js';
import { namespaceLabels, type SchedulerState, type Topology } from '../state.js';
import { SKIP, SUCCESS, unresolvable, unschedulable } from '../status.js';

const NO_AFFINITY = unresolvable("node(s) didn't match pod affinity rules");
const ANTI_AFFINITY = unschedulable("node(s) didn't match pod anti-affinity rules");
const EXISTING_ANTI_AFFINITY = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");
/** How many pods an explanation names. */
const NAMED = 3;

export interface InterPodAffinityArgs {
  hardPodAffinityWeight: number;
  ignorePreferredTermsOfExistingPods: boolean;
}

/** Keeps pods near to, or away from, other pods, as either side asks. */
export const interPodAffinity: PluginFactory<InterPodAffinityArgs> = (args) => ({
  name: 'InterPodAffinity',
  preFilter,
  preScore: (cycle, feasible) => preScore(cycle, feasible, args),
});

/** A term's matching pods, counted by the values of its topology key. */
interface TermCounts {
  term: AffinityTerm;
  topology: Topology;
  counts: Int32Array;
}

function preFilter(cycle: Cycle): PreFilterResult {
  const { pod, state } = cycle;
  const labels = namespaceLabels(state, pod.namespace);
  const affinityTerms = resolved(pod.terms?.requiredAffinity ?? [], state);
  const antiTerms = resolved(pod.terms?.requiredAntiAffinity ?? [], state);
  const existing = existingAntiAffinity(cycle, labels);
  if (existing.length === 0 && affinityTerms.length === 0 && antiTerms.length === 0) return SKIP;
  return { code: 'Success', ...affinityFilter(cycle, labels, affinityTerms, antiTerms, existing) };
}

function affinityFilter(
  { pod, state }: Cycle,
  labels: Labels | undefined,
  affinityTerms: readonly AffinityTerm[],
  antiTerms: readonly AffinityTerm[],
  existing: TermCounts[],
): NodeFilter {
  const matchesAll = (other: PodInfo) =>
    affinityTerms.length > 0 &&
    affinityTerms.every((term) => termMatches(term, other.namespace, other.labels, undefined));
  const affinity = countTerms(state, affinityTerms, () =>
    countMatching(state, `all ${affinityTerms.map(({ key }) => key).join(' ')}`, matchesAll),
  );
  const anti = countTerms(state, antiTerms, (term) => countTerm(state, term));
  const selfMatches = matchesAll(pod);
  let affinityPods = affinity.reduce((sum, { counts }) => sum + total(counts), 0);

  const shift = (other: PodInfo, node: NodeInfo, by: 1 | -1) => {
    for (const term of other.terms?.requiredAntiAffinity ?? []) {
      if (!termMatches(term, pod.namespace, pod.labels, labels)) continue;
      let counts = existing.find((one) => one.term.key === term.key);
      if (!counts) {
        const topology = state.topology(term.topologyKey);
        counts = { term, topology, counts: new Int32Array(topology.values.length) };
        existing.push(counts);
      }
      shiftCount(counts, node, by);
    }
    if (matchesAll(other)) for (const counts of affinity) affinityPods += shiftCount(counts, node, by);
    for (const counts of anti) {
      if (termMatches(counts.term, other.namespace, other.labels, undefined)) shiftCount(counts, node, by);
    }
  };

  /** Whether a node fulfils all affinity terms; the first of a group of pods that ask for each other may go anywhere. */
  const fulfils = (node: NodeInfo): boolean => {
    let near = true;
    for (const { topology, counts } of affinity) {
      const domain = topology.domainOf[node.slot]!;
      if (domain < 0) return false;
      if (counts[domain]! <= 0) near = false;
    }
    return near || (affinityPods === 0 && selfMatches);
  };
  /** Indexes of the affinity terms that a node does not fulfil. */
  const unmet = (node: NodeInfo): number[] => {
    if (fulfils(node)) return [];
    const missing: number[] = [];
    affinity.forEach(({ topology, counts }, index) => {
      const domain = topology.domainOf[node.slot]!;
      if (domain < 0 || counts[domain]! <= 0) missing.push(index);
    });
    return missing;
  };
  const clashes = ({ topology, counts }: TermCounts, node: NodeInfo) => {
    const domain = topology.domainOf[node.slot]!;
    return domain >= 0 && counts[domain]! > 0;
  };
  return {
    filter: (node) => {
      if (!fulfils(node)) return NO_AFFINITY;
      for (const one of anti) if (clashes(one, node)) return ANTI_AFFINITY;
      for (const one of existing) if (clashes(one, node)) return EXISTING_ANTI_AFFINITY;
      return SUCCESS;
    },
    explain: (node) => {
      const obstacles: Obstacle[] = unmet(node).map((index) => {
        const { term, topology } = affinity[index]!;
        const value = topology.values[topology.domainOf[node.slot]!];
        return { kind: 'pod-affinity', index, topologyKey: term.topologyKey, value };
      });
      anti.forEach((one, index) => {
        if (!clashes(one, node)) return;
        const domain = one.topology.domainOf[node.slot]!;
        obstacles.push({
          kind: 'pod-anti-affinity',
          index,
          topologyKey: one.term.topologyKey,
          value: one.topology.values[domain]!,
          pods: one.counts[domain]!,
        });
      });
      for (const one of existing) {
        if (!clashes(one, node)) continue;
        const { topologyKey } = one.term;
        const value = one.topology.values[one.topology.domainOf[node.slot]!]!;
        obstacles.push({
          kind: 'existing-anti-affinity',
          topologyKey,
          value,
          holders: holders(one, node, state),
        });
      }
      return obstacles;
    },
    addPod: (other, node) => shift(other, node, 1),
    removePod: (other, node) => shift(other, node, -1),
  };
}

function shiftCount({ topology, counts }: TermCounts, node: NodeInfo, by: 1 | -1): number {
  const domain = topology.domainOf[node.slot]!;
  if (domain < 0) return 0;
  counts[domain]! += by;
  return by;
}

function total(counts: Int32Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

/** Some of the pods in the node's domain whose anti-affinity term this is. */
function holders({ term, topology }: TermCounts, node: NodeInfo, state: SchedulerState): string[] {
  const domain = topology.domainOf[node.slot]!;
  const names: string[] = [];
  for (const group of state.termIndex.groups('requiredAntiAffinity')) {
    if (group.term.key !== term.key) continue;
    for (const slot of [...group.counts.keys()].sort((a, b) => a - b)) {
      if (topology.domainOf[slot] !== domain) continue;
      for (const { key, terms } of state.at(slot).pods) {
        if (names.length < NAMED && terms?.requiredAntiAffinity.some((one) => one.key === term.key))
          names.push(key);
      }
    }
  }
  return names;
}

/** The required anti-affinity terms of placed pods that are about this pod. */
function existingAntiAffinity({ pod, state }: Cycle, labels: Labels | undefined): TermCounts[] {
  const found: TermCounts[] = [];
  for (const { term, counts } of state.termIndex.groups('requiredAntiAffinity')) {
    if (!termMatches(term, pod.namespace, pod.labels, labels)) continue;
    const topology = state.topology(term.topologyKey);
    const byDomain = byDomains(counts, topology);
    if (total(byDomain) > 0) found.push({ term, topology, counts: byDomain });
  }
  return found;
}

function countTerms(
  state: SchedulerState,
  terms: readonly AffinityTerm[],
  count: (term: AffinityTerm) => CountBySlot,
): TermCounts[] {
  return terms.map((term) => {
    const topology = state.topology(term.topologyKey);
    return { term, topology, counts: byDomains(count(term), topology) };
  });
}

function byDomains(bySlot: CountBySlot, topology: Topology): Int32Array {
  const counts = new Int32Array(topology.values.length);
  for (const [slot, count] of bySlot) {
    const domain = topology.domainOf[slot]!;
    if (domain >= 0) counts[domain]! += count;
  }
  return counts;
}

function countTerm(state: SchedulerState, term: AffinityTerm): CountBySlot {
  return countMatching(state, term.key, (pod) => termMatches(term, pod.namespace, pod.labels, undefined));
}

function countMatching(
  state: SchedulerState,
  question: string,
  matches: (pod: PodInfo) => boolean,
): CountBySlot {
  return state.countPods('', `affinity ${question}`, matches);
}

/**
 * The terms of the pod to be placed with the namespaces that their namespaceSelector picks listed by name.
 * The selector stays, and is later also held against pods with no namespace labels known: a selector of nothing but
 * NotIn and DoesNotExist therefore matches pods of every namespace, as it does in Kubernetes.
 */
function resolved(terms: readonly AffinityTerm[], state: SchedulerState): AffinityTerm[] {
  return terms.map((term) => {
    const { namespaceSelector } = term;
    if (!namespaceSelector || isEmptySelector(namespaceSelector)) return term;
    return withNamespaces(term, selectNamespaces(namespaceSelector, state));
  });
}

function selectNamespaces(selector: LabelSelector, state: SchedulerState): string[] {
  return state
    .list('Namespace')
    .filter(({ metadata }) => matchesSelector(selector, metadata.labels ?? {}))
    .map(({ metadata }) => metadata.name ?? '');
}

/** Points for every value of a topology key, added up over all terms. */
function preScore(
  { pod, state }: Cycle,
  _feasible: readonly NodeInfo[],
  { hardPodAffinityWeight, ignorePreferredTermsOfExistingPods }: InterPodAffinityArgs,
): NodeScorer | 'Skip' {
  const preferred = pod.terms?.preferredAffinity ?? [];
  const preferredAnti = pod.terms?.preferredAntiAffinity ?? [];
  const hasOwn = preferred.length > 0 || preferredAnti.length > 0;
  if (ignorePreferredTermsOfExistingPods && !hasOwn) return 'Skip';
  const labels = namespaceLabels(state, pod.namespace);
  const points = new Map<string, { topology: Topology; byDomain: Float64Array }>();
  const add = (topologyKey: string, bySlot: CountBySlot, weight: number) => {
    const topology = state.topology(topologyKey);
    for (const [slot, count] of bySlot) {
      const domain = topology.domainOf[slot]!;
      if (domain < 0) continue;
      let sums = points.get(topologyKey);
      if (!sums) {
        sums = { topology, byDomain: new Float64Array(topology.values.length) };
        points.set(topologyKey, sums);
      }
      sums.byDomain[domain]! += count * weight;
    }
  };
  const addOwn = (terms: readonly WeightedTerm[], sign: 1 | -1) => {
    for (const { term, weight } of terms) {
      const [full] = resolved([term], state);
      add(term.topologyKey, countTerm(state, full!), sign * weight);
    }
  };
  const addTheirs = (
    list: 'requiredAffinity' | 'preferredAffinity' | 'preferredAntiAffinity',
    factor: number,
  ) => {
    for (const { term, weight, counts } of state.termIndex.groups(list)) {
      if (termMatches(term, pod.namespace, pod.labels, labels))
        add(term.topologyKey, counts, weight * factor);
    }
  };
  addOwn(preferred, 1);
  addOwn(preferredAnti, -1);
  if (hardPodAffinityWeight > 0) addTheirs('requiredAffinity', hardPodAffinityWeight);
  addTheirs('preferredAffinity', 1);
  addTheirs('preferredAntiAffinity', -1);
  if (points.size === 0) return 'Skip';
  const sums = [...points.values()];
  return {
    score: ({ slot }) => {
      let score = 0;
      for (const { topology, byDomain } of sums) {
        const domain = topology.domainOf[slot]!;
        if (domain >= 0) score += byDomain[domain]!;
      }
      return score;
    },
    normalize: stretch,
  };
}

/** The lowest becomes 0, the highest 100; all the same become 0. */
function stretch(scores: Float64Array): void {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  const span = max - min;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = span > 0 ? Math.trunc(MAX_NODE_SCORE * ((scores[i]! - min) / span)) : 0;
  }
}
