/**
 * A value against the schema of a custom resource, in the server's words (kube-openapi pkg/validation,
 * apiextensions-apiserver pkg/apiserver/validation). Patterns are matched in linear time.
 */

import { sameDecoded } from '../../api/equality.js';
import { isObject, type JsonValue } from '../../api/json.js';
import { formatAccepts, isKnownFormat } from '../../schema/string-formats.js';
import { At, type BadValue, type FieldErrors, json, type Printed } from '../field-errors.js';
import { bool, get, intPtr, keys, list, obj, ptr, str, strings } from '../fields.js';
import { goFloat } from '../go/float.js';
import type { Schema } from '../shared/structs.js';
import { matcherOf } from './matcher.js';
import { type Past, Result, Spot } from './spot.js';

const INT_OR_STRING = 'x-kubernetes-int-or-string';
const NULL: Printed = { printed: 'null' };

interface SchemaValueOptions {
  /** What the value was, where it is an update. */
  past?: Past | undefined;
  /** Formats count that a type does not have, as they do for the defaults in a definition. */
  anyFormat?: boolean;
}

/** Checks a value. `place` is that of the whole value. */
export function validateSchemaValue(
  value: JsonValue | undefined,
  schema: Schema,
  place: At,
  errors: FieldErrors,
  { past, anyFormat = false }: SchemaValueOptions = {},
): void {
  const result = validateValue(value ?? null, schema, new Spot(place, place, () => '', past, anyFormat));
  if (!result.valid) errors.takeOver(result.errors.list);
}

/** The value, under the name that the server calls it by: that of the whole. */
function wholeAt({ whole, place }: Spot): At {
  return whole === At.root ? At.named('', place.path) : At.named(whole.toString(), place.path);
}

/** The JSON type and format that the server takes a value for. */
function typeAndFormat(value: JsonValue): { type: string; format: string } {
  if (value === null) return { type: 'null', format: '' };
  if (Array.isArray(value)) return { type: 'array', format: '' };
  switch (typeof value) {
    case 'boolean':
      return { type: 'boolean', format: '' };
    case 'string':
      return { type: 'string', format: '' };
    case 'bigint':
      return { type: 'integer', format: 'int64' };
    case 'number':
      return Number.isInteger(value)
        ? { type: 'integer', format: 'int64' }
        : { type: 'number', format: 'float64' };
    default:
      return { type: 'object', format: '' };
  }
}

function validateValue(value: JsonValue, schema: Schema, spot: Spot): Result {
  const result = new Result();
  if (value === null) {
    result.merge(validateType(value, schema, spot));
    validateChoices(value, schema, spot, result);
  } else {
    if (str(schema, 'type') !== '' || str(schema, 'format') !== '' || bool(schema, INT_OR_STRING)) {
      result.merge(validateType(value, schema, spot));
      result.matches += 1;
    }
    for (const validate of VALIDATORS) {
      const found = validate(value, schema, spot);
      if (!found) continue;
      result.merge(found);
      result.matches += 1;
    }
    result.matches += 1;
  }
  if (result.valid || !spot.past?.unchanged) return result;
  const passed = new Result();
  passed.matches = result.matches;
  return passed;
}

/** A kind of check; undefined for values that it is not for. */
type Validator = (value: JsonValue, schema: Schema, spot: Spot) => Result | undefined;

/** In the server's order, behind the type. */
const VALIDATORS: readonly Validator[] = [
  validateCombined,
  validateString,
  validateFormat,
  validateNumber,
  validateItems,
  (value, schema, spot) => {
    const result = new Result();
    validateChoices(value, schema, spot, result);
    return result;
  },
  validateObject,
];

/** Says what is wrong with a value, in the words that begin with its name. */
function bad({ errors }: Result, spot: Spot, value: BadValue, text: string): void {
  errors.invalid(spot.place, value, `${spot.name} in body ${text}`);
}

/** Null is none of the choices, whatever they are. */
function validateChoices(value: JsonValue, schema: Schema, spot: Spot, result: Result): void {
  const choices = get(schema, 'enum');
  if (!Array.isArray(choices) || choices.length === 0) return;
  if (value !== null && choices.some((choice) => sameDecoded(choice, value))) return;
  const shown = choices.map((choice) => (typeof choice === 'string' ? choice : json(choice).printed));
  result.errors.unsupported(spot.place, plain(value), shown);
}

function plain(value: JsonValue): BadValue {
  if (value === null) return NULL;
  return typeof value === 'object' ? json(value) : value;
}

function validateType(value: JsonValue, schema: Schema, spot: Spot): Result {
  const result = new Result();
  const types = bool(schema, INT_OR_STRING) ? ['integer', 'string'] : [str(schema, 'type')].filter(Boolean);
  const format = formatOf(schema, spot);
  const mismatch = (wanted: string, actual: string): Result => {
    const text = `${spot.name} in body must be of type ${wanted}: "${actual}"`;
    result.errors.typeInvalid(spot.place, actual, text);
    return result;
  };
  const fine = (): Result => {
    result.matches += 1;
    return result;
  };
  const kind = typeAndFormat(value);
  if (value === null) {
    return types.length > 0 && !bool(schema, 'nullable') ? mismatch(types.join(','), 'null') : fine();
  }
  const numeric = types.includes('number') || types.includes('integer');
  const fits = types.includes(kind.type) || (kind.type === 'integer' && types.includes('number'));
  const textual = typeof value === 'string' || Array.isArray(value);
  if (!textual && format !== '' && !fits && kind.format !== format) return mismatch(format, kind.format);
  if (!numeric && format !== '' && textual) return fine();
  return fits ? fine() : mismatch(types.join(','), kind.type);
}

/** The format, where the server knows it for the type. */
function formatOf(schema: Schema, { anyFormat }: Spot): string {
  const format = str(schema, 'format');
  if (anyFormat) return format;
  const type = str(schema, 'type');
  return isKnownFormat(type === '' ? 'string' : type, format) ? format : '';
}

function validateString(value: JsonValue, schema: Schema, spot: Spot): Result | undefined {
  if (typeof value !== 'string') return undefined;
  const result = new Result();
  const [longest, shortest] = [intPtr(schema, 'maxLength'), intPtr(schema, 'minLength')];
  const length = longest === undefined && shortest === undefined ? 0 : [...value].length;
  const matches = matcherOf(schema);
  if (longest !== undefined && length > longest) result.errors.tooLong(spot.place, Number(longest));
  else if (shortest !== undefined && length < shortest) {
    bad(result, spot, value, `should be at least ${shortest} chars long`);
  } else if (matches?.(value) === false) {
    bad(result, spot, value, `should match '${str(schema, 'pattern')}'`);
  }
  return result;
}

function validateFormat(value: JsonValue, schema: Schema, spot: Spot): Result | undefined {
  const format = str(schema, 'format');
  const type = str(schema, 'type');
  if (typeof value !== 'string' || format === '' || (type !== 'string' && type !== '')) return undefined;
  const result = new Result();
  if (!formatAccepts(format, value)) {
    result.errors.typeInvalid(
      spot.place,
      value,
      `${spot.name} in body must be of type ${format}: "${value}"`,
    );
  }
  return result;
}

/** A limit that is not within the type's range is held against the value as a float. */
function validateNumber(value: JsonValue, schema: Schema, spot: Spot): Result | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const result = new Result();
  const type = bool(schema, INT_OR_STRING) ? '' : str(schema, 'type');
  const format = formatOf(schema, spot);
  const inRange = (what: string, number: number | bigint): boolean => {
    const outside = rangeError(number, type, format);
    if (outside === undefined) return true;
    result.errors.invalid(spot.whole, '', `${what} value must be of type ${outside} in ${spot.name}`);
    return false;
  };
  inRange('Checked', value);
  const limit = (what: string, key: 'multipleOf' | 'minimum' | 'maximum'): number | undefined => {
    const number = intPtr(schema, key);
    if (number === undefined) return undefined;
    // Whole values are compared with what is left of a limit as a whole number.
    const whole = inRange(what, number) && (typeof value === 'bigint' || Number.isInteger(value));
    return whole ? Math.trunc(Number(number)) : Number(number);
  };
  const multiple = limit('MultipleOf', 'multipleOf');
  if (multiple !== undefined) validateMultiple(Number(value), multiple, spot, result);
  const low = limit('Minimum boundary', 'minimum');
  const above = bool(schema, 'exclusiveMinimum');
  if (low !== undefined && (above ? value <= low : value < low)) {
    bad(result, spot, value, `should be greater than ${above ? '' : 'or equal to '}${goFloat(low)}`);
  }
  const high = limit('Maximum boundary', 'maximum');
  const below = bool(schema, 'exclusiveMaximum');
  if (high !== undefined && (below ? value >= high : value > high)) {
    bad(result, spot, value, `should be less than ${below ? '' : 'or equal to '}${goFloat(high)}`);
  }
  result.matches += 1;
  return result;
}

function validateMultiple(value: number, factor: number, spot: Spot, result: Result): void {
  if (factor <= 0) {
    const text = `factor MultipleOf declared for ${spot.name} must be positive: ${goFloat(factor)}`;
    result.errors.invalid(spot.place, factor, text);
    return;
  }
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  if (Math.abs(times - Math.round(times)) > 1e-9) {
    bad(result, spot, value, `should be a multiple of ${goFloat(factor)}`);
  }
}

/** The type and format that a number does not fit into, in the server's words. */
function rangeError(value: number | bigint, type: string, format: string): string | undefined {
  if (type === 'integer') {
    const whole = typeof value === 'bigint' || Number.isInteger(value);
    const bits = format === 'int32' ? 32 : 64;
    if (whole && BigInt.asIntN(bits, BigInt(value)) === BigInt(value)) return undefined;
    return format === '' ? 'integer (default format)' : `integer with format ${format}`;
  }
  if (type === 'number' && format === 'float' && Math.abs(Number(value)) > 3.4028234663852886e38) {
    return 'number with format float';
  }
  return undefined;
}

function validateItems(value: JsonValue, schema: Schema, spot: Spot): Result | undefined {
  if (!Array.isArray(value)) return undefined;
  const result = new Result();
  const items = ptr(schema, 'items');
  if (items) {
    for (const [index, one] of value.entries()) {
      result.merge(validateValue(one, items, spot.into(index)));
    }
  }
  const [fewest, most] = [intPtr(schema, 'minItems'), intPtr(schema, 'maxItems')];
  if (fewest !== undefined && value.length < fewest) {
    bad(result, spot, value.length, `should have at least ${fewest} items`);
  }
  if (most !== undefined && value.length > most) {
    result.errors.tooMany(spot.place, value.length, Number(most));
  }
  result.matches += 1;
  return result;
}

function validateObject(value: JsonValue, schema: Schema, spot: Spot): Result | undefined {
  if (!isObject(value)) return undefined;
  const result = new Result();
  const names = keys(value);
  const [fewest, most] = [intPtr(schema, 'minProperties'), intPtr(schema, 'maxProperties')];
  if (fewest !== undefined && names.length < fewest) {
    bad(result, spot, names.length, `should have at least ${fewest} properties`);
  }
  if (most !== undefined && names.length > most)
    result.errors.tooMany(spot.place, names.length, Number(most));
  const properties = obj(schema, 'properties');
  const additional = get(schema, 'additionalProperties');
  for (const name of names) {
    if (ptr(properties, name)) continue;
    const inner = spot.into(name, false);
    if (isObject(additional)) result.merge(validateValue(value[name] ?? null, additional, inner));
    else if (additional === false) {
      result.errors.invalid(spot.place, name, `${inner.name} in body is a forbidden property`);
    }
  }
  for (const name of names) {
    const inner = ptr(properties, name);
    if (inner) result.merge(validateValue(value[name] ?? null, inner, spot.into(name)));
  }
  for (const name of strings(schema, 'required')) {
    // Of a definition that the server refuses there may be anything.
    if (typeof name === 'string' && !Object.hasOwn(value, name))
      result.errors.required(spot.into(name).place);
  }
  return result;
}

/** What makes one schema of several. */
const COMBINING = ['anyOf', 'oneOf', 'allOf', 'not'] as const;

function validateCombined(value: JsonValue, schema: Schema, spot: Spot): Result {
  const result = new Result();
  if (COMBINING.every((name) => get(schema, name) === undefined)) {
    result.matches += 1;
    return result;
  }
  const whole = (text: string): void =>
    result.errors.invalid(wholeAt(spot), '', `"${spot.name}" must ${text}`);
  // The branches are about the same value: it is let pass as a whole or not at all.
  const attempt = (branch: Schema): Result => validateBranch(value, branch, spot);
  const anyOf = list(schema, 'anyOf').map(attempt);
  if (anyOf.length > 0) {
    const first = anyOf.find(({ valid }) => valid);
    if (!first) whole('validate at least one schema (anyOf)');
    result.merge(first ?? best(anyOf));
  }
  const oneOf = list(schema, 'oneOf').map(attempt);
  const valid = oneOf.filter((one) => one.valid);
  if (oneOf.length > 0 && valid.length !== 1) {
    const found = valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`;
    whole(`validate one and only one schema (oneOf). ${found}`);
    if (valid.length === 0) result.merge(best(oneOf));
  } else if (valid[0]) result.merge(valid[0]);
  const allOf = list(schema, 'allOf').map(attempt);
  const failing = allOf.filter((one) => !one.valid);
  for (const one of allOf) result.merge(one);
  if (failing.length > 0) {
    whole(`validate all the schemas (allOf)${failing.length === allOf.length ? '. None validated' : ''}`);
  }
  const not = ptr(schema, 'not');
  if (not && attempt(not).valid) whole('not validate the schema (not)');
  result.matches += 1;
  return result;
}

function validateBranch(value: JsonValue, schema: Schema, spot: Spot): Result {
  const past = spot.past && { ...childrenOf(spot.past), unchanged: false };
  return validateValue(value, schema, spot.with(past));
}

function childrenOf(past: Past): Pick<Past, 'key' | 'index'> {
  return { key: (name) => past.key(name), index: (at) => past.index(at) };
}

/** The result with the most checks passed, the first of several. */
function best(results: readonly Result[]): Result {
  return results.reduce((a, b) => (b.matches > a.matches ? b : a));
}
