/** Which values are equal and which come first (cel-go common/types, apiserver pkg/cel/common/valuesunstructured.go). */
import { jsonEqual } from '../../../api/equality.js';
import { CelError, type CelList, type CelMap, type CelValue, mapKey, NO_OVERLOAD } from './value.js';

const NOT_ORDERED = 'NaN values cannot be ordered';

/** The number that an int, a uint or a double is. */
function numberOf(value: CelValue): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'uint'
    ? value.value
    : undefined;
}

/** `==`. Values of other types are not equal; numbers are compared by what they are worth. */
export function equal(a: CelValue, b: CelValue): boolean {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return sameNumber(left, right);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  }
  switch (a.kind) {
    case 'list':
      return b.kind === 'list' && equalLists(a, b);
    case 'map':
      return b.kind === 'map' && equalMaps(a, b);
    case 'timestamp':
    case 'duration':
      return b.kind === a.kind && a.nanos === b.nanos;
    case 'type':
      return b.kind === 'type' && a.name === b.name;
    case 'optional':
      if (b.kind !== 'optional' || a.value === undefined || b.value === undefined) {
        return b.kind === 'optional' && a.value === b.value;
      }
      return equal(a.value, b.value);
    case 'opaque':
      return b.kind === 'opaque' && a.type === b.type && a.identity === b.identity;
    case 'uint':
      return false;
  }
}

/** A whole number beside a double is one too (cel-go common/types/compare.go): 2⁶³-1 is 2⁶³ then. */
function sameNumber(a: bigint | number, b: bigint | number): boolean {
  return typeof a === typeof b ? a === b : Number(a) === Number(b);
}

/** The list on the left says whether order counts. */
function equalLists(a: CelList, b: CelList): boolean {
  if (a.items.length !== b.items.length) return false;
  if (a.listType === undefined) return a.items.every((item, at) => equal(item, b.items[at] as CelValue));
  const known = new Map(a.items.map((item) => [itemKey(item, a), item]));
  return b.items.every((item) => {
    const own = known.get(itemKey(item, a));
    return own !== undefined && (a.listType === 'set' || equal(own, item));
  });
}

/** What tells the items of a set or a keyed list apart. */
export function itemKey(item: CelValue, { listType, mapKeys = [] }: CelList): string {
  if (listType === 'set') return scalarKey(item);
  if (typeof item !== 'object' || item === null || !('kind' in item) || item.kind !== 'map') return '';
  return mapKeys.map((key) => scalarKey(item.entries.get(mapKey(key))?.value ?? null)).join('\n');
}

function scalarKey(value: CelValue): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'object' && (value.kind === 'timestamp' || value.kind === 'duration')) {
    return `${value.kind}${value.nanos}`;
  }
  return typeof value === 'object' && value.kind !== 'uint' ? '' : mapKey(value);
}

function equalMaps(a: CelMap, b: CelMap): boolean {
  const [mine, others] = [a.hidden ?? {}, b.hidden ?? {}];
  if (a.entries.size !== b.entries.size) return false;
  if (Object.keys(mine).length !== Object.keys(others).length) return false;
  for (const [key, entry] of a.entries) {
    const other = b.entries.get(key);
    if (!other || !equal(entry.value, other.value)) return false;
  }
  return Object.keys(mine).every((key) => !Object.hasOwn(others, key) || jsonEqual(mine[key], others[key]));
}

/** Below 0, 0 or above 0, as `a` comes before, with or after `b`. Throws for what has no order. */
export function compare(a: CelValue, b: CelValue): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) {
    if (Number.isNaN(left) || Number.isNaN(right)) throw new CelError(NOT_ORDERED);
    const [x, y] = typeof left === typeof right ? [left, right] : [Number(left), Number(right)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (typeof a === 'object' && typeof b === 'object' && a && b && 'kind' in a && 'kind' in b) {
    if (a.kind === 'timestamp' && b.kind === 'timestamp') return order(a.nanos, b.nanos);
    if (a.kind === 'duration' && b.kind === 'duration') return order(a.nanos, b.nanos);
  }
  throw NO_OVERLOAD;
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
