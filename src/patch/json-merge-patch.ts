/** JSON merge patches (RFC 7386), as kubectl makes them for custom resources (apimachinery's jsonmergepatch). */
import { jsonEqual } from '../api/equality.js';
import {
  cloneJson,
  definedKeys,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  ownValue,
  setKey,
} from '../api/json.js';

/** The merge patch that turns `original` into `modified`. `{}` for no difference. */
function createMergePatch(original: JsonObject, modified: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const key of definedKeys(modified)) {
    const from = original[key];
    const to = modified[key] as JsonValue;
    if (!hasKey(original, key)) setKey(patch, key, to);
    else if (isObject(from) && isObject(to)) {
      const sub = createMergePatch(from, to);
      if (definedKeys(sub).length > 0) setKey(patch, key, sub);
    } else if (!jsonEqual(from, to)) setKey(patch, key, to);
  }
  for (const key of definedKeys(original)) if (!hasKey(modified, key)) setKey(patch, key, null);
  return patch;
}

/** Applies a merge patch: null deletes, mappings merge, all else replaces. Nothing given is changed. */
export function applyMergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return cloneJson(patch);
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const key of definedKeys(patch)) {
    const to = patch[key] as JsonValue;
    if (to === null) delete result[key];
    else setKey(result, key, applyMergePatch(hasKey(result, key) ? result[key] : undefined, to));
  }
  return result;
}

/** Two merge patches as one: like applying, but the second's nulls stay. */
function combine(first: JsonObject, second: JsonObject): JsonObject {
  const result: JsonObject = { ...first };
  for (const key of definedKeys(second)) {
    const from = ownValue(result, key);
    const to = second[key] as JsonValue;
    setKey(result, key, isObject(from) && isObject(to) ? combine(from, to) : to);
  }
  return result;
}

/**
 * kubectl's three-way merge patch of a custom resource: additions and changes are taken from
 * `current` → `modified`, deletions from `original` → `modified`.
 */
export function threeWayMergePatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
): JsonObject {
  const additions = keepNulls(createMergePatch(current, modified), false);
  const deletions = keepNulls(createMergePatch(original, modified), true);
  return combine(deletions, additions);
}

/** The patch with only its nulls, or without them. Empty mappings count as values. */
function keepNulls(patch: JsonObject, keep: boolean): JsonObject {
  const kept: JsonObject = {};
  for (const key of definedKeys(patch)) {
    const value = patch[key] as JsonValue;
    if (value === null) {
      if (keep) setKey(kept, key, null);
    } else if (isObject(value) && definedKeys(value).length > 0) {
      const sub = keepNulls(value, keep);
      if (definedKeys(sub).length > 0) setKey(kept, key, sub);
    } else if (!keep) setKey(kept, key, value);
  }
  return kept;
}
