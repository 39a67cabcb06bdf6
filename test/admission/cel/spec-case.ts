/** A case of CEL's own conformance data, as `@bufbuild/cel-spec` has it in protobuf's JSON. */
import { checkCel } from '../../../src/admission/cel/check.js';
import { compileCel } from '../../../src/admission/cel/compile.js';
import { equal } from '../../../src/admission/cel/eval/equality.js';
import { evaluate } from '../../../src/admission/cel/eval/evaluate.js';
import { typeNameOf } from '../../../src/admission/cel/eval/text.js';
import { readTime } from '../../../src/admission/cel/eval/times.js';
import { CelError, type CelValue, listValue, mapValue } from '../../../src/admission/cel/eval/value.js';
import { parseCel } from '../../../src/admission/cel/parse.js';
import { type CelType, celTypeName, DYN, listOf, mapOf } from '../../../src/admission/cel/types.js';
import { isObject, type JsonObject, type JsonValue } from '../../../src/api/json.js';
import { show } from './evaluated.js';

/** What the data holds of a case; `original` is a `cel.expr.conformance.test.SimpleTest`. */
export interface SpecCase {
  original: JsonObject & { expr: string };
}

/** A value of the data has a type that Kubernetes has no values of: a message, an enum. */
class NotHere extends Error {}

const at = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
  isObject(value) ? value[key] : undefined;
const listAt = (value: JsonValue | undefined, key: string): JsonValue[] => {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
};

const NUMBERS: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity };

/** A `cel.expr.Value`. */
function celValue(json: JsonValue | undefined): CelValue {
  const [kind = '', held = null] = Object.entries(isObject(json) ? json : {})[0] ?? [];
  switch (kind) {
    case 'nullValue':
      return null;
    case 'boolValue':
    case 'stringValue':
      return typeof held === 'boolean' ? held : String(held);
    case 'int64Value':
      return BigInt(String(held));
    case 'uint64Value':
      return { kind: 'uint', value: BigInt(String(held)) };
    case 'doubleValue':
      return NUMBERS[String(held)] ?? Number(held);
    case 'bytesValue':
      return new Uint8Array(Buffer.from(String(held), 'base64'));
    case 'typeValue':
      return { kind: 'type', name: String(held) };
    case 'listValue':
      return listValue(listAt(held, 'values').map(celValue));
    case 'mapValue':
      return mapValue(
        listAt(held, 'entries').map((one) => [celValue(at(one, 'key')), celValue(at(one, 'value'))] as const),
      );
    case 'objectValue':
      return messageOf(held);
    default:
      throw new NotHere(`a value of ${kind}`);
  }
}

/** The messages that are values of CEL's own types. */
function messageOf(json: JsonValue): CelValue {
  const name = String(at(json, '@type')).replace(/^.*\//, '');
  const value = at(json, 'value');
  if (name === 'google.protobuf.Timestamp') {
    const time = readTime(String(value));
    if (time) return { kind: 'timestamp', nanos: time.nanos };
  }
  if (name === 'google.protobuf.Duration') {
    const [, sign, seconds = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?s$/.exec(String(value)) ?? [];
    const nanos = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
    return { kind: 'duration', nanos: sign === '-' ? -nanos : nanos };
  }
  throw new NotHere(`a message ${name}`);
}

const PRIMITIVES: Readonly<Record<string, CelType['kind']>> = {
  BOOL: 'bool',
  INT64: 'int',
  UINT64: 'uint',
  DOUBLE: 'double',
  STRING: 'string',
  BYTES: 'bytes',
};

/** A `cel.expr.Type`. */
function typeOf(json: JsonValue | undefined): CelType {
  const [kind = '', held = null] = Object.entries(isObject(json) ? json : {})[0] ?? [];
  const simple = PRIMITIVES[String(held)];
  if (kind === 'primitive' && simple) return { kind: simple } as CelType;
  if (kind === 'null') return { kind: 'null' };
  if (kind === 'dyn') return DYN;
  if (kind === 'listType') return listOf(typeOf(at(held, 'elemType')));
  if (kind === 'mapType') return mapOf(typeOf(at(held, 'keyType')), typeOf(at(held, 'valueType')));
  if (kind === 'wellKnown' && held === 'TIMESTAMP') return { kind: 'timestamp' };
  if (kind === 'wellKnown' && held === 'DURATION') return { kind: 'duration' };
  if (kind === 'messageType' && held === 'google.protobuf.Duration') return { kind: 'duration' };
  if (kind === 'type')
    return { kind: 'type', of: held === null || Object.keys(held).length === 0 ? DYN : typeOf(held) };
  if (kind === 'typeParam') return { kind: 'param', name: String(held) };
  if (kind === 'abstractType') {
    return { kind: 'opaque', name: String(at(held, 'name')), of: listAt(held, 'parameterTypes').map(typeOf) };
  }
  throw new NotHere(`a type ${kind} ${JSON.stringify(held)}`);
}

/** What kubeplan says otherwise than the data expects; undefined where both agree. */
export function disagreement({ original }: SpecCase): string | undefined {
  const text = original.expr;
  const variables = new Map<string, CelValue>();
  for (const [name, held] of Object.entries(isObject(original['bindings']) ? original['bindings'] : {})) {
    variables.set(name, celValue(at(held, 'value')));
  }
  const types: Record<string, CelType> = Object.create(null);
  for (const declared of listAt(original, 'typeEnv')) {
    const ident = at(declared, 'ident');
    if (ident === undefined) throw new NotHere('a function of its own');
    types[String(at(declared, 'name'))] = typeOf(at(ident, 'type'));
  }
  const expectsType = original['typedResult'];
  const deduced = expectsType === undefined ? undefined : celTypeName(typeOf(at(expectsType, 'deducedType')));
  const expected = original['value'] ?? at(expectsType, 'result');
  const wanted = expected === undefined ? undefined : celValue(expected);
  const fails = original['evalError'] !== undefined;
  const found = run(
    text,
    original['disableCheck'] === true,
    types,
    variables,
    original['checkOnly'] === true,
  );
  if (fails)
    return 'error' in found
      ? undefined
      : `an error expected, not ${found.value === undefined ? '?' : show(found.value)}`;
  if ('error' in found) return found.error;
  if (deduced !== undefined && found.type !== undefined && celTypeName(found.type) !== deduced) {
    return `type ${deduced} expected, not ${celTypeName(found.type)}`;
  }
  if (original['checkOnly'] === true || found.value === undefined) return undefined;
  const right = wanted === undefined ? true : wanted;
  return same(right, found.value) ? undefined : `${show(right)} expected, not ${show(found.value)}`;
}

type Found = { value?: CelValue; type?: CelType } | { error: string };

function run(
  text: string,
  unchecked: boolean,
  variables: Record<string, CelType>,
  values: ReadonlyMap<string, CelValue>,
  checkOnly: boolean,
): Found {
  let type: CelType | undefined;
  let expr = unchecked ? parseCel(text).expr : undefined;
  if (!unchecked) {
    const compiled = compileCel(text, { variables, bindings: true });
    if ('error' in compiled) return { error: compiled.error };
    ({ expr, type } = compiled);
  } else if (!expr) return { error: parseCel(text).issues[0]?.message ?? '' };
  else checkCel(expr, { variables });
  if (checkOnly || !expr) return { ...(type && { type }) };
  try {
    return { value: evaluate(expr, values), ...(type && { type }) };
  } catch (error) {
    if (error instanceof CelError) return { error: error.message };
    throw error;
  }
}

/** Whether all values and types of a case are ones that expressions of Kubernetes can have. */
export function isThere(one: SpecCase): boolean {
  try {
    disagreement(one);
    return true;
  } catch (error) {
    if (error instanceof NotHere) return false;
    throw error;
  }
}

/** Whether the evaluator agrees where nobody checks types before. */
export function sameUnchecked({ original }: SpecCase): boolean {
  const { typedResult, ...rest } = original;
  const value = original['value'] ?? at(typedResult, 'result');
  return (
    disagreement({ original: { ...rest, disableCheck: true, ...(value !== undefined && { value }) } }) ===
    undefined
  );
}

/** Equal, and of one type; NaN is itself here. */
function same(a: CelValue, b: CelValue): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, b) || a === b;
  return typeNameOf(a) === typeNameOf(b) && equal(a, b);
}
