/** What a call costs while it runs (cel-go interpreter/runtimecost.go, apiserver pkg/cel/library/cost.go). */
import { isOptional } from './access.js';
import { celSize } from './operators.js';
import type { CelList, CelValue } from './value.js';

const TRAVERSAL = 0.1;
const REGEX = 0.25;
/** A format's expression is taken for one as long as those of names. */
const FORMAT_REGEX = 63;

/** What creating a list, a map, an object costs. */
export const LIST_COST = 10;
export const MAP_COST = 30;
export const OBJECT_COST = 40;

function sizeFor(value: CelValue | undefined): number {
  if (value === undefined) return 1;
  if (isOptional(value)) return sizeFor(value.value);
  return celSize(value) ?? 1;
}

function traversal(size: number): number {
  return Math.ceil(size * TRAVERSAL);
}

type Cost = (args: readonly CelValue[], result: CelValue) => number;

/** A share of a traversal of the receiver (the first argument). */
const times =
  (share: number): Cost =>
  ([value]) =>
    traversal(sizeFor(value) * share);
const pattern: Cost = ([text, expression]) =>
  traversal(1 + sizeFor(text)) * Math.ceil(sizeFor(expression) * REGEX);
const smaller: Cost = ([a, b]) => traversal(Math.min(sizeFor(a), sizeFor(b)));
const ordered: Cost = (args) =>
  args.every((arg) => typeof arg === 'string' || arg instanceof Uint8Array) ? smaller(args, null) : 1;

/** Going through a value with all in it: a tenth for each character, one for what is neither list nor map. */
function whole(value: CelValue | undefined): number {
  if (typeof value === 'string') return Math.floor(Buffer.byteLength(value) * TRAVERSAL);
  if (value instanceof Uint8Array) return Math.floor(value.length * TRAVERSAL);
  if (typeof value !== 'object' || value === null) return 1;
  if (value.kind === 'list') return value.items.reduce<number>((sum, item) => sum + whole(item), 0);
  if (value.kind !== 'map') return 1;
  return [...value.entries.values()].reduce((sum, entry) => sum + whole(entry.key) + whole(entry.value), 0);
}

/** A list is made in so many steps. */
const made = (steps: number): number => Math.floor(steps) + 1 + LIST_COST;

/** Each element is compared with each other. */
const compared: Cost = ([value]) => {
  const first = isList(value) ? value.items[0] : undefined;
  const textual = typeof first === 'string' || first instanceof Uint8Array;
  return made(sizeFor(value) ** 2 * (textual ? 2 + TRAVERSAL : 2));
};

const sets =
  (factor: number): Cost =>
  ([a, b]) =>
    1 + sizeFor(a) * sizeFor(b) * factor;

const COSTS: ReadonlyMap<string, Cost> = new Map<string, Cost>([
  ...(['isSorted', 'sum', 'max', 'min', 'indexOf', 'lastIndexOf'] as const).map((name): [string, Cost] => [
    name,
    ([value]) => whole(value),
  ]),
  ...'url lowerAscii upperAscii substring trim jsonpatch.escapeKey cidr isIP isCIDR ip quantity isQuantity semver isSemver'
    .split(' ')
    .map((name) => [name, times(1)] as const),
  ...['replace', 'split', 'ip.isCanonical'].map((name) => [name, times(2)] as const),
  ...['find', 'findAll', 'matches'].map((name) => [name, pattern] as const),
  ...['_<_', '_<=_', '_>_', '_>=_'].map((name) => [name, ordered] as const),
  ['join', (_, result) => traversal(sizeFor(result) * 2)],
  ['validate', ([, text]) => traversal(1 + sizeFor(text)) * Math.ceil(FORMAT_REGEX * REGEX)],
  ['containsIP', ([, other]) => 1 + (typeof other === 'string' ? traversal(other.length) : 0)],
  ['containsCIDR', ([, other]) => 3 + (typeof other === 'string' ? traversal(other.length) : 0)],
  ['startsWith', ([, part]) => traversal(sizeFor(part))],
  ['endsWith', ([, part]) => traversal(sizeFor(part))],
  ['bytes', times(1)],
  ['format', times(1)],
  ['strings.quote', times(1)],
  ['string', (args) => (args[0] instanceof Uint8Array ? times(1)(args, null) : 1)],
  ['@in', ([, container]) => (isList(container) ? sizeFor(container) : 1)],
  ['_==_', smaller],
  ['_!=_', smaller],
  [
    '_+_',
    ([a, b]) => (typeof a === 'string' || a instanceof Uint8Array ? traversal(sizeFor(a) + sizeFor(b)) : 1),
  ],
  ...['slice', 'lists.range', 'reverse'].map((name): [string, Cost] => [
    name,
    (_, result) => made(sizeFor(result)),
  ]),
  ['flatten', ([value, depth]) => made(sizeFor(value) * (typeof depth === 'bigint' ? Number(depth) : 1))],
  ['distinct', compared],
  ['sort', compared],
  ['sets.contains', sets(1)],
  ['sets.intersects', sets(1)],
  ['sets.equivalent', sets(2)],
  ['check', () => 350_000],
  ['contains', ([text, part]) => traversal(sizeFor(text)) * traversal(sizeFor(part))],
]);

function isList(value: CelValue | undefined): value is CelList {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'list';
}

/** What one call cost, by its arguments (a receiver is the first) and what came of it. */
export function callCost(name: string, args: readonly CelValue[], result: CelValue): number {
  return COSTS.get(name)?.(args, result) ?? 1;
}

/** Calls whose price is that of what comes of them. */
const BY_RESULT: ReadonlySet<string> = new Set(['join', 'lists.range', 'reverse', 'slice']);

/** Whether the price of a call is known only afterwards. */
export function isPricedByResult(name: string): boolean {
  return BY_RESULT.has(name);
}

/** What one call is going to cost; 0 where its result says so. */
export function foreseenCost(name: string, args: readonly CelValue[]): number {
  return BY_RESULT.has(name) ? 0 : callCost(name, args, null);
}
