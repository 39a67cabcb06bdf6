/** Selectors read from objects that may hold anything. */
import { isObject, type JsonObject, type JsonValue, valueAt } from '../api/json.js';
import type { LabelSelector, LabelSelectorRequirement } from '../api/objects.js';

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

/** Labels, all of them texts; undefined for anything else. */
export function labelsIn(value: JsonValue | undefined): Record<string, string> | undefined {
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
