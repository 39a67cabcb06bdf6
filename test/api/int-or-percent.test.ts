import { describe, expect, it } from 'vitest';
import { percentOf, scaledIntOrPercent } from '../../src/api/int-or-percent.js';

describe('numbers that may be percentages', () => {
  it.each([
    ['25%', 10, 3, 2],
    ['25%', 3, 1, 0],
    ['25%', 4, 1, 1],
    ['100%', 7, 7, 7],
    ['150%', 2, 3, 3],
    ['0%', 7, 0, 0],
    ['1%', 0, 0, 0],
    ['1%', 1, 1, 0],
    ['99%', 1, 1, 0],
    ['7%', 100, 7, 7],
    ['29%', 100, 29, 29],
    ['57%', 100, 57, 57],
    ['-5%', 10, 0, -1],
    ['-50%', 10, -5, -5],
    ['+50%', 10, 5, 5],
    ['0050%', 10, 5, 5],
    [5, 10, 5, 5],
    [0, 10, 0, 0],
    [-1, 10, -1, -1],
    [15, 10, 15, 15],
  ])('%s of %d is %d rounded up, %d rounded down', (value, total, up, down) => {
    expect(scaledIntOrPercent(value, total, 'up')).toBe(up);
    expect(scaledIntOrPercent(value, total, 'down')).toBe(down);
  });

  it.each([[undefined], ['5'], [''], ['%'], ['x%'], ['5%%'], ['1.5%'], ['5 %'], ['five']])(
    '%j is none',
    (value) => {
      expect(scaledIntOrPercent(value, 10, 'up')).toBeUndefined();
      expect(percentOf(value)).toBeUndefined();
    },
  );

  it.each([
    ['25%', 25],
    ['-5%', -5],
    ['+5%', 5],
    ['9223372036854775807%', 2 ** 63],
    ['9223372036854775808%', undefined],
    ['-9223372036854775808%', -(2 ** 63)],
    ['-9223372036854775809%', undefined],
    [25, undefined],
    [null, undefined],
    [{}, undefined],
  ])('the percentage of %j is %s', (value, percent) => {
    expect(percentOf(value)).toBe(percent);
  });
});
