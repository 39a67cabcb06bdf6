/**
 * Objects as the API server writes them: fields of Go's structs in, JSON out. Structs that are not behind a pointer are
 * there even when empty, empty lists, maps and zero values are left out where the type says so.
 */

import { fieldsOf, type GoStruct, type GoType, goStruct } from './go-types.js';
import { isObject, type JsonObject, type JsonValue } from './json.js';
import { canonicalQuantity } from './quantity.js';
import { formatTime, parseTime } from './time.js';
import { atMost, type KubernetesVersion } from './version.js';

/** Up to this minor an unset creationTimestamp was written as null. */
const LAST_WITH_NULL_TIME: KubernetesVersion = '1.33';

/**
 * The struct's value with its fields in their written form; the input is left as it is. Unknown fields are dropped.
 */
export function encodeStruct(
  struct: GoStruct,
  value: JsonValue | undefined,
  version: KubernetesVersion,
): JsonObject {
  const out: JsonObject = {};
  encodeInto(out, struct, isObject(value) ? value : {}, version);
  return out;
}

function encodeInto(out: JsonObject, struct: GoStruct, from: JsonObject, version: KubernetesVersion): void {
  for (const field of fieldsOf(struct, version)) {
    if (field.embedded) {
      const inner = field.type.kind === 'struct' ? goStruct(field.type.key) : undefined;
      if (inner) encodeInto(out, inner, from, version);
      continue;
    }
    // No field has the name of something that objects inherit.
    const given = from[field.json];
    const written = encode(field.type, given, version);
    if (written === undefined) {
      if (field.omitZero) {
        if (atMost(version, LAST_WITH_NULL_TIME)) out[field.json] = null;
      } else if (!field.omitEmpty || isAlwaysThere(field.type)) out[field.json] = zeroOf(field.type);
    } else if (!(field.omitEmpty && isEmpty(field.type, written))) out[field.json] = written;
  }
}

function isAlwaysThere(type: GoType): boolean {
  return type.kind === 'struct' || (type.kind === 'special' && type.special !== 'RawExtension');
}

function encode(
  type: GoType,
  value: JsonValue | undefined,
  version: KubernetesVersion,
): JsonValue | undefined {
  if (type.kind === 'struct') {
    if (isFreeForm(type.key)) return value;
    const struct = goStruct(type.key);
    return struct ? encodeStruct(struct, value, version) : value;
  }
  if (value === undefined || value === null) return undefined;
  switch (type.kind) {
    case 'pointer':
      return encode(type.to, value, version);
    case 'slice':
      if (!Array.isArray(value) || value.length === 0) return undefined;
      return value.map((one) => encode(type.of, one, version) ?? zeroOf(type.of));
    case 'map': {
      if (!isObject(value)) return undefined;
      const out: JsonObject = Object.create(null);
      const keys = Object.keys(value);
      for (const key of keys) {
        out[key] = encode(type.of, value[key], version) ?? (type.of.kind === 'bytes' ? '' : zeroOf(type.of));
      }
      return keys.length === 0 ? undefined : out;
    }
    case 'special':
      if (type.special === 'Quantity' && (typeof value === 'string' || typeof value === 'number')) {
        return canonicalQuantity(value);
      }
      if (type.special === 'Time' && typeof value === 'string') {
        return timeWritten(value);
      }
      return value;
    default:
      return value;
  }
}

let lastTime = { text: '', written: '' };

/** Objects that are made together have one time of creation. */
function timeWritten(text: string): string {
  if (lastTime.text === text) return lastTime.written;
  const at = parseTime(text);
  const written = at === undefined ? text : formatTime(at);
  lastTime = { text, written };
  return written;
}

/** Types that write whatever JSON they were read from. */
export function isFreeForm(key: string): boolean {
  return key === 'apiextensions.v1.JSON' || key.startsWith('apiextensions.v1.JSONSchemaPropsOr');
}

/** What Go writes for a value that was never set. */
export function zeroOf(type: GoType): JsonValue {
  switch (type.kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int':
    case 'float':
      return 0;
    case 'special':
      return type.special === 'Quantity' ? '0' : type.special === 'IntOrString' ? 0 : null;
    default:
      return null;
  }
}

function isEmpty(type: GoType, value: JsonValue): boolean {
  switch (type.kind) {
    case 'string':
    case 'bytes':
    case 'bool':
    case 'int':
    case 'float':
      return value === '' || value === false || value === 0 || value === 0n;
    default:
      return false;
  }
}
