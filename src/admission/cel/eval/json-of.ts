import type { JsonObject, JsonValue } from '../../../api/json.js';
import { durationText, rfc3339Text } from './times.js';
import type { CelValue } from './value.js';

/** A value as JSON, as patches have it: bytes in base64, times and durations as texts, what no optional holds left out. */
export function jsonOf(value: CelValue): JsonValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  switch (value.kind) {
    case 'uint':
      return jsonOf(value.value);
    case 'list':
      return value.items.map(jsonOf);
    case 'map': {
      const out: JsonObject = {};
      for (const { key, value: inner } of value.entries.values()) out[String(jsonOf(key))] = jsonOf(inner);
      return out;
    }
    case 'timestamp':
      return rfc3339Text(value.nanos, value.offset);
    case 'duration':
      return durationText(value.nanos);
    case 'optional':
      return value.value === undefined ? null : jsonOf(value.value);
    case 'type':
      return value.name;
    case 'opaque':
      return value.identity;
  }
}
