/** Equality by what the API server reads, not by how it is written. */
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { definedKeys, jsonEqual } from './json-equal.js';
import { ITEM, itemKeys, type ShapeAt } from './shape.js';

/** True for what the server takes for absent: nothing, null, an empty list or map; not a struct, which says something by being there. */
export function isUnset(value: JsonValue | undefined, shapeAt: ShapeAt, path: Path): boolean {
  if (value === undefined || value === null) return true;
  const shape = shapeAt(path);
  // Without a schema the value is stored as it is written.
  if (Array.isArray(value)) return shape !== undefined && value.length === 0;
  return shape?.isMap === true && isObject(value) && definedKeys(value).every((key) => value[key] === null);
}

/** True where two values mean the same; lists with keys in any order unless `ordered` says that it matters. */
export function sameMeaning(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  shapeAt: ShapeAt,
  path: Path,
  ordered: (path: Path) => boolean,
): boolean {
  const unsetA = isUnset(a, shapeAt, path);
  const unsetB = isUnset(b, shapeAt, path);
  if (unsetA || unsetB) return unsetA && unsetB;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    const keys = ordered(path) ? undefined : itemKeys(shapeAt(path));
    if (keys === undefined) {
      return a.every((item, index) => sameMeaning(item, b[index], shapeAt, [...path, index], ordered));
    }
    const left = itemsByKey(a, keys, shapeAt, path);
    const right = itemsByKey(b, keys, shapeAt, path);
    if (!left || !right) return jsonEqual(a, b);
    return [...left].every(([key, { item }]) => {
      const other = right.get(key);
      return other !== undefined && sameMeaning(item, other.item, shapeAt, [...path, ITEM], ordered);
    });
  }
  if (isObject(a) && isObject(b)) return sameFields(a, b, shapeAt, path, ordered);
  return jsonEqual(a, b);
}

function sameFields(
  a: JsonObject,
  b: JsonObject,
  shapeAt: ShapeAt,
  path: Path,
  ordered: (path: Path) => boolean,
): boolean {
  const keys = new Set([...definedKeys(a), ...definedKeys(b)]);
  return [...keys].every((key) => sameMeaning(own(a, key), own(b, key), shapeAt, [...path, key], ordered));
}

/** An own key's value, whatever its name. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export interface KeyedItem {
  item: JsonValue;
  index: number;
  /** What stands in the brackets of a path: `web`, `53/UDP`. */
  label: string;
}

/**
 * The items of a list by what tells them apart (`keys`; none: the value itself), in their order.
 * Undefined where two items have the same key or one lacks all of them: such a list cannot be paired by key.
 */
export function itemsByKey(
  list: readonly JsonValue[],
  keys: readonly string[],
  shapeAt: ShapeAt,
  path: Path,
): Map<string, KeyedItem> | undefined {
  const items = new Map<string, KeyedItem>();
  for (const [index, item] of list.entries()) {
    const values: [key: string, value: JsonValue, isDefault: boolean][] = [];
    if (keys.length === 0) values.push(['', item, false]);
    else if (isObject(item)) {
      for (const key of keys) {
        const fallback = shapeAt([...path, index, key])?.default as JsonValue | undefined;
        const value = own(item, key) ?? fallback;
        if (value !== undefined && value !== null) values.push([key, value, value === fallback]);
      }
    }
    if (values.length === 0 || values.some(([, value]) => typeof value === 'object')) return undefined;
    const id = values.map(([key, value]) => `${key}=${typeof value}:${String(value)}`).join();
    if (items.has(id)) return undefined;
    const told = values.filter(([, , isDefault]) => !isDefault);
    const label = (told.length > 0 ? told : values).map(([, value]) => String(value)).join('/');
    items.set(id, { item, index, label });
  }
  return items;
}
