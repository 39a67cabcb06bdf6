/**
 * A value against the schema of a custom resource, in the server's words (kube-openapi pkg/validation,
 * apiextensions-apiserver pkg/apiserver/validation). Patterns are matched in linear time.
 */
import { isObject, type JsonValue } from '../../api/json.js';
import { compilePattern } from '../../schema/re2.js';
import { formatAccepts } from '../../schema/string-formats.js';
import { type At, type BadValue, FieldErrors, json, OMITTED } from '../field-errors.js';
import { bool, get, intPtr, keys, list, type Obj, obj, ptr, same, str, strings } from '../fields.js';

const INT_OR_STRING = 'x-kubernetes-int-or-string';

/** Checks a value. `place` is that of the whole value, `name` the dotted way from there. */
export function validateSchemaValue(
  value: JsonValue | undefined,
  schema: Obj,
  place: At,
  errors: FieldErrors,
): void {
  validateValue(value ?? null, schema, { place, whole: place, name: '' }, errors);
}

interface Spot {
  place: At;
  whole: At;
  name: string;
}

function into(spot: Spot, key: string | number): Spot {
  const place = typeof key === 'number' ? spot.place.index(key) : spot.place.child(key);
  const name =
    typeof key === 'number' ? `${spot.name}[${key}]` : spot.name === '' ? key : `${spot.name}.${key}`;
  return { ...spot, place, name };
}

/** The JSON type and format that the server takes a value for. */
function kindOf(value: JsonValue): { type: string; format: string } {
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

function validateValue(value: JsonValue, schema: Obj, spot: Spot, errors: FieldErrors): void {
  const bad = (printed: BadValue, text: string): void => {
    errors.invalid(spot.place, printed, `${spot.name} in body ${text}`);
  };
  validateType(value, schema, spot, errors);
  if (value === null && bool(schema, 'nullable')) return;
  validateCombined(value, schema, spot, errors);
  if (typeof value === 'string') validateString(value, schema, spot, bad, errors);
  if (typeof value === 'number' || typeof value === 'bigint')
    validateNumber(value, schema, spot, bad, errors);
  if (Array.isArray(value)) validateItems(value, schema, spot, bad, errors);
  const choices = get(schema, 'enum');
  if (Array.isArray(choices) && choices.length > 0 && !choices.some((choice) => same(choice, value))) {
    const shown = choices.map((choice) => (typeof choice === 'string' ? choice : json(choice).printed));
    errors.unsupported(spot.place, plain(value), shown);
  }
  if (isObject(value)) validateObject(value, schema, spot, bad, errors);
}

type Bad = (printed: BadValue, text: string) => void;

function plain(value: JsonValue): BadValue {
  return typeof value === 'object' ? json(value) : value;
}

function validateType(value: JsonValue, schema: Obj, spot: Spot, errors: FieldErrors): void {
  const types = bool(schema, INT_OR_STRING) ? ['integer', 'string'] : [str(schema, 'type')].filter(Boolean);
  const format = str(schema, 'format');
  const mismatch = (wanted: string, actual: string): void => {
    errors.typeInvalid(spot.place, actual, `${spot.name} in body must be of type ${wanted}: "${actual}"`);
  };
  if (types.length === 0 && format === '') return;
  const kind = kindOf(value);
  if (value === null) {
    if (types.length > 0 && !bool(schema, 'nullable')) mismatch(types.join(','), 'null');
    return;
  }
  const numeric = types.includes('number') || types.includes('integer');
  const fits = types.includes(kind.type) || (kind.type === 'integer' && types.includes('number'));
  const textual = typeof value === 'string' || Array.isArray(value);
  if (!textual && format !== '' && !fits && kind.format !== format) {
    mismatch(format, kind.format);
    return;
  }
  if (!numeric && format !== '' && textual) return;
  if (!fits) mismatch(types.join(','), kind.type);
}

function validateString(value: string, schema: Obj, spot: Spot, bad: Bad, errors: FieldErrors): void {
  const length = [...value].length;
  const [longest, shortest] = [intPtr(schema, 'maxLength'), intPtr(schema, 'minLength')];
  const pattern = str(schema, 'pattern');
  if (longest !== undefined && length > longest) errors.tooLong(spot.place, Number(longest));
  else if (shortest !== undefined && length < shortest) {
    bad(value, `should be at least ${shortest} chars long`);
  } else if (pattern !== '' && compilePattern(pattern)?.(value) === false) {
    bad(value, `should match '${pattern}'`);
  }
  const format = str(schema, 'format');
  const type = str(schema, 'type');
  if (format !== '' && (type === 'string' || type === '') && !formatAccepts(format, value)) {
    errors.typeInvalid(spot.place, value, `${spot.name} in body must be of type ${format}: "${value}"`);
  }
}

function validateNumber(
  value: number | bigint,
  schema: Obj,
  spot: Spot,
  bad: Bad,
  errors: FieldErrors,
): void {
  const type = str(schema, 'type');
  const format = str(schema, 'format');
  const [multiple, low, high] = ['multipleOf', 'minimum', 'maximum'].map((key) => intPtr(schema, key));
  const checked: readonly [string, number | bigint | undefined][] = [
    ['Checked', value],
    ['MultipleOf', multiple],
    ['Minimum boundary', low],
    ['Maximum boundary', high],
  ];
  for (const [what, number] of checked) {
    const outside = number === undefined ? undefined : rangeError(number, type, format);
    if (outside !== undefined) {
      errors.invalid(spot.whole, '', `${what} value must be of type ${outside} in ${spot.name}`);
    }
  }
  const shown = value;
  if (multiple !== undefined && Number(multiple) !== 0) {
    const factor = Number(value) / Number(multiple);
    if (Math.abs(factor - Math.round(factor)) > 1e-9)
      bad(shown, `should be a multiple of ${general(multiple)}`);
  }
  if (high !== undefined && (bool(schema, 'exclusiveMaximum') ? value >= high : value > high)) {
    bad(
      shown,
      `should be less than ${bool(schema, 'exclusiveMaximum') ? '' : 'or equal to '}${general(high)}`,
    );
  }
  if (low !== undefined && (bool(schema, 'exclusiveMinimum') ? value <= low : value < low)) {
    bad(
      shown,
      `should be greater than ${bool(schema, 'exclusiveMinimum') ? '' : 'or equal to '}${general(low)}`,
    );
  }
}

/** A number as Go's %g writes it. */
function general(value: number | bigint): string {
  const number = Number(value);
  const [mantissa = '', exponent = '0'] = number.toExponential().split('e');
  const power = Number(exponent);
  if (number === 0 || (power >= -4 && power < 6)) return String(number);
  const digits = String(Math.abs(power)).padStart(2, '0');
  return `${mantissa}e${exponent.charAt(0)}${digits}`;
}

/** The type and format that a number does not fit into, in the server's words. */
function rangeError(value: number | bigint, type: string, format: string): string | undefined {
  if (type === 'integer' && (format === '' || format === 'int32' || format === 'int64')) {
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

function validateItems(
  value: readonly JsonValue[],
  schema: Obj,
  spot: Spot,
  bad: Bad,
  errors: FieldErrors,
): void {
  const items = ptr(schema, 'items');
  if (items)
    value.forEach((one, index) => {
      validateValue(one, items, into(spot, index), errors);
    });
  const [fewest, most] = [intPtr(schema, 'minItems'), intPtr(schema, 'maxItems')];
  if (fewest !== undefined && value.length < fewest) {
    bad(value.length, `should have at least ${fewest} items`);
  }
  if (most !== undefined && value.length > most) errors.tooMany(spot.place, value.length, Number(most));
}

function validateObject(value: Obj, schema: Obj, spot: Spot, bad: Bad, errors: FieldErrors): void {
  const count = Object.keys(value).length;
  const [fewest, most] = [intPtr(schema, 'minProperties'), intPtr(schema, 'maxProperties')];
  if (fewest !== undefined && count < fewest) bad(count, `should have at least ${fewest} properties`);
  if (most !== undefined && count > most) errors.tooMany(spot.place, count, Number(most));
  const properties = obj(schema, 'properties');
  const additional = get(schema, 'additionalProperties');
  for (const name of keys(value)) {
    const own = ptr(properties, name);
    const inner = own ?? (isObject(additional) ? additional : undefined);
    if (inner) validateValue(value[name] ?? null, inner, into(spot, name), errors);
    else if (additional === false) {
      errors.invalid(
        into(spot, name).place,
        OMITTED,
        `${into(spot, name).name} in body is a forbidden property`,
      );
    }
  }
  for (const name of strings(schema, 'required')) {
    if (!Object.hasOwn(value, name)) errors.required(into(spot, name).place);
  }
}

function validateCombined(value: JsonValue, schema: Obj, spot: Spot, errors: FieldErrors): void {
  const attempt = (node: Obj): FieldErrors => {
    const found = new FieldErrors();
    validateValue(value, node, spot, found);
    return found;
  };
  const best = (found: readonly FieldErrors[]): FieldErrors | undefined =>
    found.reduce<FieldErrors | undefined>((a, b) => (a && a.count <= b.count ? a : b), undefined);
  const whole = (text: string): void => errors.invalid(spot.whole, '', `"${spot.name}" must ${text}`);
  const anyOf = list(schema, 'anyOf').map(attempt);
  if (anyOf.length > 0 && anyOf.every((one) => one.count > 0)) {
    whole('validate at least one schema (anyOf)');
    errors.push(...(best(anyOf)?.list ?? []));
  }
  const oneOf = list(schema, 'oneOf').map(attempt);
  const valid = oneOf.filter((one) => one.count === 0).length;
  if (oneOf.length > 0 && valid !== 1) {
    const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
    whole(`validate one and only one schema (oneOf). ${found}`);
    if (valid === 0) errors.push(...(best(oneOf)?.list ?? []));
  }
  const allOf = list(schema, 'allOf').map(attempt);
  const failing = allOf.filter((one) => one.count > 0);
  if (failing.length > 0) {
    for (const one of failing) errors.push(...one.list);
    whole(`validate all the schemas (allOf)${failing.length === allOf.length ? '. None validated' : ''}`);
  }
  const not = ptr(schema, 'not');
  if (not && attempt(not).count === 0) whole('not validate the schema (not)');
}
