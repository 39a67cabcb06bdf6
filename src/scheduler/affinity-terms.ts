/** Pod affinity terms in the form that matching needs (pkg/scheduler/framework AffinityTerm). */
import { type Labels, matchesSelector } from '../api/labels.js';
import type { LabelSelector, Pod, PodAffinityTerm } from '../api/objects.js';

/** One term of a pod's affinity or anti-affinity, with the pod's own namespace filled in. */
export interface AffinityTerm {
  /** The same text for terms that match the same pods in the same places. */
  readonly key: string;
  readonly namespaces: ReadonlySet<string>;
  readonly namespaceSelector: LabelSelector | undefined;
  readonly selector: LabelSelector | undefined;
  readonly topologyKey: string;
}

export interface WeightedTerm {
  readonly term: AffinityTerm;
  readonly weight: number;
}

/** The four lists of terms of a pod. */
export interface PodTerms {
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly WeightedTerm[];
  readonly preferredAntiAffinity: readonly WeightedTerm[];
}

const NO_LABELS: Labels = {};

/** The pod's terms; undefined for a pod without any. */
export function podTerms(pod: Pod): PodTerms | undefined {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  if (!podAffinity && !podAntiAffinity) return undefined;
  const namespace = pod.metadata.namespace ?? '';
  const required = (terms: PodAffinityTerm[] | undefined) =>
    (terms ?? []).map((term) => read(term, namespace));
  const preferred = (terms: { weight: number; podAffinityTerm: PodAffinityTerm }[] | undefined) =>
    (terms ?? []).map(({ weight, podAffinityTerm }) => ({ weight, term: read(podAffinityTerm, namespace) }));
  return {
    requiredAffinity: required(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAntiAffinity: required(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: preferred(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: preferred(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  };
}

function read(term: PodAffinityTerm, own: string): AffinityTerm {
  const listed = term.namespaces ?? [];
  const namespaces = listed.length === 0 && !term.namespaceSelector ? [own] : [...listed].sort();
  return termOf(namespaces, term.namespaceSelector ?? undefined, term.labelSelector, term.topologyKey);
}

function termOf(
  namespaces: string[],
  namespaceSelector: LabelSelector | undefined,
  selector: LabelSelector | undefined,
  topologyKey: string,
): AffinityTerm {
  const key = JSON.stringify([topologyKey, namespaces, selector ?? null, namespaceSelector ?? null]);
  return {
    key,
    namespaces: new Set(namespaces),
    namespaceSelector,
    selector: selector ?? undefined,
    topologyKey,
  };
}

/** The term with these namespaces listed besides its own, and this selector instead of its own. */
export function withNamespaces(
  term: AffinityTerm,
  more: readonly string[],
  namespaceSelector: LabelSelector | undefined,
): AffinityTerm {
  const namespaces = [...new Set([...term.namespaces, ...more])].sort();
  return termOf(namespaces, namespaceSelector, term.selector, term.topologyKey);
}

/**
 * Whether a term is about a pod with this namespace and labels.
 * `namespaceLabels` are those of the pod's namespace; undefined where the caller has none to offer, which then
 * counts as a namespace without labels.
 */
export function termMatches(
  term: AffinityTerm,
  namespace: string,
  labels: Labels,
  namespaceLabels: Labels | undefined,
): boolean {
  if (
    !term.namespaces.has(namespace) &&
    !(term.namespaceSelector && matchesSelector(term.namespaceSelector, namespaceLabels ?? NO_LABELS))
  ) {
    return false;
  }
  return matchesSelector(term.selector, labels);
}
