import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countEqual, heapRoot, Tournament } from '../../src/scheduler/pick.js';

/** Go's container/heap: Init with a Less that prefers the higher score; what comes to the top. */
function goHeap(scores: number[]): number {
  const heap = scores.map((score, index) => ({ score, index }));
  const less = (i: number, j: number) => heap[i]!.score > heap[j]!.score;
  for (let start = Math.floor(heap.length / 2) - 1; start >= 0; start--) {
    for (let i = start; ; ) {
      const left = 2 * i + 1;
      if (left >= heap.length) break;
      const child = left + 1 < heap.length && less(left + 1, left) ? left + 1 : left;
      if (!less(child, i)) break;
      [heap[i], heap[child]] = [heap[child]!, heap[i]!];
      i = child;
    }
  }
  return heap[0]!.index;
}

const scores = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });

describe('the choice among scored nodes', () => {
  it('is what Go’s heap brings to the top', () => {
    fc.assert(
      fc.property(scores, (list) => {
        const array = Float64Array.from(list);
        expect(heapRoot(array)).toBe(goHeap(list));
        const { index, ties } = new Tournament(array).winner();
        expect(index).toBe(goHeap(list));
        expect(ties).toBe(list.filter((one) => one === Math.max(...list)).length);
        expect(countEqual(array, array[index]!)).toBe(ties);
      }),
      { numRuns: 300 },
    );
  });

  it('stays so as scores change one at a time', () => {
    fc.assert(
      fc.property(scores, fc.array(fc.tuple(fc.nat(39), fc.nat(3)), { maxLength: 20 }), (list, changes) => {
        const array = Float64Array.from(list);
        const tournament = new Tournament(array);
        for (const [at, score] of changes) {
          array[at % list.length] = score;
          tournament.changed(at % list.length);
          const now = [...array];
          expect(tournament.winner()).toEqual({
            index: goHeap(now),
            ties: now.filter((one) => one === Math.max(...now)).length,
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each<[number[], number]>([
    [[5], 0],
    [[5, 5], 0],
    [[4, 5, 5], 1],
    // The first child’s subtree comes before the second child.
    [[1, 1, 2, 2], 3],
    [[1, 2, 2, 2], 1],
    [[0, 0, 1, 0, 0, 1, 1], 2],
    [[0, 0, 0, 0, 0, 1, 1], 5],
    [[0, 0, 0, 0, 1, 1, 1], 4],
  ])('of %j is %s', (list, index) => {
    expect(heapRoot(Float64Array.from(list))).toBe(index);
  });
});
