/**
 * Reading decoded objects: every value has the type that its Go struct says, so that these only name the type.
 * What is absent reads as Go's zero value, save where a pointer is meant (`undefined`).
 */
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import type { IntOrString } from '../api/objects.js';
import type {
  AnyField,
  CountField,
  FlagField,
  HeldField,
  Inner,
  IntsField,
  Item,
  ListField,
  NumberField,
  StringsField,
  Struct,
  StructName,
  TextField,
  Unnamed,
  Value,
} from './typed.js';

export type Obj = JsonObject;

/** A 64-bit integer: bigint where a number would not hold it. */
export type Int = number | bigint;

const NOTHING: Obj = Object.freeze(Object.create(null));
const NO_LIST: readonly never[] = Object.freeze([]);

/** The value of a key, undefined for null. */
export function get(from: Unnamed | undefined, key: string): JsonValue | undefined;
export function get<N extends StructName>(
  from: Struct<N> | undefined,
  key: AnyField<N>,
): JsonValue | undefined;
export function get(from: Obj | undefined, key: string): JsonValue | undefined {
  if (from === undefined) return undefined;
  // What objects inherit are functions, and `__proto__`; to ask for own keys alone costs more than all rules do.
  const value: unknown = from[key];
  if (value === undefined || value === null || typeof value === 'function') return undefined;
  if (key === '__proto__' && !Object.hasOwn(from, key)) return undefined;
  return value as JsonValue;
}

/** A struct or map behind a pointer: undefined when absent. */
export function ptr(from: Unnamed | undefined, key: string): Unnamed | undefined;
export function ptr<N extends StructName, K extends HeldField<N>>(
  from: Struct<N> | undefined,
  key: K,
): Inner<N, K> | undefined;
export function ptr(from: Obj | undefined, key: string): Obj | undefined {
  const value = get(from, key);
  return isObject(value) ? value : undefined;
}

/** A struct or map: an empty one when absent (not to be written to). */
export function obj(from: Unnamed | undefined, key: string): Unnamed;
export function obj<N extends StructName, K extends HeldField<N>>(
  from: Struct<N> | undefined,
  key: K,
): Inner<N, K>;
export function obj(from: Obj | undefined, key: string): Obj {
  return ptr(from, key) ?? NOTHING;
}

/** A list of structs. */
export function list(from: Unnamed | undefined, key: string): readonly Unnamed[];
export function list<N extends StructName, K extends ListField<N>>(
  from: Struct<N> | undefined,
  key: K,
): readonly Item<N, K>[];
export function list(from: Obj | undefined, key: string): readonly Obj[] {
  const value = get(from, key);
  return Array.isArray(value) ? (value as Obj[]) : NO_LIST;
}

/** A list of strings. */
export function strings(from: Unnamed | undefined, key: string): readonly string[];
export function strings<N extends StructName>(
  from: Struct<N> | undefined,
  key: StringsField<N>,
): readonly string[];
export function strings(from: Obj | undefined, key: string): readonly string[] {
  const value = get(from, key);
  return Array.isArray(value) ? (value as string[]) : NO_LIST;
}

/** A list of numbers. */
export function ints<N extends StructName>(from: Struct<N> | undefined, key: IntsField<N>): readonly Int[];
export function ints(from: Obj | undefined, key: string): readonly Int[] {
  const value = get(from, key);
  return Array.isArray(value) ? (value as Int[]) : NO_LIST;
}

/** A string: '' when absent. */
export function str(from: Unnamed | undefined, key: string): string;
export function str<N extends StructName>(from: Struct<N> | undefined, key: TextField<N>): string;
export function str(from: Obj | undefined, key: string): string {
  const value = get(from, key);
  return typeof value === 'string' ? value : '';
}

/** A string behind a pointer. */
export function strPtr(from: Unnamed | undefined, key: string): string | undefined;
export function strPtr<N extends StructName>(
  from: Struct<N> | undefined,
  key: TextField<N>,
): string | undefined;
export function strPtr(from: Obj | undefined, key: string): string | undefined {
  const value = get(from, key);
  return typeof value === 'string' ? value : undefined;
}

/** A number: 0 when absent. */
export function int(from: Unnamed | undefined, key: string): Int;
export function int<N extends StructName>(from: Struct<N> | undefined, key: NumberField<N>): Int;
export function int(from: Obj | undefined, key: string): Int {
  return intPtr(from, key) ?? 0;
}

/** A number behind a pointer. */
export function intPtr(from: Unnamed | undefined, key: string): Int | undefined;
export function intPtr<N extends StructName>(
  from: Struct<N> | undefined,
  key: NumberField<N>,
): Int | undefined;
export function intPtr(from: Obj | undefined, key: string): Int | undefined {
  const value = get(from, key);
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

/** A flag: false when absent. */
export function bool(from: Unnamed | undefined, key: string): boolean;
export function bool<N extends StructName>(from: Struct<N> | undefined, key: FlagField<N>): boolean;
export function bool(from: Obj | undefined, key: string): boolean {
  return get(from, key) === true;
}

/** A flag behind a pointer. */
export function boolPtr(from: Unnamed | undefined, key: string): boolean | undefined;
export function boolPtr<N extends StructName>(
  from: Struct<N> | undefined,
  key: FlagField<N>,
): boolean | undefined;
export function boolPtr(from: Obj | undefined, key: string): boolean | undefined {
  const value = get(from, key);
  return typeof value === 'boolean' ? value : undefined;
}

/** A number or a string. */
export function intOrString(from: Unnamed | undefined, key: string): IntOrString | undefined;
export function intOrString<N extends StructName>(
  from: Struct<N> | undefined,
  key: CountField<N>,
): IntOrString | undefined;
export function intOrString(from: Obj | undefined, key: string): IntOrString | undefined {
  const value = get(from, key);
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** The pairs of a map of strings, sorted by key: the server's own order is random. */
export function entries(map: Unnamed | undefined): [string, string][] {
  if (map === undefined) return [];
  return Object.keys(map)
    .sort()
    .map((key) => [key, str(map, key)]);
}

/** The keys of a map, sorted. */
export function keys(map: Unnamed | undefined): string[] {
  return map === undefined ? [] : Object.keys(map).sort();
}

/** The names of the fields that a struct has, in the order that they have in it. */
export function fieldNames<N extends StructName>(of: Struct<N>): AnyField<N>[] {
  return Object.keys(of) as AnyField<N>[];
}

/** True where the list or map has nothing in it, or is not there. */
export function isEmpty(from: Unnamed | undefined, key: string): boolean;
export function isEmpty<N extends StructName>(from: Struct<N> | undefined, key: AnyField<N>): boolean;
export function isEmpty(from: Obj | undefined, key: string): boolean {
  const value = get(from, key);
  if (Array.isArray(value)) return value.length === 0;
  return !isObject(value) || Object.keys(value).length === 0;
}

/** Sets a field. */
export function set(into: Unnamed, key: string, value: JsonValue): void;
export function set<N extends StructName, K extends AnyField<N>>(
  into: Struct<N>,
  key: K,
  value: Value<N, K>,
): void;
export function set(into: Obj, key: string, value: JsonValue | readonly JsonValue[]): void {
  into[key] = value as JsonValue;
}

/** Takes a field away. */
export function drop(from: Unnamed | undefined, key: string): void;
export function drop<N extends StructName>(from: Struct<N> | undefined, key: AnyField<N>): void;
export function drop(from: Obj | undefined, key: string): void {
  delete from?.[key];
}

/** Gives a field what another object of the same struct has in it; takes it away where that has nothing. */
export function copy(into: Unnamed, key: string, from: Unnamed | undefined): void;
export function copy<N extends StructName>(
  into: Struct<N>,
  key: AnyField<N>,
  from: Struct<N> | undefined,
): void;
export function copy(into: Obj, key: string, from: Obj | undefined): void {
  const value = get(from, key);
  if (value === undefined) drop(into, key);
  else set(into, key, clone(value));
}

/** Sets a field that is absent. */
export function setDefault(into: Unnamed, key: string, value: JsonValue): void;
export function setDefault<N extends StructName, K extends AnyField<N>>(
  into: Struct<N>,
  key: K,
  value: Value<N, K>,
): void;
export function setDefault(into: Obj, key: string, value: JsonValue | readonly JsonValue[]): void {
  if (get(into, key) === undefined) into[key] = value as JsonValue;
}

/** Sets a field that is absent or Go's zero value (0, '', false). */
export function setZero(into: Unnamed, key: string, value: JsonValue): void;
export function setZero<N extends StructName, K extends AnyField<N>>(
  into: Struct<N>,
  key: K,
  value: Value<N, K>,
): void;
export function setZero(into: Obj, key: string, value: JsonValue | readonly JsonValue[]): void {
  const have = get(into, key);
  if (have === undefined || have === '' || have === 0 || have === false) into[key] = value as JsonValue;
}

/** The struct behind a key, made when absent. */
export function ensure(into: Unnamed, key: string): Unnamed;
export function ensure<N extends StructName, K extends HeldField<N>>(into: Struct<N>, key: K): Inner<N, K>;
export function ensure(into: Obj, key: string): Obj {
  const have = ptr(into, key);
  if (have) return have;
  const made: Obj = Object.create(null);
  into[key] = made;
  return made;
}

/** A struct of the given fields. */
export function make(fields: Obj = {}): Obj {
  return Object.assign(Object.create(null), fields);
}

/** A deep copy of a decoded value. */
export function clone<T extends JsonValue | undefined>(value: T): T {
  if (Array.isArray(value)) return value.map((one) => clone(one)) as T;
  if (!isObject(value)) return value;
  const out: Obj = Object.create(null);
  for (const key of Object.keys(value)) out[key] = clone(value[key]);
  return out as T;
}
