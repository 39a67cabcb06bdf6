import { describe, expect, it } from 'vitest';
import { answers, called, duration, made, time } from './library-calls.js';

const q = (text: string) => made('quantity', text);
const v = (text: string) => made('semver', text);

describe('quantities', () => {
  it('are read as the server reads them', () => {
    const format =
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    answers([
      ['isQuantity', ['1.5G'], true],
      ['isQuantity', ['200K'], false],
      ['isQuantity', [' 1'], false],
      ['quantity', ['1,3G'], `ERROR ${format}`],
      ['quantity', [' 1'], `ERROR ${format}`],
      ['quantity', ['200K'], "ERROR unable to parse quantity's suffix"],
      ['quantity', ['1k'], called('quantity', ['1000'])],
      ['quantity', ['1000m'], called('quantity', ['1.0'])],
      ['quantity', ['0'], called('quantity', ['0.000'])],
      ['quantity', ['1Ki'], called('quantity', ['1024'])],
    ]);
    expect(called('quantity', ['1'])).not.toBe(called('quantity', ['10']));
  });

  it('become numbers', () => {
    answers([
      ['isInteger', [q('50k')], true],
      ['asInteger', [q('50k')], 50000n],
      ['asInteger', [q('1Gi')], 1073741824n],
      // The server does not look further than the power of ten.
      ['isInteger', [q('1000m')], false],
      ['isInteger', [q('1.5Gi')], false],
      ['asInteger', [q('1.5')], 'ERROR cannot convert value to integer'],
      ['isInteger', [q('9E')], true],
      ['isInteger', [q('10E')], false],
      ['asInteger', [q('9999999999999999999999G')], 'ERROR cannot convert value to integer'],
      ['asApproximateFloat', [q('1500m')], 1.5],
      ['asApproximateFloat', [q('50k')], 50000],
      ['asApproximateFloat', [q('1e308')], 1e308],
      ['asApproximateFloat', [q('1u')], 1e-6],
      ['asApproximateFloat', [q('1e900')], Number.POSITIVE_INFINITY],
      ['sign', [q('-1')], -1n],
      ['sign', [q('0')], 0n],
      ['sign', [q('1n')], 1n],
      ['sign', [1n], 'ERROR no such overload'],
    ]);
  });

  it('are compared, added and subtracted', () => {
    answers([
      ['isLessThan', [q('1'), q('2')], true],
      ['isLessThan', [q('2'), q('2')], false],
      ['isGreaterThan', [q('1Gi'), q('1G')], true],
      ['isGreaterThan', [q('1'), q('1')], false],
      ['compareTo', [q('1'), q('1000m')], 0n],
      ['compareTo', [q('1'), q('2')], -1n],
      ['add', [q('50k'), q('20k')], called('quantity', ['70k'])],
      ['add', [q('50k'), 20n], called('quantity', ['50020'])],
      ['sub', [q('50k'), q('20k')], called('quantity', ['30k'])],
      ['sub', [q('1'), 2n], called('quantity', ['-1'])],
      ['asInteger', [made('add', q('5'), q('0m'))], 5n],
      ['asInteger', [made('add', q('0m'), q('5'))], 5n],
      ['asInteger', [made('add', q('0'), q('0'))], 0n],
      ['asInteger', [made('add', q('1k'), q('1'))], 1001n],
      ['isInteger', [made('add', q('1500m'), q('500m'))], false],
      ['isInteger', [made('add', q('0.5Gi'), q('0.5Gi'))], false],
      ['asInteger', [made('sub', q('50k'), 20000n)], 30000n],
      ['isInteger', [made('add', q('9223372036854775807'), 1n)], false],
    ]);
  });
});

describe('versions', () => {
  it('are read as written, or tolerantly', () => {
    answers([
      ['semver', ['1.2.3-rc.1+build'], called('semver', ['1.2.3-rc.1'])],
      ['isSemver', ['1.2.3'], true],
      ['isSemver', ['v1.2.3'], false],
      ['isSemver', ['v1.2.3', true], true],
      ['isSemver', ['v1.2.3', false], false],
      ['semver', ['v1.2', true], called('semver', ['1.2.0'])],
      ['semver', ['1', true], called('semver', ['1.0.0'])],
      ['semver', ['01.02.003-x', true], called('semver', ['1.2.3-x'])],
      ['semver', ['00.0.00', true], called('semver', ['0.0.0'])],
      ['semver', ['1-rc', true], 'ERROR short version cannot contain PreRelease/Build meta data'],
      ['semver', ['vx', true], 'ERROR Invalid character(s) found in major number "x"'],
      ['semver', ['1.2.3', 1n], 'ERROR no such overload'],
    ]);
  });

  it.each([
    ['', 'Version string empty'],
    ['1.2', 'No Major.Minor.Patch elements found'],
    ['x', 'No Major.Minor.Patch elements found'],
    ['a.2.3', 'Invalid character(s) found in major number "a"'],
    ['01.2.3', 'Major number must not contain leading zeroes "01"'],
    ['.2.3', 'strconv.ParseUint: parsing "": invalid syntax'],
    ['1.b.3', 'Invalid character(s) found in minor number "b"'],
    ['1.02.3', 'Minor number must not contain leading zeroes "02"'],
    ['1.2.3.4', 'Invalid character(s) found in patch number "3.4"'],
    ['1.2.03', 'Patch number must not contain leading zeroes "03"'],
    ['1.2.99999999999999999999', 'strconv.ParseUint: parsing "99999999999999999999": value out of range'],
    ['1.2.3-', 'Prerelease is empty'],
    ['1.2.3-a..b', 'Prerelease is empty'],
    ['1.2.3-01', 'Numeric PreRelease version must not contain leading zeroes "01"'],
    ['1.2.3-a_b', 'Invalid character(s) found in prerelease "a_b"'],
    ['1.2.3+', 'Build meta data is empty'],
    ['1.2.3+a_b', 'Invalid character(s) found in build meta data "a_b"'],
  ])('%j: %s', (text, why) => {
    expect(called('semver', [text])).toBe(`ERROR ${why}`);
  });

  it('have numbers and an order', () => {
    const ordered = [
      '1.0.0-1',
      '1.0.0-2',
      '1.0.0-10',
      '1.0.0-a',
      '1.0.0-a.1',
      '1.0.0-b',
      '1.0.0',
      '1.0.1',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ];
    for (const [at, text] of ordered.entries()) {
      const expected = ordered.map((_, other) => BigInt(Math.sign(at - other)));
      expect(ordered.map((other) => called('compareTo', [v(text), v(other)]))).toEqual(expected);
    }
    answers([
      ['compareTo', [v('1.2.3'), v('1.2.3+x')], 0n],
      ['isLessThan', [v('1.2.3'), v('1.10.0')], true],
      ['isLessThan', [v('1.2.3'), v('1.2.3')], false],
      ['isGreaterThan', [v('1.2.3-alpha'), v('1.2.3')], false],
      ['isGreaterThan', [v('2.0.0'), v('1.2.3')], true],
      ['major', [v('1.2.3')], 1n],
      ['minor', [v('1.2.3')], 2n],
      ['patch', [v('1.2.3')], 3n],
      ['major', [v('18446744073709551615.0.0')], -1n],
      ['compareTo', [v('1.2.3'), q('1')], 'ERROR no such overload'],
    ]);
  });
});

describe('times', () => {
  const at = time('2024-05-06T07:08:09.500Z');

  it('have parts in UTC', () => {
    answers([
      ['getFullYear', [at], 2024n],
      ['getMonth', [at], 4n],
      ['getDate', [at], 6n],
      ['getDayOfMonth', [at], 5n],
      ['getDayOfWeek', [at], 1n],
      ['getDayOfYear', [at], 126n],
      ['getHours', [at], 7n],
      ['getMinutes', [at], 8n],
      ['getSeconds', [at], 9n],
      ['getMilliseconds', [at], 500n],
      ['getDayOfYear', [time('2023-12-31T23:59:59Z')], 364n],
      ['getDayOfYear', [time('2023-01-01T00:00:00Z')], 0n],
      ['getFullYear', [{ kind: 'timestamp', nanos: -1n }], 1969n],
      ['getMilliseconds', [{ kind: 'timestamp', nanos: -1n }], 999n],
      ['getFullYear', ['2024'], 'ERROR no such overload'],
    ]);
  });

  it('have parts in a zone', () => {
    answers([
      ['getHours', [at, 'America/New_York'], 3n],
      ['getHours', [at, ''], 7n],
      ['getHours', [at, 'UTC'], 7n],
      ['getHours', [at, 'Local'], 7n],
      ['getMilliseconds', [at, 'America/New_York'], 500n],
      ['getMinutes', [at, '+05:30'], 38n],
      ['getHours', [at, '05:30'], 12n],
      ['getHours', [at, '-07:30'], 23n],
      ['getDate', [at, '-07:30'], 5n],
      ['getDayOfYear', [at, '-07:30'], 125n],
      ['getHours', [at, 'Nowhere/Land'], 'ERROR unknown time zone Nowhere/Land'],
      ['getHours', [at, '../x'], 'ERROR time: invalid location name'],
      ['getHours', [at, '/x'], 'ERROR time: invalid location name'],
      ['getHours', [at, 'x:30'], 'ERROR strconv.Atoi: parsing "x": invalid syntax'],
      ['getHours', [at, '+01:'], 'ERROR strconv.Atoi: parsing "": invalid syntax'],
      [
        'getHours',
        [at, '99999999999999999999:0'],
        'ERROR strconv.Atoi: parsing "99999999999999999999": value out of range',
      ],
    ]);
  });

  it('that pass are counted in whole units', () => {
    answers([
      ['getHours', [duration(5400)], 1n],
      ['getMinutes', [duration(5400)], 90n],
      ['getSeconds', [duration(1.5)], 1n],
      ['getSeconds', [duration(-1.5)], -1n],
      ['getMilliseconds', [duration(1.5)], 1500n],
      ['getHours', [duration(1), 'UTC'], 'ERROR no such overload'],
    ]);
  });
});
