/** Arithmetic and membership (cel-go common/types, apiserver pkg/cel/common/valuesunstructured.go). */
import { compare, equal, itemKey } from './equality.js';
import { typeNameOf } from './text.js';
import { CelError, type CelFunction, type CelList, type CelValue, mapKey, NO_OVERLOAD } from './value.js';

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;
const HIGHEST_UINT = 2n ** 64n - 1n;
const SECOND = 1_000_000_000n;
/** The years 1 to 9999. */
const FIRST_SECOND = -62135596800n;
const LAST_SECOND = 253402300799n;

/** An int, where it is one of 64 bits. */
export function int64(value: bigint): bigint {
  if (value < LOWEST || value > HIGHEST) throw new CelError('integer overflow');
  return value;
}

/** A uint, where it is one of 64 bits. */
export function uint(value: bigint): CelValue {
  if (value < 0n || value > HIGHEST_UINT) throw new CelError('unsigned integer overflow');
  return { kind: 'uint', value };
}

/** A duration, where Go can hold it. */
export function duration(nanos: bigint): CelValue {
  if (nanos < LOWEST || nanos > HIGHEST) throw new CelError('duration overflow');
  return { kind: 'duration', nanos };
}

/** A timestamp of the years 1 to 9999. */
export function timestamp(nanos: bigint, offset?: number): CelValue {
  if (nanos < FIRST_SECOND * SECOND || nanos >= (LAST_SECOND + 1n) * SECOND) {
    throw new CelError('timestamp overflow');
  }
  return { kind: 'timestamp', nanos, ...(offset !== undefined && offset !== 0 && { offset }) };
}

/** The kind of a value that is an object here. */
function valueKind(value: CelValue): string | undefined {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
}

interface Arithmetic {
  int(a: bigint, b: bigint): bigint;
  double?(a: number, b: number): number;
}

/** An operator on two numbers of one type. */
function arithmetic(a: CelValue, b: CelValue, rules: Arithmetic): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int64(rules.int(a, b));
  if (typeof a === 'number' && typeof b === 'number' && rules.double) return rules.double(a, b);
  if (isKind(a, 'uint') && isKind(b, 'uint')) return uint(rules.int(a.value, b.value));
  throw NO_OVERLOAD;
}

type Kinds = Extract<CelValue, { kind: string }>;

function isKind<K extends Kinds['kind']>(value: CelValue, kind: K): value is Extract<Kinds, { kind: K }> {
  return valueKind(value) === kind;
}

function add(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return new Uint8Array([...a, ...b]);
  if (isKind(a, 'list') && isKind(b, 'list')) return addLists(a, b);
  if (isKind(a, 'duration') && isKind(b, 'duration')) return duration(a.nanos + b.nanos);
  if (isKind(a, 'timestamp') && isKind(b, 'duration')) return timestamp(a.nanos + b.nanos, a.offset);
  if (isKind(a, 'duration') && isKind(b, 'timestamp')) return timestamp(a.nanos + b.nanos, b.offset);
  return arithmetic(a, b, { int: (x, y) => x + y, double: (x, y) => x + y });
}

/** Sets become their union; in keyed lists the item on the right takes the place of that with the same keys. */
function addLists(a: CelList, b: CelList): CelList {
  if (a.listType === undefined) return { kind: 'list', items: [...a.items, ...b.items] };
  const items = [...a.items];
  const places = new Map(items.map((item, at) => [itemKey(item, a), at]));
  for (const item of b.items) {
    const key = itemKey(item, a);
    const place = places.get(key);
    if (place === undefined) places.set(key, items.push(item) - 1);
    else if (a.listType === 'map') items[place] = item;
  }
  return { ...a, items };
}

function subtract(a: CelValue, b: CelValue): CelValue {
  if (isKind(a, 'duration') && isKind(b, 'duration')) return duration(a.nanos - b.nanos);
  if (isKind(a, 'timestamp') && isKind(b, 'duration')) return timestamp(a.nanos - b.nanos, a.offset);
  if (isKind(a, 'timestamp') && isKind(b, 'timestamp')) return duration(a.nanos - b.nanos);
  return arithmetic(a, b, { int: (x, y) => x - y, double: (x, y) => x - y });
}

function divided(x: bigint, y: bigint): bigint {
  if (y === 0n) throw new CelError('division by zero');
  return x / y;
}

function rest(x: bigint, y: bigint): bigint {
  if (y === 0n) throw new CelError('modulus by zero');
  if (x === LOWEST && y === -1n) throw new CelError('integer overflow');
  return x % y;
}

function negate(value: CelValue): CelValue {
  if (typeof value === 'bigint') return int64(-value);
  if (typeof value === 'number') return -value;
  if (isKind(value, 'duration')) return duration(-value.nanos);
  throw NO_OVERLOAD;
}

function contains(item: CelValue, container: CelValue): boolean {
  if (isKind(container, 'list')) return container.items.some((one) => equal(one, item));
  if (!isKind(container, 'map')) throw NO_OVERLOAD;
  return isKey(item) && container.entries.has(mapKey(item));
}

/** Whether a map can have such a key. */
export function isKey(value: CelValue): boolean {
  return value !== null && (typeof value !== 'object' || valueKind(value) === 'uint');
}

function size(value: CelValue): bigint {
  const found = celSize(value);
  if (found === undefined) throw new CelError('no such overload: size');
  return BigInt(found);
}

/** The size of a text (in characters), of bytes, of a list or a map; undefined for what has none. */
export function celSize(value: CelValue): number | undefined {
  if (typeof value === 'string') {
    return characters(value);
  }
  if (value instanceof Uint8Array) return value.length;
  if (isKind(value, 'list')) return value.items.length;
  return isKind(value, 'map') ? value.entries.size : undefined;
}

/** How many characters there are: two halves of one are one. */
function characters(text: string): number {
  let count = text.length;
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (!isHalf(text.charCodeAt(at), 0xdc00) || !isHalf(text.charCodeAt(at - 1), 0xd800)) continue;
    count -= 1;
    at -= 1;
  }
  return count;
}

function isHalf(unit: number, first: number): boolean {
  return unit >= first && unit < first + 0x400;
}

/** The types that an operator knows on its left, whatever stands on the right. */
const KNOWN: Readonly<Record<string, ReadonlySet<string>>> = {
  compared: new Set(['bool', 'bytes', 'double', 'duration', 'int', 'string', 'timestamp', 'uint']),
  added: new Set(['bytes', 'double', 'duration', 'int', 'list', 'string', 'timestamp', 'uint']),
  subtracted: new Set(['double', 'duration', 'int', 'timestamp', 'uint']),
  multiplied: new Set(['double', 'int', 'uint']),
  divided: new Set(['int', 'uint']),
  negated: new Set(['bool', 'double', 'duration', 'int']),
};

const METHODS: ReadonlySet<string> = new Set(['duration', 'string', 'timestamp']);

/** An operator on two values; of a left one that it does not know it says so by its name. */
function binary(
  name: string,
  known: keyof typeof KNOWN | undefined,
  run: (a: CelValue, b: CelValue) => CelValue,
): CelFunction {
  return ([a = null, b = null]) => {
    if (known !== undefined) expectKnown(name, known, a);
    return run(a, b);
  };
}

function expectKnown(name: string, known: keyof typeof KNOWN, value: CelValue): void {
  const type = typeNameOf(value).replace(/^google\.protobuf\.(\w+)$/, (_, short: string) =>
    short.toLowerCase(),
  );
  if (KNOWN[known]?.has(type)) return;
  // Values with methods are asked for one of that name, and do not name it when they have none.
  throw METHODS.has(type) ? NO_OVERLOAD : new CelError(`no such overload: ${name}`);
}

/** The operators that evaluate all their operands, and `size`, by the names that the parser gives them. */
export const OPERATORS: Readonly<Record<string, CelFunction>> = {
  '_==_': binary('_==_', undefined, equal),
  '_!=_': binary('_!=_', undefined, (a, b) => !equal(a, b)),
  '_<_': binary('_<_', 'compared', (a, b) => compare(a, b) < 0),
  '_<=_': binary('_<=_', 'compared', (a, b) => compare(a, b) <= 0),
  '_>_': binary('_>_', 'compared', (a, b) => compare(a, b) > 0),
  '_>=_': binary('_>=_', 'compared', (a, b) => compare(a, b) >= 0),
  '_+_': binary('_+_', 'added', add),
  '_-_': binary('_-_', 'subtracted', subtract),
  '_*_': binary('_*_', 'multiplied', (a, b) =>
    arithmetic(a, b, { int: (x, y) => x * y, double: (x, y) => x * y }),
  ),
  '_/_': binary('_/_', 'multiplied', (a, b) => arithmetic(a, b, { int: divided, double: (x, y) => x / y })),
  '_%_': binary('_%_', 'divided', (a, b) => arithmetic(a, b, { int: rest })),
  '@in': binary('@in', undefined, contains),
  '-_': ([value = null]) => {
    expectKnown('-_', 'negated', value);
    return negate(value);
  },
  '!_': ([value = null]) => {
    expectKnown('!_', 'negated', value);
    if (typeof value !== 'boolean') throw NO_OVERLOAD;
    return !value;
  },
  size: ([value = null]) => size(value),
};
