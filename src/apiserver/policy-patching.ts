/** The patches of MutatingAdmissionPolicies (apiserver pkg/admission/plugin/policy/mutating/patch). */
import type { Patched, Patching } from '../admission/plugins/mutating-admission-policy.js';
import { fieldPath, isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { append } from '../api/lists.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { applyJsonPatch, JsonPatchError, JsonPatchTestError } from '../patch/json-patch.js';
import { mergeTyped, validateTyped } from '../patch/typed/index.js';
import type { ShapeAt } from '../schema/field-shape.js';
import { kindShape } from '../schema/field-shapes.js';

/** Patches, as the plugins of admission are handed them. */
export const PATCHING: Patching = { json, apply: applyTo };

function json(object: JsonObject, operations: readonly JsonValue[]): Patched {
  try {
    const patched = applyJsonPatch(object, operations);
    return { object: isObject(patched) ? patched : {} };
  } catch (error) {
    // A test that fails leaves the object as it is.
    if (error instanceof JsonPatchTestError) return { object };
    if (error instanceof JsonPatchError) return { error: `JSON Patch: ${error.message}` };
    throw error;
  }
}

function applyTo(object: JsonObject, configuration: JsonObject, cluster: Cluster): Patched {
  const { apiVersion, kind } = object;
  const definitions = cluster.list('CustomResourceDefinition').map((one) => asJson(one));
  const { shapeAt } = kindShape(cluster.version, String(apiVersion), String(kind), definitions);
  const config: JsonObject = {
    ...configuration,
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
  };
  const [wrong] = validateTyped(config, shapeAt);
  if (wrong) {
    const why = `failed to convert patch object to typed object: ${wrong.path.join('')}: ${wrong.message}`;
    return { error: `error applying patch: ${why}` };
  }
  const atomics = atomicsOf(config, shapeAt, []);
  if (atomics.length > 0) {
    const why = `may not mutate atomic arrays, maps or structs: ${atomics.join(', ')}`;
    return { error: `error applying patch: invalid ApplyConfiguration: ${why}` };
  }
  return { object: mergeTyped(object, config, shapeAt) as JsonObject };
}

/** The places of lists and maps that only change as a whole. */
function atomicsOf(value: JsonValue, shapeAt: ShapeAt, path: Path): string[] {
  const shape = shapeAt(path);
  const found: string[] = [];
  if (Array.isArray(value)) {
    const merged =
      shape?.listType === 'set' || shape?.listType === 'map' || shape?.patchStrategy?.includes('merge');
    if (!merged) found.push(`.${fieldPath(path)}`);
    for (const [at, item] of value.entries()) append(found, atomicsOf(item, shapeAt, [...path, at]));
  } else if (isObject(value)) {
    if (shape?.mapType === 'atomic') found.push(`.${fieldPath(path)}`);
    for (const key of Object.keys(value))
      append(found, atomicsOf(value[key] as JsonValue, shapeAt, [...path, key]));
  }
  return found;
}
