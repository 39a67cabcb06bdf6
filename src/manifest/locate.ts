import type { Path } from '../api/json.js';
import { nextNode, nodeKey } from './yaml/nodes.js';
import { ALIAS, KIND, LIST, MAP, STRIDE, type Tape } from './yaml/tape.js';

/** A node of a tape and, inside a map, its key; indexes on the tape. */
export interface Found {
  value: number;
  key?: number;
}

/** What an alias stands for; any other node itself. */
function target(tape: Tape, at: number): number {
  return (tape.words[at]! & KIND) === ALIAS ? tape.words[at + 3]! : at;
}

/** The node at the end of `path` from the node `root`, or the last that there is on the way. */
export function findNode(text: string, tape: Tape, root: number, path: Path): Found {
  let found: Found = { value: target(tape, root) };
  for (const step of path) {
    const next = child(text, tape, found.value, step);
    if (next === undefined) break;
    found = next;
  }
  return found;
}

function child(text: string, tape: Tape, at: number, step: string | number): Found | undefined {
  const kind = tape.words[at]! & KIND;
  if (kind === MAP) return entry(text, tape, at, String(step));
  if (kind === LIST && typeof step === 'number') {
    const end = tape.words[at + 3]!;
    let index = 0;
    for (let item = at + STRIDE; item < end; item = nextNode(tape.words, item)) {
      if (index++ === step) return { value: target(tape, item) };
    }
  }
  return undefined;
}

/** The entry that gives a map's key its value: the last one, where merges count as written where they stand. */
function entry(text: string, tape: Tape, map: number, key: string): Found | undefined {
  const { words } = tape;
  const end = words[map + 3]!;
  let found: Found | undefined;
  for (let at = map + STRIDE; at < end; ) {
    const value = nextNode(words, at);
    const own = nodeKey(text, tape, at);
    if (own === key) found = { value: target(tape, value), key: at };
    else if (own === undefined) found = merged(text, tape, value, key) ?? found;
    at = nextNode(words, value);
  }
  return found;
}

/** The entry that a merge of `value`, a map or a list of maps, brings for the key; earlier maps of a list win. */
function merged(text: string, tape: Tape, value: number, key: string): Found | undefined {
  const at = target(tape, value);
  const kind = tape.words[at]! & KIND;
  if (kind === MAP) return entry(text, tape, at, key);
  if (kind !== LIST) return undefined;
  const end = tape.words[at + 3]!;
  for (let item = at + STRIDE; item < end; item = nextNode(tape.words, item)) {
    const map = target(tape, item);
    const found = (tape.words[map]! & KIND) === MAP ? entry(text, tape, map, key) : undefined;
    if (found) return found;
  }
  return undefined;
}
