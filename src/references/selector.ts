/** Selectors as objects hold them, and the labels that they meet. */
import { isObject, valueAt } from '../api/json.js';
import { type Labels, matchesSelector } from '../api/labels.js';
import { podTemplatePath } from '../schema/resources.js';
import { identityOf } from './identity.js';
import { labelsIn } from './read-selector.js';
import type { SelectorReference } from './reference.js';

/** What a selector can meet: labels, and where they are. */
export interface Labelled {
  namespace: string | undefined;
  labels: Labels;
}

/** The labels of the pods that an object is or makes, and their namespace; undefined for one that makes none. */
export function podsOf(object: unknown, defaultNamespace?: string): Labelled | undefined {
  const identity = identityOf(object, defaultNamespace);
  const path = identity && podTemplatePath(identity.kind);
  const template = path && valueAt(identity.value, path);
  if (!isObject(template)) return undefined;
  return {
    namespace: identity?.namespace,
    labels: labelsIn(valueAt(template, ['metadata', 'labels'])) ?? {},
  };
}

/**
 * Whether a selector means what has these labels. `namespaceLabels`: those of its namespace, for selectors that go by them;
 * without them the namespace has its name alone.
 */
export function selects(
  { selector, namespaces, namespaceSelector }: SelectorReference,
  { namespace, labels }: Labelled,
  namespaceLabels: Labels = { 'kubernetes.io/metadata.name': namespace ?? '' },
): boolean {
  const within =
    namespaces === undefined ||
    (namespace !== undefined && namespaces.includes(namespace)) ||
    matchesSelector(namespaceSelector, namespaceLabels);
  return within && matchesSelector(selector, labels);
}
