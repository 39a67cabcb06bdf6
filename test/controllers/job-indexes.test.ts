import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { indexesText, indexOf, parseIndexes } from '../../src/controllers/job-indexes.js';
import { made } from './look.js';

describe('sets of completion indexes', () => {
  it.each([
    ['', []],
    ['0', [0]],
    ['3,4', [3, 4]],
    ['0-2', [0, 1, 2]],
    ['0-2,5', [0, 1, 2, 5]],
    ['1,3,5-7,9,10,12-15', [1, 3, 5, 6, 7, 9, 10, 12, 13, 14, 15]],
  ])('%j', (text, indexes) => {
    expect([...parseIndexes(text)]).toEqual(indexes);
    expect(indexesText(new Set(indexes))).toBe(text);
  });

  it('are sorted by number, and none are none', () => {
    expect(indexesText(new Set([11, 9, 10, 2]))).toBe('2,9-11');
    expect([...parseIndexes(undefined)]).toEqual([]);
  });

  it.each([
    ['7', 7],
    ['12', 12],
    ['x1', undefined],
    ['1x', undefined],
    ['-1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('a pod’s annotation %j', (text, index) => {
    const annotations = text === undefined ? {} : { 'batch.kubernetes.io/job-completion-index': text };
    expect(indexOf(made('Pod', 'p', { metadata: { annotations } }) as unknown as Pod)).toBe(index);
  });
});
