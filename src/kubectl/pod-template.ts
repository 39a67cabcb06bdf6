/** The pods that a live object makes, for the verbs that change them. */
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { kindOf } from '../cluster/cluster.js';
import { podTemplatePath } from '../schema/resources.js';

/** The way to the pod's spec; undefined for what makes no pods. */
export function podSpecPath(object: KubeObject): Path | undefined {
  const path = podTemplatePath(kindOf(object));
  return path && [...path, 'spec'];
}

/** The containers of a list of the pod's spec, `containers` or `initContainers`. */
export function containersOf(object: KubeObject, list: 'containers' | 'initContainers'): JsonObject[] {
  const path = podSpecPath(object);
  const found = path && valueAt(object as unknown as JsonObject, [...path, list]);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** A patch that holds `value` at a way into the object. */
export function patchAt(path: Path, value: JsonValue): JsonObject {
  return path.reduceRight<JsonValue>((inner, step) => ({ [step]: inner }), value) as JsonObject;
}
