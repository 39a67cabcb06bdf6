/** Lists of limited length. */
import type { At, FieldErrors } from '../../field-errors.js';

type Rule<T> = (item: T, place: At) => void;

/** Checks a list of at most so many items; a longer one is not looked into. */
export function each<T>(
  items: readonly T[],
  most: number,
  place: At,
  errors: FieldErrors,
  rule: Rule<T>,
): boolean {
  if (items.length > most) {
    errors.tooMany(place, items.length, most);
    return false;
  }
  items.forEach((item, index) => {
    rule(item, place.index(index));
  });
  return true;
}

/** The same for items that no two of may have one key. */
export function eachOnce<T>(
  items: readonly T[],
  most: number,
  place: At,
  errors: FieldErrors,
  key: (item: T) => string,
  rule: Rule<T>,
  field?: string,
): void {
  if (!each(items, most, place, errors, rule)) return;
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const own = place.index(index);
    if (seen.has(key(item))) errors.duplicate(field === undefined ? own : own.child(field), key(item));
    seen.add(key(item));
  });
}
