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
 * Go's insertion sort. strategicpatch sorts with a `less` that is true for equal items, so equal ones
 * change places; a stable sort would give other patches.
 */
export function insertionSort<T>(list: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = [...list];
  for (let i = 1; i < sorted.length; i += 1) {
    for (let j = i; j > 0 && less(sorted[j] as T, sorted[j - 1] as T); j -= 1) {
      [sorted[j], sorted[j - 1]] = [sorted[j - 1] as T, sorted[j] as T];
    }
  }
  return sorted;
}

/** The index of the item with the same merge key (or, without one, the same value); -1 for none. */
export function indexIn(list: readonly JsonValue[], item: JsonValue, mergeKey = ''): number {
  const wanted = keyed(item, mergeKey);
  return list.findIndex((other) => keyed(other, mergeKey) === wanted);
}

/** `list` in the order of `order`, deletions at the end (strategicpatch's normalizeSliceOrder). */
export function orderLike(list: JsonValue[], order: JsonValue[], mergeKey = ''): JsonValue[] {
  const isDeletion = (item: JsonValue) => mergeKey !== '' && isObject(item) && item['$patch'] === 'delete';
  const places = new Map<JsonValue | undefined, number>();
  for (const [index, item] of order.entries()) {
    const key = keyed(item, mergeKey);
    if (!places.has(key)) places.set(key, index);
  }
  const placed = list
    .filter((item) => !isDeletion(item))
    .map((item) => ({ item, place: places.get(keyed(item, mergeKey)) }));
  const sorted = insertionSort(placed, (a, b) =>
    a.place !== undefined && b.place !== undefined ? a.place < b.place : true,
  );
  return [...sorted.map(({ item }) => item), ...list.filter(isDeletion)];
}

function keyed(value: JsonValue, mergeKey: string): JsonValue | undefined {
  return mergeKey && isObject(value) ? value[mergeKey] : value;
}
