import { describe, expect, it } from 'vitest';
import { append, largest, smallest } from '../../src/api/lists.js';

/** More than a function takes one by one. */
const MANY = Array.from({ length: 300_000 }, (_, i) => i);

describe('lists of any length', () => {
  it('are put behind others', () => {
    const list = [5];
    append(list, MANY);
    append(list, new Set([6]));
    expect([list.length, list[0], list[1], list.at(-1)]).toEqual([300_002, 5, 0, 6]);
  });

  it('have a largest and a smallest', () => {
    expect([largest(MANY), smallest(MANY)]).toEqual([299_999, 0]);
    expect([largest([-3, -2]), smallest([3, 2])]).toEqual([-2, 2]);
    expect([largest([-3], 0), smallest([3], 0)]).toEqual([0, 0]);
    expect([largest([]), smallest([])]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});
