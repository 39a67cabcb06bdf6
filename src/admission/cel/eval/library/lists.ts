/** Functions of lists (apiserver pkg/cel/library/lists.go, cel-go ext/lists.go). */
import { CALL_LIMIT, CostExceeded } from '../budget.js';
import { compare, equal } from '../equality.js';
import { OPERATORS } from '../operators.js';
import { typeNameOf } from '../text.js';
import { CelError, type CelList, type CelOptional, type CelValue, listValue } from '../value.js';
import { ANY, fail, INT, LIST, type Library, overload } from './overload.js';

function isSorted(items: readonly CelValue[]): boolean {
  return items.every((item, at) => at === 0 || order(items[at - 1] ?? null, item) <= 0);
}

/** What cannot be compared counts as in order, as there. */
function order(a: CelValue, b: CelValue): number {
  try {
    return compare(a, b);
  } catch (error) {
    if (error instanceof CelError) return 0;
    throw error;
  }
}

/** Of an empty list 0, whatever it would hold: values do not say. */
function sum([first = 0n, ...others]: readonly CelValue[]): CelValue {
  const add = OPERATORS['_+_'];
  return others.reduce<CelValue>((total, item) => add?.([total, item]) ?? null, first);
}

/** The first of those that no other one beats. */
function best(items: readonly CelValue[], name: 'min' | 'max'): CelValue {
  const [first, ...others] = items;
  if (first === undefined) return fail(`${name} called on empty list`);
  const sign = name === 'min' ? 1 : -1;
  return others.reduce((found, item) => (order(found, item) * sign > 0 ? item : found), first);
}

function slice(items: readonly CelValue[], start: bigint, end: bigint): CelList {
  const words = `cannot slice(${start}, ${end})`;
  if (start < 0n || end < 0n) fail(`${words}, negative indexes not supported`);
  if (start > end) fail(`${words}, start index must be less than or equal to end index`);
  if (end > items.length) fail(`${words}, list is length ${items.length}`);
  return listValue(items.slice(Number(start), Number(end)));
}

function flatten(items: readonly CelValue[], depth: bigint): CelValue[] {
  if (depth < 0n) fail('level must be non-negative');
  if (depth === 0n) return [...items];
  return items.flatMap((item) => (LIST(item) ? flatten(item.items, depth - 1n) : [item]));
}

/** The items in the order of their keys; keys that are alike leave them as they were. */
function sortedBy(items: readonly CelValue[], keys: readonly CelValue[]): CelList {
  if (items.length !== keys.length) {
    fail(
      `@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got ${items.length} and ${keys.length} elements respectively`,
    );
  }
  const types = new Set(keys.map(typeNameOf));
  const [first = 0n] = keys;
  if (!isComparable(first)) fail('list elements must be comparable');
  if (types.size > 1) fail('list elements must have the same type');
  const order = items.map((item, at) => ({ item, key: keys[at] ?? null }));
  return listValue(order.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item));
}

function isComparable(value: CelValue): boolean {
  try {
    compare(value, value);
    return true;
  } catch {
    return Number.isNaN(value);
  }
}

function distinct(items: readonly CelValue[]): CelValue[] {
  const kept: CelValue[] = [];
  for (const item of items) if (!kept.some((other) => equal(item, other))) kept.push(item);
  return kept;
}

/** Every number costs one; more than an expression may cost are not made first. */
function range(count: bigint): CelList {
  if (count > CALL_LIMIT) throw new CostExceeded();
  return listValue(Array.from({ length: Math.max(0, Number(count)) }, (_, at) => BigInt(at)));
}

function optional(value: CelValue | undefined): CelOptional {
  return { kind: 'optional', ...(value !== undefined && { value }) };
}

export const LISTS: Library = {
  '@sortByAssociatedKeys': [overload([LIST, LIST], ({ items }, keys) => sortedBy(items, keys.items))],
  distinct: [overload([LIST], ({ items }) => listValue(distinct(items)))],
  first: [overload([LIST], ({ items }) => optional(items[0]))],
  flatten: [
    overload([LIST], ({ items }) => listValue(flatten(items, 1n))),
    overload([LIST, INT], ({ items }, depth) => listValue(flatten(items, depth))),
  ],
  includes: [
    overload([LIST, ANY], ({ items }, wanted) => items.some((item) => equal(item, wanted))),
    overload([ANY, ANY], equal),
  ],
  indexOf: [
    overload([LIST, ANY], ({ items }, wanted) => BigInt(items.findIndex((item) => equal(item, wanted)))),
  ],
  isSorted: [overload([LIST], ({ items }) => isSorted(items))],
  last: [overload([LIST], ({ items }) => optional(items.at(-1)))],
  lastIndexOf: [
    overload([LIST, ANY], ({ items }, wanted) => BigInt(items.findLastIndex((item) => equal(item, wanted)))),
  ],
  'lists.range': [overload([INT], range)],
  max: [overload([LIST], ({ items }) => best(items, 'max'))],
  min: [overload([LIST], ({ items }) => best(items, 'min'))],
  reverse: [overload([LIST], ({ items }) => listValue([...items].reverse()))],
  slice: [overload([LIST, INT, INT], ({ items }, start, end) => slice(items, start, end))],
  sort: [overload([LIST], ({ items }) => sortedBy(items, items))],
  sum: [overload([LIST], ({ items }) => sum(items))],
};
