/**
 * A JSON value as its schema types it, for expressions (apiserver pkg/cel/common/valuesunstructured.go). Fields are
 * converted when they are looked at, so that a text that is no date troubles only the rules that read it.
 */

import { definedKeys, isObject, type JsonObject, type JsonValue } from '../../../api/json.js';
import { withoutTrailing } from '../../../api/text.js';
import { strfmtDuration } from '../../../schema/string-formats.js';
import { bool, keys, obj, ptr, str, strings } from '../../fields.js';
import type { Schema } from '../../shared/structs.js';
import type { Unnamed } from '../../typed.js';
import { escapeCelName } from '../schema-type.js';
import { readTime } from './times.js';
import { CelError, type CelList, type CelMap, type CelValue, mapKey } from './value.js';

const SECOND = 1_000_000_000n;
const TEXT: Schema = { type: 'string' };
/** What a resource has beside the fields of its schema. */
const RESOURCE: Unnamed = {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: { type: 'object', properties: { name: TEXT, generateName: TEXT } },
};

/** The value as expressions see it; `resource`: apiVersion, kind and the name are there whatever the schema says. */
export function typedValue(value: JsonValue, schema: Schema, resource = false): CelValue {
  const whole = resource || bool(schema, 'x-kubernetes-embedded-resource');
  if (value === null) {
    if (bool(schema, 'nullable')) return null;
    throw new CelError('invalid data, got null for schema with nullable=false');
  }
  if (bool(schema, 'x-kubernetes-int-or-string')) {
    if (typeof value === 'string') return value;
    const whole = integer(value);
    if (whole !== undefined) return whole;
    throw new CelError('invalid data, expected XIntOrString value to be either a string or integer');
  }
  const type = str(schema, 'type');
  switch (type) {
    case 'object':
      if (isObject(value)) return typedObject(value, schema, whole);
      throw new CelError('invalid data, expected a map for the provided schema with type=object');
    case 'array':
      if (Array.isArray(value)) return typedList(value, schema);
      throw new CelError('invalid data, expected an array for the provided schema with type=array');
    case 'string':
      if (typeof value === 'string') return typedText(value, str(schema, 'format'));
      throw new CelError(`invalid data, expected string, got ${goType(value)}`);
    case 'number':
      if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
      throw new CelError(`invalid data, expected float, got ${goType(value)}`);
    case 'integer': {
      const whole = integer(value);
      if (whole !== undefined) return whole;
      throw new CelError(`invalid data, expected int, got ${goType(value)}`);
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw new CelError(`invalid data, expected bool, got ${goType(value)}`);
    default:
      throw new CelError(
        `invalid type, expected object, array, number, integer, boolean or string, or no type with x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true, got ${type}`,
      );
  }
}

function integer(value: JsonValue): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
}

/** The type that Go's decoder of JSON makes of a value. */
function goType(value: JsonValue): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return integer(value) === undefined ? 'float64' : 'int64';
}

/** A value that is converted when it is asked for. */
class Later {
  private done: { value: CelValue } | undefined;

  constructor(
    readonly key: string,
    private readonly json: JsonValue,
    private readonly schema: Schema,
  ) {}

  get value(): CelValue {
    this.done ??= { value: typedValue(this.json, this.schema) };
    return this.done.value;
  }
}

function typedObject(value: JsonObject, schema: Schema, resource: boolean): CelMap {
  const additional = ptr(schema, 'additionalProperties');
  const properties = obj(schema, 'properties');
  if (!resource && keys(properties).length === 0 && additional) {
    const entries = definedKeys(value).map((key) => new Later(key, value[key] as JsonValue, additional));
    return { kind: 'map', entries: new Map(entries.map((entry) => [mapKey(entry.key), entry])) };
  }
  const fields = resource ? { ...properties, ...RESOURCE } : properties;
  const entries = new Map<string, Later>();
  const hidden: JsonObject = {};
  for (const key of definedKeys(value)) {
    const name = escapeCelName(key);
    const property = ptr(fields, key);
    const field = value[key] as JsonValue;
    if (name === undefined || !property || field === null) hidden[key] = field;
    else entries.set(mapKey(name), new Later(name, field, property));
  }
  return { kind: 'map', entries, object: 'object', hidden };
}

function typedList(value: readonly JsonValue[], schema: Schema): CelValue {
  const items = ptr(schema, 'items');
  if (!items) throw new CelError('invalid array type, expected Items with a non-empty Schema');
  const listType = str(schema, 'x-kubernetes-list-type');
  const typed = value.map((item) => typedValue(item, items));
  if (listType === 'set') return { kind: 'list', items: typed, listType };
  if (listType !== 'map') return { kind: 'list', items: typed };
  const mapKeys = strings(schema, 'x-kubernetes-list-map-keys').map((key) => escapeCelName(key) ?? key);
  return { kind: 'list', items: typed, listType, mapKeys };
}

function typedText(text: string, format: string): CelValue {
  switch (format) {
    case 'duration': {
      const nanos = strfmtDuration(text);
      if (nanos !== undefined) return { kind: 'duration', nanos };
      throw new CelError(`Invalid duration ${text}: unable to parse ${text} as duration`);
    }
    case 'date': {
      const time = readTime(`${text}T00:00:00Z`);
      if (time) return { kind: 'timestamp', nanos: time.nanos };
      throw new CelError(`Invalid date formatted string ${text}: ${cannotParse(text, '2006-01-02')}`);
    }
    case 'date-time': {
      if (text === '') return { kind: 'timestamp', nanos: 0n * SECOND };
      const time = readTime(text);
      if (time) return { kind: 'timestamp', ...time };
      const layout = '2006-01-02T15:04:05.999999999Z07:00';
      throw new CelError(`Invalid date-time formatted string ${text}: ${cannotParse(text, layout)}`);
    }
    case 'byte':
      return bytesOf(text);
    default:
      return text;
  }
}

function cannotParse(text: string, layout: string): string {
  return `parsing time "${text}" as "${layout}": cannot parse "${text}" as "2006"`;
}

/** Base64 in the alphabet for URLs, which is what the server reads here. */
function bytesOf(text: string): CelValue {
  const wrong =
    /^[A-Za-z0-9_-]*(?==*$)/.exec(text)?.[0].length ?? /^[A-Za-z0-9_-]*/.exec(text)?.[0].length ?? 0;
  const body = withoutTrailing(text, '=');
  if (text.length % 4 === 0 && wrong === body.length && text.length - body.length <= 2) {
    return new Uint8Array(Buffer.from(body, 'base64url'));
  }
  throw new CelError(`Invalid byte formatted string ${text}: illegal base64 data at input byte ${wrong}`);
}

/** A JSON list whose items are converted when the first of them is asked for. */
class UntypedList implements CelList {
  readonly kind = 'list';
  private done: readonly CelValue[] | undefined;

  constructor(private readonly json: readonly JsonValue[]) {}

  get items(): readonly CelValue[] {
    this.done ??= this.json.map(untypedValue);
    return this.done;
  }
}

/** A JSON object whose fields are converted when they are asked for. */
class UntypedMap implements CelMap {
  readonly kind = 'map';
  private done: Map<string, UntypedEntry> | undefined;

  constructor(private readonly json: JsonObject) {}

  get entries(): ReadonlyMap<string, UntypedEntry> {
    if (!this.done) {
      this.done = new Map();
      for (const key of definedKeys(this.json)) {
        this.done.set(mapKey(key), new UntypedEntry(key, this.json[key]));
      }
    }
    return this.done;
  }
}

class UntypedEntry {
  private done: CelValue | undefined;

  constructor(
    readonly key: string,
    private readonly json: JsonValue | undefined,
  ) {}

  get value(): CelValue {
    this.done ??= untypedValue(this.json);
    return this.done;
  }
}

/**
 * A JSON value whose type is not known: what policies see of an object. What is inside of it is converted when it is looked
 * at, so the value must not change until then.
 */
export function untypedValue(value: JsonValue | undefined): CelValue {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return new UntypedList(value);
  if (isObject(value)) return new UntypedMap(value);
  // What no int can hold is read as a float.
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63
    ? BigInt(value)
    : value;
}
