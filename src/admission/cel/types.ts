/** The types of CEL expressions, their names in messages, and which fits where. */
import { type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import { inWordsOf, wording } from '../../api/wording.js';

const SIMPLE = [
  'dyn',
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'null',
  'timestamp',
  'duration',
  'error',
] as const;

export type CelType =
  | { kind: (typeof SIMPLE)[number] }
  | { kind: 'list'; of: CelType }
  | { kind: 'map'; key: CelType; value: CelType }
  | { kind: 'type'; of: CelType }
  | { kind: 'param'; name: string }
  /** A type of a library, `kubernetes.Quantity`, `optional_type(int)`. */
  | { kind: 'opaque'; name: string; of: readonly CelType[] }
  /** A struct; a field that is not there is a mistake. */
  | { kind: 'object'; name: string; fields: ReadonlyMap<string, CelType> };

export const DYN: CelType = { kind: 'dyn' };
/** What an empty literal holds: whatever is wanted of it. */
export const OPEN: CelType = { kind: 'dyn' };
export const BOOL: CelType = { kind: 'bool' };
export const INT: CelType = { kind: 'int' };
export const STRING: CelType = { kind: 'string' };
export const ERROR: CelType = { kind: 'error' };

export function listOf(of: CelType): CelType {
  return { kind: 'list', of };
}

export function mapOf(key: CelType, value: CelType): CelType {
  return { kind: 'map', key, value };
}

export function optionalOf(of: CelType): CelType {
  return { kind: 'opaque', name: OPTIONAL.now, of: [of] };
}

/** What is inside an optional; undefined for other types. */
export function optionalOfWhat(type: CelType): CelType | undefined {
  return type.kind === 'opaque' && type.name === OPTIONAL.now ? (type.of[0] ?? DYN) : undefined;
}

/** The names of types, which are values too. */
export const TYPE_NAMES: ReadonlySet<string> = new Set(
  'bool int uint double string bytes list map null_type type optional_type google.protobuf.Timestamp google.protobuf.Duration net.IP net.CIDR kubernetes.URL kubernetes.Quantity kubernetes.Semver kubernetes.NamedFormat'.split(
    ' ',
  ),
);
/** Messages of protobuf that hold one plain value, and are that value. */
export const WRAPPERS: ReadonlyMap<string, CelType> = new Map<string, CelType>([
  ['google.protobuf.BoolValue', { kind: 'bool' }],
  ['google.protobuf.BytesValue', { kind: 'bytes' }],
  ['google.protobuf.DoubleValue', { kind: 'double' }],
  ['google.protobuf.FloatValue', { kind: 'double' }],
  ['google.protobuf.Int32Value', { kind: 'int' }],
  ['google.protobuf.Int64Value', { kind: 'int' }],
  ['google.protobuf.StringValue', { kind: 'string' }],
  ['google.protobuf.UInt32Value', { kind: 'uint' }],
  ['google.protobuf.UInt64Value', { kind: 'uint' }],
]);

/** A struct type of the given fields. */
export function objectType(name: string, fields: Readonly<Record<string, CelType>>): CelType {
  return { kind: 'object', name, fields: new Map(Object.entries(fields)) };
}

/** The name of a type of optional values. */
const OPTIONAL = wording('optional_type', { '1.30': 'optional' });

/** The type as the cel-go of a minor writes it: `list(int)`, `map(string, dyn)`. */
export function celTypeName(type: CelType, version: KubernetesVersion = NEWEST_VERSION): string {
  switch (type.kind) {
    case 'list':
      return `list(${celTypeName(type.of, version)})`;
    case 'map':
      return `map(${celTypeName(type.key, version)}, ${celTypeName(type.value, version)})`;
    case 'type':
      return `type(${celTypeName(type.of, version)})`;
    case 'opaque': {
      const name = type.name === OPTIONAL.now ? inWordsOf(version, OPTIONAL) : type.name;
      return type.of.length === 0
        ? name
        : `${name}(${type.of.map((one) => celTypeName(one, version)).join(', ')})`;
    }
    case 'object':
    case 'param':
      return type.name;
    case 'error':
      return '!error!';
    default:
      return type.kind;
  }
}

/** Reads a type from a table: `map(string,list(A))`, single capitals are parameters, dotted names are of libraries. */
export function readType(text: string): CelType {
  const trimmed = text.trim();
  if ((SIMPLE as readonly string[]).includes(trimmed)) return { kind: trimmed as (typeof SIMPLE)[number] };
  const composite = /^([\w.]+)\((.*)\)$/.exec(trimmed);
  if (composite) {
    const of = splitTypes(composite[2] ?? '').map(readType);
    const [first = DYN, second = DYN] = of;
    if (composite[1] === 'list') return listOf(first);
    if (composite[1] === 'map') return mapOf(first, second);
    if (composite[1] === 'type') return { kind: 'type', of: first };
    if (composite[1] === 'optional') return optionalOf(first);
    return { kind: 'opaque', name: composite[1] ?? '', of };
  }
  return /^[A-Z]$/.test(trimmed)
    ? { kind: 'param', name: trimmed }
    : { kind: 'opaque', name: trimmed, of: [] };
}

/** Cuts `a,b(c,d)` at the commas outside of brackets. */
export function splitTypes(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (text[at] === ',' && depth === 0) {
      out.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return text.trim() === '' ? out : [...out, text.slice(from)];
}

/** What parameters stand for. */
export type Bindings = Map<string, CelType>;

/** Whether a value of type `from` may stand where `to` is wanted; parameters of `to` are bound on the way. */
export function fits(to: CelType, from: CelType, bindings: Bindings): boolean {
  if (to.kind === 'param') {
    const bound = bindings.get(to.name);
    if (bound === undefined || bound === OPEN) {
      bindings.set(to.name, from);
      return true;
    }
    if (fits(bound, from, bindings)) {
      if (from.kind === 'dyn' && from !== OPEN) bindings.set(to.name, from);
      return true;
    }
    if (!fits(from, bound, bindings)) return false;
    bindings.set(to.name, from);
    return true;
  }
  if ([to.kind, from.kind].some((kind) => kind === 'dyn' || kind === 'error')) return true;
  if (from.kind === 'param') return true;
  if (from.kind === 'null' || to.kind === 'null') {
    const other = from.kind === 'null' ? to : from;
    return ['null', 'object', 'opaque', 'timestamp', 'duration'].includes(other.kind);
  }
  if (to.kind === 'list') return from.kind === 'list' && fits(to.of, from.of, bindings);
  if (to.kind === 'map') {
    return from.kind === 'map' && fits(to.key, from.key, bindings) && fits(to.value, from.value, bindings);
  }
  if (to.kind === 'type') return from.kind === 'type';
  if (to.kind === 'opaque') {
    if (from.kind !== 'opaque' || from.name !== to.name) return false;
    return to.of.every((one, at) => fits(one, from.of[at] ?? DYN, bindings));
  }
  if (to.kind === 'object') return from.kind === 'object' && from.name === to.name;
  return to.kind === from.kind;
}

/** The type with its parameters replaced by what they stand for. */
export function resolveType(type: CelType, bindings: Bindings): CelType {
  switch (type.kind) {
    case 'param':
      return bindings.get(type.name) ?? OPEN;
    case 'list':
      return listOf(resolveType(type.of, bindings));
    case 'map':
      return mapOf(resolveType(type.key, bindings), resolveType(type.value, bindings));
    case 'type':
      return { kind: 'type', of: resolveType(type.of, bindings) };
    case 'opaque':
      return { ...type, of: type.of.map((one) => resolveType(one, bindings)) };
    default:
      return type;
  }
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  null: 'null_type',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
};

/** The type as the server writes it beside what it wanted: `null_type`, `google.protobuf.Timestamp`. */
export function typeText(type: CelType, version: KubernetesVersion = NEWEST_VERSION): string {
  switch (type.kind) {
    case 'list':
      return `list(${typeText(type.of, version)})`;
    case 'map':
      return `map(${typeText(type.key, version)}, ${typeText(type.value, version)})`;
    default:
      return LONG_NAMES[type.kind] ?? celTypeName(type, version);
  }
}
