import { isObject, type JsonValue, ownValue, type Path, valueAt } from '../api/json.js';
import type { SchemaError } from './error.js';
import { brokenFieldName, itemHint, nearQuantity, typeHint } from './hints.js';
import type { RawError } from './keywords.js';
import { findLost } from './lost-indentation.js';
import { belongsIn, movedTo } from './misplaced.js';
import { nearest } from './nearest.js';
import type { SchemaNode } from './set.js';
import { nodeAt, type SchemaSource } from './walk.js';
import {
  accepts,
  article,
  cut,
  isInteger,
  LONGEST_SHOWN,
  place,
  show,
  TYPE_NAMES,
  typeOf,
  typesOf,
} from './words.js';

/** What the readers of single formats say when they cannot read a value (`%s`: what is wanted). */
const FORMAT_NAMES: Record<string, string> = {
  quantity: 'quantity',
  'int-or-string': 'integer or string',
  'date-time': 'time (RFC 3339, 2006-01-02T15:04:05Z)',
  'micro-time': 'time with microseconds (2006-01-02T15:04:05.000000Z)',
  byte: 'base64',
};
const SERVER_QUANTITY =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

export interface ExplainOptions {
  /** Keeps the object's values out of every text. */
  secret: boolean;
  /** Kubernetes' own types read null as an unset field, or as an empty item; custom resources do not. */
  nullIsUnset: (path: Path) => boolean;
}

/**
 * Turns what validators found into errors for people: one for each cause, in the order of the schema's fields.
 * `value` is the object as it was given.
 */
export function explainErrors(
  raw: readonly RawError[],
  value: JsonValue,
  source: SchemaSource,
  options: ExplainOptions,
): SchemaError[] {
  const errors: SchemaError[] = [];
  const of = (keyword: string) =>
    new Set(raw.filter((error) => error.keyword === keyword).map((error) => error.instancePath));
  const [typed, formatted] = [of('type'), of('fmt')];
  for (const error of raw) {
    const path = readPointer(error.instancePath, value);
    const actual = valueAt(value, path);
    if (actual === null && options.nullIsUnset(path)) continue;
    if (error.keyword !== 'type' && typed.has(error.instancePath)) continue;
    if (!['type', 'fmt'].includes(error.keyword) && formatted.has(error.instancePath)) continue;
    const explained = explainError(error, path, actual, value, source, options.secret);
    if (explained) errors.push(explained);
  }
  findLost(errors, value, source);
  return errors;
}

function explainError(
  error: RawError,
  path: Path,
  actual: JsonValue | undefined,
  value: JsonValue,
  source: SchemaSource,
  secret: boolean,
): SchemaError | undefined {
  const node = nodeAt(source, path)?.node ?? {};
  switch (error.keyword) {
    case 'closed':
      return unknownField(String(error.params['field']), path, value, node, source, secret);
    case 'required':
    case 'needs':
      return missingField(String(error.params['field'] ?? error.params['missingProperty']), path);
    case 'oneOfValues':
      return notAllowed(path, actual, node, secret);
    case 'type':
      return wrongType(path, actual, node, value, source);
    case 'fmt':
      return badFormat(path, actual, node, value, source, secret);
    default:
      return { code: 'bad-value', path, message: `${place(path)} ${ruleText(error)}` };
  }
}

function unknownField(
  key: string,
  parent: Path,
  value: JsonValue,
  node: SchemaNode,
  source: SchemaSource,
  secret: boolean,
): SchemaError {
  const path = [...parent, key];
  const error: SchemaError = {
    code: 'unknown-field',
    path,
    key,
    message: `unknown field ${show(key)}`,
    server: `unknown field ${JSON.stringify(strictPath(path))}`,
  };
  const known = Object.keys(node.properties ?? {});
  const siblings = valueAt(value, parent);
  const free = isObject(siblings) ? known.filter((name) => !Object.hasOwn(siblings, name)) : known;
  const moved = movedTo(nodeAt(source, parent)?.definition, key);
  const elsewhere = moved ?? belongsIn(source, parent, key, valueAt(value, path), siblings);
  const suggestion = nearest(key, free) ?? nearest(key, known);
  const item = /^-[\w"']/.test(key) ? key.slice(1) : undefined;
  const broken = secret || suggestion !== undefined ? undefined : brokenFieldName(key, siblings);
  if (suggestion !== undefined) error.suggestion = suggestion;
  if (broken !== undefined) error.hint = broken;
  else if (item !== undefined) {
    delete error.suggestion;
    error.hint = `write a space behind the dash: - ${cut(item, LONGEST_SHOWN)}:`;
  } else if (elsewhere !== undefined) error.hint = elsewhere;
  error.expected = known.length > 0 ? 'a known field' : 'no fields';
  return error;
}

/** A path as the server's strict decoder writes it: keys of any sort joined by dots. */
function strictPath(path: Path): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join('');
}

function missingField(key: string, path: Path): SchemaError {
  return { code: 'missing-required', path, key, message: `${place([...path, key])} is required` };
}

function notAllowed(
  path: Path,
  actual: JsonValue | undefined,
  node: SchemaNode,
  secret: boolean,
): SchemaError {
  const values = (node.enum ?? []).filter((value) => value !== '');
  const hasWords = values.some((value) => typeof value === 'string');
  // Beside words, true and false are what some readers of YAML make of on and off.
  const allowed = values.filter((value) => !hasWords || typeof value !== 'boolean').map(String);
  const written = typeof actual === 'string' ? actual : '';
  const shown = secret ? '' : `: ${show(written)}`;
  const error: SchemaError = {
    code: 'bad-enum',
    path,
    allowed,
    message: `${place(path)} is none of the values it can have${shown}`,
    expected: allowed.join(', '),
  };
  const suggestion = nearest(written, allowed);
  if (suggestion !== undefined) error.suggestion = suggestion;
  return error;
}

function wrongType(
  path: Path,
  actual: JsonValue | undefined,
  node: SchemaNode,
  value: JsonValue,
  source: SchemaSource,
): SchemaError {
  const expected = expectedOf(node);
  const found = typeOf(actual);
  const error: SchemaError = {
    code: 'wrong-type',
    path,
    expected,
    actual: found,
    message: `${place(path)} must be ${article(expected)}, it is ${found === 'null' ? 'null' : article(found)}`,
  };
  const hint =
    typeHint(node, actual) ?? (path.length > 0 ? itemHint(path, node, actual, value, source) : undefined);
  if (hint !== undefined) error.hint = hint;
  return error;
}

function badFormat(
  path: Path,
  actual: JsonValue | undefined,
  node: SchemaNode,
  value: JsonValue,
  source: SchemaSource,
  secret: boolean,
): SchemaError {
  const format = node.format ?? '';
  if (format === 'int32' || format === 'int64' || (format === 'int-or-string' && isInteger(actual))) {
    const range = format === 'int64' ? '-2^63 and 2^63-1' : '-2147483648 and 2147483647';
    return {
      code: 'out-of-range',
      path,
      expected: `integer between ${range}`,
      actual: typeOf(actual),
      message: `${place(path)} must be an integer between ${range}`,
    };
  }
  if (!accepts(node, actual)) return wrongType(path, actual, node, value, source);
  const expected = ownValue(FORMAT_NAMES, format) ?? format;
  const shown = secret || format === 'byte' || typeof actual !== 'string' ? '' : `: ${show(actual)}`;
  const error: SchemaError = {
    code: 'bad-format',
    path,
    expected,
    actual: typeOf(actual),
    message: `${place(path)} is not ${format === 'byte' ? 'base64' : article(expected)}${shown}`,
  };
  if (format === 'quantity') error.server = SERVER_QUANTITY;
  if (format === 'quantity' && typeof actual === 'string') {
    const suggestion = secret ? undefined : nearQuantity(actual);
    if (suggestion !== undefined) error.suggestion = suggestion;
  }
  return error;
}

/** Rules of CRDs, as orders. `%` is the limit. */
const RULES: Record<string, string> = {
  minimum: 'must be at least %',
  maximum: 'must be at most %',
  exclusiveMinimum: 'must be more than %',
  exclusiveMaximum: 'must be less than %',
  multipleOf: 'must be a multiple of %',
  minLength: 'must be at least % characters long',
  maxLength: 'must be at most % characters long',
  minItems: 'must have at least % items',
  maxItems: 'must have at most % items',
  minProperties: 'must have at least % fields',
  maxProperties: 'must have at most % fields',
  matches: 'must match %',
  format: 'must be of type %',
  enum: 'is none of the values it can have',
  alternatives: 'does not match its schema as a whole (%)',
};

function ruleText(error: RawError): string {
  const text = Object.hasOwn(RULES, error.keyword)
    ? RULES[error.keyword]!
    : `breaks the rule ${error.keyword}`;
  const limit = ['limit', 'multipleOf', 'pattern', 'of', 'format']
    .map((name) => error.params[name])
    .find((value) => value !== undefined);
  return text.replace('%', () => cut(String(limit), LONGEST_SHOWN));
}

function expectedOf(node: SchemaNode): string {
  if (node.format === 'quantity' || node.format === 'int-or-string') return FORMAT_NAMES[node.format]!;
  return (
    typesOf(node)
      .filter((type) => type !== 'null')
      .map((type) => ownValue(TYPE_NAMES, type) ?? type)
      .join(' or ') || 'another type'
  );
}

/** A JSON pointer as a path into `value`: digits are an index where there is a list. */
function readPointer(pointer: string, value: JsonValue): Path {
  const path: (string | number)[] = [];
  let at: JsonValue | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
    const step = Array.isArray(at) ? Number(key) : key;
    path.push(step);
    at = valueAt(at, [step]);
  }
  return path;
}
