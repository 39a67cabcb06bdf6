import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  isFraction,
  isFractionalBytes,
  parseQuantity,
  QUANTITY_FORMAT,
  QUANTITY_NUMERIC,
  QUANTITY_SUFFIX,
  quantityError,
  quantityInt64,
  quantityMilliValue,
  quantitySign,
  quantityValue,
  resourceAmount,
  roundToMilli,
} from '../../src/api/quantity.js';

describe('what is no quantity', () => {
  it.each<[unknown, string]>([
    ['', QUANTITY_FORMAT],
    ['1KiB', QUANTITY_FORMAT],
    ['1 k', QUANTITY_FORMAT],
    ['1e3.5', QUANTITY_FORMAT],
    ['1e1k', QUANTITY_FORMAT],
    ['1g', QUANTITY_FORMAT],
    ['1B', QUANTITY_FORMAT],
    ['1.2.3', QUANTITY_FORMAT],
    ['0x10', QUANTITY_FORMAT],
    ['1_000', QUANTITY_FORMAT],
    ['1,5', QUANTITY_FORMAT],
    ['Infinity', QUANTITY_FORMAT],
    ['x1', QUANTITY_FORMAT],
    [true, QUANTITY_FORMAT],
    [Number.POSITIVE_INFINITY, QUANTITY_FORMAT],
    [Number.NaN, QUANTITY_FORMAT],
    ['1kk', QUANTITY_SUFFIX],
    ['1e', QUANTITY_SUFFIX],
    ['1e+', QUANTITY_SUFFIX],
    ['1ee3', QUANTITY_SUFFIX],
    ['1Em', QUANTITY_SUFFIX],
    ['1mi', QUANTITY_SUFFIX],
    ['1ki', QUANTITY_SUFFIX],
    ['1K', QUANTITY_SUFFIX],
    ['1m3', QUANTITY_SUFFIX],
    ['1Ei3', QUANTITY_SUFFIX],
    ['--1', QUANTITY_SUFFIX],
    ['1-', QUANTITY_SUFFIX],
    ['.e-10', QUANTITY_NUMERIC],
    ['-e-10', QUANTITY_NUMERIC],
    ['e-10', QUANTITY_NUMERIC],
    ['.Ei', QUANTITY_NUMERIC],
    ['+Pi', QUANTITY_NUMERIC],
  ])('%j counts as nothing', (text, error) => {
    expect(quantityError(text)).toBe(error);
    expect(parseQuantity(text)).toBeUndefined();
    const asGiven = text as string;
    expect(canonicalQuantity(asGiven)).toBe(String(text));
    expect(roundToMilli(asGiven)).toBe(String(text));
    expect([quantityValue(asGiven), quantityMilliValue(asGiven), quantityInt64(asGiven)]).toEqual([0, 0, 0n]);
    expect([quantitySign(asGiven), compareQuantities(asGiven, '0')]).toEqual([0, 0]);
  });

  it('is told in these words', () => {
    expect([QUANTITY_FORMAT, QUANTITY_SUFFIX, QUANTITY_NUMERIC]).toEqual([
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      "unable to parse quantity's suffix",
      'unable to parse numeric part of quantity',
    ]);
  });
});

describe('numbers', () => {
  it.each<[number | bigint, string]>([
    [2, '2'],
    [0.1, '100m'],
    [-0, '0'],
    [1000, '1k'],
    [1e-7, '100e-9'],
    [1e21, '1e+21'],
    [5e-324, '1e-9'],
    [Number.MAX_VALUE, '179769313486231570e291'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [2n ** 63n, '9223372036854775808'],
    [10n ** 17n, '100P'],
  ])('%s is stored as %s', (number, text) => {
    expect(canonicalQuantity(number)).toBe(text);
  });
});

describe('comparing', () => {
  it.each<[string | number, string | number, -1 | 0 | 1]>([
    ['1', '1000m', 0],
    ['1', '999m', 1],
    ['1', '1001m', -1],
    ['1Gi', '1G', 1],
    ['1024Mi', '1Gi', 0],
    ['1Ki', '1025', -1],
    ['-1', '0', -1],
    ['-1n', '-2n', 1],
    ['0', '-0', 0],
    ['1E', '1Ei', -1],
    ['999999999', '1000000000', -1],
    ['10000000000', '9999999999', 1],
    ['1e1000', '1e999', 1],
    ['1n', '0', 1],
    [1, '1', 0],
    [0.5, '500m', 0],
    [2, 1, 1],
  ])('%s to %s is %d', (a, b, order) => {
    expect(compareQuantities(a, b)).toBe(order);
    expect(compareQuantities(b, a)).toBe(0 - order);
  });

  it.each<[string | number, -1 | 0 | 1]>([
    ['1n', 1],
    ['0', 0],
    ['-0', 0],
    ['-1n', -1],
    [-2, -1],
    ['1Gi', 1],
  ])('the sign of %s is %d', (text, sign) => {
    expect(quantitySign(text)).toBe(sign);
  });
});

describe('adding', () => {
  it.each([
    ['1Gi', '512Mi', '1536Mi'],
    ['512Mi', '512Mi', '1Gi'],
    ['0', '512Mi', '512Mi'],
    ['0Gi', '1k', '1k'],
    ['1G', '1Gi', '2073741824'],
    ['1Gi', '1G', '2073741824'],
    ['1Ki', '1m', '1024001m'],
    ['1', '1m', '1001m'],
    ['1k', '1m', '1000001m'],
    ['1e3', '1', '1001'],
    ['1e3', '1k', '2e3'],
    ['-1', '1', '0'],
    ['999', '1', '1k'],
    ['0', '0', '0'],
    ['nonsense', '2', '2'],
  ])('%s and %s is %s', (a, b, sum) => {
    expect(formatQuantity(addQuantities(a, b))).toBe(sum);
  });
});

describe('what the server rounds and counts', () => {
  it.each<[string | number, string]>([
    ['0.0001', '1m'],
    ['-0.0001', '-1m'],
    ['1.0001', '1001m'],
    ['1.001', '1.001'],
    ['1n', '1m'],
    ['999u', '1m'],
    ['1000u', '1m'],
    ['1000m', '1'],
    ['1000', '1k'],
    [1000, '1k'],
    ['128Mi', '128Mi'],
    ['1.2345Gi', '1325534281728m'],
    ['1.23456Gi', '1325598706238m'],
    ['1e-4', '1e-3'],
  ])('%s is stored in a resource list as %s', (text, rounded) => {
    expect(roundToMilli(text)).toBe(rounded);
  });

  it.each<[string, number, boolean]>([
    ['1', 0, false],
    ['1.5', 0, true],
    ['1500m', 0, true],
    ['2000m', 0, false],
    ['1.5Ki', 0, false],
    ['1k', 0, false],
    ['1m', -3, false],
    ['1500u', -3, true],
    ['2000u', -3, false],
    ['1n', -3, true],
    ['0', 0, false],
  ])('%s against 10^%d: %s', (text, scale, fraction) => {
    expect(isFraction(text, scale)).toBe(fraction);
  });

  it.each([
    ['1500', false],
    ['1500m', true],
    ['2000m', false],
    ['1n', true],
    ['-1500m', true],
    ['1Gi', false],
    ['1.5Ki', false],
    ['1.2345Gi', true],
    ['9223372036854775807m', true],
    // Thousandths beyond 64 bits.
    ['99999999999999999999', true],
    ['9223372036854776', true],
    ['10E', true],
  ])('%s is a fraction of a byte: %s', (text, fraction) => {
    expect(isFractionalBytes(text)).toBe(fraction);
  });

  it.each<[string, string | number, number]>([
    ['cpu', '100m', 100],
    ['cpu', '2', 2000],
    ['cpu', 2, 2000],
    ['cpu', 0.5, 500],
    ['memory', '100m', 1],
    ['memory', '1Gi', 1073741824],
    ['memory', 1024, 1024],
    ['ephemeral-storage', '1k', 1000],
    ['nvidia.com/gpu', '2', 2],
    ['requests.cpu', '1', 1],
  ])('%s: %s counts as %d', (resource, quantity, amount) => {
    expect(resourceAmount(resource, quantity)).toBe(amount);
  });

  // Held as 64 bits and a power of ten it ends at the largest; with all its digits it wraps round.
  it.each([
    ['999999999999999999', 999999999999999999n],
    ['999999999999999999e1', 9223372036854775807n],
    ['999999999999999999e10', 9223372036854775807n],
    ['9999999999999999999', -8446744073709551617n],
    ['18446744073709551617', 1n],
    ['-999999999999999999e3', -9223372036854775807n],
    ['9223372036854775e3', 9223372036854775000n],
    ['9223372036854776e3', 9223372036854775807n],
  ])('%s beyond 64 bits is %s', (text, whole) => {
    expect(quantityInt64(text)).toBe(whole);
  });

  it('an amount that was read is counted as its text', () => {
    expect(quantityValue(parseQuantity('1.5Gi')!)).toBe(1610612736);
    expect(compareQuantities(parseQuantity('1Ki')!, '1024')).toBe(0);
  });
});
