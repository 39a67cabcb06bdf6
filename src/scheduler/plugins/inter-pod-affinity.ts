import { isEmptySelector, type Labels, matchesSelector, neededLabel } from '../../api/labels.js';
import type { LabelSelector } from '../../api/objects.js';
import { atLeast, atMost, type KubernetesVersion } from '../../api/version.js';
import { type AffinityTerm, termMatches, type WeightedTerm, withNamespaces } from '../affinity-terms.js';
import { brokenLimit, type DomainLimit, shiftDomain } from '../domain-limits.js';
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
import type { PodInfo } from '../pod-info.js';
import type { Question } from '../state/pod-counters.js';
import { namespaceLabels, type SchedulerState } from '../state/scheduler-state.js';
import { Tally } from '../state/tally.js';
import type { Topology } from '../state/topology.js';
import { SKIP, type Status, SUCCESS, unresolvable, unschedulable } from '../status.js';

const NO_AFFINITY = unresolvable("node(s) didn't match pod affinity rules");
const ANTI_AFFINITY = unschedulable("node(s) didn't match pod anti-affinity rules");
const EXISTING_ANTI_AFFINITY = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");
/**
 * From the one version to the other a namespaceSelector stays once its namespaces are listed, and is also held against
 * pods with no namespace labels known: one of nothing but NotIn and DoesNotExist matches pods of every namespace.
 */
const SELECTORS_STAY = { since: '1.34', until: '1.36' };
/** No number of pods is too many. */
const ANY = Number.POSITIVE_INFINITY;
/** No number of pods is too few. */
const NONE = Number.NEGATIVE_INFINITY;
/** How many pods an explanation names. */
const NAMED = 3;

export interface InterPodAffinityArgs {
  hardPodAffinityWeight: number;
  ignorePreferredTermsOfExistingPods: boolean;
}

/** Keeps pods near to, or away from, other pods, as either side asks. */
export const interPodAffinity: PluginFactory<InterPodAffinityArgs> = (args, version) => {
  const resolve = resolver(version);
  return {
    name: 'InterPodAffinity',
    preFilter: (cycle) => preFilter(cycle, resolve),
    preScore: (cycle) => preScore(cycle, args, resolve),
  };
};

/** The terms of the pod to be placed with the namespaces that their namespaceSelector picks listed by name. */
type Resolve = (terms: readonly AffinityTerm[], state: SchedulerState) => AffinityTerm[];

/** A term, and as a limit what its matching pods mean for the nodes. */
interface TermLimit extends DomainLimit {
  readonly term: AffinityTerm;
}

function preFilter(cycle: Cycle, resolve: Resolve): PreFilterResult {
  const { pod, state } = cycle;
  const labels = namespaceLabels(state, pod.namespace);
  const affinityTerms = resolve(pod.terms?.requiredAffinity ?? [], state);
  const antiTerms = resolve(pod.terms?.requiredAntiAffinity ?? [], state);
  const existing = existingAntiAffinity(cycle, labels);
  if (existing.length === 0 && affinityTerms.length === 0 && antiTerms.length === 0) return SKIP;
  return { code: 'Success', ...affinityFilter(cycle, labels, affinityTerms, antiTerms, existing) };
}

/** What the terms of the pod and of those that are placed mean for the nodes. */
interface Limits {
  affinity: readonly TermLimit[];
  anti: readonly TermLimit[];
  /** The anti-affinity of placed pods that is about this one. */
  existing: TermLimit[];
}

function affinityFilter(
  { pod, state }: Cycle,
  labels: Labels | undefined,
  affinityTerms: readonly AffinityTerm[],
  antiTerms: readonly AffinityTerm[],
  existing: TermLimit[],
): NodeFilter {
  const matchesAll = (other: PodInfo) =>
    affinityTerms.every((term) => termMatches(term, other.namespace, other.labels, undefined));
  const near = stayNear(affinityTerms, matchesAll, state);
  const affinity = near.limits;
  let affinityPods = near.pods;
  const selfMatches = matchesAll(pod);
  /** The first of a group of pods that ask for each other may go anywhere. */
  const settleNeed = () => {
    const needed = affinityPods === 0 && selfMatches ? NONE : 1;
    for (const limit of affinity) limit.min = needed;
  };
  settleNeed();
  const anti = antiTerms.map((term) => keepAway(term, countTerm(state, term), state, ANTI_AFFINITY));
  const limits: TermLimit[] = [...affinity, ...anti, ...existing];

  const shift = (other: PodInfo, node: NodeInfo, by: 1 | -1) => {
    for (const term of other.terms?.requiredAntiAffinity ?? []) {
      if (!termMatches(term, pod.namespace, pod.labels, labels)) continue;
      let limit = existing.find((one) => one.term.key === term.key);
      if (!limit) {
        limit = keepAway(term, new Tally(), state, EXISTING_ANTI_AFFINITY);
        existing.push(limit);
        limits.push(limit);
      }
      shiftCount(limit, node, by);
    }
    if (matchesAll(other)) for (const limit of affinity) affinityPods += shiftCount(limit, node, by);
    for (const limit of anti) {
      if (termMatches(limit.term, other.namespace, other.labels, undefined)) shiftCount(limit, node, by);
    }
    settleNeed();
  };

  return {
    limits,
    filter: ({ slot }) => brokenLimit(limits, slot) ?? SUCCESS,
    explain: (node) => obstaclesOn(node, { affinity, anti, existing }, state),
    addPod: (other, node) => shift(other, node, 1),
    removePod: (other, node) => shift(other, node, -1),
  };
}

/** Every limit that the node breaks, in the order in which the filter asks. */
function obstaclesOn(
  node: NodeInfo,
  { affinity, anti, existing }: Limits,
  state: SchedulerState,
): Obstacle[] {
  const obstacles: Obstacle[] = [];
  // Of the terms that ask for pods nearby only those without any are named, and none where the first pod may go anywhere.
  if (brokenLimit(affinity, node.slot)) {
    affinity.forEach(({ term: { topologyKey }, topology, counts }, index) => {
      const domain = topology.domainOf[node.slot]!;
      if (domain >= 0 && counts[domain]! > 0) return;
      obstacles.push({ kind: 'pod-affinity', index, topologyKey, value: topology.values[domain] });
    });
  }
  anti.forEach(({ term: { topologyKey }, topology, counts }, index) => {
    if (!isBroken(anti[index]!, node)) return;
    const domain = topology.domainOf[node.slot]!;
    const [value, pods] = [topology.values[domain]!, counts[domain]!];
    obstacles.push({ kind: 'pod-anti-affinity', index, topologyKey, value, pods });
  });
  for (const limit of existing) {
    if (!isBroken(limit, node)) continue;
    const { topologyKey } = limit.term;
    const value = limit.topology.values[limit.topology.domainOf[node.slot]!]!;
    const there = holders(limit, node, state);
    obstacles.push({ kind: 'existing-anti-affinity', topologyKey, value, holders: there });
  }
  return obstacles;
}

function isBroken(limit: TermLimit, node: NodeInfo): boolean {
  return brokenLimit([limit], node.slot) !== undefined;
}

function shiftCount(limit: TermLimit, node: NodeInfo, by: 1 | -1): number {
  const domain = limit.topology.domainOf[node.slot]!;
  if (domain < 0) return 0;
  shiftDomain(limit, domain, by);
  return by;
}

/** Some of the pods in the node's domain whose anti-affinity term this is. */
function holders({ term, topology }: TermLimit, node: NodeInfo, state: SchedulerState): string[] {
  const domain = topology.domainOf[node.slot]!;
  const names: string[] = [];
  for (const group of state.termIndex.groups('requiredAntiAffinity')) {
    if (group.term.key !== term.key) continue;
    for (const slot of group.tally.slots()) {
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
function existingAntiAffinity({ pod, state }: Cycle, labels: Labels | undefined): TermLimit[] {
  const found: TermLimit[] = [];
  for (const { term, tally } of state.termIndex.groups('requiredAntiAffinity')) {
    if (!termMatches(term, pod.namespace, pod.labels, labels)) continue;
    // Without any the plugin is passed over, also where pods are yet to come.
    if (tally.byDomain(state.topology(term.topologyKey)).total === 0) continue;
    found.push(keepAway(term, tally, state, EXISTING_ANTI_AFFINITY));
  }
  return found;
}

/**
 * Only nodes in whose domains there are pods that match all of the terms; `pods`: how many there are, once for each term.
 */
function stayNear(
  terms: readonly AffinityTerm[],
  matchesAll: (pod: PodInfo) => boolean,
  state: SchedulerState,
): { limits: TermLimit[]; pods: number } {
  const name = `all ${terms.map(({ key }) => key).join(' ')}`;
  let pods = 0;
  const limits = terms.map((term) => {
    const tally = countMatching(state, { name, matches: matchesAll });
    const { topology, counts, total } = tally.byDomain(state.topology(term.topologyKey));
    pods += total;
    const [refusal, unlabelled] = [NO_AFFINITY, NO_AFFINITY];
    return { term, topology, counts, isOwn: false, min: 1, max: ANY, refusal, unlabelled };
  });
  return { limits, pods };
}

/** No node whose domain has any of the pods. */
function keepAway(term: AffinityTerm, tally: Tally, state: SchedulerState, refusal: Status): TermLimit {
  const { topology, counts } = tally.byDomain(state.topology(term.topologyKey));
  return { term, topology, counts, isOwn: false, min: NONE, max: 0, refusal, unlabelled: undefined };
}

function countTerm(state: SchedulerState, term: AffinityTerm): Tally {
  const matches = (pod: PodInfo) => termMatches(term, pod.namespace, pod.labels, undefined);
  return countMatching(state, {
    name: term.key,
    matches,
    needs: term.selector && neededLabel(term.selector),
  });
}

function countMatching(state: SchedulerState, question: Question): Tally {
  return state.countPods('', { ...question, name: `affinity ${question.name}` });
}

function resolver(version: KubernetesVersion): Resolve {
  const stays = atLeast(version, SELECTORS_STAY.since) && atMost(version, SELECTORS_STAY.until);
  return (terms, state) =>
    terms.map((term) => {
      const { namespaceSelector } = term;
      if (!namespaceSelector || isEmptySelector(namespaceSelector)) return term;
      const names = selectNamespaces(namespaceSelector, state);
      return withNamespaces(term, names, stays ? namespaceSelector : undefined);
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
  { hardPodAffinityWeight, ignorePreferredTermsOfExistingPods }: InterPodAffinityArgs,
  resolve: Resolve,
): NodeScorer | 'Skip' {
  const preferred = pod.terms?.preferredAffinity ?? [];
  const preferredAnti = pod.terms?.preferredAntiAffinity ?? [];
  const hasOwn = preferred.length > 0 || preferredAnti.length > 0;
  if (ignorePreferredTermsOfExistingPods && !hasOwn) return 'Skip';
  const labels = namespaceLabels(state, pod.namespace);
  const points = new Map<string, { topology: Topology; byDomain: Float64Array }>();
  const add = (topologyKey: string, tally: Tally, weight: number) => {
    const { topology, counts, total } = tally.byDomain(state.topology(topologyKey));
    if (total === 0) return;
    let sums = points.get(topologyKey);
    if (!sums) {
      sums = { topology, byDomain: new Float64Array(counts.length) };
      points.set(topologyKey, sums);
    }
    const { byDomain } = sums;
    for (let i = 0; i < counts.length; i++) byDomain[i]! += counts[i]! * weight;
  };
  const addOwn = (terms: readonly WeightedTerm[], sign: 1 | -1) => {
    for (const { term, weight } of terms) {
      const [full] = resolve([term], state);
      add(term.topologyKey, countTerm(state, full!), sign * weight);
    }
  };
  const addTheirs = (
    list: 'requiredAffinity' | 'preferredAffinity' | 'preferredAntiAffinity',
    factor: number,
  ) => {
    for (const { term, weight, tally } of state.termIndex.groups(list)) {
      if (termMatches(term, pod.namespace, pod.labels, labels)) add(term.topologyKey, tally, weight * factor);
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
    scoreAll: (slots, scores) => {
      scores.fill(0);
      for (const { topology, byDomain } of sums) {
        const { domainOf } = topology;
        for (let i = 0; i < slots.length; i++) {
          const domain = domainOf[slots[i]!]!;
          if (domain >= 0) scores[i]! += byDomain[domain]!;
        }
      }
    },
    normalize: stretch,
  };
}

/** The lowest becomes 0, the highest 100; all the same become 0. */
function stretch(scores: Float64Array): void {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (score < min) min = score;
    if (score > max) max = score;
  }
  const span = max - min;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = span > 0 ? Math.trunc(MAX_NODE_SCORE * ((scores[i]! - min) / span)) : 0;
  }
}
