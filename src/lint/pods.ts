import { isObject, type JsonValue, valueAt } from '../api/json.js';
import type { PodSpec } from '../api/objects.js';
import { podTemplatePath } from '../schema/resources.js';
import type { LintObject } from './object.js';
import type { PodAt } from './rule.js';

const GROUPS = new Set(['v1', 'apps/v1', 'batch/v1', 'batch/v1beta1']);

/** The pod that an object is or makes, or undefined. */
export function podOf(object: LintObject): PodAt | undefined {
  const path = GROUPS.has(object.apiVersion) ? podTemplatePath(object.kind) : undefined;
  if (!path) return undefined;
  const template = valueAt(object.value, path);
  if (!isObject(template) || !isObject(template['spec'])) return undefined;
  const metadata = isObject(template['metadata']) ? template['metadata'] : {};
  const spec = template['spec'] as unknown as PodSpec;
  return { object, path, metadata, spec, specPath: [...path, 'spec'] };
}

/** A list of mappings, whatever else was written in its place left out; each with its index. */
export function items(value: unknown): { index: number; item: Record<string, JsonValue | undefined> }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (isObject(item) ? [{ index, item }] : []));
}
