/** Lists whose items are told apart by keys. */
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import type { ShapeAt } from './field-shape.js';

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
