/** Names so alike that one is a slip of the other. */
import { editDistance, LONGEST_NAME } from './suggest.js';

/** What stands between the words of a name. */
const BETWEEN = /[-_.:/]+/;
/** Of shorter words another letter makes another word: `db` and `dc`, `api` and `app`. */
const LONG_ENOUGH = 5;
/** Shorter names than this are near none. */
const SHORTEST = 2;

/**
 * Whether `written` is likely a slip of `meant`: other case or other signs between the words, or one edit in one word. Stricter
 * than `closest`, which is for lists of known words: `web-1` is no slip of `web-2`, nor `orders-db` of `orders-api`.
 */
export function isNearName(written: string, meant: string): boolean {
  if (written === meant || !isName(written) || !isName(meant)) return false;
  const [a, b] = [written.toLowerCase(), meant.toLowerCase()];
  if (withoutSigns(a) === withoutSigns(b)) return digitsOf(a) === digitsOf(b);
  if (editDistance(a, b, 1) > 1) return false;
  const [ours, theirs] = [a.split(BETWEEN), b.split(BETWEEN)];
  if (ours.length !== theirs.length) return false;
  const at = ours.findIndex((word, index) => word !== theirs[index]);
  return isNearWord(ours[at] ?? '', theirs[at] ?? '');
}

function isName({ length }: string): boolean {
  return length >= SHORTEST && length <= LONGEST_NAME;
}

function isNearWord(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < SHORTEST || digitsOf(a) !== digitsOf(b)) return false;
  if (a.length !== b.length) return true;
  return a.length >= LONG_ENOUGH || [...a].sort().join('') === [...b].sort().join('');
}

function withoutSigns(name: string): string {
  return name.split(BETWEEN).join('');
}

function digitsOf(word: string): string {
  return word.replace(/\D+/g, ' ').trim();
}

/** Names in which near ones are found without looking at each. */
export class NearNames {
  /** By what is left of a name without one of its letters, or without its signs. */
  readonly #byRest = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of new Set(names)) {
      if (!isName(name)) continue;
      for (const rest of restsOf(name)) {
        const known = this.#byRest.get(rest);
        if (known) known.push(name);
        else this.#byRest.set(rest, [name]);
      }
    }
  }

  /** The names that one is likely a slip of, sorted. */
  near(written: string): string[] {
    const found = new Set<string>();
    if (!isName(written)) return [];
    for (const rest of restsOf(written)) for (const name of this.#byRest.get(rest) ?? []) found.add(name);
    return [...found].filter((name) => isNearName(written, name)).sort();
  }
}

/** Names an edit apart have one of these in common: what two letters were before one was dropped, or swapped. */
function restsOf(name: string): Set<string> {
  const lower = name.toLowerCase();
  const rests = new Set([lower, withoutSigns(lower)]);
  for (let at = 0; at < lower.length; at++) rests.add(lower.slice(0, at) + lower.slice(at + 1));
  return rests;
}
