/** Structs as the server prints them in errors: its internal types have no JSON names, so Go's field names show, all of them. */
import { zeroOf } from '../../api/go-encode.js';
import { goJson } from '../../api/go-json.js';
import { type GoStruct, type GoType, goStruct } from '../../api/go-types.js';
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { canonicalQuantity } from '../../api/quantity.js';
import type { Printed } from '../field-errors.js';

/** Fields that the internal types lack or hold under another name, by struct. */
const INTERNAL: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'core.v1.PodSpec': {
    DeprecatedServiceAccount: undefined,
    HostNetwork: undefined,
    HostPID: undefined,
    HostIPC: undefined,
    ShareProcessNamespace: undefined,
    HostUsers: undefined,
  },
};

/** The value of a struct type (`core.v1.ServicePort`) in the server's notation. */
export function goValue(key: string, value: JsonObject | undefined): Printed {
  return { printed: value === undefined ? 'null' : printStruct(key, value) };
}

/** A list of such values. */
export function goValues(key: string, values: readonly JsonObject[]): Printed {
  return { printed: `[${values.map((value) => printStruct(key, value)).join(',')}]` };
}

function isMeta(key: string): boolean {
  return key.startsWith('meta.v1.') && key !== 'meta.v1.ObjectMeta';
}

function printStruct(key: string, value: JsonObject): string {
  const struct = goStruct(key);
  if (!struct) return goJson(value);
  if (isMeta(key)) return printMeta(struct, value);
  const parts: string[] = [];
  const renamed = INTERNAL[key] ?? {};
  for (const field of struct.fields) {
    if (field.last !== undefined) continue;
    if (field.embedded) {
      if (field.type.kind === 'struct' && field.type.key.endsWith('TypeMeta')) continue;
      const inner = field.type.kind === 'struct' ? printStruct(field.type.key, value) : '{}';
      // Embedded sources are named in the internal types too; other embedded structs are flattened by encoding/json.
      parts.push(inner.slice(1, -1));
      continue;
    }
    if (Object.hasOwn(renamed, field.name) && renamed[field.name] === undefined) continue;
    const name = renamed[field.name] ?? field.name;
    parts.push(
      `${goJson(name)}:${printValue(field.type, Object.hasOwn(value, field.json) ? value[field.json] : undefined)}`,
    );
  }
  return `{${parts.filter((part) => part !== '').join(',')}}`;
}

/** Structs of meta/v1 have JSON names: in declared order, what is empty left out where they say so. */
function printMeta(struct: GoStruct, value: JsonObject): string {
  const parts: string[] = [];
  for (const { json, type, omitEmpty } of struct.fields) {
    const given = Object.hasOwn(value, json) ? value[json] : undefined;
    const empty =
      given === undefined ||
      given === null ||
      given === '' ||
      (typeof given === 'object' && Object.keys(given).length === 0);
    if (omitEmpty && empty) continue;
    parts.push(`${goJson(json)}:${printValue(type, given)}`);
  }
  return `{${parts.join(',')}}`;
}

function printValue(type: GoType, value: JsonValue | undefined): string {
  if (value === undefined || value === null) {
    return type.kind === 'struct' ? printStruct(type.key, {}) : goJson(zeroOf(type));
  }
  switch (type.kind) {
    case 'pointer':
      return printValue(type.to, value);
    case 'struct':
      return isObject(value) ? printStruct(type.key, value) : goJson(value);
    case 'slice':
      return Array.isArray(value) ? `[${value.map((one) => printValue(type.of, one)).join(',')}]` : 'null';
    case 'map':
      return isObject(value)
        ? `{${Object.keys(value)
            .sort()
            .map((key) => `${goJson(key)}:${printValue(type.of, value[key])}`)
            .join(',')}}`
        : 'null';
    case 'special':
      return type.special === 'Quantity' ? goJson(canonicalQuantity(String(value))) : goJson(value);
    default:
      return goJson(value);
  }
}
