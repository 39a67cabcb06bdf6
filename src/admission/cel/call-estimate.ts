/** What a call may cost at most beside its arguments (apiserver pkg/cel/library/cost.go, cel-go checker/cost.go, ext). */
import { FIXED, HIGHEST_COST, known, type Part, type Size, traversal } from './cost-parts.js';
import { type CelType, OPEN } from './types.js';

const REGEX = 0.25;
const LIST_COST = 10;
const CALL_COST = 1;
/** The length that the expressions of named formats are taken for. */
const FORMAT_REGEX = 128;
/** Types whose values are compared at once. */
const COMPARED_AT_ONCE: ReadonlySet<string> = new Set([
  'net.IP',
  'net.CIDR',
  'kubernetes.Quantity',
  'kubernetes.Semver',
]);
const LONGEST_FORMAT = 64;

/** What a call costs, and the size of its value where that is known. */
export interface CallEstimate {
  cost: number;
  size?: Size;
}

/** What is known of a call: the receiver of a method, its arguments, the sizes of what is at a path. */
interface Given {
  on: Part | undefined;
  args: readonly Part[];
  sizeAt(path: readonly string[]): Size | undefined;
}

type Estimate = (given: Given) => CallEstimate | undefined;

const product = (a: number, b: number): number => Math.min(a * b, HIGHEST_COST);
const sum = (a: Size, b: Size): Size => ({ min: a.min + b.min, max: Math.min(a.max + b.max, HIGHEST_COST) });
/** Whether a value may be of one of the kinds; what an empty literal holds is taken for the first that fits, a number. */
const mayBe = (type: CelType | undefined, ...kinds: string[]): boolean =>
  type !== undefined && type !== OPEN && [...kinds, 'dyn', 'param', 'error'].includes(type.kind);

/** A traversal of the argument. */
const argument =
  (share: number): Estimate =>
  ({ args: [a] }) =>
    a && { cost: traversal(known(a).max, share) };
/** A traversal of the receiver, which the result is not longer than. */
const receiver: Estimate = ({ on }) => on && { cost: traversal(known(on).max), size: known(on) };
const once: Estimate = () => ({ cost: CALL_COST });

/** Every element is looked at, and the texts among them gone through. */
const elements: Estimate = ({ on, sizeAt }) => {
  if (!on) return undefined;
  const { max } = known(on);
  if (on.type.kind !== 'list') return { cost: traversal(max) };
  const { of } = on.type;
  const textual = of.kind === 'string' || of.kind === 'bytes';
  return { cost: product(max, 1 + (textual ? traversal(elementSize(on, sizeAt).max) : 0)) };
};

function elementSize(list: Part, sizeAt: Given['sizeAt']): Size {
  const size = list.path.length > 0 ? sizeAt([...list.path, '@items']) : undefined;
  return size ?? { min: 0, max: HIGHEST_COST };
}

const search: Estimate = ({ on, args: [pattern] }) => {
  if (!on || !pattern) return undefined;
  const { max } = known(on);
  const cost = product(traversal(max + 1), Math.ceil(known(pattern).max * REGEX));
  return { cost, size: { min: 0, max } };
};

const join: Estimate = ({ on, args: [separator], sizeAt }) => {
  if (!on) return undefined;
  const list = known(on);
  const element = on.type.kind === 'list' ? elementSize(on, sizeAt) : FIXED(0);
  let size: Size = { min: product(list.min, element.min), max: product(list.max, element.max) };
  if (separator) {
    const { min, max } = known(separator);
    const between = { min: Math.max(0, list.min - 1), max: Math.max(0, list.max - 1) };
    size = sum(size, { min: product(between.min, min), max: product(between.max, max) });
  }
  return { cost: traversal(size.max), size };
};

/** The longest result: the shortest text to be replaced gives way to the longest new one, as often as may be. */
const replace: Estimate = ({ on, args: [old, fresh] }) => {
  if (!on || !old || !fresh) return undefined;
  const [size, from, to] = [known(on), known(old), known(fresh)];
  let longest = product(Math.ceil(size.max / from.min), to.max);
  if (from.min === 0) longest = product(size.max + 1, to.max) + size.max;
  else if (to.max <= from.min) longest = size.max;
  let shortest = Math.ceil(size.min / from.max) * to.min;
  if (from.max === 0) shortest = (size.min + 1) * to.min + size.min;
  else if (from.max <= to.min) shortest = size.min;
  return { cost: traversal(size.max, 2), size: { min: shortest, max: Math.min(longest, HIGHEST_COST) } };
};

const split: Estimate = ({ on, args: [, limit] }) => {
  if (!on) return undefined;
  const { max } = known(on);
  const most = limit?.value === undefined ? max : Number(limit.value);
  return { cost: traversal(max, 2), size: { min: 0, max: most < 0 ? HIGHEST_COST : most } };
};

/** A list is made, `factor` for each of so many steps. */
function allocated(factor: number, size: Size): CallEstimate {
  const cost = Math.min(Math.ceil(size.max * factor) + CALL_COST + LIST_COST, HIGHEST_COST);
  return { cost, size };
}

const square = ({ min, max }: Size): Size => ({ min: product(min, min), max: product(max, max) });

const slice: Estimate = ({ on, args: [start, end] }) => {
  if (!on || !start || !end) return undefined;
  const from = start.value === undefined ? 0 : Math.max(0, Number(start.value));
  const to = end.value === undefined ? known(on).max : Math.max(0, Number(end.value));
  return allocated(1, FIXED(to < from ? HIGHEST_COST : to - from));
};

const flatten: Estimate = ({ on, args: [depth] }) =>
  on && allocated(depth === undefined ? 1 : Number(depth.value ?? HIGHEST_COST), known(on));

const sort: Estimate = ({ on }) => {
  if (on?.type.kind !== 'list') return undefined;
  return allocated(mayBe(on.type.of, 'string', 'bytes') ? 2.1 : 2, square(known(on)));
};

const sets =
  (factor: number): Estimate =>
  ({ args: [a, b] }) =>
    a && b && { cost: Math.min(known(a).max * known(b).max * factor + CALL_COST, HIGHEST_COST) };

/** Comparing two addresses of 16 bytes, `extra` more, and reading the argument where it is a text. */
const addresses =
  (extra: number): Estimate =>
  ({ args: [other] }) => {
    if (!other) return undefined;
    const read = mayBe(other.type, 'string') ? traversal(known(other).max) : 0;
    return { cost: traversal(32) + extra + read };
  };

const equality: Estimate = ({ args: [a, b] }) =>
  a && b && { cost: traversal(Math.min(known(a).max, known(b).max)) };

const equal: Estimate = (given) => {
  const [a, b] = given.args;
  if (a?.type.kind === 'opaque' && b?.type.kind === 'opaque' && a.type.name === b.type.name) {
    const { name } = a.type;
    if (COMPARED_AT_ONCE.has(name) || name.startsWith('kubernetes.authorization.')) return once(given);
    if (name === 'kubernetes.NamedFormat') return { cost: traversal(LONGEST_FORMAT) };
    if (name === 'kubernetes.URL') return { cost: traversal(b.size?.max ?? 1) };
  }
  return equality(given);
};

/** Texts are gone through, other values are compared at once. */
const ordered: Estimate = (given) => {
  const [a, b] = given.args;
  const textual = mayBe(a?.type, 'string', 'bytes') && mayBe(b?.type, 'string', 'bytes');
  return textual ? equality(given) : once(given);
};

const add: Estimate = ({ args: [a, b] }) => {
  if (!a || !b) return undefined;
  const holds = (...kinds: string[]): boolean => mayBe(a.type, ...kinds) && mayBe(b.type, ...kinds);
  const textual = holds('string') || holds('bytes');
  if (!textual && !holds('list')) return undefined;
  const size = sum(known(a), known(b));
  return { cost: textual ? Math.max(traversal(size.max), CALL_COST) : CALL_COST, size };
};

const bytes: Estimate = ({ args: [a] }) => {
  if (!mayBe(a?.type, 'string') || !a) return undefined;
  const { min, max } = known(a);
  return { cost: traversal(max), size: { min, max: product(max, 4) } };
};

const string: Estimate = ({ args: [a] }) => {
  if (!mayBe(a?.type, 'bytes') || !a) return undefined;
  const { min, max } = known(a);
  return { cost: Math.max(traversal(max), CALL_COST), size: { min: Math.floor(min / 4), max } };
};

const quote: Estimate = ({ args: [a] }) => {
  if (!a) return undefined;
  const { min, max } = known(a);
  return { cost: traversal(max), size: { min: min + 2, max: product(max, 2) + 2 } };
};

const contained: Estimate = ({ args: [, container] }) => {
  if (!container || !mayBe(container.type, 'list')) return undefined;
  return { cost: known(container).max };
};

const part: Estimate = ({ on, args: [inner] }) =>
  on && inner && { cost: product(traversal(known(on).max), traversal(known(inner).max)) };

function all(names: string, estimate: Estimate): [string, Estimate][] {
  return names.split(' ').map((name) => [name, estimate]);
}

const ESTIMATES: ReadonlyMap<string, Estimate> = new Map<string, Estimate>([
  ...all('isSorted sum max min indexOf lastIndexOf', elements),
  ...all('lowerAscii upperAscii substring trim', receiver),
  ...all('find findAll matches', search),
  ...all('cidr isIP isCIDR quantity isQuantity semver isSemver startsWith endsWith', argument(1)),
  ...all('_<_ _<=_ _>_ _>=_', ordered),
  ...all(
    'url jsonpatch.escapeKey',
    ({ args: [a] }) => a && { cost: traversal(known(a).max), size: known(a) },
  ),
  ['ip', (given) => (given.on ? once(given) : argument(1)(given))],
  ['ip.isCanonical', argument(2)],
  ['replace', replace],
  ['split', split],
  ['join', join],
  ['containsIP', addresses(0)],
  ['containsCIDR', addresses(traversal(16) + 1)],
  ['validate', ({ args: [a] }) => a && { cost: product(traversal(known(a).max), FORMAT_REGEX * REGEX) }],
  ['_==_', equal],
  ['_!=_', equality],
  ['_+_', add],
  ['@in', contained],
  ['contains', part],
  ['format', ({ on }) => on && { cost: traversal(known(on).max) }],
  ['bytes', bytes],
  ['string', string],
  ['strings.quote', quote],
  ['slice', slice],
  ['flatten', flatten],
  ['sort', sort],
  ['reverse', ({ on }) => on && allocated(1, known(on))],
  ['distinct', ({ on }) => on && allocated(2, square(known(on)))],
  ['lists.range', ({ args: [n] }) => allocated(1, FIXED(Math.max(0, Number(n?.value ?? HIGHEST_COST))))],
  ['sets.contains', sets(1)],
  ['sets.intersects', sets(1)],
  ['sets.equivalent', sets(2)],
  ['check', () => ({ cost: 350_000 })],
]);

/** What a call costs beside its arguments; what nothing is known of costs one. `on` is the receiver of a method. */
export function callEstimate(
  name: string,
  on: Part | undefined,
  args: readonly Part[],
  sizeAt: (path: readonly string[]) => Size | undefined,
): CallEstimate {
  // `matches(text, pattern)` has no estimate of its own, the method has.
  const estimate = ESTIMATES.get(name);
  return estimate?.({ on, args, sizeAt }) ?? { cost: CALL_COST };
}
