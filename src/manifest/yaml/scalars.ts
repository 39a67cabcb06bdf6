import type { JsonValue } from '../../api/json.js';
import { isDigit } from './characters.js';

/** What a scalar without quotes or with a tag came to; the name is go-yaml's, for its errors. */
type ScalarType = 'str' | 'null' | 'bool' | 'int' | 'float' | 'timestamp' | 'binary';

export interface Scalar {
  type: ScalarType;
  /** Floats may be NaN or infinite, which JSON does not know. */
  value: JsonValue;
}

const WORDS = new Map<string, Scalar>();
for (const [type, value, texts] of [
  ['bool', true, 'y Y yes Yes YES true True TRUE on On ON'],
  ['bool', false, 'n N no No NO false False FALSE off Off OFF'],
  ['null', null, '~ null Null NULL'],
  ['float', Number.NaN, '.nan .NaN .NAN'],
  ['float', Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'],
  ['float', Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'],
] as const) {
  for (const text of texts.split(' ')) WORDS.set(text, { type, value });
}
WORDS.set('', { type: 'null', value: null });

/** By first character: 1 a word of the table above perhaps, 2 a digit or sign, 3 a point; all others begin strings. */
const HINTS = new Uint8Array(128);
for (const letter of 'yYnNtTfFoO~') HINTS[letter.charCodeAt(0)] = 1;
for (const letter of '0123456789+-') HINTS[letter.charCodeAt(0)] = 2;
HINTS[0x2e] = 3;

const LONGEST_WORD = 5;
/** Digits that always fit a double exactly. */
const SAFE_DIGITS = 15;

/** What begins with a point is read by Go alone, which takes single underscores between digits. */
const POINT_FLOAT = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;
const DATE = /^\d{4}-/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:0[bB]([01]+)|0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const BINARY_SIGNED = /^0b([-+][01]+)$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;
const MIN_INT64 = -(2n ** 63n);

/** The value of the plain scalar between two offsets, by the rules of YAML 1.1 as go-yaml v2 has them. */
export function plainValue(text: string, codes: Uint16Array, start: number, end: number): JsonValue {
  const first = codes[start]!;
  const hint = start === end ? 1 : (HINTS[first] ?? 0);
  if (hint === 0) return text.slice(start, end);
  const length = end - start;
  if (hint === 1) {
    if (length > LONGEST_WORD) return text.slice(start, end);
    const piece = text.slice(start, end);
    const word = WORDS.get(piece);
    return word === undefined ? piece : word.value;
  }
  if (hint === 2 && length <= SAFE_DIGITS && first !== 0x30) {
    // Most numbers are short decimal integers.
    let at = first === 0x2d || first === 0x2b ? start + 1 : start;
    if (at < end && codes[at] !== 0x30) {
      let number = 0;
      while (at < end && isDigit(codes[at]!)) number = number * 10 + codes[at++]! - 0x30;
      if (at === end) return first === 0x2d ? -number : number;
    }
  }
  return resolvePlain(text.slice(start, end)).value;
}

/** The type and value of a plain scalar. */
export function resolvePlain(text: string): Scalar {
  const first = text.charCodeAt(0);
  const hint = text === '' ? 1 : (HINTS[first] ?? 0);
  if (hint === 0) return { type: 'str', value: text };
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (hint === 2) return resolveNumber(text) ?? { type: 'str', value: text };
  if (hint === 3 && POINT_FLOAT.test(text)) {
    const value = Number(text.replaceAll('_', ''));
    if (Number.isFinite(value)) return { type: 'float', value };
  }
  return { type: 'str', value: text };
}

function resolveNumber(text: string): Scalar | undefined {
  // Dates are strings; and nothing that begins like one is a number.
  if (text.charCodeAt(4) === 0x2d && DATE.test(text)) return undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = resolveInteger(plain);
  if (integer !== undefined) return { type: 'int', value: integer };
  if (FLOAT.test(plain)) {
    const value = Number(plain);
    if (Number.isFinite(value)) return { type: 'float', value };
  }
  const signed = BINARY_SIGNED.exec(plain);
  if (signed) {
    const value = resolveInteger(`${signed[1]![0]}0b${signed[1]!.slice(1)}`);
    if (value !== undefined) return { type: 'int', value };
  }
  return undefined;
}

/** An integer as Go reads one with any base (0b, 0o, 0x, leading 0 for octal), if it fits int64 or uint64. */
function resolveInteger(text: string): number | bigint | undefined {
  // The longest that fits has 64 binary digits, but leading zeros do not count.
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const [, sign, binary, hex, octal, decimal] = match;
  const digits = (binary ?? hex ?? octal ?? decimal)!.replace(/^0+(?=.)/, '');
  if (digits.length > 64) return undefined;
  const prefix = binary !== undefined ? '0b' : hex !== undefined ? '0x' : octal !== undefined ? '0o' : '';
  const magnitude = BigInt(prefix + digits);
  const value = sign === '-' ? -magnitude : magnitude;
  if (value > (sign === '' ? MAX_UINT64 : MAX_INT64) || value < MIN_INT64) return undefined;
  return integerValue(value);
}

/** A number where that is exact, otherwise a bigint. */
export function integerValue(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** The four forms of time that go-yaml knows (it keeps them as text). */
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d{2}):(\d{2}))| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (!match) return false;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  if (month < 1 || month > 12 || day < 1) return false;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  return part(4) + part(9) < 24 && part(5) + part(10) < 60 && part(6) + part(11) < 60;
}

const CORE = 'tag:yaml.org,2002:';
const RESOLVED_TAGS = new Set(
  ['str', 'bool', 'int', 'float', 'null', 'timestamp'].map((name) => CORE + name),
);

/** The value of a scalar with a tag; a text says why there is none. Unknown tags leave the text as it is. */
export function resolveTagged(tag: string, text: string): Scalar | string {
  if (tag === `${CORE}binary`) {
    const value = decodeBase64(text);
    return value === undefined ? '!!binary value contains invalid base64 data' : { type: 'binary', value };
  }
  if (!RESOLVED_TAGS.has(tag)) return { type: 'str', value: text };
  const wanted = tag.slice(CORE.length) as ScalarType;
  if (wanted === 'str') return { type: 'str', value: text };
  if (wanted === 'timestamp' && isTimestamp(text)) return { type: 'timestamp', value: text };
  const scalar = resolvePlain(text);
  if (scalar.type === wanted) return scalar;
  if (wanted === 'float' && scalar.type === 'int') {
    const value = scalar.value as number | bigint;
    if (value <= MAX_INT64) return { type: 'float', value: Number(value) };
  }
  return `cannot decode !!${scalar.type} \`${text}\` as a !!${wanted}`;
}

/** Standard base64 with padding, line breaks ignored; every byte that is not UTF-8 becomes a U+FFFD. */
function decodeBase64(text: string): string | undefined {
  const clean = text.replace(/[\r\n]/g, '');
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) return undefined;
  const bytes = Buffer.from(clean, 'base64');
  const decodedAtOnce = bytes.toString('utf8');
  if (!decodedAtOnce.includes('\ufffd')) return decodedAtOnce;
  // Node takes several broken bytes for one character, Go does not.
  let decoded = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    decoded += length === 0 ? '\ufffd' : bytes.toString('utf8', at, at + length);
    at += Math.max(length, 1);
  }
  return decoded;
}

/** How many bytes of UTF-8 the character at an index has; 0 if it is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at]!;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i] ?? 0) >> 6 !== 2) return 0;
  const second = bytes[at + 1] ?? 0;
  const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  const beyond = (lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f);
  return overlong || beyond ? 0 : length;
}

/** A key that was resolved to something other than text, as text; undefined for what cannot be a key (null, uint64). */
export function keyText(scalar: Scalar): string | undefined {
  const { value } = scalar;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (scalar.type === 'float') return floatKey(Number(value));
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return value > MAX_INT64 ? undefined : String(value);
  return undefined;
}

/** A float as a key: the shortest digits that name the same 32-bit float, in the form of C's %g. */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toExponential(digits - 1))) !== single) digits++;
  const [mantissa = '', power = '0'] = single.toExponential(digits - 1).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return plainDigits(mantissa, exponent);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** `1.25` and 1 to `12.5`. */
function plainDigits(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.padEnd(exponent + 1, '0');
  const rest = whole.slice(exponent + 1);
  return sign + whole.slice(0, exponent + 1) + (rest === '' ? '' : `.${rest}`);
}
