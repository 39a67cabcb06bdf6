import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  isFractionalBytes,
  parseQuantity,
  QUANTITY_FORMAT,
  QUANTITY_SUFFIX,
  quantityError,
  quantityMilliValue,
  quantityValue,
  roundToMilli,
} from '../../src/api/quantity.js';

describe('quantities are stored in canonical form', () => {
  it.each([
    ['1000m', '1'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.5Gi', '1536Mi'],
    ['0.5Gi', '512Mi'],
    ['1024Mi', '1Gi'],
    ['1000Mi', '1000Mi'],
    ['1e3', '1e3'],
    ['12E3', '12E3'],
    ['1.1e5', '110e3'],
    ['0.1Ki', '102400m'],
    ['0Ki', '0'],
    ['05', '05'],
    ['0.0001n', '1n'],
    ['9Ei', '9223372036854775807'],
    ['-1.5Gi', '-1536Mi'],
    ['100M', '100M'],
  ])('%s → %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });
});

describe('what is no quantity is refused in the words of the server', () => {
  it.each([
    ['', QUANTITY_FORMAT],
    ['1KiB', QUANTITY_FORMAT],
    ['one', QUANTITY_FORMAT],
    ['true', QUANTITY_FORMAT],
    ['1mi', QUANTITY_SUFFIX],
    ['1Kk', QUANTITY_SUFFIX],
  ])('%j', (text, error) => {
    expect(quantityError(text)).toBe(error);
  });

  it('takes numbers as YAML reads them', () => {
    expect(quantityError(0.5)).toBeUndefined();
    expect(canonicalQuantity(0.5)).toBe('500m');
    expect(canonicalQuantity(10n ** 17n)).toBe('100P');
  });
});

describe('numbers for the scheduler', () => {
  it.each([
    ['100m', 100, 1],
    ['0.5', 500, 1],
    ['2', 2000, 2],
    ['100u', 1, 1],
    ['1001u', 2, 1],
    ['1Gi', 1073741824000, 1073741824],
    ['1.5Gi', 1610612736000, 1610612736],
    ['64Mi', 67108864000, 67108864],
    ['250M', 250000000000, 250000000],
    ['-100m', -100, -1],
  ])('%s is %d thousandths and %d whole, both rounded up', (text, milli, whole) => {
    expect(quantityMilliValue(text)).toBe(milli);
    expect(quantityValue(text)).toBe(whole);
  });

  it('rounds what is stored to thousandths', () => {
    expect(roundToMilli('0.0001')).toBe('1m');
    expect(roundToMilli('1.0001')).toBe('1001m');
    expect(roundToMilli('128Mi')).toBe('128Mi');
  });

  it('tells whole bytes from fractions', () => {
    expect(isFractionalBytes('1500m')).toBe(true);
    expect(isFractionalBytes('1500')).toBe(false);
    expect(isFractionalBytes('99999999999999999999')).toBe(true);
  });
});

const quantity = fc
  .tuple(
    // From 10^12 G on Kubernetes prints an amount without its suffix: there is none beyond E.
    fc.bigInt({ min: 1n - 10n ** 12n, max: 10n ** 12n - 1n }),
    fc.constantFrom('', 'm', 'u', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'E-2'),
  )
  .map(([digits, suffix]) => `${digits}${suffix}`);

describe('laws', () => {
  it('printing a quantity and reading it again changes nothing', () => {
    fc.assert(
      fc.property(quantity, (text) => {
        const printed = canonicalQuantity(text);
        expect(compareQuantities(text, printed)).toBe(0);
        expect(canonicalQuantity(printed)).toBe(printed);
      }),
    );
  });

  it('a sum does not depend on the order', () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        expect(compareQuantities(addQuantities(a, b), addQuantities(b, a))).toBe(0);
      }),
    );
  });

  it('comparing is a total order that agrees with sums', () => {
    fc.assert(
      fc.property(quantity, quantity, quantity, (a, b, c) => {
        expect(compareQuantities(a, b) + compareQuantities(b, a)).toBe(0);
        expect(compareQuantities(addQuantities(a, c), addQuantities(b, c))).toBe(compareQuantities(a, b));
      }),
    );
  });

  it('keeps the format of the left side, or of the right where the left is zero', () => {
    expect(formatQuantity(addQuantities('1Gi', '512Mi'))).toBe('1536Mi');
    expect(formatQuantity(addQuantities('0', '512Mi'))).toBe('512Mi');
    expect(formatQuantity(addQuantities('1G', '1Gi'))).toBe('2073741824');
  });

  it('neither throws nor hangs on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        canonicalQuantity(text);
        quantityValue(text);
      }),
    );
    for (const text of ['1e999999999', '9'.repeat(200_000), `0.${'0'.repeat(200_000)}1`, '1e-999999999']) {
      expect(parseQuantity(text)).toBeDefined();
      expect(compareQuantities(text, '1')).toBeTypeOf('number');
    }
  });
});
