/** Go's way of printing and sorting values, where the order of a patch depends on it. */
import { definedKeys, isObject, type JsonValue } from '../api/json.js';

/** `fmt.Sprintf("%v", value)` of decoded JSON: `map[a:1 b:[x y]]`, `<nil>`. */
export function goText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (isObject(value)) {
    const keys = definedKeys(value).sort();
    return `map[${keys.map((key) => `${key}:${goText(value[key])}`).join(' ')}]`;
  }
  return String(value);
}

/**
 * `list` in the order of `keyOf`, equal items the other way round: strategicpatch hands an insertion sort a `less` that is
 * true for equal items, so that these change places. `keyOf` may throw; it is asked in the order in which Go asks.
 */
export function sortedReversingEqual<T>(list: readonly T[], keyOf: (item: T) => string): T[] {
  const [first, second, ...rest] = list;
  if (first === undefined || second === undefined) return [...list];
  const [keyOfSecond, keyOfFirst] = [keyOf(second), keyOf(first)];
  const keyed = [
    { item: first, key: keyOfFirst },
    { item: second, key: keyOfSecond },
    ...rest.map((item) => ({ item, key: keyOf(item) })),
  ];
  keyed.reverse().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}

/** Where the first item with each merge key (or, without one, each value) stands in a list. */
export function placesByKey(list: readonly JsonValue[], mergeKey = ''): Map<JsonValue | undefined, number> {
  const places = new Map<JsonValue | undefined, number>();
  for (const [index, item] of list.entries()) {
    const key = keyIn(item, mergeKey);
    if (!places.has(key)) places.set(key, index);
  }
  return places;
}

/** `list` in the order of `order`, deletions at the end (strategicpatch's normalizeSliceOrder). */
export function orderLike(list: JsonValue[], order: JsonValue[], mergeKey = ''): JsonValue[] {
  const isDeletion = (item: JsonValue) => mergeKey !== '' && isObject(item) && item['$patch'] === 'delete';
  const places = placesByKey(order, mergeKey);
  // Go's insertion sort takes what `order` does not have to the front. What comes later goes past it only where it is less
  // than all that had a place by then: so such an item ends up before the least of those, the later one first.
  let least = Number.POSITIVE_INFINITY;
  const ranked = list
    .filter((item) => !isDeletion(item))
    .map((item, index) => {
      const place = places.get(keyIn(item, mergeKey));
      least = Math.min(least, place ?? least);
      return { item, at: place ?? least, placed: place !== undefined, index };
    });
  ranked.sort((a, b) => {
    if (a.at !== b.at) return a.at < b.at ? -1 : 1;
    if (a.placed !== b.placed) return a.placed ? 1 : -1;
    return a.placed ? a.index - b.index : b.index - a.index;
  });
  return [...ranked.map(({ item }) => item), ...list.filter(isDeletion)];
}

/** What an item of a list is known by: its merge key, or without one itself. */
export function keyIn(value: JsonValue, mergeKey: string): JsonValue | undefined {
  return mergeKey && isObject(value) ? value[mergeKey] : value;
}
