/** Where a workload keeps the template of its pods. */
import { isObject, isWithin, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { PodTemplateSpec } from '../api/objects.js';
import { asPodTemplate } from '../api/unstructured.js';
import { podTemplatePath } from '../schema/resources.js';

/** The pod template of an object, if it has one. */
export function podTemplateOf(kind: string, object: JsonObject): PodTemplateSpec | undefined {
  const path = podTemplatePath(kind);
  const template: JsonValue | undefined = path && valueAt(object, path);
  return isObject(template) && isObject(template['spec']) ? asPodTemplate(template) : undefined;
}

/**
 * Whether the order of a keyed list counts. Within a pod it always does: controllers compare templates item by
 * item, so that another order of `env` alone rolls out new pods; init containers run in order, variables may refer
 * to those before them. Elsewhere (ports of a Service) only the items count.
 */
export function orderCounts(kind: string): (path: Path) => boolean {
  const template = podTemplatePath(kind);
  if (!template) return () => false;
  const root = [...template, 'spec'];
  return (path) => isWithin(path, root);
}
