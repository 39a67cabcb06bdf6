import { describe, expect, it } from 'vitest';
import {
  canonicalQuantity,
  type ParsedQuantity,
  parseQuantity,
  quantityError,
  quantityInt64,
  quantityMilliValue,
  quantityValue,
} from '../../src/api/quantity.js';

/** `unscaled`, `scale`, format; whether the server holds 64 bits, and the text where it keeps it. */
type Held = [bigint, number, ParsedQuantity['format'], ('small' | 'big')?, string?];

/** The largest amount of 64 bits, as a number. */
const MOST = 2 ** 63;

/** Whole units, rounded away from zero; what 64 bits do not hold is the largest that they do. */
function held64(unscaled: bigint, scale: number): number {
  const by = 10n ** BigInt(Math.abs(scale));
  const up = unscaled < 0n ? -by + 1n : by - 1n;
  const exact = scale >= 0 ? unscaled * by : (unscaled + up) / by;
  const most = 2n ** 63n - 1n;
  return Number(exact > most ? most : exact < -most ? -most : exact);
}

describe('a quantity as it is stored, in whole units, in thousandths, and as Go holds it', () => {
  it.each<[string, string, bigint, number, ...Held]>([
    // zero and plain digits
    ['0', '0', 0n, 0, 0n, 0, 'DecimalSI', 'small', '0'],
    ['-0', '0', 0n, 0, 0n, 0, 'DecimalSI', 'small'],
    ['00', '0', 0n, 0, 0n, 0, 'DecimalSI', 'small'],
    ['0.000', '0', 0n, 0, 0n, -3, 'DecimalSI', 'small'],
    ['1', '1', 1n, 1000, 1n, 0, 'DecimalSI', 'small', '1'],
    ['+1', '+1', 1n, 1000, 1n, 0, 'DecimalSI', 'small', '+1'],
    ['-1', '-1', -1n, -1000, -1n, 0, 'DecimalSI', 'small', '-1'],
    ['05', '05', 5n, 5000, 5n, 0, 'DecimalSI', 'small', '05'],
    ['999', '999', 999n, 999000, 999n, 0, 'DecimalSI', 'small', '999'],
    ['1000', '1k', 1000n, 1000000, 1000n, 0, 'DecimalSI', 'small'],
    ['1200', '1200', 1200n, 1200000, 1200n, 0, 'DecimalSI', 'small', '1200'],
    ['1500', '1500', 1500n, 1500000, 1500n, 0, 'DecimalSI', 'small', '1500'],
    ['12000', '12k', 12000n, 12000000, 12000n, 0, 'DecimalSI', 'small'],
    ['1000000', '1M', 1000000n, 1000000000, 1000000n, 0, 'DecimalSI', 'small'],
    ['1.', '1.', 1n, 1000, 1n, 0, 'DecimalSI', 'small', '1.'],
    ['.5', '500m', 1n, 500, 5n, -1, 'DecimalSI', 'small'],
    ['-.5', '-500m', -1n, -500, -5n, -1, 'DecimalSI', 'small'],
    ['1.0', '1', 1n, 1000, 10n, -1, 'DecimalSI', 'small'],
    ['1.10', '1100m', 2n, 1100, 110n, -2, 'DecimalSI', 'small'],
    ['1.000', '1', 1n, 1000, 1000n, -3, 'DecimalSI', 'small'],
    // every decimal suffix
    ['1n', '1n', 1n, 1, 1n, -9, 'DecimalSI', 'small', '1n'],
    ['1u', '1u', 1n, 1, 1n, -6, 'DecimalSI', 'small', '1u'],
    ['1m', '1m', 1n, 1, 1n, -3, 'DecimalSI', 'small', '1m'],
    ['1k', '1k', 1000n, 1000000, 1n, 3, 'DecimalSI', 'small', '1k'],
    ['1M', '1M', 1000000n, 1000000000, 1n, 6, 'DecimalSI', 'small', '1M'],
    ['1G', '1G', 1000000000n, 1000000000000, 1n, 9, 'DecimalSI', 'small', '1G'],
    ['1T', '1T', 1000000000000n, 1000000000000000, 1n, 12, 'DecimalSI', 'small', '1T'],
    ['1P', '1P', 1000000000000000n, 1000000000000000000, 1n, 15, 'DecimalSI', 'small', '1P'],
    ['1E', '1E', 1000000000000000000n, MOST, 1n, 18, 'DecimalSI', 'small', '1E'],
    ['1000n', '1u', 1n, 1, 1000n, -9, 'DecimalSI', 'small'],
    ['1000u', '1m', 1n, 1, 1000n, -6, 'DecimalSI', 'small'],
    ['999m', '999m', 1n, 999, 999n, -3, 'DecimalSI', 'small', '999m'],
    ['1000m', '1', 1n, 1000, 1000n, -3, 'DecimalSI', 'small'],
    ['1001m', '1001m', 2n, 1001, 1001n, -3, 'DecimalSI', 'small', '1001m'],
    ['-1500m', '-1500m', -2n, -1500, -1500n, -3, 'DecimalSI', 'small', '-1500m'],
    ['100000m', '100', 100n, 100000, 100000n, -3, 'DecimalSI', 'small'],
    ['1.5k', '1500', 1500n, 1500000, 15n, 2, 'DecimalSI', 'small'],
    ['0.001k', '1', 1n, 1000, 1n, 0, 'DecimalSI', 'small'],
    ['1000P', '1E', 1000000000000000000n, MOST, 1000n, 15, 'DecimalSI', 'small'],
    // every binary suffix
    ['1Ki', '1Ki', 1024n, 1024000, 1024n, 0, 'BinarySI', 'small', '1Ki'],
    ['1Mi', '1Mi', 1048576n, 1048576000, 1048576n, 0, 'BinarySI', 'small', '1Mi'],
    ['1Gi', '1Gi', 1073741824n, 1073741824000, 1073741824n, 0, 'BinarySI', 'small', '1Gi'],
    ['1Ti', '1Ti', 1099511627776n, 1099511627776000, 1099511627776n, 0, 'BinarySI', 'small', '1Ti'],
    ['1Pi', '1Pi', 1125899906842624n, 1125899906842624000, 1125899906842624n, 0, 'BinarySI', 'big'],
    ['1Ei', '1Ei', 1152921504606846976n, MOST, 1152921504606846976n, 0, 'BinarySI', 'big'],
    ['1023', '1023', 1023n, 1023000, 1023n, 0, 'DecimalSI', 'small', '1023'],
    ['1024', '1024', 1024n, 1024000, 1024n, 0, 'DecimalSI', 'small', '1024'],
    ['1024Ki', '1Mi', 1048576n, 1048576000, 1048576n, 0, 'BinarySI', 'small'],
    ['1025Ki', '1025Ki', 1049600n, 1049600000, 1049600n, 0, 'BinarySI', 'small', '1025Ki'],
    ['8Ki', '8Ki', 8192n, 8192000, 8192n, 0, 'BinarySI', 'small'],
    ['9Ki', '9Ki', 9216n, 9216000, 9216n, 0, 'BinarySI', 'small', '9Ki'],
    ['16Ki', '16Ki', 16384n, 16384000, 16384n, 0, 'BinarySI', 'small'],
    ['1536Ki', '1536Ki', 1572864n, 1572864000, 1572864n, 0, 'BinarySI', 'small'],
    ['2048Ki', '2Mi', 2097152n, 2097152000, 2097152n, 0, 'BinarySI', 'small'],
    ['1.Ki', '1.Ki', 1024n, 1024000, 1024n, 0, 'BinarySI', 'small', '1.Ki'],
    ['.Ki', '0', 0n, 0, 0n, 0, 'BinarySI', 'small'],
    ['1.5Ki', '1536', 1536n, 1536000, 15360n, -1, 'BinarySI', 'big'],
    ['0.5Ki', '512', 512n, 512000, 5120n, -1, 'BinarySI', 'big'],
    ['-0.5Ki', '-512', -512n, -512000, -5120n, -1, 'BinarySI', 'big'],
    ['0.5Mi', '512Ki', 524288n, 524288000, 5242880n, -1, 'BinarySI', 'big'],
    ['0.0001Ki', '102400u', 1n, 103, 1024n, -4, 'DecimalSI', 'big'],
    ['-0.0001Ki', '-102400u', -1n, -103, -1024n, -4, 'DecimalSI', 'big'],
    ['1.2345Gi', '1325534281728m', 1325534282n, 1325534281728, 13255342817280n, -4, 'BinarySI', 'big'],
    // exponents
    ['1e3', '1e3', 1000n, 1000000, 1n, 3, 'DecimalExponent', 'small', '1e3'],
    ['1E3', '1E3', 1000n, 1000000, 1n, 3, 'DecimalExponent', 'small', '1E3'],
    ['1e+3', '1e+3', 1000n, 1000000, 1n, 3, 'DecimalExponent', 'small', '1e+3'],
    ['1e-3', '1e-3', 1n, 1, 1n, -3, 'DecimalExponent', 'small', '1e-3'],
    ['1e0', '1e0', 1n, 1000, 1n, 0, 'DecimalExponent', 'small', '1e0'],
    ['1.5e3', '1500', 1500n, 1500000, 15n, 2, 'DecimalExponent', 'small'],
    ['12e4', '120e3', 120000n, 120000000, 12n, 4, 'DecimalExponent', 'small'],
    ['100e1', '1e3', 1000n, 1000000, 100n, 1, 'DecimalExponent', 'small'],
    ['1e-9', '1e-9', 1n, 1, 1n, -9, 'DecimalExponent', 'small', '1e-9'],
    ['1e-10', '1e-9', 1n, 1, 1n, -9, 'DecimalExponent', 'big'],
    ['1e18', '1e18', 1000000000000000000n, MOST, 1n, 18, 'DecimalExponent', 'small', '1e18'],
    ['1e19', '10e18', 9223372036854775807n, MOST, 1n, 19, 'DecimalExponent', 'small'],
    ['1e30', '1e30', 9223372036854775807n, MOST, 1n, 30, 'DecimalExponent', 'small', '1e30'],
    ['1e1000', '10e999', 9223372036854775807n, MOST, 1n, 1000, 'DecimalExponent', 'small'],
    ['1e1001', '10e999', 9223372036854775807n, MOST, 1n, 1000, 'DecimalExponent', 'small'],
    ['-1e1001', '-10e999', -9223372036854775807n, -MOST, -1n, 1000, 'DecimalExponent', 'small'],
    ['1e-1001', '1e-9', 1n, 1, 1n, -9, 'DecimalExponent', 'big'],
    // finer than nano: rounded away from zero
    ['0.1n', '1n', 1n, 1, 1n, -9, 'DecimalSI', 'big'],
    ['-0.1n', '-1n', -1n, -1, -1n, -9, 'DecimalSI', 'big'],
    ['0.9n', '1n', 1n, 1, 1n, -9, 'DecimalSI', 'big'],
    ['1.1n', '2n', 1n, 1, 2n, -9, 'DecimalSI', 'big'],
    ['0.123456789', '123456789n', 1n, 124, 123456789n, -9, 'DecimalSI', 'small'],
    ['0.1234567891', '123456790n', 1n, 124, 123456790n, -9, 'DecimalSI', 'big'],
    ['1.123456789', '1.123456789', 2n, 1124, 1123456789n, -9, 'DecimalSI', 'small', '1.123456789'],
    ['0.0000000001', '1n', 1n, 1, 1n, -9, 'DecimalSI', 'big'],
    // at the edge of what 64 bits hold
    [
      '999999999999999999',
      '999999999999999999',
      999999999999999999n,
      MOST,
      999999999999999999n,
      0,
      'DecimalSI',
      'small',
      '999999999999999999',
    ],
    [
      '1234567890123456789',
      '1234567890123456789',
      1234567890123456789n,
      MOST,
      1234567890123456789n,
      0,
      'DecimalSI',
      'big',
    ],
    [
      '9223372036854775807',
      '9223372036854775807',
      9223372036854775807n,
      MOST,
      9223372036854775807n,
      0,
      'DecimalSI',
      'big',
    ],
    [
      '9223372036854775808',
      '9223372036854775808',
      -9223372036854775808n,
      MOST,
      9223372036854775808n,
      0,
      'DecimalSI',
      'big',
    ],
    [
      '-9223372036854775809',
      '-9223372036854775809',
      9223372036854775807n,
      -MOST,
      -9223372036854775809n,
      0,
      'DecimalSI',
      'big',
    ],
    [
      '12345678901234567.8k',
      '12345678901234567800',
      9223372036854775807n,
      MOST,
      123456789012345678n,
      2,
      'DecimalSI',
      'small',
    ],
    ['9E', '9E', 9000000000000000000n, MOST, 9n, 18, 'DecimalSI', 'small', '9E'],
    ['10E', '10E', 9223372036854775807n, MOST, 10n, 18, 'DecimalSI', 'small', '10E'],
    ['1000E', '1', 9223372036854775807n, MOST, 1000n, 18, 'DecimalSI', 'small'],
    ['99Ti', '99Ti', 108851651149824n, 108851651149824000, 108851651149824n, 0, 'BinarySI', 'small', '99Ti'],
    ['100Ti', '100Ti', 109951162777600n, 109951162777600000, 109951162777600n, 0, 'BinarySI', 'big'],
    [
      '99999Gi',
      '99999Gi',
      107373108658176n,
      107373108658176000,
      107373108658176n,
      0,
      'BinarySI',
      'small',
      '99999Gi',
    ],
    ['100000Gi', '100000Gi', 107374182400000n, 107374182400000000, 107374182400000n, 0, 'BinarySI', 'big'],
    ['7Ei', '7Ei', 8070450532247928832n, MOST, 8070450532247928832n, 0, 'BinarySI', 'big'],
    ['8Ei', '9223372036854775807', 9223372036854775807n, MOST, 9223372036854775807n, 0, 'BinarySI', 'big'],
    ['9Ei', '9223372036854775807', 9223372036854775807n, MOST, 9223372036854775807n, 0, 'BinarySI', 'big'],
    [
      '-9Ei',
      '-9223372036854775807',
      -9223372036854775807n,
      -MOST,
      -9223372036854775807n,
      0,
      'BinarySI',
      'big',
    ],
    ['18446744073709551617', '18446744073709551617', 1n, MOST, 18446744073709551617n, 0, 'DecimalSI', 'big'],
    // blanks around and no digits at all
    [' 1 ', '1', 1n, 1000, 1n, 0, 'DecimalSI', 'small', '1'],
    ['-', '0', 0n, 0, 0n, 0, 'DecimalSI', 'small'],
    ['+', '0', 0n, 0, 0n, 0, 'DecimalSI', 'small'],
    ['.', '0', 0n, 0, 0n, 0, 'DecimalSI', 'small'],
    ['-.', '0', 0n, 0, 0n, 0, 'DecimalSI', 'small'],
    ['+.k', '0', 0n, 0, 0n, 3, 'DecimalSI', 'small'],
    ['e3', '0', 0n, 0, 0n, 3, 'DecimalExponent', 'small'],
    ['k', '0', 0n, 0, 0n, 3, 'DecimalSI', 'small'],
    ['Mi', '0', 0n, 0, 0n, 0, 'BinarySI', 'small'],
  ])('%s', (text, canonical, whole, milli, unscaled, scale, format, held, kept) => {
    expect(canonicalQuantity(text)).toBe(canonical);
    expect(quantityInt64(text)).toBe(whole);
    expect(quantityValue(text)).toBe(held64(unscaled, scale));
    expect(quantityMilliValue(text)).toBe(milli);
    expect(quantityError(text)).toBeUndefined();
    expect(parseQuantity(text)).toEqual({
      ...{ unscaled, scale, format },
      ...(held === 'small' && { small: true }),
      ...(kept !== undefined && { text: kept }),
    });
  });
});

it.each([
  ['9'.repeat(1000), 'exactly', '9'.repeat(1000), 10n ** 1000n - 1n],
  [`1${'0'.repeat(999)}`, 'exactly', '1', 10n ** 999n],
  [`1${'0'.repeat(1000)}`, 'by its size', `1${'0'.repeat(1000)}`, 1n],
  [`-${'9'.repeat(200_000)}`, 'by its size', `-${'9'.repeat(200_000)}`, -1n],
  [`0.${'1'.repeat(999)}`, 'exactly', '111111112n', 111_111_112n],
  [`0.${'1'.repeat(1000)}`, 'by its size', `0.${'1'.repeat(1000)}`, 1n],
])('a number of very many digits is told ($1)', (text, _how, canonical, unscaled) => {
  expect(canonicalQuantity(text)).toBe(canonical);
  expect(parseQuantity(text)?.unscaled).toBe(unscaled);
});
