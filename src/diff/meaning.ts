/** Equality by what the API server reads, not by how it is written. */
import { jsonEqual } from '../api/equality.js';
import { definedKeys, isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { ITEM, itemKeys, type ShapeAt } from '../schema/field-shape.js';
import { itemsByKey, own } from '../schema/keyed-items.js';

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
