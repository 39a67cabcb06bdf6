/** Selectors as objects hold them, and the labels that they meet. */
import { isObject, type JsonObject, type JsonValue, valueAt } from '../api/json.js';
import { type Labels, matchesSelector } from '../api/labels.js';
import type { LabelSelector, LabelSelectorRequirement } from '../api/objects.js';
import { podTemplatePath } from '../schema/resources.js';
import { identityOf } from './identity.js';
import type { SelectorReference } from './reference.js';

/** What a selector can meet: labels, and where they are. */
export interface Labelled {
  namespace: string | undefined;
  labels: Labels;
}

/** A LabelSelector; undefined for anything else. */
export function labelSelector(value: JsonValue | undefined): LabelSelector | undefined {
  if (!isObject(value)) return undefined;
  const labels = labelsIn(valueAt(value, ['matchLabels']) ?? {});
  const expressions = valueAt(value, ['matchExpressions']) ?? [];
  if (!labels || !Array.isArray(expressions) || !expressions.every(isRequirement)) return undefined;
  return {
    ...(Object.keys(labels).length > 0 && { matchLabels: labels }),
    ...(expressions.length > 0 && { matchExpressions: expressions }),
  };
}

/** A plain map of labels as a selector; undefined for one that selects nothing, and for anything else. */
export function mapSelector(value: JsonValue | undefined): LabelSelector | undefined {
  const labels = labelsIn(value);
  return labels && Object.keys(labels).length > 0 ? { matchLabels: labels } : undefined;
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

function labelsIn(value: JsonValue | undefined): Record<string, string> | undefined {
  return isObject(value) && isLabels(value) ? { ...value } : undefined;
}

function isLabels(value: JsonObject): value is Record<string, string> {
  return Object.values(value).every((label) => typeof label === 'string');
}

function isRequirement(value: JsonValue): value is JsonValue & LabelSelectorRequirement {
  if (!isObject(value)) return false;
  const values = valueAt(value, ['values']) ?? [];
  return (
    typeof valueAt(value, ['key']) === 'string' &&
    typeof valueAt(value, ['operator']) === 'string' &&
    Array.isArray(values) &&
    values.every((one) => typeof one === 'string')
  );
}
