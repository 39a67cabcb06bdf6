/**
 * Resource quantities as k8s.io/apimachinery/pkg/api/resource reads, adds, compares and prints them.
 * Exact for every text (big integers); the functions that the scheduler calls in loops return plain numbers.
 */
import type { Quantity } from './objects.js';

export const QUANTITY_FORMAT =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
export const QUANTITY_SUFFIX = "unable to parse quantity's suffix";
export const QUANTITY_NUMERIC = 'unable to parse numeric part of quantity';

/** The family of suffixes a quantity is printed with. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** `unscaled · 10^scale`, and how it wants to be printed; `text` where the text read was canonical already. */
export interface ParsedQuantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  readonly text?: string;
  /** True where the server holds it as a 64-bit amount, not as a decimal of any precision. */
  readonly small?: boolean;
}

interface Suffix {
  base: 2 | 10;
  exponent: number;
  format: QuantityFormat;
}

const DECIMAL: readonly [string, number][] = [
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
];
const BINARY: readonly [string, number][] = [
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
];

const SUFFIXES = new Map<string, Suffix>([
  ...DECIMAL.map(([text, exponent]): [string, Suffix] => [text, { base: 10, exponent, format: 'DecimalSI' }]),
  ...BINARY.map(([text, exponent]): [string, Suffix] => [text, { base: 2, exponent, format: 'BinarySI' }]),
]);
const DECIMAL_SUFFIX = new Map(DECIMAL.map(([text, exponent]) => [exponent, text]));
const BINARY_SUFFIX = ['', ...BINARY.map(([text]) => text)];

const GRAMMAR = /^([+-]?)(\d*)(?:(\.)(\d*))?([eEinumkKMGTP]*(?:[-+]?\d*))$/;
const NANO = -9;
const MAX_INT64 = 9223372036854775807n;
/** Digits that a 64-bit amount surely holds; longer texts take the server's arbitrary-precision way. */
const MAX_DIGITS = 18;
/** Beyond any use: an exponent is held at this, so that `1e999999999` cannot make a number of a gigabyte. */
const MAX_EXPONENT = 1000;
/** Digits beyond any use. */
const MAX_TEXT = 1000;

const ZERO: ParsedQuantity = { unscaled: 0n, scale: 0, format: 'DecimalSI', text: '0', small: true };

function textOf(quantity: unknown): string {
  return typeof quantity === 'string' ? quantity.trim() : String(quantity);
}

function read(text: string): ParsedQuantity | string {
  if (text === '') return QUANTITY_FORMAT;
  if (text === '0') return ZERO;
  const match = GRAMMAR.exec(text);
  if (!match) return QUANTITY_FORMAT;
  const [, sign = '', digits = '', point, denom = '', suffixText = ''] = match;
  const suffix = interpret(suffixText);
  if (!suffix) return QUANTITY_SUFFIX;
  if (digits.length + denom.length > MAX_TEXT) return huge(text, sign === '-', digits, suffix);
  const num = digits.replace(/^0+/, '') || '0';
  const shifted = num + denom;
  const negative = sign === '-';
  const precision =
    suffix.base === 10
      ? MAX_DIGITS - shifted.length
      : point !== undefined
        ? -1
        : 15 - num.length - Math.trunc((suffix.exponent * 3) / 10) - 1;
  const scale = (suffix.base === 10 ? suffix.exponent : 0) - denom.length;
  if (precision >= 0 && scale >= NANO) {
    const value = BigInt(shifted);
    const unscaled = suffix.base === 2 ? value << BigInt(suffix.exponent) : value;
    const canonical =
      suffix.base === 2
        ? (value & 7n) !== 0n
        : scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
    const parsed = { unscaled: negative ? -unscaled : unscaled, scale, format: suffix.format, small: true };
    return canonical ? { ...parsed, text } : parsed;
  }
  if (digits === '' && denom === '') return QUANTITY_NUMERIC;
  return slow(shifted, scale, negative, suffix);
}

/** What does not fit a 64-bit amount: rounded up (away from zero) to nano, binary values capped at 2^63-1. */
function slow(digits: string, scale: number, negative: boolean, suffix: Suffix): ParsedQuantity {
  let unscaled = BigInt(digits);
  if (suffix.base === 2) unscaled <<= BigInt(suffix.exponent);
  let at = scale;
  let format = suffix.format;
  if (at < NANO) {
    unscaled = divideUp(unscaled, pow10(NANO - at));
    at = NANO;
  }
  if (format === 'BinarySI') {
    const one = pow10(-at);
    if (unscaled > MAX_INT64 * one) {
      unscaled = MAX_INT64;
      at = 0;
    } else if (unscaled > 0n && unscaled < one) {
      format = 'DecimalSI';
    }
  }
  return { unscaled: negative ? -unscaled : unscaled, scale: at, format };
}

/** A number of thousands of digits is told from others by its size alone, and printed as it was written. */
function huge(text: string, negative: boolean, digits: string, suffix: Suffix): ParsedQuantity {
  const scale = Math.min(MAX_EXPONENT, digits.length + (suffix.base === 10 ? suffix.exponent : 0));
  return { unscaled: negative ? -1n : 1n, scale: Math.max(-9, scale), format: suffix.format, text };
}

function interpret(text: string): Suffix | undefined {
  const known = SUFFIXES.get(text);
  if (known) return known;
  if (!/^[eE][-+]?\d+$/.test(text)) return undefined;
  const exponent = Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, Number(text.slice(1))));
  return { base: 10, exponent, format: 'DecimalExponent' };
}

function pow10(exponent: number): bigint {
  return 10n ** BigInt(Math.max(0, exponent));
}

function divideUp(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  if (value % by === 0n) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** The quantity that a text or number means, undefined where the server would refuse it. */
export function parseQuantity(quantity: unknown): ParsedQuantity | undefined {
  const parsed = read(textOf(quantity));
  return typeof parsed === 'string' ? undefined : parsed;
}

/** Why the server refuses a quantity, in its words; undefined for a good one. */
export function quantityError(quantity: unknown): string | undefined {
  if (typeof quantity === 'string' && isCanonical(quantity)) return undefined;
  const parsed = read(textOf(quantity));
  return typeof parsed === 'string' ? parsed : undefined;
}

/** The text that the API server stores and prints: `1000m` → `1`, `0.5Gi` → `512Mi`. A bad one comes back as it is. */
export function canonicalQuantity(quantity: Quantity | bigint): string {
  if (typeof quantity === 'string' && isCanonical(quantity)) return quantity;
  const parsed = read(textOf(quantity));
  return typeof parsed === 'string' ? String(quantity) : formatQuantity(parsed);
}

/** Prints a parsed quantity as the server does. */
export function formatQuantity(quantity: ParsedQuantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  const whole = quantity.format === 'BinarySI' ? wholeValue(quantity) : undefined;
  if (whole !== undefined && (whole >= 1024n || whole <= -1024n)) return binaryText(whole);
  return decimalText(quantity);
}

function wholeValue({ unscaled, scale }: ParsedQuantity): bigint | undefined {
  if (scale >= 0) return unscaled * pow10(scale);
  const by = pow10(-scale);
  return unscaled % by === 0n ? unscaled / by : undefined;
}

function binaryText(value: bigint): string {
  let amount = value;
  let power = 0;
  while (amount % 1024n === 0n) {
    amount /= 1024n;
    power += 1;
  }
  return `${amount}${BINARY_SUFFIX[power] ?? ''}`;
}

function decimalText({ unscaled, scale, format }: ParsedQuantity): string {
  let amount = unscaled;
  let exponent = scale;
  while (amount % 10n === 0n) {
    amount /= 10n;
    exponent += 1;
  }
  while (exponent % 3 !== 0) {
    amount *= 10n;
    exponent -= 1;
  }
  if (format === 'DecimalExponent') return exponent === 0 ? `${amount}` : `${amount}e${exponent}`;
  return `${amount}${DECIMAL_SUFFIX.get(exponent) ?? ''}`;
}

/** Both amounts at the smaller of their scales. */
function aligned(a: ParsedQuantity, b: ParsedQuantity): [bigint, bigint, number] {
  const scale = Math.min(a.scale, b.scale);
  return [a.unscaled * pow10(a.scale - scale), b.unscaled * pow10(b.scale - scale), scale];
}

function must(quantity: Quantity | ParsedQuantity): ParsedQuantity {
  return typeof quantity === 'object' ? quantity : (parseQuantity(quantity) ?? ZERO);
}

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`. A bad quantity counts as zero. */
export function compareQuantities(a: Quantity | ParsedQuantity, b: Quantity | ParsedQuantity): -1 | 0 | 1 {
  if (typeof a === 'string' && typeof b === 'string') {
    const fast = fastOrder(a, b);
    if (fast !== undefined) return fast;
  }
  const [left, right] = aligned(must(a), must(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** -1, 0 or 1 as the quantity is negative, zero or positive. */
export function quantitySign(quantity: Quantity | ParsedQuantity): -1 | 0 | 1 {
  if (typeof quantity === 'string' && isCanonical(quantity)) return 1;
  const { unscaled } = must(quantity);
  return unscaled < 0n ? -1 : unscaled > 0n ? 1 : 0;
}

function combined(a: ParsedQuantity, b: ParsedQuantity, sign: 1n | -1n): ParsedQuantity {
  const [left, right, scale] = aligned(a, b);
  // A zero takes the format of what is added to it, so that `0 + 1Gi` prints `1Gi`.
  return { unscaled: left + sign * right, scale, format: a.unscaled === 0n ? b.format : a.format };
}

/** `a + b`, printed in the format of `a` (of `b` where `a` is zero). */
export function addQuantities(a: Quantity | ParsedQuantity, b: Quantity | ParsedQuantity): ParsedQuantity {
  return combined(must(a), must(b), 1n);
}

/** `a - b`, printed in the format of `a` (of `b` where `a` is zero). */
export function subtractQuantities(
  a: Quantity | ParsedQuantity,
  b: Quantity | ParsedQuantity,
): ParsedQuantity {
  return combined(must(a), must(b), -1n);
}

/** True where the quantity is not a multiple of 10^scale (`isFraction(q, 0)`: not whole, `isFraction(q, -3)`: finer than milli). */
export function isFraction(quantity: Quantity | ParsedQuantity, scale: number): boolean {
  const parsed = must(quantity);
  return parsed.scale < scale && parsed.unscaled % pow10(scale - parsed.scale) !== 0n;
}

/**
 * The quantity rounded up (away from zero) to thousandths, as every stored resource list is: `0.0001` → `1m`. Always
 * canonical, so that amounts written differently (`1000m`, `1`) compare as equal texts.
 */
export function roundToMilli(quantity: Quantity): string {
  if (typeof quantity === 'string' && isCanonical(quantity)) return quantity;
  const parsed = parseQuantity(quantity);
  if (!parsed) return String(quantity);
  if (!isFraction(parsed, -3)) return formatQuantity(parsed);
  const unscaled = divideUp(parsed.unscaled, pow10(-3 - parsed.scale));
  return formatQuantity({ unscaled, scale: -3, format: parsed.format });
}

/**
 * True for an amount of bytes that is not whole, as the server's warnings tell it: by thousandths in 64 bits, so that an
 * amount beyond 2^63 thousandths counts as a fraction too.
 */
export function isFractionalBytes(quantity: Quantity): boolean {
  const parsed = must(quantity);
  const size = parsed.unscaled < 0n ? -parsed.unscaled : parsed.unscaled;
  const milli =
    parsed.scale >= -3 ? size * pow10(parsed.scale + 3) : divideUp(size, pow10(-3 - parsed.scale));
  return milli > MAX_INT64 || milli % 1000n !== 0n;
}

function scaled(quantity: Quantity | ParsedQuantity, scale: number): number {
  const parsed = must(quantity);
  const shift = parsed.scale - scale;
  return Number(shift >= 0 ? parsed.unscaled * pow10(shift) : divideUp(parsed.unscaled, pow10(-shift)));
}

/** Whole units, rounded up (away from zero): `100m` → 1. The server's `Value()`. A bad quantity is 0. */
export function quantityValue(quantity: Quantity | ParsedQuantity): number {
  if (typeof quantity === 'number' && Number.isSafeInteger(quantity)) return quantity;
  if (typeof quantity === 'string') {
    const fast = fastValue(quantity);
    if (fast >= 0) return fast;
  }
  return scaled(quantity, 0);
}

/** Whole units, rounded up, in 64 bits: an amount beyond them wraps round, as the server's `Value()` does. */
export function quantityInt64(quantity: Quantity): bigint {
  const { unscaled, scale } = must(quantity);
  return BigInt.asIntN(64, scale >= 0 ? unscaled * pow10(scale) : divideUp(unscaled, pow10(-scale)));
}

/** Thousandths, rounded up: `0.5` → 500, `100u` → 1. The server's `MilliValue()`. A bad quantity is 0. */
export function quantityMilliValue(quantity: Quantity | ParsedQuantity): number {
  if (typeof quantity === 'number' && Number.isSafeInteger(quantity * 1000)) return quantity * 1000;
  if (typeof quantity === 'string') {
    const fast = fastMilli(quantity);
    if (fast >= 0) return fast;
  }
  return scaled(quantity, -3);
}

const DIGIT_0 = 48;
/** At most so many digits are read without a check for precision. */
const FAST_DIGITS = 9;

/** Leading digits as `[value, length]` packed into one number: value · 16 + length; -1 for none or too many. */
function leadingDigits(text: string): number {
  let value = 0;
  let at = 0;
  while (at < text.length) {
    const digit = text.charCodeAt(at) - DIGIT_0;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    at += 1;
    if (at > FAST_DIGITS) return -1;
  }
  return at === 0 ? -1 : value * 16 + at;
}

/**
 * True for the usual texts that are read and printed as they are: `250m`, `3`, `512Mi`. False for others, and for those
 * that it takes more than a glance to tell.
 */
function isCanonical(text: string): boolean {
  const packed = leadingDigits(text);
  if (packed < 0 || text.charCodeAt(0) === DIGIT_0) return false;
  const length = packed % 16;
  const value = (packed - length) / 16;
  const rest = text.length - length;
  const unit = text.charCodeAt(length);
  if (rest === 2) {
    return (
      text.charCodeAt(length + 1) === 105 && (unit === 75 || unit === 77 || unit === 71) && value % 1024 > 0
    );
  }
  return value % 1000 > 0 && (rest === 0 || (rest === 1 && (unit === 109 || unit === 77 || unit === 71)));
}

/** The order of two usual texts, undefined where it takes more. */
function fastOrder(a: string, b: string): -1 | 0 | 1 | undefined {
  let [left, right] = [fastMilli(a), fastMilli(b)];
  if (left < 0 || right < 0) [left, right] = [fastValue(a), fastValue(b)];
  if (left < 0 || right < 0) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

function fastMilli(text: string): number {
  const packed = leadingDigits(text);
  if (packed < 0) return -1;
  const length = packed % 16;
  const value = (packed - length) / 16;
  if (length === text.length) return value * 1000;
  return length + 1 === text.length && text.charCodeAt(length) === 109 ? value : -1;
}

function fastValue(text: string): number {
  const packed = leadingDigits(text);
  if (packed < 0) return -1;
  const length = packed % 16;
  const value = (packed - length) / 16;
  const rest = text.length - length;
  if (rest === 0) return value;
  if (rest === 1) {
    switch (text.charCodeAt(length)) {
      case 77:
        return value * 1e6;
      case 71:
        return Number.isSafeInteger(value * 1e9) ? value * 1e9 : -1;
      case 107:
        return value * 1e3;
    }
    return -1;
  }
  if (rest !== 2 || text.charCodeAt(length + 1) !== 105) return -1;
  let result = -1;
  switch (text.charCodeAt(length)) {
    case 75:
      result = value * 1024;
      break;
    case 77:
      result = value * 1048576;
      break;
    case 71:
      result = value * 1073741824;
  }
  return Number.isSafeInteger(result) ? result : -1;
}

/** The amount of a resource as the scheduler counts it: milli-cores for `cpu`, whole units (bytes) for all else. */
export function resourceAmount(resource: string, quantity: Quantity): number {
  return resource === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity);
}

/** Milli-cores of a cpu quantity, 0 for none. */
export function milliCpu(quantity: Quantity | undefined): number {
  return quantity === undefined ? 0 : quantityMilliValue(quantity);
}

/** Bytes of a memory or storage quantity, 0 for none. */
export function bytes(quantity: Quantity | undefined): number {
  return quantity === undefined ? 0 : quantityValue(quantity);
}
