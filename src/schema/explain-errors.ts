import { fieldPath, isObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { SchemaError } from './error.js';
import type { RawError } from './keywords.js';
import { belongsIn, movedTo } from './misplaced.js';
import { nearest } from './nearest.js';
import type { SchemaNode } from './set.js';
import { child, nodeAt, type SchemaSource } from './walk.js';

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
const TYPE_NAMES: Record<string, string> = { array: 'list', object: 'mapping' };
const LONGEST_SHOWN = 60;

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
    const explained = explain(error, path, actual, value, source, options.secret);
    if (explained) errors.push(explained);
  }
  return errors;
}

function explain(
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
      return unknownField(String(error.params['field']), path, value, node, source);
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
): SchemaError {
  const path = [...parent, key];
  const error: SchemaError = {
    code: 'unknown-field',
    path,
    key,
    message: `unknown field ${show(key)}`,
    server: `unknown field ${JSON.stringify(fieldPath(path))}`,
  };
  const known = Object.keys(node.properties ?? {});
  const siblings = valueAt(value, parent);
  const free = isObject(siblings) ? known.filter((name) => !Object.hasOwn(siblings, name)) : known;
  const moved = movedTo(nodeAt(source, parent)?.definition, key);
  const elsewhere = moved ?? belongsIn(source, parent, key, valueAt(value, path));
  const suggestion = nearest(key, free) ?? nearest(key, known);
  if (suggestion !== undefined) error.suggestion = suggestion;
  if (elsewhere !== undefined) error.hint = elsewhere;
  error.expected = known.length > 0 ? 'a known field' : 'no fields';
  return error;
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
  const allowed = (node.enum ?? []).filter((value) => value !== '').map(String);
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
  const expected = FORMAT_NAMES[format] ?? format;
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

/** `512MB`, `1 Gi`, `200mb`, `2Gb` as people write them. */
function nearQuantity(text: string): string | undefined {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*([kKmMgGtTpP])(i?)[bB]?\s*$/.exec(text.slice(0, LONGEST_SHOWN));
  if (!match) return undefined;
  const [, number = '', letter = '', binary = ''] = match;
  const unit =
    binary === 'i' ? letter.toUpperCase() : letter.toLowerCase() === 'k' ? 'k' : letter.toUpperCase();
  const suggestion = `${number}${unit}${binary}`;
  return suggestion === text ? undefined : suggestion;
}

function typeHint(node: SchemaNode, actual: JsonValue | undefined): string | undefined {
  const types = typesOf(node);
  if (types.includes('string') && (typeof actual === 'boolean' || isNumber(actual)))
    return 'write it in quotes';
  if (typeof actual === 'string') {
    if (types.includes('integer') && /^[+-]?\d+$/.test(actual)) return 'write it without quotes';
    if (types.includes('number') && /^[+-]?\d+(\.\d+)?$/.test(actual)) return 'write it without quotes';
    if (types.includes('boolean') && /^(true|false)$/.test(actual)) return 'write it without quotes';
    if (types.includes('boolean') && /^(yes|on)$/i.test(actual)) return 'write true';
    if (types.includes('boolean') && /^(no|off)$/i.test(actual)) return 'write false';
  }
  if (types.includes('array') && actual !== undefined && !Array.isArray(actual)) {
    return isObject(actual) === (node.items?.type === undefined || node.items.type === 'object')
      ? 'put a dash before it: it is one item of a list'
      : undefined;
  }
  if (types.includes('object') && Array.isArray(actual))
    return 'take the dashes away: it is one mapping, not a list';
  return undefined;
}

/** `env: [{name: A, value: {…}}]`: the value may be meant for a field beside this one. */
function itemHint(
  path: Path,
  node: SchemaNode,
  actual: JsonValue | undefined,
  value: JsonValue,
  source: SchemaSource,
): string | undefined {
  if (!isObject(actual) || typesOf(node).includes('object')) return undefined;
  const parent = nodeAt(source, path.slice(0, -1));
  const key = path.at(-1);
  if (!parent || typeof key !== 'string') return undefined;
  const wider = `${key}From`;
  const taken = valueAt(value, path.slice(0, -1));
  if (isObject(taken) && Object.hasOwn(taken, wider)) return undefined;
  return child(parent.node, wider) && parent.node.properties?.[wider]
    ? `a source of a value goes in ${wider}`
    : undefined;
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
  enum: 'is none of the values it can have',
  alternatives: 'matches none of the forms that its schema allows (%)',
};

function ruleText(error: RawError): string {
  const text = Object.hasOwn(RULES, error.keyword)
    ? RULES[error.keyword]!
    : `breaks the rule ${error.keyword}`;
  const limit =
    error.params['limit'] ?? error.params['multipleOf'] ?? error.params['pattern'] ?? error.params['of'];
  return text.replace('%', () => cut(String(limit), LONGEST_SHOWN));
}

function expectedOf(node: SchemaNode): string {
  if (node.format === 'quantity' || node.format === 'int-or-string') return FORMAT_NAMES[node.format]!;
  return (
    typesOf(node)
      .filter((type) => type !== 'null')
      .map((type) => TYPE_NAMES[type] ?? type)
      .join(' or ') || 'another type'
  );
}

function accepts(node: SchemaNode, actual: JsonValue | undefined): boolean {
  const types = typesOf(node);
  const found = typeOf(actual);
  return types.some(
    (type) => (TYPE_NAMES[type] ?? type) === found || (type === 'number' && found === 'integer'),
  );
}

function typesOf(node: SchemaNode): string[] {
  return node.type === undefined ? [] : Array.isArray(node.type) ? node.type : [node.type];
}

/** The type of a value in the words of the messages. */
export function typeOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (isInteger(value)) return 'integer';
  return typeof value === 'object' ? 'mapping' : typeof value;
}

function isNumber(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

function isInteger(value: JsonValue | undefined): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function place(path: Path): string {
  return path.length === 0 ? 'the object' : cut(fieldPath(path), 2 * LONGEST_SHOWN);
}

function show(text: string): string {
  return JSON.stringify(cut(text, LONGEST_SHOWN));
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
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
