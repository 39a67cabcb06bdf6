/** What a configuration has where something of a type is meant: whatever else is there counts as nothing. */
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';

/** The items of a list. */
export function itemsOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The mappings of a list. */
export function objectsOf(value: JsonValue | undefined): JsonObject[] {
  return itemsOf(value).filter(isObject);
}

export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
