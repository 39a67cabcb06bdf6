import { isObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { PodSpec } from '../api/objects.js';
import type { LintObject } from './object.js';
import type { PodAt } from './rule.js';

/** Where each kind keeps the pods that it makes. */
const TEMPLATES: Record<string, Path> = {
  Pod: [],
  PodTemplate: ['template'],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};
const GROUPS = new Set(['v1', 'apps/v1', 'batch/v1', 'batch/v1beta1']);

/** The pod that an object is or makes, or undefined. */
export function podOf(object: LintObject): PodAt | undefined {
  if (!GROUPS.has(object.apiVersion) || !Object.hasOwn(TEMPLATES, object.kind)) return undefined;
  const path = TEMPLATES[object.kind]!;
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
