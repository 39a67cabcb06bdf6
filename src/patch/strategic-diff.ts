/**
 * The strategic merge patch between two versions of an object
 * (k8s.io/apimachinery/pkg/util/strategicpatch: diffMaps and what it calls).
 */
import { jsonEqual } from '../api/equality.js';
import {
  definedKeys,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
} from '../api/json.js';
import { ITEM, type ShapeAt } from '../schema/field-shape.js';
import { goText, orderLike, sortedReversingEqual } from './go-order.js';
import {
  DELETE,
  DELETE_FROM_LIST,
  DIRECTIVE,
  jsonKind,
  PatchError,
  RETAIN_KEYS,
  SET_ORDER,
  strategyAt,
} from './strategic-meta.js';

/** Which half of a difference is wanted. */
export interface DiffOptions {
  ignoreChangesAndAdditions?: boolean;
  ignoreDeletions?: boolean;
  setElementOrder?: boolean;
}

/** The patch that turns `original` into `modified`, as far as `options` asks for it. `{}` for no difference. */
export function diffMaps(
  original: JsonObject,
  modified: JsonObject,
  shapeAt: ShapeAt,
  options: DiffOptions,
  path: Path = [],
  retainKeys = false,
): JsonObject {
  const patch: JsonObject = {};
  for (const key of definedKeys(modified)) {
    const to = modified[key] as JsonValue;
    if (!hasKey(original, key)) {
      if (!options.ignoreChangesAndAdditions) setKey(patch, key, to);
      continue;
    }
    const from = original[key] as JsonValue;
    if (jsonKind(from) !== jsonKind(to)) {
      if (!options.ignoreChangesAndAdditions) setKey(patch, key, to);
    } else if (isObject(from) && isObject(to)) {
      diffMapField(key, from, to, patch, shapeAt, options, [...path, key]);
    } else if (Array.isArray(from) && Array.isArray(to)) {
      diffListField(key, from, to, patch, shapeAt, options, [...path, key]);
    } else if (!options.ignoreChangesAndAdditions && !jsonEqual(from, to)) {
      setKey(patch, key, to);
    }
  }
  if (!options.ignoreDeletions) {
    for (const key of definedKeys(original)) if (!hasKey(modified, key)) setKey(patch, key, null);
  }
  if (retainKeys && (definedKeys(patch).length > 0 || hasNewField(original, modified))) {
    const kept = definedKeys(modified).filter((key) => modified[key] !== null);
    if (kept.length > 0) patch[RETAIN_KEYS] = kept.sort();
  }
  return patch;
}

function hasNewField(original: JsonObject, modified: JsonObject): boolean {
  return definedKeys(original).some((key) => original[key] !== null && !hasKey(modified, key));
}

function diffMapField(
  key: string,
  from: JsonObject,
  to: JsonObject,
  patch: JsonObject,
  shapeAt: ShapeAt,
  options: DiffOptions,
  path: Path,
): void {
  const meta = strategyAt(shapeAt, path);
  if (!meta) {
    if (jsonEqual(from, to)) return;
    throw new PatchError(`unable to find api field "${key}"`);
  }
  if (meta.strategy === 'replace') {
    // Sent even where nothing differs: kubectl does so, and therefore says `configured` each time.
    if (!options.ignoreChangesAndAdditions) setKey(patch, key, to);
    return;
  }
  const sub = diffMaps(from, to, shapeAt, options, path, meta.retainKeys);
  if (definedKeys(sub).length > 0) setKey(patch, key, sub);
}

function diffListField(
  key: string,
  from: JsonValue[],
  to: JsonValue[],
  patch: JsonObject,
  shapeAt: ShapeAt,
  options: DiffOptions,
  path: Path,
): void {
  const meta = strategyAt(shapeAt, path);
  if (!meta) {
    if (jsonEqual(from, to)) return;
    throw new PatchError(`unable to find api field "${key}"`);
  }
  if (meta.strategy !== 'merge') {
    if (!options.ignoreChangesAndAdditions && !jsonEqual(from, to)) setKey(patch, key, to);
    return;
  }
  const { add, remove, order } = diffLists(from, to, shapeAt, options, path, meta.mergeKey, meta.retainKeys);
  if (add.length > 0) setKey(patch, key, add);
  if (remove.length > 0) patch[`${DELETE_FROM_LIST}/${key}`] = remove;
  if (order.length > 0) patch[`${SET_ORDER}/${key}`] = order;
}

interface ListPatch {
  add: JsonValue[];
  remove: JsonValue[];
  order: JsonValue[];
}

function diffLists(
  original: JsonValue[],
  modified: JsonValue[],
  shapeAt: ShapeAt,
  options: DiffOptions,
  path: Path,
  mergeKey: string,
  retainKeys: boolean,
): ListPatch {
  if (original.length === 0) {
    const nothing = modified.length === 0 || options.ignoreChangesAndAdditions;
    return { add: nothing ? [] : modified, remove: [], order: [] };
  }
  const changes = !options.ignoreChangesAndAdditions;
  if (elementKind(original, modified) !== 'map') {
    const { add, remove } = diffScalars(original, modified, options);
    const order =
      (!options.ignoreDeletions && remove.length > 0) || (changes && !jsonEqual(original, modified));
    return { add: orderLike(add, modified), remove, order: options.setElementOrder && order ? modified : [] };
  }
  const { patches, deletions } = diffKeyed(original, modified, shapeAt, options, path, mergeKey, retainKeys);
  const add = [...orderLike(patches, modified, mergeKey), ...deletions];
  const sameOrder =
    original.length === modified.length &&
    modified.every(
      (item, index) => mergeKeyValue(original[index], mergeKey) === mergeKeyValue(item, mergeKey),
    );
  const ordered = (changes && (add.length > 0 || !sameOrder)) || (!options.ignoreDeletions && add.length > 0);
  const order =
    options.setElementOrder && ordered
      ? modified.map((item) => ({ [mergeKey]: mergeKeyValue(item, mergeKey) }))
      : [];
  return { add, remove: [], order };
}

function diffKeyed(
  original: JsonValue[],
  modified: JsonValue[],
  shapeAt: ShapeAt,
  options: DiffOptions,
  path: Path,
  mergeKey: string,
  retainKeys: boolean,
): { patches: JsonValue[]; deletions: JsonValue[] } {
  const patches: JsonValue[] = [];
  const deletions: JsonValue[] = [];
  const olds = sortByKey(original, mergeKey);
  const news = sortByKey(modified, mergeKey);
  let i = 0;
  let j = 0;
  while (i < olds.length || j < news.length) {
    const old = olds[i] as JsonObject | undefined;
    const now = news[j] as JsonObject | undefined;
    const oldKey = old && goText(mergeKeyValue(old, mergeKey));
    const nowKey = now && goText(mergeKeyValue(now, mergeKey));
    if (old && now && oldKey === nowKey) {
      const sub = diffMaps(old, now, shapeAt, options, [...path, ITEM], retainKeys);
      if (definedKeys(sub).length > 0) patches.push({ ...sub, [mergeKey]: mergeKeyValue(now, mergeKey) });
      i += 1;
      j += 1;
    } else if (now && (!old || (oldKey as string) > (nowKey as string))) {
      if (!options.ignoreChangesAndAdditions) patches.push(now);
      j += 1;
    } else {
      if (!options.ignoreDeletions && old) {
        deletions.push({ [mergeKey]: mergeKeyValue(old, mergeKey), [DIRECTIVE]: DELETE });
      }
      i += 1;
    }
  }
  return { patches, deletions };
}

function diffScalars(
  original: JsonValue[],
  modified: JsonValue[],
  options: DiffOptions,
): { add: JsonValue[]; remove: JsonValue[] } {
  const olds = [...original].sort();
  const news = [...modified].sort();
  const add: JsonValue[] = [];
  const remove: JsonValue[] = [];
  let i = 0;
  let j = 0;
  while (i < olds.length || j < news.length) {
    const old = i < olds.length ? goText(olds[i] as JsonValue) : undefined;
    const now = j < news.length ? goText(news[j] as JsonValue) : undefined;
    if (old === now) {
      i += 1;
      j += 1;
    } else if (old === undefined || (now !== undefined && old > now)) {
      if (!options.ignoreChangesAndAdditions) add.push(news[j] as JsonValue);
      j += 1;
    } else {
      if (!options.ignoreDeletions) remove.push(olds[i] as JsonValue);
      i += 1;
    }
  }
  return { add, remove: [...new Set(remove)] };
}

function sortByKey(list: JsonValue[], mergeKey: string): JsonValue[] {
  return sortedReversingEqual(list, (item) => goText(mergeKeyValue(item, mergeKey)));
}

/** The value of an item's merge key; items without one cannot be merged. */
export function mergeKeyValue(item: JsonValue | undefined, mergeKey: string): JsonValue {
  const map = item as JsonObject;
  if (!hasKey(map, mergeKey)) {
    throw new PatchError(`map: ${goText(map)} does not contain declared merge key: ${mergeKey}`);
  }
  return map[mergeKey] as JsonValue;
}

/** `map` or `scalar`; lists of lists and mixed lists cannot be merged. */
export function elementKind(...lists: JsonValue[][]): 'map' | 'scalar' {
  let found: string | undefined;
  for (const item of lists.flat()) {
    const kind = jsonKind(item);
    if (kind === 'list') throw new PatchError('lists of lists are not supported');
    if (found !== undefined && found !== kind) {
      throw new PatchError(`list element types are not identical: ${goText(lists)}`);
    }
    found = kind;
  }
  if (found === undefined) throw new PatchError('no elements in any of the given slices');
  return found === 'object' ? 'map' : 'scalar';
}
