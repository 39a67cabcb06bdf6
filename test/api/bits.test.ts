import { expect, it } from 'vitest';
import { popCount } from '../../src/api/bits.js';

it('counts the bits of a number of 32', () => {
  expect([0, 1, 3, 0b1010101, 2 ** 31, -1, 0xff00ff].map(popCount)).toEqual([0, 1, 2, 4, 1, 32, 16]);
});
