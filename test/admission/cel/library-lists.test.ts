import { describe, expect, it } from 'vitest';
import { functionNamed } from '../../../src/admission/cel/eval/library/index.js';
import { answers, bytes, called, duration, mapValue, time, uint } from './library-calls.js';

describe('functions of lists', () => {
  it('are of one name with those of texts', () => {
    answers([
      ['indexOf', [[1n, 2n, 1n], 1n], 0n],
      ['indexOf', [[1n, 2n], 2], 1n],
      ['indexOf', [['a'], 'b'], -1n],
      ['lastIndexOf', [[1n, 2n, 1n], 1n], 2n],
      ['lastIndexOf', [[], 1n], -1n],
      ['reverse', [[1n, 2n]], [2n, 1n]],
      ['reverse', [1n], 'ERROR no such overload'],
    ]);
    expect(called('nope', [])).toBe('no such function');
  });

  it('add up, and find the least and the greatest', () => {
    answers([
      ['sum', [[1n, 2n, 3n]], 6n],
      ['sum', [[]], 0n],
      ['sum', [[0.1, 0.2]], 0.30000000000000004],
      ['sum', [[uint(1n), uint(2n)]], uint(3n)],
      ['sum', [[duration(1), duration(2)]], duration(3)],
      ['sum', [[2n ** 63n - 1n, 1n]], 'ERROR integer overflow'],
      ['sum', [[1n, 'a']], 'ERROR no such overload'],
      ['min', [[3n, 1n, 2n]], 1n],
      ['min', [[2n, 1.5]], 1.5],
      ['min', [['b', '👍', '\uffff']], 'b'],
      ['min', [[]], 'ERROR min called on empty list'],
      ['max', [[3n, 1n, 3n]], 3n],
      ['max', [['b', '👍', '\uffff']], '👍'],
      ['max', [[duration(1), duration(2)]], duration(2)],
      ['max', [[]], 'ERROR max called on empty list'],
      // What has no order is passed over.
      ['max', [[1n, 'a', 2n]], 2n],
    ]);
  });

  it('look at the order', () => {
    answers([
      ['isSorted', [[]], true],
      ['isSorted', [[1n, 1n, 2n]], true],
      ['isSorted', [[2n, 1n]], false],
      ['isSorted', [[false, true]], true],
      ['isSorted', [['1', '10', '2']], true],
      ['sort', [[3n, 1n, 2n]], [1n, 2n, 3n]],
      ['sort', [['b', 'a']], ['a', 'b']],
      ['sort', [[bytes(2), bytes(1)]], [bytes(1), bytes(2)]],
      [
        'sort',
        [[time('2024-01-02T00:00:00Z'), time('2024-01-01T00:00:00Z')]],
        [time('2024-01-01T00:00:00Z'), time('2024-01-02T00:00:00Z')],
      ],
      ['sort', [[]], []],
      ['sort', [[1n, 'a']], 'ERROR list elements must have the same type'],
      ['sort', [[[1n]]], 'ERROR list elements must be comparable'],
      [
        '@sortByAssociatedKeys',
        [
          ['a', 'b', 'c'],
          [2n, 1n, 2n],
        ],
        ['b', 'a', 'c'],
      ],
      [
        '@sortByAssociatedKeys',
        [['a'], []],
        'ERROR @sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got 1 and 0 elements respectively',
      ],
    ]);
  });

  it('take parts and lay lists flat', () => {
    answers([
      ['slice', [[1n, 2n, 3n], 1n, 3n], [2n, 3n]],
      ['slice', [[1n], 1n, 1n], []],
      ['slice', [[1n], -1n, 1n], 'ERROR cannot slice(-1, 1), negative indexes not supported'],
      ['slice', [[1n], 0n, -1n], 'ERROR cannot slice(0, -1), negative indexes not supported'],
      [
        'slice',
        [[1n, 2n], 2n, 1n],
        'ERROR cannot slice(2, 1), start index must be less than or equal to end index',
      ],
      ['slice', [[1n], 0n, 2n], 'ERROR cannot slice(0, 2), list is length 1'],
      ['flatten', [[1n, [2n, [3n]]]], [1n, 2n, [3n]]],
      ['flatten', [[1n, [2n, [3n]]], 2n], [1n, 2n, 3n]],
      ['flatten', [[1n, [2n]], 0n], [1n, [2n]]],
      ['flatten', [[], -1n], 'ERROR level must be non-negative'],
      ['first', [[1n, 2n]], { optional: 1n }],
      ['first', [[null]], { optional: null }],
      ['first', [[]], 'none'],
      ['last', [[1n, 2n]], { optional: 2n }],
      ['last', [[]], 'none'],
      ['distinct', [[1n, 2n, 1, 'a', 'a']], [1n, 2n, 'a']],
      ['distinct', [[[1n], [1n]]], [[1n]]],
      ['lists.range', [3n], [0n, 1n, 2n]],
      ['lists.range', [-1n], []],
      ['lists.range', [10n ** 15n], 'ERROR operation cancelled: actual cost limit exceeded'],
      ['includes', [[1n, 2n], 2n], true],
      ['includes', [[1n, 2n], 3n], false],
      ['includes', ['a', 'a'], true],
      ['includes', ['ab', 'a'], false],
    ]);
    expect(called('lists.range', [1_000_000n])).toHaveLength(1_000_000);
  });
});

describe('sets', () => {
  it('pass over order and repetition', () => {
    answers([
      [
        'sets.contains',
        [
          [1n, 2n],
          [2n, 2n],
        ],
        true,
      ],
      ['sets.contains', [[1n], [1n, 2n]], false],
      ['sets.contains', [[1n], []], true],
      [
        'sets.equivalent',
        [
          [1n, 2n, 1n],
          [2, uint(1n)],
        ],
        true,
      ],
      ['sets.equivalent', [[1n, 2n], [1n]], false],
      ['sets.equivalent', [[1n], [1n, 2n]], false],
      ['sets.equivalent', [[], []], true],
      [
        'sets.intersects',
        [
          [1n, 2n],
          [2n, 3n],
        ],
        true,
      ],
      ['sets.intersects', [[1n], [2n]], false],
      ['sets.intersects', [[], []], false],
      ['sets.contains', [[mapValue([['a', 1n]])], [mapValue([['a', 1]])]], true],
    ]);
    expect(functionNamed('sets.contains')).toBeDefined();
  });
});
