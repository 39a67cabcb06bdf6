import type { Path } from '../api/json.js';
import { nextNode, nodeKey } from './yaml/nodes.js';
import { ALIAS, KIND, LIST, MAP, STRIDE, type Tape } from './yaml/tape.js';

/** A node of a tape and, inside a map, its key; indexes on the tape. */
export interface Found {
  value: number;
  key?: number;
}

/** The entries of a map by their keys, the last of each, and the values of its merges in their order. */
interface Entries {
  own: ReadonlyMap<string, Required<Found>>;
  merges: readonly number[];
}

/** Finds the nodes of a tape by their paths. Maps and lists on the way are read once, however often they are asked. */
export class NodeFinder {
  private readonly items = new Map<number, readonly number[]>();
  private readonly entries = new Map<number, Entries>();

  constructor(
    private readonly text: string,
    private readonly tape: Tape,
  ) {}

  /** The node at the end of `path` from the node `root`, or the last that there is on the way. */
  find(root: number, path: Path): Found {
    let found: Found = { value: this.target(root) };
    for (const step of path) {
      const next = this.child(found.value, step);
      if (next === undefined) break;
      found = next;
    }
    return found;
  }

  /** What an alias stands for; any other node itself. */
  private target(at: number): number {
    return this.kindOf(at) === ALIAS ? this.tape.words[at + 3]! : at;
  }

  private kindOf(at: number): number {
    return this.tape.words[at]! & KIND;
  }

  private child(at: number, step: string | number): Found | undefined {
    const kind = this.kindOf(at);
    if (kind === MAP) return this.entry(at, String(step));
    if (kind !== LIST || typeof step !== 'number') return undefined;
    const item = this.itemsOf(at)[step];
    return item === undefined ? undefined : { value: this.target(item) };
  }

  private itemsOf(list: number): readonly number[] {
    let items = this.items.get(list);
    if (!items) {
      const { words } = this.tape;
      const end = words[list + 3]!;
      const found: number[] = [];
      for (let item = list + STRIDE; item < end; item = nextNode(words, item)) found.push(item);
      this.items.set(list, (items = found));
    }
    return items;
  }

  private entriesOf(map: number): Entries {
    const known = this.entries.get(map);
    if (known) return known;
    const { words } = this.tape;
    const end = words[map + 3]!;
    const own = new Map<string, Required<Found>>();
    const merges: number[] = [];
    for (let at = map + STRIDE; at < end; ) {
      const value = nextNode(words, at);
      const key = nodeKey(this.text, this.tape, at);
      if (key === undefined) merges.push(value);
      else own.set(key, { value, key: at });
      at = nextNode(words, value);
    }
    const entries = { own, merges };
    this.entries.set(map, entries);
    return entries;
  }

  /** The entry that gives a map's key its value: the last one, where merges count as written where they stand. */
  private entry(map: number, key: string): Found | undefined {
    const { own, merges } = this.entriesOf(map);
    const entry = own.get(key);
    for (let i = merges.length - 1; i >= 0 && (!entry || merges[i]! > entry.key); i--) {
      const found = this.merged(merges[i]!, key);
      if (found) return found;
    }
    return entry && { value: this.target(entry.value), key: entry.key };
  }

  /** The entry that a merge of `value`, a map or a list of maps, brings for the key; earlier maps of a list win. */
  private merged(value: number, key: string): Found | undefined {
    const at = this.target(value);
    const kind = this.kindOf(at);
    if (kind === MAP) return this.entry(at, key);
    if (kind !== LIST) return undefined;
    for (const item of this.itemsOf(at)) {
      const map = this.target(item);
      const found = this.kindOf(map) === MAP ? this.entry(map, key) : undefined;
      if (found) return found;
    }
    return undefined;
  }
}
