import { describe, expect, it } from 'vitest';
import { goDuration, parseDuration } from '../../src/api/duration.js';

describe('durations, in nanoseconds', () => {
  it.each([
    ['0', 0n],
    ['+0', 0n],
    ['-0', 0n],
    ['1ns', 1n],
    ['1us', 1_000n],
    ['1µs', 1_000n],
    ['1μs', 1_000n],
    ['1ms', 1_000_000n],
    ['1s', 1_000_000_000n],
    ['1m', 60_000_000_000n],
    ['1h', 3_600_000_000_000n],
    ['0s', 0n],
    ['1h30m', 5_400_000_000_000n],
    ['3s1h', 3_603_000_000_000n],
    ['+1s', 1_000_000_000n],
    ['-1.5s', -1_500_000_000n],
    ['.5s', 500_000_000n],
    ['5.s', 5_000_000_000n],
    ['1.000000001s', 1_000_000_001n],
    ['0.9ns', 0n],
    ['1.9us', 1_900n],
    ['00000000000000000000000000001s', 1_000_000_000n],
    // Floats, as Go computes fractions.
    ['0.3333333333333333333h', 1_200_000_000_000n],
    ['0.9223372036854775807h', 3_320_413_933_267n],
    ['0.9223372036854775809h', 3_320_413_933_267n],
    ['0.1234567890123456789123s', 123_456_789n],
    ['0.100000000000000000000h', 360_000_000_000n],
    ['0.50000000000000000000m', 30_000_000_000n],
    ['0.0666666666666666666666666m', 4_000_000_000n],
    ['0.9223372036854775808000h', 3_320_413_933_267n],
    ['0.000000000000000001h', 0n],
    // The ends of 64 bits.
    ['9223372036854775807ns', 9223372036854775807n],
    ['-9223372036854775808ns', -9223372036854775808n],
    ['2562047h47m16.854775807s', 9223372036854775807n],
    ['-2562047h47m16.854775808s', -9223372036854775808n],
  ])('%s', (text, nanoseconds) => {
    expect(parseDuration(text)).toEqual({ nanoseconds });
  });
});

describe('what is no duration, in the words of Go', () => {
  it.each([
    ['', 'invalid duration ""'],
    ['-', 'invalid duration "-"'],
    ['+', 'invalid duration "+"'],
    ['--1s', 'invalid duration "--1s"'],
    ['.', 'invalid duration "."'],
    ['.s', 'invalid duration ".s"'],
    ['s', 'invalid duration "s"'],
    ['1s.', 'invalid duration "1s."'],
    ['9223372036854775808ns', 'invalid duration "9223372036854775808ns"'],
    ['-9223372036854775809ns', 'invalid duration "-9223372036854775809ns"'],
    ['2562047h47m16.854775808s', 'invalid duration "2562047h47m16.854775808s"'],
    ['9223372036854775809', 'invalid duration "9223372036854775809"'],
    ['1', 'missing unit in duration "1"'],
    ['9223372036854775808', 'missing unit in duration "9223372036854775808"'],
    ['1.5', 'missing unit in duration "1.5"'],
    ['00', 'missing unit in duration "00"'],
    ['1s1', 'missing unit in duration "1s1"'],
    ['1x', 'unknown unit "x" in duration "1x"'],
    ['1 s', 'unknown unit " s" in duration "1 s"'],
    ['1d', 'unknown unit "d" in duration "1d"'],
    ['1S', 'unknown unit "S" in duration "1S"'],
    ['1sm', 'unknown unit "sm" in duration "1sm"'],
    ['1e3s', 'unknown unit "e" in duration "1e3s"'],
    ['1h-1m', 'unknown unit "h-" in duration "1h-1m"'],
    ['1"\\', 'unknown unit "\\"\\\\" in duration "1\\"\\\\"'],
    ['1€', 'unknown unit "\\xe2\\x82\\xac" in duration "1\\xe2\\x82\\xac"'],
    ['1\n', 'unknown unit "\\x0a" in duration "1\\x0a"'],
    ['1~\x7f', 'unknown unit "~\x7f" in duration "1~\x7f"'],
  ])('%j', (text, error) => {
    expect(parseDuration(text)).toEqual({ error: `time: ${error}` });
  });
});

describe('goDuration', () => {
  it.each([
    [0, '0s'],
    [500, '500ms'],
    [1500, '1.5s'],
    [12_000, '12s'],
    [60_000, '1m0s'],
    [90_000, '1m30s'],
    [3_600_000, '1h0m0s'],
    [-90_000, '-1m30s'],
  ])('%d ms', (ms, text) => {
    expect(goDuration(ms)).toBe(text);
  });
});
