/**
 * Reads an object the way the API server's decoder does (sigs.k8s.io/json into Go structs): types checked, nulls turned
 * into absent values, unknown fields told apart. What comes out has exactly the types that the structs say, so that the
 * later stages need not check again.
 */
import { parseDuration } from '../api/duration.js';
import { isFreeForm, zeroOf } from '../api/go-encode.js';
import { goJson } from '../api/go-json.js';
import { type GoField, type GoStruct, type GoType, goStruct, hasField } from '../api/go-types.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { quantityError } from '../api/quantity.js';
import { parseTime } from '../api/time.js';
import { compareVersions, type KubernetesVersion } from '../api/version.js';

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

interface State {
  version: KubernetesVersion;
  embeddedInPath: boolean;
  error?: DecodeError;
  strict: DecodeError[];
  seen: Set<string>;
}

/** Where the decoder is: the innermost struct with its field, and the server's and our notation of the path. */
interface Place {
  struct: string;
  field: string;
  strict: string;
  path: readonly (string | number)[];
}

/** Decodes `value`, which must be an object, as `struct` of that minor. */
export function decode(value: JsonObject, struct: GoStruct, version: KubernetesVersion): Decoded {
  const state: State = {
    version,
    embeddedInPath: compareVersions(version, EMBEDDED_IN_PATH) >= 0,
    strict: [],
    seen: new Set(),
  };
  if (tooDeep(value)) return { object: {}, error: { message: TOO_DEEP, path: [] }, strict: [] };
  const root: Place = { struct: '', field: '', strict: '', path: [] };
  let object: JsonObject = {};
  try {
    object = decodeStruct(value, struct, root, state);
  } catch (error) {
    if (!(error instanceof Abort)) throw error;
    return { object, error: error.detail, strict: state.strict };
  }
  return { object, strict: state.strict, ...(state.error && { error: state.error }) };
}

function tooDeep(value: JsonValue): boolean {
  let level: JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    const next: JsonValue[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      for (const inner of Array.isArray(one) ? one : Object.values(one)) {
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
  return false;
}

interface Member {
  field: GoField;
  /** Go names of the embedded structs on the way to the field. */
  embedded: string;
}

const members = new Map<string, Map<string, Member>>();

/** The fields of a struct by JSON name, those of embedded structs among them. */
function membersOf(struct: GoStruct, version: KubernetesVersion): Map<string, Member> {
  const memo = `${version} ${struct.key}`;
  let made = members.get(memo);
  if (!made) {
    made = new Map();
    collect(struct, version, '', made);
    members.set(memo, made);
  }
  return made;
}

function collect(
  struct: GoStruct,
  version: KubernetesVersion,
  embedded: string,
  into: Map<string, Member>,
): void {
  for (const field of struct.fields) {
    if (!hasField(field, version)) continue;
    if (!field.embedded) into.set(field.json, { field, embedded });
    else {
      const inner = field.type.kind === 'struct' ? goStruct(field.type.key) : undefined;
      if (inner) collect(inner, version, `${embedded}${field.name}.`, into);
    }
  }
}

function decodeStruct(value: JsonObject, struct: GoStruct, place: Place, state: State): JsonObject {
  const out: JsonObject = Object.create(null);
  const known = membersOf(struct, state.version);
  const dot = place.field === '' ? '' : '.';
  for (const key of Object.keys(value)) {
    const member = known.get(key);
    if (!member) {
      reject(
        `unknown field ${JSON.stringify(`${place.strict}${place.strict === '' ? '' : '.'}${key}`)}`,
        place,
        key,
        state,
      );
      continue;
    }
    const inner = value[key];
    if (inner === undefined) continue;
    const field = `${place.field}${dot}${state.embeddedInPath ? member.embedded : ''}${key}`;
    const decoded = decodeValue(
      inner,
      member.field.type,
      {
        struct: struct.name,
        field,
        strict: place.strict === '' ? key : `${place.strict}.${key}`,
        path: [...place.path, key],
      },
      state,
    );
    if (decoded !== undefined) out[key] = decoded;
  }
  return out;
}

function reject(message: string, place: Place, key: string, state: State): void {
  if (state.seen.has(message) || state.strict.length >= MAX_STRICT) return;
  state.seen.add(message);
  state.strict.push({ message, path: [...place.path, key] });
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
      return value.map((one, at) => {
        const inner = { ...place, strict: `${place.strict}[${at}]`, path: [...place.path, at] };
        return decodeValue(one, type.of, inner, state) ?? emptyOf(type.of);
      });
    case 'map': {
      if (!isObject(value)) return mismatch(value, type, place, state);
      const out: JsonObject = Object.create(null);
      for (const key of Object.keys(value)) {
        const inner = { ...place, strict: `${place.strict}.${key}`, path: [...place.path, key] };
        out[key] = decodeValue(value[key] ?? null, type.of, inner, state) ?? emptyOf(type.of);
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
      return decodeSpecial(value, type, place);
    case 'any':
      return copy(value);
  }
}

/** What an element of a list or map is when the manifest says null. */
function emptyOf(type: GoType): JsonValue {
  return type.kind === 'struct' ? Object.create(null) : type.kind === 'pointer' ? null : zeroOf(type);
}

function isInteger(value: JsonValue, type: { bits: 32 | 64; unsigned: boolean }): value is number | bigint {
  if (typeof value === 'number' ? !Number.isInteger(value) : typeof value !== 'bigint') return false;
  const whole = BigInt(value as number | bigint);
  return (type.unsigned ? BigInt.asUintN(type.bits, whole) : BigInt.asIntN(type.bits, whole)) === whole;
}

function decodeStructValue(
  value: JsonValue,
  type: GoType & { kind: 'struct' },
  place: Place,
  state: State,
): JsonValue | undefined {
  if (isFreeForm(type.key)) return decodeFreeForm(value, type.key, place, state);
  const struct = goStruct(type.key);
  if (!struct) return copy(value);
  return isObject(value) ? decodeStruct(value, struct, place, state) : mismatch(value, type, place, state);
}

/** The unions of CustomResourceDefinition schemas. Their readers start over: unknown fields pass. */
function decodeFreeForm(value: JsonValue, key: string, place: Place, state: State): JsonValue | undefined {
  if (key === 'apiextensions.v1.JSON') return copy(value);
  const props = goStruct('apiextensions.v1.JSONSchemaProps');
  const nested = (schema: JsonObject, path: Path): JsonValue => {
    const fresh: State = { ...state, strict: [], seen: new Set() };
    delete fresh.error;
    const out = props ? decodeStruct(schema, props, { ...place, strict: '', path }, fresh) : {};
    if (fresh.error) throw new Abort(fresh.error);
    return out;
  };
  if (isObject(value)) return nested(value, place.path);
  if (Array.isArray(value)) {
    if (key.endsWith('OrBool')) throw new Abort({ message: SCHEMA_OR_BOOL, path: place.path });
    return value.map((one, at) => (isObject(one) ? nested(one, [...place.path, at]) : copy(one)));
  }
  if (!key.endsWith('OrBool')) return undefined;
  if (typeof value !== 'boolean') throw new Abort({ message: SCHEMA_OR_BOOL, path: place.path });
  return value;
}

function decodeBytes(value: JsonValue, type: GoType, place: Place, state: State): JsonValue | undefined {
  if (typeof value !== 'string') return mismatch(value, type, place, state);
  const bad = base64Error(value);
  if (bad === undefined) return value.replace(/[\r\n]/g, '');
  state.error ??= { message: `illegal base64 data at input byte ${bad}`, path: place.path };
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
): JsonValue | undefined {
  const abort = (message: string): never => {
    throw new Abort({ message, path: place.path });
  };
  switch (type.special) {
    case 'Quantity': {
      if (value === null) return undefined;
      const bad = quantityError(typeof value === 'object' ? goJson(value) : value);
      return bad === undefined ? (typeof value === 'string' ? value.trim() : String(value)) : abort(bad);
    }
    case 'IntOrString':
      if (value === null) return undefined;
      if (typeof value === 'string') return value;
      return isInteger(value, { bits: 32, unsigned: false })
        ? value
        : abort(mismatchText(value, 'int32', place));
    case 'Time':
    case 'MicroTime':
      if (value === null) return undefined;
      if (typeof value !== 'string') return abort(mismatchText(value, 'string', place));
      if (parseTime(value) === undefined) return abort(timeError(value, type.special));
      return type.special === 'MicroTime' && !MICROS.test(value) ? abort(microsError(value)) : value;
    case 'Duration': {
      if (value === null) return undefined;
      if (typeof value !== 'string') return abort(mismatchText(value, 'string', place));
      const parsed = parseDuration(value);
      return 'error' in parsed ? abort(parsed.error) : value;
    }
    default:
      return value === null ? undefined : copy(value);
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
  state.error ??= { message: mismatchText(value, type.name, place, type), path: place.path };
  return undefined;
}

function mismatchText(value: JsonValue, typeName: string, place: Place, type?: GoType): string {
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
  const where = place.struct === '' ? 'Go value' : `Go struct field ${place.struct}.${place.field}`;
  return `json: cannot unmarshal ${what} into ${where} of type ${typeName}`;
}

/** A deep copy; the depth was checked at the door. */
function copy(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(copy);
  if (!isObject(value)) return value;
  const out: JsonObject = Object.create(null);
  for (const key of Object.keys(value)) out[key] = copy(value[key] ?? null);
  return out;
}
