/** `string.format` in the version that Kubernetes has (cel-go ext/formatting.go, strings version 2). */
import { ownValue } from '../../../../api/json.js';
import { goQuote } from '../../../field-errors.js';
import { expectLength, isOrdinary } from '../budget.js';
import { CONVERSIONS } from '../conversions.js';
import { typeNameOf } from '../text.js';
import { CelError, type CelList, type CelMap, type CelValue } from '../value.js';
import { fixedText, scientificText } from './decimal-text.js';
import { fail } from './overload.js';

const DEFAULT_PRECISION = 6;
/** More digits than any double has. */
const MOST_DIGITS = 1100;
const STRING_CLAUSE =
  'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps';

/** The types that a text shows as `string(…)` does. */
const PLAIN: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'google.protobuf.Timestamp',
  'google.protobuf.Duration',
]);

/** What goes wrong with the argument of a clause. */
export class ClauseError extends CelError {
  constructor(
    message: string,
    /** Which argument it is. */
    readonly argument: number,
  ) {
    super(message);
  }
}

/** The template with its clauses (`%s`, `%.2f`) filled in by the arguments, and how many of these it took. */
export function formatText(template: string, args: readonly CelValue[]): { text: string; used: number } {
  const parts: string[] = [];
  let length = 0;
  let used = 0;
  const add = (part: string): void => {
    length += part.length;
    expectLength(length);
    parts.push(part);
  };
  for (let at = 0; at < template.length; ) {
    const percent = template.indexOf('%', at);
    if (percent !== at) {
      add(template.slice(at, percent < 0 ? undefined : percent));
      at = percent < 0 ? template.length : percent;
    } else if (template[at + 1] === '%') {
      add('%');
      at += 2;
    } else {
      const value = args[used];
      if (value === undefined) fail(`index ${used} out of range`);
      if (at + 1 >= template.length) fail('unexpected end of string');
      const clause = prefixed('could not parse formatting clause: ', () => readClause(template, at + 1));
      add(written(clause, value, used));
      at += 1 + clause.length;
      used += 1;
    }
  }
  return { text: parts.join(''), used };
}

function written(clause: Clause, value: CelValue, argument: number): string {
  try {
    return clause.write(value);
  } catch (error) {
    if (!isOrdinary(error)) throw error;
    throw new ClauseError(`error during formatting: ${error.message}`, argument);
  }
}

/** What goes wrong within gets words in front. */
function prefixed<T>(words: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof CelError ? new CelError(words + error.message) : error;
  }
}

interface Clause {
  length: number;
  write(value: CelValue): string;
}

function readClause(template: string, from: number): Clause {
  const precision = readPrecision(template, from);
  const length = precision === undefined ? 0 : precision.length;
  const digits = precision?.digits ?? DEFAULT_PRECISION;
  const write = WRITERS[template.charAt(from + length)];
  // Go looks at bytes: of what is not ASCII only the first one is named.
  if (!write) {
    const byte = Buffer.from(String.fromCodePoint(template.codePointAt(from + length) ?? 0))[0] ?? 0;
    return fail(`unrecognized formatting clause "${String.fromCharCode(byte)}"`);
  }
  return { length: length + 1, write: (value) => write(value, digits) };
}

function readPrecision(template: string, from: number): { length: number; digits: number } | undefined {
  const pattern = /\.(\d*)/y;
  pattern.lastIndex = from;
  const [dotted, digits = ''] = pattern.exec(template) ?? [];
  if (dotted === undefined) return undefined;
  const words = 'error while parsing precision: ';
  if (from + dotted.length === template.length) fail(`${words}could not find end of precision specifier`);
  const why =
    digits === '' ? 'invalid syntax' : BigInt(digits) >= 2n ** 63n ? 'value out of range' : undefined;
  if (why !== undefined) {
    fail(
      `${words}error while converting precision to integer: strconv.Atoi: parsing ${goQuote(digits)}: ${why}`,
    );
  }
  return { length: dotted.length, digits: Math.min(Number(digits), MOST_DIGITS) };
}

/** The verbs; `digits` is the precision. */
const WRITERS: Readonly<Record<string, (value: CelValue, digits: number) => string>> = {
  s: shown,
  d: (value) => inBase(value, 10, 'decimal clause can only be used on integers'),
  f: (value, digits) => fixedText(double(value, 'fixed-point clause'), digits),
  // cel-go takes the precision for a width here.
  e: (value, digits) => scientificText(double(value, 'scientific clause')).padStart(digits),
  b: (value) =>
    typeof value === 'boolean'
      ? String(Number(value))
      : inBase(value, 2, 'only integers and bools can be formatted as binary'),
  x: hex,
  X: (value) => hex(value).toUpperCase(),
  o: (value) => inBase(value, 8, 'octal clause can only be used on integers'),
};

function given(words: string, value: CelValue): never {
  return fail(`${words}, was given ${typeNameOf(value)}`);
}

function wholeNumber(value: CelValue): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'object' && value && 'kind' in value && value.kind === 'uint'
    ? value.value
    : undefined;
}

function inBase(value: CelValue, base: number, words: string): string {
  return (wholeNumber(value) ?? given(words, value)).toString(base);
}

function hex(value: CelValue): string {
  if (typeof value === 'string' || value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return inBase(value, 16, 'only integers, byte buffers, and strings can be formatted as hex');
}

const NO_NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

function double(value: CelValue, clause: string): number {
  const odd = typeof value === 'string' ? ownValue(NO_NUMBERS, value) : undefined;
  if (typeof value === 'number') return value;
  return odd ?? given(`${clause} can only be used on doubles`, value);
}

/** `%s` */
function shown(value: CelValue): string {
  if (value === null) return 'null';
  if (PLAIN.has(typeNameOf(value))) return converted(value);
  if (typeof value === 'object' && 'kind' in value) {
    if (value.kind === 'list') return listShown(value);
    if (value.kind === 'map') return mapShown(value);
    if (value.kind === 'type') return value.name;
  }
  return given(STRING_CLAUSE, value);
}

function converted(value: CelValue): string {
  try {
    return String(CONVERSIONS['string']?.([value]));
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    return fail(`could not convert argument ${goQuote(error.message)} to string`);
  }
}

/** A value inside a list or a map, as an expression would write it. */
function literal(value: CelValue): string {
  if (typeof value === 'string') return goQuote(value);
  if (value instanceof Uint8Array) return `b${goQuote(shown(value))}`;
  if (typeof value === 'number') return Number.isFinite(value) ? plainFixed(value) : `"${shown(value)}"`;
  if (value !== null && typeof value === 'object') {
    if (value.kind === 'timestamp' || value.kind === 'duration')
      return `${value.kind}(${goQuote(shown(value))})`;
    if (value.kind === 'optional' || value.kind === 'opaque') {
      return fail(`no formatting function for ${typeNameOf(value)}`);
    }
  }
  return shown(value);
}

/** Six digits, thousands together. */
function plainFixed(value: number): string {
  const text = fixedText(value, DEFAULT_PRECISION).replaceAll(',', '');
  return Object.is(value, -0) ? `-${text}` : text;
}

function listShown({ items }: CelList): string {
  return `[${items.map(literal).join(', ')}]`;
}

function mapShown({ entries }: CelMap): string {
  const pairs = [...entries.values()].map(({ key, value }): [string, string] => {
    if (typeof key === 'number') fail(`no formatting function for map key of type ${typeNameOf(key)}`);
    return [literal(key), literal(value)];
  });
  pairs.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${pairs.map((pair) => pair.join(':')).join(', ')}}`;
}
