import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/api/json.js';
import { orderLike, placesByKey, sortedReversingEqual } from '../../src/patch/go-order.js';

/** sort.Sort of short lists, as strategicpatch uses it: whatever `less` says, even of equal items. */
function insertionSort<T>(list: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = [...list];
  for (let i = 1; i < sorted.length; i += 1) {
    for (let j = i; j > 0 && less(sorted[j]!, sorted[j - 1]!); j -= 1) {
      [sorted[j], sorted[j - 1]] = [sorted[j - 1]!, sorted[j]!];
    }
  }
  return sorted;
}

const item = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), at: fc.nat(99) });
const items = fc.array(item, { maxLength: 10 });

it('sorts as Go does with a less that is true for equal items', () => {
  fc.assert(
    fc.property(items, (list) => {
      const sorted = sortedReversingEqual(list, ({ name }) => name);
      expect(sorted).toEqual(insertionSort(list, (a, b) => a.name <= b.name));
    }),
  );
});

it('asks for keys in the order in which Go does: of several items without one the second is told first', () => {
  const asked: number[] = [];
  sortedReversingEqual([0, 1, 2, 3], (one) => String(asked.push(one)));
  expect(asked).toEqual([1, 0, 2, 3]);
  expect(sortedReversingEqual([0], () => expect.fail('one item is not compared'))).toEqual([0]);
});

it('puts a list in the order of another as Go does, also what that does not have', () => {
  fc.assert(
    fc.property(items, items, (list, order) => {
      const places = new Map<string, number>();
      for (const [index, { name }] of order.entries()) if (!places.has(name)) places.set(name, index);
      const expected = insertionSort(list, (a, b) => {
        const [left, right] = [places.get(a.name), places.get(b.name)];
        return left !== undefined && right !== undefined ? left < right : true;
      });
      expect(orderLike(list, order, 'name')).toEqual(expected);
    }),
  );
});

it('deletions come last', () => {
  const deletion: JsonObject = { name: 'a', $patch: 'delete' };
  const [a, b]: JsonObject[] = [{ name: 'a' }, { name: 'b' }];
  expect(orderLike([deletion, b!, a!], [a!, b!], 'name')).toEqual([a, b, deletion]);
});

it('knows where the first of each key stands; without a key, of each value', () => {
  const list: JsonValue[] = [{ name: 'a' }, { name: 'b' }, { name: 'a' }, { other: 1 }];
  expect([...placesByKey(list, 'name')]).toEqual([
    ['a', 0],
    ['b', 1],
    [undefined, 3],
  ]);
  expect([...placesByKey(['x', 'y', 'x'])]).toEqual([
    ['x', 0],
    ['y', 1],
  ]);
});
