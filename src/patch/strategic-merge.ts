/**
 * Applying a strategic merge patch (k8s.io/apimachinery/pkg/util/strategicpatch: mergeMap and what it calls).
 * Works in place on the copies that its callers made, like the original: a patch that is refused later is
 * printed with what was consumed already missing.
 */
import { jsonEqual } from '../api/equality.js';
import {
  definedKeys,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  ownValue,
  type Path,
  setKey,
} from '../api/json.js';
import type { ShapeAt } from '../schema/field-shape.js';
import { goText, keyIn, orderLike, placesByKey } from './go-order.js';
import { elementKind, mergeKeyValue } from './strategic-diff.js';
import {
  DELETE,
  DELETE_FROM_LIST,
  DIRECTIVE,
  jsonKind,
  PatchError,
  REPLACE,
  RETAIN_KEYS,
  SET_ORDER,
  strategyAt,
} from './strategic-meta.js';

/** `applying`: a patch meets an object. `combining`: two patches become one, directives are kept. */
export type MergeMode = 'applying' | 'combining';

/** Merges `patch` into `original`, both mappings, and returns the result. Both are changed. */
export function mergeMap(
  original: JsonObject,
  patch: JsonObject,
  shapeAt: ShapeAt,
  mode: MergeMode,
  path: Path = [],
): JsonObject {
  if (hasKey(patch, DIRECTIVE)) return wholeMapDirective(patch);
  applyRetainKeys(original, patch, mode);
  mergeOrderedLists(original, patch, shapeAt, mode, path);
  for (const key of definedKeys(patch)) mergeField(original, patch, key, shapeAt, mode, path);
  return original;
}

function wholeMapDirective(patch: JsonObject): JsonObject {
  const directive = patch[DIRECTIVE];
  if (directive === REPLACE) {
    delete patch[DIRECTIVE];
    return patch;
  }
  if (directive === DELETE) return {};
  throw unknownDirective(patch);
}

function unknownDirective(patch: JsonObject): PatchError {
  return new PatchError(`unknown patch type: ${String(patch[DIRECTIVE])} in map: ${goText(patch)}`);
}

function mergeField(
  original: JsonObject,
  patch: JsonObject,
  patchKey: string,
  shapeAt: ShapeAt,
  mode: MergeMode,
  path: Path,
): void {
  const to = patch[patchKey] as JsonValue;
  const deletesFromList = patchKey.startsWith(`${DELETE_FROM_LIST}/`);
  const key = deletesFromList ? patchKey.slice(DELETE_FROM_LIST.length + 1) : patchKey;
  if (to === null) {
    delete original[key];
    if (mode === 'applying') return;
  }
  const from = ownValue(original, key);
  if (from === undefined || jsonKind(from) !== jsonKind(to)) {
    if (deletesFromList) return;
    const added = withoutDirectives(mode === 'applying' ? withoutNulls(to) : to);
    if (added === undefined) delete original[key];
    else setKey(original, key, added);
    return;
  }
  const at = [...path, key];
  if (isObject(from) && isObject(to)) {
    const replaces = metaOf(shapeAt, at).strategy === 'replace';
    setKey(original, key, replaces ? to : mergeMap(from, to, shapeAt, mode, at));
  } else if (Array.isArray(from) && Array.isArray(to)) {
    setKey(original, key, mergeList(from, to, shapeAt, mode, at, deletesFromList));
  } else {
    setKey(original, key, to);
  }
}

function metaOf(shapeAt: ShapeAt, path: Path) {
  const meta = strategyAt(shapeAt, path);
  if (!meta) throw new PatchError(`unable to find api field "${String(path.at(-1))}"`);
  return meta;
}

function applyRetainKeys(original: JsonObject, patch: JsonObject, mode: MergeMode): void {
  if (!hasKey(patch, RETAIN_KEYS)) return;
  const kept = patch[RETAIN_KEYS] as JsonValue;
  delete patch[RETAIN_KEYS];
  if (mode === 'combining') {
    original[RETAIN_KEYS] ??= kept;
    return;
  }
  const bad = new PatchError('invalid patch format of retainKeys');
  if (!Array.isArray(kept)) throw bad;
  const isDirective = (key: string) =>
    key.startsWith(`${DELETE_FROM_LIST}/`) || key.startsWith(`${SET_ORDER}/`);
  const keeps = new Set(kept);
  for (const key of definedKeys(patch)) {
    if (patch[key] !== null && !isDirective(key) && !keeps.has(key)) throw bad;
  }
  for (const key of definedKeys(original)) if (!keeps.has(key)) delete original[key];
}

/** Lists whose order the patch fixes: merged, then put into that order. */
function mergeOrderedLists(
  original: JsonObject,
  patch: JsonObject,
  shapeAt: ShapeAt,
  mode: MergeMode,
  path: Path,
): void {
  for (const directive of definedKeys(patch).filter((key) => key.startsWith(`${SET_ORDER}/`))) {
    const order = patch[directive] as JsonValue[];
    if (mode === 'combining') {
      const before = original[directive];
      if (before !== undefined && !jsonEqual(before, order)) {
        throw new PatchError('invalid patch format of setElementOrder list');
      }
      original[directive] = order;
    }
    delete patch[directive];
    const key = directive.slice(SET_ORDER.length + 1);
    const from = ownValue(original, key);
    const to = ownValue(patch, key);
    const at = [...path, key];
    const { mergeKey } = metaOf(shapeAt, at);
    let merged: JsonValue[];
    if (Array.isArray(from))
      merged = Array.isArray(to) ? mergeList(from, to, shapeAt, mode, at, false) : from;
    else if (Array.isArray(to)) merged = (withoutDirectives(to) as JsonValue[] | undefined) ?? [];
    else continue;
    setKey(original, key, inOrder(merged, order, Array.isArray(from) ? from : [], mergeKey));
    delete patch[key];
  }
}

function mergeList(
  from: JsonValue[],
  to: JsonValue[],
  shapeAt: ShapeAt,
  mode: MergeMode,
  path: Path,
  deletesFromList: boolean,
): JsonValue[] {
  const { strategy, mergeKey } = metaOf(shapeAt, path);
  if (strategy !== 'merge' && !deletesFromList) return to;
  if (from.length === 0 && to.length === 0) return from;
  if (elementKind(from, to) !== 'map') {
    const gone = new Set(to);
    if (deletesFromList && mode === 'applying') return from.filter((item) => !gone.has(item));
    return inOrder([...new Set([...from, ...to])], to, from, '');
  }
  if (mergeKey === '')
    throw new PatchError(`cannot merge lists without merge key for ${String(path.at(-1))}`);
  const patches = to.filter((item) => directiveOf(item) === undefined);
  const special = to.filter((item) => directiveOf(item) !== undefined) as JsonObject[];
  for (const item of special) checkDirective(item, mergeKey);
  const deleted = special.filter((item) => item[DIRECTIVE] === DELETE);
  if (special.some((item) => item[DIRECTIVE] === REPLACE)) return patches;
  const deletedKeys = placesByKey(deleted, mergeKey);
  const merged = from.filter((item) => !deletedKeys.has(keyIn(item, mergeKey)));
  let places = placesByKey(merged, mergeKey);
  for (const item of patches) {
    const key = mergeKeyValue(item, mergeKey);
    const index = places.get(key);
    if (index === undefined) {
      places.set(key, merged.length);
      merged.push(item);
      continue;
    }
    const at = [...path, index];
    const together = mergeMap(merged[index] as JsonObject, item as JsonObject, shapeAt, mode, at);
    merged[index] = together;
    // A merge key of null is taken out of the item.
    if (keyIn(together, mergeKey) !== key) places = placesByKey(merged, mergeKey);
  }
  return inOrder(merged, patches, from, mergeKey);
}

function directiveOf(item: JsonValue): JsonValue | undefined {
  return isObject(item) ? item[DIRECTIVE] : undefined;
}

/** What an item of a list may be told to do. */
function checkDirective(item: JsonObject, mergeKey: string): void {
  const directive = item[DIRECTIVE];
  if (directive === REPLACE) return;
  if (directive === 'merge') throw new PatchError('merging lists cannot yet be specified in the patch');
  if (directive !== DELETE) throw unknownDirective(item);
  if (!hasKey(item, mergeKey)) throw new PatchError('delete patch type with no merge key defined');
}

/** What the patch names in its order, with what only the server has kept at its place. */
function inOrder(
  merged: JsonValue[],
  order: JsonValue[],
  server: JsonValue[],
  mergeKey: string,
): JsonValue[] {
  const placesInOrder = placesByKey(order, mergeKey);
  const places = placesByKey(server, mergeKey);
  const isNamed = (item: JsonValue) => placesInOrder.has(keyIn(item, mergeKey));
  const placeOf = (item: JsonValue | undefined) => places.get(keyIn(item ?? null, mergeKey));
  const named = orderLike(merged.filter(isNamed), order, mergeKey);
  const serverOnly = orderLike(
    merged.filter((item) => !isNamed(item)),
    server,
    mergeKey,
  );
  const all: JsonValue[] = [];
  let i = 0;
  let j = 0;
  while (i < serverOnly.length || j < named.length) {
    if (
      i < serverOnly.length &&
      (j >= named.length || comesBefore(placeOf(serverOnly[i]), placeOf(named[j])))
    ) {
      all.push(serverOnly[i] as JsonValue);
      i += 1;
    } else {
      all.push(named[j] as JsonValue);
      j += 1;
    }
  }
  return all;
}

function comesBefore(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a < b;
}

/** The value without anything that a directive marks; undefined where it is marked itself. */
function withoutDirectives(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value.map(withoutDirectives).filter((item): item is JsonValue => item !== undefined);
  }
  if (!isObject(value)) return value;
  if (hasKey(value, DIRECTIVE)) return undefined;
  for (const key of definedKeys(value)) {
    const kept = withoutDirectives(value[key] as JsonValue);
    if (kept === undefined) delete value[key];
    else setKey(value, key, kept);
  }
  return value;
}

function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) value.forEach(withoutNulls);
  else if (isObject(value)) {
    for (const key of definedKeys(value)) {
      if (value[key] === null) delete value[key];
      else withoutNulls(value[key] as JsonValue);
    }
  }
  return value;
}
