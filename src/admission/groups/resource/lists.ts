/** Lists of limited length. */
import { atLeast } from '../../../api/version.js';
import type { At, FieldErrors } from '../../field-errors.js';
import { writtenValue } from '../../go/value.js';
import type { Struct, StructName } from '../../typed.js';

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

interface OnceOptions {
  /** The field that a twin is told at, where it is not told at the item. */
  field?: string | undefined;
  /** The type of the items, which are shown whole since 1.37. */
  struct?: StructName;
}

/** Since this minor what is there twice is shown whole. */
const WHOLE_SINCE = '1.37';

/** The same for items that no two of may have one key. */
export function eachOnce<T>(
  items: readonly T[],
  most: number,
  place: At,
  errors: FieldErrors,
  key: (item: T) => string,
  rule: Rule<T>,
  { field, struct }: OnceOptions = {},
): void {
  if (!each(items, most, place, errors, rule)) return;
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const own = place.index(index);
    const isWhole = struct !== undefined && atLeast(errors.version, WHOLE_SINCE);
    if (seen.has(key(item))) {
      const shown = isWhole ? writtenValue(struct, item as Struct<typeof struct>) : key(item);
      errors.duplicate(field === undefined ? own : own.child(field), shown);
    }
    seen.add(key(item));
  });
}
