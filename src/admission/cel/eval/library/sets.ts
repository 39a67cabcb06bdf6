/** Lists as sets (cel-go ext/sets.go). */
import { equal } from '../equality.js';
import type { CelList, CelValue } from '../value.js';
import { LIST, type Library, overload } from './overload.js';

function has({ items }: CelList, wanted: CelValue): boolean {
  return items.some((item) => equal(item, wanted));
}

function containsAll(all: CelList, some: CelList): boolean {
  return some.items.every((item) => has(all, item));
}

export const SETS: Library = {
  'sets.contains': [overload([LIST, LIST], containsAll)],
  'sets.equivalent': [overload([LIST, LIST], (a, b) => containsAll(a, b) && containsAll(b, a))],
  'sets.intersects': [overload([LIST, LIST], (a, b) => a.items.some((item) => has(b, item)))],
};
