/**
 * Reads an object the way the API server's decoder does (sigs.k8s.io/json into Go structs): types checked, nulls turned
 * into absent values, unknown fields told apart. What comes out has exactly the types that the structs say, so that the
 * later stages need not check again.
 */
import { isFreeForm, zeroOf } from '../api/go-encode.js';
import { goJson } from '../api/go-json.js';
import { fieldsOf, type GoField, type GoStruct, type GoType, goStruct } from '../api/go-types.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { quantityError } from '../api/quantity.js';
import { parseTime } from '../api/time.js';
import { atLeast, type KubernetesVersion } from '../api/version.js';
import { clone } from './fields.js';

const MAX_INT32 = 2147483647;
/** Nesting beyond which an object is refused unread. */
const MAX_DEPTH = 500;
/** The server keeps no more strict errors than this. */
const MAX_STRICT = 100;
/** Since this minor the names of embedded structs are part of the path in type errors. */
const EMBEDDED_IN_PATH: KubernetesVersion = '1.35';
const TOO_DEEP = 'exceeded max depth';
const SCHEMA_OR_BOOL = 'boolean or JSON schema expected';

/** One thing that the decoder refuses, with the way to the value it is about. */
export interface DecodeError {
  message: string;
  path: Path;
}

/** The object in the types of its struct, the error that makes it unreadable, the fields that strict reading refuses. */
export interface Decoded {
  object: JsonObject;
  error?: DecodeError;
  strict: DecodeError[];
}

/** Thrown by the readers of types that have their own: everything stops there. */
class Abort extends Error {
  constructor(readonly detail: DecodeError) {
    super(detail.message);
  }
}

/** Ends the reading with an error; of a lenient one only that of the value. */
function end(detail: DecodeError, state: State): undefined {
  if (!state.lenient) throw new Abort(detail);
  state.error ??= detail;
  return undefined;
}

interface State {
  version: KubernetesVersion;
  embeddedInPath: boolean;
  error?: DecodeError;
  strict: DecodeError[];
  seen: Set<string>;
  /** What would end the reading is left out instead. */
  lenient: boolean;
}

/**
 * Where the decoder is: the innermost struct, the step that led here and what it came from. The texts are put together
 * only for what is told.
 */
interface Place {
  struct: string;
  step: string | number;
  /** A field of a struct, an element of a list, a value of a map; `start`: the reader starts over. */
  form: 'field' | 'element' | 'value' | 'start';
  /** Go names of the embedded structs on the way to a field. */
  embedded: string;
  parent?: Place;
  /** The whole way, at a start. */
  path?: Path;
}

const ROOT: Place = { struct: '', step: '', form: 'start', embedded: '', path: [] };

function pathOf(place: Place): Path {
  const steps: (string | number)[] = [];
  let at = place;
  while (at.form !== 'start' && at.parent) {
    steps.push(at.step);
    at = at.parent;
  }
  return [...(at.path ?? []), ...steps.reverse()];
}

/** The place as strict errors write it. */
function strictText(place: Place): string {
  if (place.form === 'start' || !place.parent) return '';
  const before = strictText(place.parent);
  if (place.form === 'element') return `${before}[${place.step}]`;
  return before === '' ? String(place.step) : `${before}.${place.step}`;
}

/** The place as type errors write it: fields of structs alone. */
function fieldText(place: Place, embedded: boolean): string {
  const before = place.parent ? fieldText(place.parent, embedded) : '';
  if (place.form !== 'field') return before;
  return `${before}${before === '' ? '' : '.'}${embedded ? place.embedded : ''}${place.step}`;
}

/**
 * Decodes `value`, which must be an object, as `struct` of that minor. `lenient`: with an error, too, all that can be read
 * comes out.
 */
export function decode(
  value: JsonObject,
  struct: GoStruct,
  version: KubernetesVersion,
  { lenient = false }: { lenient?: boolean } = {},
): Decoded {
  const state: State = {
    version,
    embeddedInPath: atLeast(version, EMBEDDED_IN_PATH),
    strict: [],
    seen: new Set(),
    lenient,
  };
  if (tooDeep(value)) return { object: {}, error: { message: TOO_DEEP, path: [] }, strict: [] };
  let object: JsonObject = {};
  try {
    object = decodeStruct(value, struct, ROOT, state);
  } catch (error) {
    if (!(error instanceof Abort)) throw error;
    return { object, error: error.detail, strict: state.strict };
  }
  return { object, strict: state.strict, ...(state.error && { error: state.error }) };
}

function tooDeep(value: JsonObject | JsonValue[], depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  if (Array.isArray(value)) {
    for (const inner of value) if (isNested(inner) && tooDeep(inner, depth + 1)) return true;
    return false;
  }
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (isNested(inner) && tooDeep(inner, depth + 1)) return true;
  }
  return false;
}

function isNested(value: JsonValue | undefined): value is JsonObject | JsonValue[] {
  return typeof value === 'object' && value !== null;
}

interface Member {
  field: GoField;
  /** Go names of the embedded structs on the way to the field. */
  embedded: string;
}

const members = new WeakMap<GoStruct, Map<KubernetesVersion, Map<string, Member>>>();

/** The fields of a struct by JSON name, those of embedded structs among them. */
function membersOf(struct: GoStruct, version: KubernetesVersion): Map<string, Member> {
  let byVersion = members.get(struct);
  if (!byVersion) {
    byVersion = new Map();
    members.set(struct, byVersion);
  }
  let made = byVersion.get(version);
  if (!made) {
    made = new Map();
    collect(struct, version, '', made);
    byVersion.set(version, made);
  }
  return made;
}

function collect(
  struct: GoStruct,
  version: KubernetesVersion,
  embedded: string,
  into: Map<string, Member>,
): void {
  for (const field of fieldsOf(struct, version)) {
    if (!field.embedded) into.set(field.json, { field, embedded });
    else {
      const inner = field.type.kind === 'struct' ? goStruct(field.type.key) : undefined;
      if (inner) collect(inner, version, `${embedded}${field.name}.`, into);
    }
  }
}

function decodeStruct(value: JsonObject, struct: GoStruct, place: Place, state: State): JsonObject {
  // Not a map: its keys are those of the struct, none of which objects inherit.
  const out: JsonObject = {};
  const known = membersOf(struct, state.version);
  for (const key of Object.keys(value)) {
    const member = known.get(key);
    if (!member) {
      reject(key, place, state);
      continue;
    }
    const inner = value[key];
    if (inner === undefined) continue;
    const { field, embedded } = member;
    if (isAsItIs(inner, field.type)) {
      out[key] = inner;
      continue;
    }
    const at: Place = { struct: struct.name, step: key, form: 'field', embedded, parent: place };
    const decoded = decodeValue(inner, field.type, at, state);
    if (decoded !== undefined) out[key] = decoded;
  }
  return out;
}

/** True for what most values are: of their type, and nothing is to be read in them. */
function isAsItIs(value: JsonValue, type: GoType): boolean {
  switch (type.kind) {
    case 'pointer':
      return isAsItIs(value, type.to);
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'number' && value >= 0 && value <= MAX_INT32 && Number.isInteger(value);
    default:
      return false;
  }
}

function reject(key: string, place: Place, state: State): void {
  const before = strictText(place);
  const message = `unknown field ${JSON.stringify(before === '' ? key : `${before}.${key}`)}`;
  if (state.seen.has(message) || state.strict.length >= MAX_STRICT) return;
  state.seen.add(message);
  state.strict.push({ message, path: [...pathOf(place), key] });
}

/** A place below one that is not a struct. */
function below(place: Place, form: 'element' | 'value', step: string | number): Place {
  return { struct: place.struct, step, form, embedded: '', parent: place };
}

/** The value in its type; undefined for null and for what is of another type (noted in the state). */
function decodeValue(value: JsonValue, type: GoType, place: Place, state: State): JsonValue | undefined {
  if (value === null && type.kind !== 'special') return undefined;
  switch (type.kind) {
    case 'pointer':
      return value === null ? undefined : decodeValue(value, type.to, place, state);
    case 'struct':
      return decodeStructValue(value, type, place, state);
    case 'slice':
      if (!Array.isArray(value)) return mismatch(value, type, place, state);
      return value.map((one, at) =>
        isAsItIs(one, type.of)
          ? one
          : (decodeValue(one, type.of, below(place, 'element', at), state) ?? emptyOf(type.of)),
      );
    case 'map': {
      if (!isObject(value)) return mismatch(value, type, place, state);
      const out: JsonObject = Object.create(null);
      // kubectl sends keys in order, and of data that cannot be read the first is told.
      const keys = type.of.kind === 'bytes' ? Object.keys(value).sort() : Object.keys(value);
      for (const key of keys) {
        const one = value[key] ?? null;
        out[key] = isAsItIs(one, type.of)
          ? one
          : (decodeValue(one, type.of, below(place, 'value', key), state) ?? emptyOf(type.of));
      }
      return out;
    }
    case 'string':
      return typeof value === 'string' ? value : mismatch(value, type, place, state);
    case 'bool':
      return typeof value === 'boolean' ? value : mismatch(value, type, place, state);
    case 'int':
      return isInteger(value, type) ? value : mismatch(value, type, place, state);
    case 'float':
      return typeof value === 'number'
        ? value
        : typeof value === 'bigint'
          ? Number(value)
          : mismatch(value, type, place, state);
    case 'bytes':
      return decodeBytes(value, type, place, state);
    case 'special':
      return decodeSpecial(value, type, place, state);
    case 'any':
      return clone(value);
  }
}

/** What an element of a list or map is when the manifest says null. */
function emptyOf(type: GoType): JsonValue {
  return type.kind === 'struct' ? Object.create(null) : type.kind === 'pointer' ? null : zeroOf(type);
}

function isInteger(value: JsonValue, { bits }: { bits: 32 | 64 }): value is number | bigint {
  if (typeof value === 'number' ? !Number.isInteger(value) : typeof value !== 'bigint') return false;
  if (typeof value === 'number' && value >= 0 && value <= MAX_INT32) return true;
  const whole = BigInt(value as number | bigint);
  return BigInt.asIntN(bits, whole) === whole;
}

function decodeStructValue(
  value: JsonValue,
  type: GoType & { kind: 'struct' },
  place: Place,
  state: State,
): JsonValue | undefined {
  if (isFreeForm(type.key)) return decodeFreeForm(value, type.key, place, state);
  const struct = goStruct(type.key);
  if (!struct) return clone(value);
  return isObject(value) ? decodeStruct(value, struct, place, state) : mismatch(value, type, place, state);
}

/** The same place for type errors, a new beginning for strict ones. */
function startOver(place: Place, path: Path): Place {
  return { struct: place.struct, step: '', form: 'start', embedded: '', parent: place, path };
}

/** The unions of CustomResourceDefinition schemas. Their readers start over: unknown fields pass. */
function decodeFreeForm(value: JsonValue, key: string, place: Place, state: State): JsonValue | undefined {
  if (key === 'apiextensions.v1.JSON') return clone(value);
  const props = goStruct('apiextensions.v1.JSONSchemaProps');
  const nested = (schema: JsonObject, path: Path): JsonValue => {
    const fresh: State = { ...state, strict: [], seen: new Set() };
    delete fresh.error;
    const out = props ? decodeStruct(schema, props, startOver(place, path), fresh) : {};
    if (fresh.error) end(fresh.error, state);
    return out;
  };
  if (isObject(value)) return nested(value, pathOf(place));
  if (Array.isArray(value)) {
    if (key.endsWith('OrBool')) return end({ message: SCHEMA_OR_BOOL, path: pathOf(place) }, state);
    return value.map((one, at) => (isObject(one) ? nested(one, [...pathOf(place), at]) : clone(one)));
  }
  if (!key.endsWith('OrBool')) return undefined;
  return typeof value === 'boolean' ? value : end({ message: SCHEMA_OR_BOOL, path: pathOf(place) }, state);
}

function decodeBytes(value: JsonValue, type: GoType, place: Place, state: State): JsonValue | undefined {
  if (typeof value !== 'string') return mismatch(value, type, place, state);
  const bad = base64Error(value);
  if (bad === undefined) return value.replace(/[\r\n]/g, '');
  state.error ??= { message: `illegal base64 data at input byte ${bad}`, path: pathOf(place) };
  return undefined;
}

/** The offset at which Go's base64 reader gives up, undefined for good text. Line ends are skipped. */
function base64Error(text: string): number | undefined {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n' || character === '\r') continue;
    if (/[A-Za-z0-9+/]/.test(character)) {
      digits += 1;
      continue;
    }
    const inGroup = digits % 4;
    if (character !== '=' || inGroup < 2) return Buffer.byteLength(text.slice(0, at));
    let rest = at + 1;
    const skip = (): void => {
      while (text[rest] === '\n' || text[rest] === '\r') rest += 1;
    };
    skip();
    if (inGroup === 2) {
      if (rest >= text.length) return text.length;
      if (text[rest] !== '=') return rest;
      rest += 1;
      skip();
    }
    return rest < text.length ? rest : undefined;
  }
  return digits % 4 === 0 ? undefined : text.length - (digits % 4);
}

function decodeSpecial(
  value: JsonValue,
  type: GoType & { kind: 'special' },
  place: Place,
  state: State,
): JsonValue | undefined {
  const abort = (message: string): undefined => end({ message, path: pathOf(place) }, state);
  switch (type.special) {
    case 'Quantity': {
      if (value === null) return undefined;
      const bad = quantityError(typeof value === 'object' ? goJson(value) : value);
      return bad === undefined ? (typeof value === 'string' ? value.trim() : String(value)) : abort(bad);
    }
    case 'IntOrString':
      if (value === null) return undefined;
      if (typeof value === 'string') return value;
      return isInteger(value, { bits: 32 }) ? value : abort(mismatchText(value, 'int32', place, state));
    case 'Time':
    case 'MicroTime':
      if (value === null) return undefined;
      if (typeof value !== 'string') return abort(mismatchText(value, 'string', place, state));
      if (parseTime(value) === undefined) return abort(timeError(value, type.special));
      return type.special === 'MicroTime' && !MICROS.test(value) ? abort(microsError(value)) : value;
    default:
      return value === null ? undefined : clone(value);
  }
}

/** Go's layout wants six digits of a second, no more and no fewer. */
const MICROS = /^.{19}\.\d{6}(?!\d)/;

function microsError(text: string): string {
  const rest = text.slice(19);
  const [what, piece] = /^\.\d{7}/.test(rest) ? [rest.slice(7), 'Z07:00'] : [rest, '.000000'];
  return `parsing time ${JSON.stringify(text)} as ${JSON.stringify(LAYOUT.MicroTime)}: cannot parse ${JSON.stringify(what)} as ${JSON.stringify(piece)}`;
}

const LAYOUT = { Time: '2006-01-02T15:04:05Z07:00', MicroTime: '2006-01-02T15:04:05.000000Z07:00' } as const;
const PIECES: readonly [RegExp, string][] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d{2}/, '01'],
  [/^-/, '-'],
  [/^\d{2}/, '02'],
  [/^T/, 'T'],
  [/^\d{2}/, '15'],
  [/^:/, ':'],
  [/^\d{2}/, '04'],
  [/^:/, ':'],
  [/^\d{2}/, '05'],
];

/** Go's words for a text that is not a time: where the layout and the text part. */
function timeError(text: string, special: 'Time' | 'MicroTime'): string {
  const layout = LAYOUT[special];
  let rest = text;
  for (const [pattern, piece] of PIECES) {
    const found = pattern.exec(rest);
    if (!found)
      return `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(piece)}`;
    rest = rest.slice(found[0].length);
  }
  const zone = special === 'Time' ? rest.replace(/^[.,]\d+/, '') : rest;
  if (!/^(?:Z|[+-]\d{2}:\d{2})/.test(zone)) {
    return `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(zone)} as "Z07:00"`;
  }
  const extra = zone.replace(/^(?:Z|[+-]\d{2}:\d{2})/, '');
  if (extra !== '') return `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(extra)}`;
  const [, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
  const unit =
    month < 1 || month > 12
      ? 'month'
      : day < 1 || day > 31
        ? 'day'
        : hour > 23
          ? 'hour'
          : minute > 59
            ? 'minute'
            : 'second';
  const named = unit === 'second' && Number(text.slice(17, 19)) < 60 ? 'day' : unit;
  return `parsing time ${JSON.stringify(text)}: ${named} out of range`;
}

function mismatch(value: JsonValue, type: GoType, place: Place, state: State): undefined {
  state.error ??= { message: mismatchText(value, type.name, place, state, type), path: pathOf(place) };
  return undefined;
}

function mismatchText(value: JsonValue, typeName: string, place: Place, state: State, type?: GoType): string {
  const numeric = typeName === 'int32' || type?.kind === 'int' || type?.kind === 'float';
  const what = Array.isArray(value)
    ? 'array'
    : typeof value === 'number' || typeof value === 'bigint'
      ? numeric
        ? `number ${value}`
        : 'number'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value;
  const where =
    place.struct === ''
      ? 'Go value'
      : `Go struct field ${place.struct}.${fieldText(place, state.embeddedInPath)}`;
  return `json: cannot unmarshal ${what} into ${where} of type ${typeName}`;
}
