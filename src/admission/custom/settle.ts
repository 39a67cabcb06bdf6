/** What the API server stores of a custom resource: fields that its schema does not declare are dropped, defaults filled in. */
import {
  cloneJson,
  definedKeys,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
} from '../../api/json.js';
import type { ShapeAt } from '../../schema/field-shape.js';

/** A custom resource as it is stored, and the ways to the fields that were dropped. */
export interface StoredCustomResource {
  object: JsonObject;
  unknown: Path[];
}

/**
 * A custom resource pruned and defaulted by its schema
 * (k8s.io/apiextensions-apiserver/pkg/apiserver/schema: pruning, defaulting). Without a schema it stays as it is.
 */
export function customResource(object: JsonObject, shapeAt: ShapeAt): StoredCustomResource {
  const copy = cloneJson(object);
  const unknown: Path[] = [];
  if (!shapeAt(['metadata'])) return { object: copy, unknown };
  settle(copy, shapeAt, [], unknown);
  return { object: copy, unknown };
}

function settle(value: JsonValue, shapeAt: ShapeAt, path: Path, unknown: Path[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) settle(item, shapeAt, [...path, index], unknown);
    return;
  }
  if (!isObject(value)) return;
  const shape = shapeAt(path);
  for (const key of definedKeys(value)) {
    // Metadata is no part of the schema.
    if (path.length === 0 && key === 'metadata') continue;
    const at = [...path, key];
    const field = shapeAt(at);
    if (field === undefined) {
      if (!shape?.preservesUnknown) {
        delete value[key];
        unknown.push(at);
      }
      continue;
    }
    // Nulls of fields that have a default give way to it; others of a list's items are kept by the server too.
    if (value[key] === null && field.default !== undefined) delete value[key];
    else settle(value[key] as JsonValue, shapeAt, at, unknown);
  }
  fillIn(value, shapeAt, path, unknown);
}

function fillIn(value: JsonObject, shapeAt: ShapeAt, path: Path, unknown: Path[]): void {
  for (const key of shapeAt(path)?.fields ?? []) {
    const fallback = shapeAt([...path, key])?.default;
    if (fallback === undefined || hasKey(value, key)) continue;
    const filled = cloneJson(fallback as JsonValue);
    settle(filled, shapeAt, [...path, key], unknown);
    setKey(value, key, filled);
  }
}
