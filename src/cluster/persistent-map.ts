import { popCount } from '../api/bits.js';
import { fnv1aOfUnits } from '../api/hash.js';
import { compareTexts } from '../api/text.js';

/**
 * An immutable map from strings that shares structure between versions: `set` and `delete` cost O(log32 n)
 * and leave the old version as it was. (A hash array mapped trie.)
 */
export class PersistentMap<V> {
  private static readonly EMPTY = new PersistentMap<never>(undefined, 0, undefined);
  private inOrder: Ordered<V> | undefined;

  private constructor(
    private readonly root: Trie<V> | undefined,
    readonly size: number,
    /** What it differs by from a version that was put in order; undefined where that is much. */
    private since: Since<V> | undefined,
  ) {}

  static empty<V>(): PersistentMap<V> {
    return PersistentMap.EMPTY;
  }

  /** The map of these entries: what setting one after the other comes to, without the versions between. */
  static of<V>(entries: ReadonlyMap<string, V>): PersistentMap<V> {
    if (entries.size === 0) return PersistentMap.empty();
    const leaves: Leaf<V>[] = [];
    for (const [key, value] of entries) leaves.push({ kind: 'leaf', key, value, hash: fnv1aOfUnits(key) });
    return new PersistentMap(trieOf(leaves, 0), entries.size, undefined);
  }

  get(key: string): V | undefined {
    let node = this.root;
    let hash = fnv1aOfUnits(key);
    while (node) {
      if (node.kind === 'leaf') return node.key === key ? node.value : undefined;
      if (node.kind === 'collision') return node.leaves.find((leaf) => leaf.key === key)?.value;
      const bit = 1 << (hash & 31);
      if (!(node.bitmap & bit)) return undefined;
      node = node.children[popCount(node.bitmap & (bit - 1))];
      hash >>>= 5;
    }
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: V): PersistentMap<V> {
    const grown = { added: false };
    const root = insert(this.root, { kind: 'leaf', key, value, hash: fnv1aOfUnits(key) }, 0, grown);
    return new PersistentMap(root, grown.added ? this.size + 1 : this.size, this.changed(key, value));
  }

  delete(key: string): PersistentMap<V> {
    if (!this.root || this.get(key) === undefined) return this;
    const root = remove(this.root, key, fnv1aOfUnits(key), 0);
    return root
      ? new PersistentMap(root, this.size - 1, this.changed(key, undefined))
      : PersistentMap.empty();
  }

  /** Whether one of the values, looked at in no particular order, passes the test. */
  some(test: (value: V) => boolean): boolean {
    return this.root !== undefined && anyOf(this.root, test);
  }

  /** All values, in the order of their keys; put in order once, and from then on where versions differ. */
  sorted(): readonly V[] {
    this.inOrder ??= (this.since && changedOrder(this.since)) ?? this.ordered();
    this.since = undefined;
    return this.inOrder.values;
  }

  private ordered(): Ordered<V> {
    const leaves: Leaf<V>[] = [];
    if (this.root) collect(this.root, (leaf) => leaves.push(leaf));
    leaves.sort((a, b) => compareTexts(a.key, b.key));
    return { keys: leaves.map(({ key }) => key), values: leaves.map(({ value }) => value) };
  }

  private changed(key: string, value: V | undefined): Since<V> | undefined {
    if (this.inOrder) return { order: this.inOrder, key, value, before: undefined, count: 1 };
    if (!this.since || this.since.count === MOST_CHANGES) return undefined;
    return { order: this.since.order, key, value, before: this.since, count: this.since.count + 1 };
  }

  /**
   * A function that tells the least of what `measure` says of the values of a map, if it says anything of one. Maps that
   * share structure are measured where they differ.
   */
  static leastBy<V>(
    measure: (value: V) => string | undefined,
  ): (map: PersistentMap<V>) => string | undefined {
    const known = new WeakMap<Trie<V>, { least: string | undefined }>();
    const leastIn = (node: Trie<V>): string | undefined => {
      if (node.kind === 'leaf') return measure(node.value);
      let found = known.get(node);
      if (!found) {
        let least: string | undefined;
        for (const child of node.kind === 'branch' ? node.children : node.leaves) {
          const one = leastIn(child);
          if (one !== undefined && (least === undefined || one < least)) least = one;
        }
        known.set(node, (found = { least }));
      }
      return found.least;
    };
    return (map) => map.root && leastIn(map.root);
  }

  /** All values, in an order that depends on nothing but the keys. */
  values(): V[] {
    const out: V[] = [];
    if (this.root) collect(this.root, (leaf) => out.push(leaf.value));
    return out;
  }

  keys(): string[] {
    const out: string[] = [];
    if (this.root) collect(this.root, (leaf) => out.push(leaf.key));
    return out;
  }
}

/** Keys in order, and the value of each. */
interface Ordered<V> {
  readonly keys: readonly string[];
  readonly values: readonly V[];
}

/** The last change of several since an order was made; a key without a value is gone. */
interface Since<V> {
  readonly order: Ordered<V>;
  readonly key: string;
  readonly value: V | undefined;
  readonly before: Since<V> | undefined;
  readonly count: number;
}

/** Beyond so many changes everything is put in order again. */
const MOST_CHANGES = 16;

/** The order that is left when changes are made in a copy. */
function changedOrder<V>(last: Since<V>): Ordered<V> {
  const changes: Since<V>[] = [];
  for (let one: Since<V> | undefined = last; one; one = one.before) changes.push(one);
  const keys = last.order.keys.slice();
  const values = last.order.values.slice();
  for (const { key, value } of changes.reverse()) {
    const at = firstFrom(keys, key);
    const isThere = keys[at] === key;
    if (value === undefined) {
      keys.splice(at, isThere ? 1 : 0);
      values.splice(at, isThere ? 1 : 0);
    } else if (isThere) values[at] = value;
    else {
      keys.splice(at, 0, key);
      values.splice(at, 0, value);
    }
  }
  return { keys, values };
}

/** The index of the first of `keys`, which are in order, that is `key` or comes after it. */
function firstFrom(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareTexts(keys[middle]!, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Leaf<V> {
  kind: 'leaf';
  key: string;
  value: V;
  hash: number;
}

interface Collision<V> {
  kind: 'collision';
  hash: number;
  leaves: Leaf<V>[];
}

interface Branch<V> {
  kind: 'branch';
  bitmap: number;
  children: Trie<V>[];
}

type Trie<V> = Leaf<V> | Collision<V> | Branch<V>;

function insert<V>(
  node: Trie<V> | undefined,
  leaf: Leaf<V>,
  shift: number,
  grown: { added: boolean },
): Trie<V> {
  if (!node) {
    grown.added = true;
    return leaf;
  }
  if (node.kind === 'leaf') {
    if (node.key === leaf.key) return leaf;
    grown.added = true;
    return join(node, leaf, shift);
  }
  if (node.kind === 'collision') {
    if (node.hash !== leaf.hash) {
      grown.added = true;
      return join(node, leaf, shift);
    }
    const others = node.leaves.filter((other) => other.key !== leaf.key);
    grown.added = others.length === node.leaves.length;
    return { kind: 'collision', hash: node.hash, leaves: [...others, leaf] };
  }
  const bit = bitAt(leaf.hash, shift);
  const at = popCount(node.bitmap & (bit - 1));
  const children = node.children.slice();
  if (node.bitmap & bit) children[at] = insert(node.children[at], leaf, shift + 5, grown);
  else {
    grown.added = true;
    children.splice(at, 0, leaf);
  }
  return { kind: 'branch', bitmap: node.bitmap | bit, children };
}

/** Builds at once what `insert` makes of leaves of different keys. */
function trieOf<V>(leaves: Leaf<V>[], shift: number): Trie<V> {
  const [first] = leaves as [Leaf<V>];
  if (leaves.length === 1) return first;
  if (leaves.every(({ hash }) => hash === first.hash)) {
    return { kind: 'collision', hash: first.hash, leaves };
  }
  const parts: (Leaf<V>[] | undefined)[] = new Array(32);
  let bitmap = 0;
  for (const leaf of leaves) {
    const at = (leaf.hash >>> shift) & 31;
    bitmap |= 1 << at;
    const part = parts[at];
    if (part) part.push(leaf);
    else parts[at] = [leaf];
  }
  const children: Trie<V>[] = [];
  for (const part of parts) if (part) children.push(trieOf(part, shift + 5));
  return { kind: 'branch', bitmap, children };
}

function join<V>(a: Leaf<V> | Collision<V>, b: Leaf<V>, shift: number): Trie<V> {
  if (a.hash === b.hash) {
    return { kind: 'collision', hash: a.hash, leaves: a.kind === 'leaf' ? [a, b] : [...a.leaves, b] };
  }
  const bitA = bitAt(a.hash, shift);
  const bitB = bitAt(b.hash, shift);
  if (bitA === bitB) return { kind: 'branch', bitmap: bitA, children: [join(a, b, shift + 5)] };
  // Unsigned: bit 31 is the highest child, not a negative number.
  const children = bitA >>> 0 < bitB >>> 0 ? [a, b] : [b, a];
  return { kind: 'branch', bitmap: bitA | bitB, children };
}

function remove<V>(node: Trie<V>, key: string, hash: number, shift: number): Trie<V> | undefined {
  if (node.kind === 'leaf') return undefined;
  if (node.kind === 'collision') {
    const leaves = node.leaves.filter((leaf) => leaf.key !== key);
    return leaves.length === 1 ? leaves[0] : { ...node, leaves };
  }
  const bit = bitAt(hash, shift);
  const at = popCount(node.bitmap & (bit - 1));
  const child = remove(node.children[at]!, key, hash, shift + 5);
  const children = node.children.slice();
  if (child) children[at] = child;
  else children.splice(at, 1);
  const bitmap = child ? node.bitmap : node.bitmap & ~bit;
  if (children.length === 0) return undefined;
  if (children.length === 1 && children[0]!.kind !== 'branch') return children[0];
  return { kind: 'branch', bitmap, children };
}

function bitAt(hash: number, shift: number): number {
  return 1 << ((hash >>> shift) & 31);
}

function anyOf<V>(node: Trie<V>, test: (value: V) => boolean): boolean {
  if (node.kind === 'leaf') return test(node.value);
  if (node.kind === 'collision') return node.leaves.some(({ value }) => test(value));
  return node.children.some((child) => anyOf(child, test));
}

function collect<V>(node: Trie<V>, visit: (leaf: Leaf<V>) => void): void {
  if (node.kind === 'leaf') visit(node);
  else if (node.kind === 'collision') {
    for (const leaf of [...node.leaves].sort((a, b) => (a.key < b.key ? -1 : 1))) visit(leaf);
  } else for (const child of node.children) collect(child, visit);
}
