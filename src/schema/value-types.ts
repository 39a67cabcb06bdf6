import type { JsonValue } from '../api/json.js';
import type { JsonType } from './set.js';

/** The JSON Schema types that `value` is of: an integer is a number too. */
export function typesOfValue(value: JsonValue | undefined): JsonType[] {
  if (value === undefined) return [];
  if (value === null) return ['null', 'string', 'integer', 'number', 'boolean', 'array', 'object'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'bigint' || Number.isInteger(value)) return ['integer', 'number'];
  if (typeof value === 'number') return ['number'];
  return [typeof value === 'object' ? 'object' : (typeof value as 'string' | 'boolean')];
}
