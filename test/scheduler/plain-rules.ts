/** Topology spread and pod affinity as their rules are written down, pod by pod and node by node. */
import { isEmptySelector, matchesSelector } from '../../src/api/labels.js';
import { matchesRequiredNodeAffinity } from '../../src/api/node-selector.js';
import type {
  LabelSelector,
  Namespace,
  Node,
  Pod,
  PodAffinityTerm,
  TopologySpreadConstraint,
} from '../../src/api/objects.js';
import { untoleratedTaint } from '../../src/api/taints.js';

export interface World {
  nodes: readonly Node[];
  /** All have a node. */
  pods: readonly Pod[];
  /** Those of the pods that are nominated: an empty selector counts them, though it counts no pod that is there. */
  coming?: readonly Pod[];
  namespaces: readonly Namespace[];
}

const HOSTNAME = 'kubernetes.io/hostname';
const SKEWED = "PodTopologySpread: node(s) didn't match pod topology spread constraints";
const UNLABELLED = `!${SKEWED} (missing required label)`;
const FAR = "!InterPodAffinity: node(s) didn't match pod affinity rules";
const NEAR = "InterPodAffinity: node(s) didn't match pod anti-affinity rules";
const KEPT_AWAY = "InterPodAffinity: node(s) didn't satisfy existing pods anti-affinity rules";

const valueAt = (node: Node, key: string): string | undefined => node.metadata.labels?.[key];
const podsOn = ({ pods }: World, node: Node) =>
  pods.filter(({ spec }) => spec.nodeName === node.metadata.name);

function constraintsOf(pod: Pod, action: TopologySpreadConstraint['whenUnsatisfiable']) {
  const own = pod.spec.topologySpreadConstraints ?? [];
  return own.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action);
}

function selectorOf({ labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint, pod: Pod) {
  if (!labelSelector) return undefined;
  const { labels = {} } = pod.metadata;
  const more = matchLabelKeys.flatMap((key) =>
    labels[key] === undefined ? [] : [[key, labels[key]] as const],
  );
  return { ...labelSelector, matchLabels: { ...labelSelector.matchLabels, ...Object.fromEntries(more) } };
}

function isIncluded(constraint: TopologySpreadConstraint, pod: Pod, node: Node): boolean {
  if (constraint.nodeAffinityPolicy !== 'Ignore' && !matchesRequiredNodeAffinity(pod.spec, node))
    return false;
  const hard = ['NoSchedule', 'NoExecute'] as const;
  return (
    constraint.nodeTaintsPolicy !== 'Honor' ||
    untoleratedTaint(node.spec?.taints, pod.spec.tolerations, hard) === undefined
  );
}

/** How many pods on a node are like the pod. */
function alike(world: World, node: Node, pod: Pod, selector: LabelSelector | undefined): number {
  if (!selector) return 0;
  const counted = isEmptySelector(selector) ? { ...world, pods: world.coming ?? [] } : world;
  return podsOn(counted, node).filter(
    ({ metadata }) =>
      metadata.namespace === pod.metadata.namespace &&
      metadata.deletionTimestamp === undefined &&
      matchesSelector(selector, metadata.labels),
  ).length;
}

/** What PodTopologySpread says of a node; undefined for nothing. */
export function spreadVerdict(world: World, pod: Pod, node: Node): string | undefined {
  const hard = constraintsOf(pod, 'DoNotSchedule');
  for (const constraint of hard) {
    const value = valueAt(node, constraint.topologyKey);
    if (value === undefined) return UNLABELLED;
    const selector = selectorOf(constraint, pod);
    const counts = new Map<string, number>();
    for (const other of world.nodes) {
      const complete = hard.every(({ topologyKey }) => valueAt(other, topologyKey) !== undefined);
      if (!complete || !isIncluded(constraint, pod, other)) continue;
      const domain = valueAt(other, constraint.topologyKey)!;
      counts.set(domain, (counts.get(domain) ?? 0) + alike(world, other, pod, selector));
    }
    const least = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
    const self = matchesSelector(selector, pod.metadata.labels) ? 1 : 0;
    if ((counts.get(value) ?? 0) + self - least > constraint.maxSkew) return SKEWED;
  }
  return undefined;
}

/** What PodTopologySpread gives the nodes that fit, from 0 to 100; undefined where it is not asked. */
export function spreadScores(world: World, pod: Pod, feasible: readonly Node[]): number[] | undefined {
  const soft = constraintsOf(pod, 'ScheduleAnyway');
  if (soft.length === 0) return undefined;
  const complete = (node: Node) => soft.every(({ topologyKey }) => valueAt(node, topologyKey) !== undefined);
  const kept = feasible.filter(complete);
  const costs = soft.map((constraint) => {
    const { topologyKey } = constraint;
    const selector = selectorOf(constraint, pod);
    const values = new Set(kept.map((node) => valueAt(node, topologyKey)));
    const size = topologyKey === HOSTNAME ? kept.length : values.size;
    const count = (node: Node) => {
      if (topologyKey === HOSTNAME) return alike(world, node, pod, selector);
      return world.nodes
        .filter((other) => complete(other) && isIncluded(constraint, pod, other))
        .filter((other) => valueAt(other, topologyKey) === valueAt(node, topologyKey))
        .reduce((sum, other) => sum + alike(world, other, pod, selector), 0);
    };
    return (node: Node) => count(node) * Math.log(size + 2) + (constraint.maxSkew - 1);
  });
  const raw = kept.map((node) => Math.round(costs.reduce((sum, cost) => sum + cost(node), 0)));
  const [least, most] = [Math.min(...raw), Math.max(...raw)];
  return feasible.map((node) => {
    const at = kept.indexOf(node);
    if (at < 0) return 0;
    return most === 0 ? 100 : Math.trunc((100 * (most + least - raw[at]!)) / most);
  });
}

/**
 * Whether a term of `owner` is about `pod`. A term of the pod to be placed looks its namespaces up by their labels, unless it
 * is about all; those of others hold their namespaceSelector against no labels where nothing is known of the namespace.
 */
function isAbout(
  term: PodAffinityTerm,
  owner: Pod,
  pod: Pod,
  { namespaces }: World,
  incoming: boolean,
): boolean {
  const { namespaceSelector, labelSelector } = term;
  const named = term.namespaces ?? [];
  const own = named.length === 0 && !namespaceSelector ? [owner.metadata.namespace] : named;
  const namespace = namespaces.find(({ metadata }) => metadata.name === pod.metadata.namespace);
  const isEmpty = Object.values(namespaceSelector ?? {}).every((part) => Object.keys(part).length === 0);
  const picked =
    namespaceSelector !== undefined &&
    ((namespace !== undefined && matchesSelector(namespaceSelector, namespace.metadata.labels)) ||
      (!namespace && (!incoming || isEmpty) && matchesSelector(namespaceSelector, {})));
  return (
    (own.includes(pod.metadata.namespace) || picked) && matchesSelector(labelSelector, pod.metadata.labels)
  );
}

const required = (pod: Pod, kind: 'podAffinity' | 'podAntiAffinity') =>
  pod.spec.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
const preferred = (pod: Pod, kind: 'podAffinity' | 'podAntiAffinity') =>
  pod.spec.affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];

/** The pods in the node's domain of a key; undefined where the node lacks the label. */
function podsNear(world: World, node: Node, key: string): readonly Pod[] | undefined {
  const value = valueAt(node, key);
  if (value === undefined) return undefined;
  return world.nodes
    .filter((other) => valueAt(other, key) === value)
    .flatMap((other) => podsOn(world, other));
}

/** What InterPodAffinity says of a node; undefined for nothing. */
export function affinityVerdict(world: World, pod: Pod, node: Node): string | undefined {
  const near = required(pod, 'podAffinity');
  const fitsAll = (other: Pod) => near.every((term) => isAbout(term, pod, other, world, true));
  if (near.length > 0) {
    const domains = near.map(({ topologyKey }) => podsNear(world, node, topologyKey));
    if (domains.includes(undefined)) return FAR;
    const anywhere = world.nodes.some((other) =>
      near.some(
        ({ topologyKey }) => valueAt(other, topologyKey) !== undefined && podsOn(world, other).some(fitsAll),
      ),
    );
    const met = domains.every((pods) => pods!.some(fitsAll));
    if (!met && (anywhere || !fitsAll(pod))) return FAR;
  }
  for (const term of required(pod, 'podAntiAffinity')) {
    if (podsNear(world, node, term.topologyKey)?.some((other) => isAbout(term, pod, other, world, true)))
      return NEAR;
  }
  const kept = keepers(world, pod).some(([term, other]) =>
    podsNear(world, node, term.topologyKey)?.includes(other),
  );
  return kept ? KEPT_AWAY : undefined;
}

/** The required anti-affinity terms of pods that are about the pod, with their pods. */
function keepers(world: World, pod: Pod): [PodAffinityTerm, Pod][] {
  return world.pods.flatMap((other) =>
    required(other, 'podAntiAffinity')
      .filter((term) => isAbout(term, other, pod, world, false))
      .map((term): [PodAffinityTerm, Pod] => [term, other]),
  );
}

/** Whether InterPodAffinity has anything to say of a pod: if not, it has nothing to say of pods yet to come either. */
export function affinityIsAsked(world: World, pod: Pod): boolean {
  if (required(pod, 'podAffinity').length > 0 || required(pod, 'podAntiAffinity').length > 0) return true;
  return keepers(world, pod).some(([term, other]) =>
    world.nodes.some((node) => podsNear(world, node, term.topologyKey)?.includes(other)),
  );
}

/** What InterPodAffinity gives the nodes that fit, from 0 to 100; undefined where it is not asked. */
export function affinityScores(
  world: World,
  pod: Pod,
  feasible: readonly Node[],
  hardWeight: number,
): number[] | undefined {
  let asked = false;
  const raw = feasible.map(() => 0);
  const add = (other: Pod, key: string, weight: number) => {
    const home = world.nodes.find(({ metadata }) => metadata.name === other.spec.nodeName)!;
    if (valueAt(home, key) === undefined) return;
    asked = true;
    feasible.forEach((node, i) => {
      if (valueAt(node, key) === valueAt(home, key)) raw[i]! += weight;
    });
  };
  for (const other of world.pods) {
    for (const [kind, sign] of [
      ['podAffinity', 1],
      ['podAntiAffinity', -1],
    ] as const) {
      for (const { weight, podAffinityTerm: term } of preferred(pod, kind)) {
        if (isAbout(term, pod, other, world, true)) add(other, term.topologyKey, sign * weight);
      }
      for (const { weight, podAffinityTerm: term } of preferred(other, kind)) {
        if (isAbout(term, other, pod, world, false)) add(other, term.topologyKey, sign * weight);
      }
    }
    for (const term of hardWeight > 0 ? required(other, 'podAffinity') : []) {
      if (isAbout(term, other, pod, world, false)) add(other, term.topologyKey, hardWeight);
    }
  }
  if (!asked) return undefined;
  const [least, most] = [Math.min(...raw), Math.max(...raw)];
  return raw.map((score) => (most > least ? Math.trunc(100 * ((score - least) / (most - least))) : 0));
}
