/** Amounts (apiserver pkg/cel/library/quantity.go). */

import {
  addQuantities,
  compareQuantities,
  type ParsedQuantity,
  parseQuantity,
  QUANTITY_FORMAT,
  quantityError,
  quantitySign,
} from '../../../../api/quantity.js';
import { withoutTrailing } from '../../../../api/text.js';
import { fail, INT, type Library, type Opaque, opaqueType, overload, STRING } from './overload.js';

const QUANTITY = opaqueType<ParsedQuantity>('kubernetes.Quantity');
const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

function isInt64(value: bigint): boolean {
  return value >= LOWEST && value <= HIGHEST;
}

/** What is wrong with a text; one with space around it is none here. */
function wrong(text: string): string | undefined {
  return text === text.trim() ? quantityError(text) : QUANTITY_FORMAT;
}

function parse(text: string): Opaque<ParsedQuantity> {
  const why = wrong(text);
  const parsed = why === undefined ? parseQuantity(text) : undefined;
  return parsed ? value(parsed) : fail(why ?? QUANTITY_FORMAT);
}

/** Amounts are equal by what they are worth. */
function value(quantity: ParsedQuantity): Opaque<ParsedQuantity> {
  const digits = withoutTrailing(String(quantity.unscaled), '0');
  const zeros = String(quantity.unscaled).length - digits.length;
  return QUANTITY.make(quantity, digits === '' ? '0' : `${digits}e${quantity.scale + zeros}`);
}

/** The amount as an int where the server can tell at once: it holds 64 bits and no power of ten below 1 (`1000m`). */
function integer({ unscaled, scale, small }: ParsedQuantity): bigint | undefined {
  if (!small || scale < 0) return undefined;
  const whole = unscaled * 10n ** BigInt(scale);
  return isInt64(whole) ? whole : undefined;
}

/** resource.Quantity's Add: 64 bits stay 64 bits where the sum fits. */
function sum(a: ParsedQuantity, b: ParsedQuantity): ParsedQuantity {
  const small = Boolean(a.small && b.small);
  if (small && b.unscaled === 0n) return { ...plain(a), format: a.unscaled === 0n ? b.format : a.format };
  if (small && a.unscaled === 0n) return plain(b);
  const total = addQuantities(a, b);
  return { ...total, small: small && isInt64(total.unscaled) };
}

/** Without the text that it was written in. */
function plain({ unscaled, scale, format, small }: ParsedQuantity): ParsedQuantity {
  return { unscaled, scale, format, ...(small && { small }) };
}

function negated(quantity: ParsedQuantity): ParsedQuantity {
  return { ...plain(quantity), unscaled: -quantity.unscaled };
}

function ofInt(amount: bigint): ParsedQuantity {
  return { unscaled: amount, scale: 0, format: 'DecimalExponent', small: true };
}

const two = [QUANTITY.is, QUANTITY.is] as [typeof QUANTITY.is, typeof QUANTITY.is];

export const QUANTITIES: Library = {
  add: [
    overload(two, (a, b) => value(sum(a.inner, b.inner))),
    overload([QUANTITY.is, INT], (a, b) => value(sum(a.inner, ofInt(b)))),
  ],
  asApproximateFloat: [
    overload([QUANTITY.is], ({ inner }) => Number(inner.unscaled) * Number(`1e${inner.scale}`)),
  ],
  asInteger: [
    overload([QUANTITY.is], ({ inner }) => integer(inner) ?? fail('cannot convert value to integer')),
  ],
  compareTo: [overload(two, (a, b) => BigInt(compareQuantities(a.inner, b.inner)))],
  isGreaterThan: [overload(two, (a, b) => compareQuantities(a.inner, b.inner) > 0)],
  isInteger: [overload([QUANTITY.is], ({ inner }) => integer(inner) !== undefined)],
  isLessThan: [overload(two, (a, b) => compareQuantities(a.inner, b.inner) < 0)],
  isQuantity: [overload([STRING], (text) => wrong(text) === undefined)],
  quantity: [overload([STRING], parse)],
  sign: [overload([QUANTITY.is], ({ inner }) => BigInt(quantitySign(inner)))],
  sub: [
    overload(two, (a, b) => value(sum(a.inner, negated(b.inner)))),
    overload([QUANTITY.is, INT], (a, b) => value(sum(a.inner, negated(ofInt(b))))),
  ],
};
