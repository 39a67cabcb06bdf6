/**
 * Resource quantities as k8s.io/apimachinery/pkg/api/resource reads, adds, compares and prints them.
 * Exact for every text (big integers). What a text means is kept, since the same few are asked for again and again.
 */
import type { Quantity } from './objects.js';

export const QUANTITY_FORMAT =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
export const QUANTITY_SUFFIX = "unable to parse quantity's suffix";
export const QUANTITY_NUMERIC = 'unable to parse numeric part of quantity';

/** The family of suffixes a quantity is printed with. */
type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

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

const GRAMMAR = /^([+-]?)(\d*)(?:\.(\d*))?((?:(?:[eEinumkKMGTP]+[-+]?|[-+])\d*)?)$/;
const NANO = -9;
const MAX_INT64 = 9223372036854775807n;
/** Digits that a 64-bit amount surely holds; longer texts take the server's arbitrary-precision way. */
const MAX_DIGITS = 18;
/** Beyond any use: an exponent is held at this, so that `1e999999999` cannot make a number of a gigabyte. */
const MAX_EXPONENT = 1000;
/** Digits beyond any use: a number of millions of them would be computed with for seconds. */
const MAX_TEXT = 1000;

const ZERO: ParsedQuantity = { unscaled: 0n, scale: 0, format: 'DecimalSI', text: '0', small: true };

function quantityText(quantity: unknown): string {
  return typeof quantity === 'string' ? quantity.trim() : String(quantity);
}

function read(text: string): ParsedQuantity | string {
  if (text === '') return QUANTITY_FORMAT;
  if (text === '0') return ZERO;
  const match = GRAMMAR.exec(text);
  if (!match) return QUANTITY_FORMAT;
  const [, sign, digits = '', denom = '', suffixText = ''] = match;
  const suffix = interpret(suffixText);
  if (!suffix) return QUANTITY_SUFFIX;
  if (digits.length + denom.length > MAX_TEXT) return huge(text, sign === '-', digits, suffix);
  const num = digits.replace(/^0+/, '') || '0';
  const shifted = num + denom;
  const negative = sign === '-';
  const precision =
    suffix.base === 10
      ? MAX_DIGITS - shifted.length
      : denom !== ''
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
  return { unscaled: negative ? -1n : 1n, scale: Math.max(NANO, scale), format: suffix.format, text };
}

function interpret(text: string): Suffix | undefined {
  const known = SUFFIXES.get(text);
  if (known) return known;
  if (!/^[eE][-+]?\d+$/.test(text)) return undefined;
  const exponent = Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, Number(text.slice(1))));
  return { base: 10, exponent, format: 'DecimalExponent' };
}

/** The powers that are asked for all the time, so that they are not raised again. */
const POWERS = Array.from({ length: 19 }, (_, exponent) => 10n ** BigInt(exponent));

function pow10(exponent: number): bigint {
  return POWERS[Math.max(0, exponent)] ?? 10n ** BigInt(exponent);
}

function divideUp(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  if (value % by === 0n) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** What a text means. */
interface Reading {
  parsed?: ParsedQuantity;
  error?: string;
  canonical: string;
  /** Whole units and thousandths. */
  value: number;
  milli: number;
}

const readings = new Map<string, Reading>();
const MOST_READINGS = 10_000;
const LONGEST_KEPT = 32;

function reading(quantity: unknown): Reading {
  const text = quantityText(quantity);
  let found = readings.get(text);
  if (!found) {
    const parsed = read(text);
    found =
      typeof parsed === 'string'
        ? { error: parsed, canonical: text, value: 0, milli: 0 }
        : {
            parsed,
            canonical: formatQuantity(parsed),
            value: amount(parsed, 0),
            milli: amount(parsed, -3),
          };
    if (readings.size === MOST_READINGS) readings.clear();
    if (text.length <= LONGEST_KEPT) readings.set(text, found);
  }
  return found;
}

/** The quantity that a text or number means, undefined where the server would refuse it. */
export function parseQuantity(quantity: unknown): ParsedQuantity | undefined {
  return reading(quantity).parsed;
}

/** Why the server refuses a quantity, in its words; undefined for a good one. */
export function quantityError(quantity: unknown): string | undefined {
  return reading(quantity).error;
}

/** The text that the API server stores and prints: `1000m` → `1`, `0.5Gi` → `512Mi`. A bad one comes back as it is. */
export function canonicalQuantity(quantity: Quantity | bigint): string {
  return reading(quantity).canonical;
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
  const all = String(unscaled);
  let end = all.length;
  while (all[end - 1] === '0') end -= 1;
  // As large an exponent as there are zeros for, of those with a suffix: every third.
  const shift = (((scale + all.length - end) % 3) + 3) % 3;
  const exponent = scale + all.length - end - shift;
  const amount = all.slice(0, end).padEnd(end + shift, '0');
  if (format === 'DecimalExponent') return exponent === 0 ? amount : `${amount}e${exponent}`;
  return `${amount}${DECIMAL_SUFFIX.get(exponent) ?? ''}`;
}

/** Both amounts at the smaller of their scales. */
function aligned(a: ParsedQuantity, b: ParsedQuantity): [bigint, bigint, number] {
  // Mostly they are at one already: big integers are slow.
  if (a.scale === b.scale) return [a.unscaled, b.unscaled, a.scale];
  const scale = Math.min(a.scale, b.scale);
  return [a.unscaled * pow10(a.scale - scale), b.unscaled * pow10(b.scale - scale), scale];
}

function must(quantity: Quantity | ParsedQuantity): ParsedQuantity {
  return typeof quantity === 'object' ? quantity : (parseQuantity(quantity) ?? ZERO);
}

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`. A bad quantity counts as zero. */
export function compareQuantities(a: Quantity | ParsedQuantity, b: Quantity | ParsedQuantity): -1 | 0 | 1 {
  const [left, right] = aligned(must(a), must(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** -1, 0 or 1 as the quantity is negative, zero or positive. */
export function quantitySign(quantity: Quantity | ParsedQuantity): -1 | 0 | 1 {
  const { unscaled } = must(quantity);
  return unscaled < 0n ? -1 : unscaled > 0n ? 1 : 0;
}

/** `a + b`, printed in the format of `a`; of `b` where `a` is zero, so that `0 + 1Gi` prints `1Gi`. */
export function addQuantities(a: Quantity | ParsedQuantity, b: Quantity | ParsedQuantity): ParsedQuantity {
  const [to, more] = [must(a), must(b)];
  const [left, right, scale] = aligned(to, more);
  return { unscaled: left + right, scale, format: to.unscaled === 0n ? more.format : to.format };
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
  const { parsed, canonical } = reading(quantity);
  if (!parsed || !isFraction(parsed, -3)) return canonical;
  const unscaled = divideUp(parsed.unscaled, pow10(-3 - parsed.scale));
  return formatQuantity({ unscaled, scale: -3, format: parsed.format });
}

/**
 * True for an amount of bytes that is not whole, as the server's warnings tell it: by thousandths in 64 bits, so that an
 * amount beyond 2^63 thousandths counts as a fraction too.
 */
export function isFractionalBytes(quantity: Quantity): boolean {
  const milli = scaled(must(quantity), -3);
  return BigInt.asIntN(64, milli) !== milli || milli % 1000n !== 0n;
}

/** How many times 10^to, rounded up (away from zero). */
function scaled({ unscaled, scale }: ParsedQuantity, to: number): bigint {
  const shift = scale - to;
  return shift >= 0 ? unscaled * pow10(shift) : divideUp(unscaled, pow10(-shift));
}

function limited(value: bigint): bigint {
  if (value > MAX_INT64) return MAX_INT64;
  return value < -MAX_INT64 ? -MAX_INT64 : value;
}

/** `scaled` as a number; what 64 bits do not hold is the largest that they do. */
function amount(parsed: ParsedQuantity, to: number): number {
  return Number(limited(scaled(parsed, to)));
}

/** Whole units, rounded up (away from zero): `100m` → 1. The server's `Value()`. A bad quantity is 0. */
export function quantityValue(quantity: Quantity | ParsedQuantity): number {
  return typeof quantity === 'object' ? amount(quantity, 0) : reading(quantity).value;
}

/** Thousandths, rounded up: `0.5` → 500, `100u` → 1. The server's `MilliValue()`. A bad quantity is 0. */
export function quantityMilliValue(quantity: Quantity): number {
  return reading(quantity).milli;
}

/**
 * Whole units, rounded up, in 64 bits. Beyond them an amount that the server holds as 64 bits and a power of ten is the
 * largest there is; one that it holds with all its digits wraps round.
 */
export function quantityInt64(quantity: Quantity): bigint {
  const parsed = must(quantity);
  const value = scaled(parsed, 0);
  return parsed.small ? limited(value) : BigInt.asIntN(64, value);
}

/** The amount of a resource as the scheduler counts it: milli-cores for `cpu`, whole units (bytes) for all else. */
export function resourceAmount(resource: string, quantity: Quantity): number {
  return resource === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity);
}
