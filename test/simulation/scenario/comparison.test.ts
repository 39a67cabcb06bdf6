import { describe, expect, it } from 'vitest';
import { compares, comparisonText, readComparison } from '../../../src/simulation/scenario/comparison.js';

describe('numbers of expectations', () => {
  it.each([
    ['3', '== 3', [3], [2, 4]],
    [3, '== 3', [3], [2]],
    ['>=2', '>= 2', [2, 3], [1]],
    ['<= 5', '<= 5', [0, 5], [6]],
    ['> 1', '> 1', [2], [1]],
    ['<1', '< 1', [0], [1]],
    ['=4', '== 4', [4], [5]],
    ['!=0', '!= 0', [1], [0]],
    ['none', '== 0', [0], [1]],
  ])('reads %s', (written, text, holds, fails) => {
    const comparison = readComparison(written)!;
    expect(comparisonText(comparison)).toBe(text);
    expect(holds.every((seen) => compares(comparison, seen))).toBe(true);
    expect(fails.some((seen) => compares(comparison, seen))).toBe(false);
  });

  it.each(['', 'two', '=>2', '-1', '1.5', '>=', '9999999999'])('takes no %s', (written) => {
    expect(readComparison(written)).toBeUndefined();
  });
});
