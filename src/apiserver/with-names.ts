import { isObject, type JsonObject, type JsonValue } from '../api/json.js';

/** The value with other names in it; what has none of them is shared. */
export function withNames(value: JsonValue, names: ReadonlyMap<string, string>): JsonValue {
  if (names.size === 0) return value;
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) {
    const items = value.map((item) => withNames(item, names));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  if (!isObject(value)) return value;
  let made: JsonObject | undefined;
  for (const key of Object.keys(value)) {
    const inner = value[key] ?? null;
    const other = withNames(inner, names);
    if (other !== inner) (made ??= { ...value })[key] = other;
  }
  return made ?? value;
}
