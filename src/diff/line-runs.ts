/** Which lines of a text stay, go and come. */
import { diffArrays } from 'diff';
import { append } from '../api/lists.js';

/** Lines that follow each other and that one thing happens to. */
export interface Run {
  sign: ' ' | '-' | '+';
  lines: string[];
}

/**
 * The shortest way from one text to the other is looked for up to so many lines that come or go: what that takes grows with
 * the square of them.
 */
const MOST_EDITS = 1000;
/** The same between two lines that both texts have just once. */
const MOST_EDITS_BETWEEN = 100;

/**
 * The runs that turn `old` into `now`: the fewest lines that come and go, or where those are very many, those beside the
 * lines that each text has once and in the same order.
 */
export function lineRuns(old: readonly string[], now: readonly string[]): Run[] {
  return shortest(old, now, MOST_EDITS) ?? joined(aroundAnchors(old, now));
}

function shortest(old: readonly string[], now: readonly string[], most: number): Run[] | undefined {
  const changes = diffArrays([...old], [...now], { maxEditLength: most });
  return changes?.map(({ added, removed, value }) => ({
    sign: added ? '+' : removed ? '-' : ' ',
    lines: value,
  }));
}

/** A line that stays, by its index in either text. */
interface Anchor {
  old: number;
  now: number;
}

/** Patience diff: what stands between the anchors is compared by itself. */
function aroundAnchors(old: readonly string[], now: readonly string[]): Run[] {
  const runs: Run[] = [];
  let from: Anchor = { old: 0, now: 0 };
  const between = (to: Anchor) => {
    const [gone, come] = [old.slice(from.old, to.old), now.slice(from.now, to.now)];
    append(runs, shortest(gone, come, MOST_EDITS_BETWEEN) ?? replaced(gone, come));
  };
  for (const anchor of inSameOrder(uniqueInBoth(old, now))) {
    between(anchor);
    runs.push({ sign: ' ', lines: [old[anchor.old]!] });
    from = { old: anchor.old + 1, now: anchor.now + 1 };
  }
  between({ old: old.length, now: now.length });
  return runs;
}

function replaced(gone: string[], come: string[]): Run[] {
  return [
    { sign: '-', lines: gone },
    { sign: '+', lines: come },
  ];
}

/** The lines that each text has exactly once, in the order of the old one. */
function uniqueInBoth(old: readonly string[], now: readonly string[]): Anchor[] {
  const places = uniquePlaces(now);
  return [...uniquePlaces(old)].flatMap(([line, at]) => {
    const there = places.get(line);
    return there === undefined ? [] : [{ old: at, now: there }];
  });
}

function uniquePlaces(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line);
    else places.set(line, at);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

/** The most of the anchors that are in the order of the new text too: a longest increasing subsequence. */
function inSameOrder(anchors: readonly Anchor[]): Anchor[] {
  interface Link {
    anchor: Anchor;
    before: Link | undefined;
  }
  /** By length less one: of the sequences of that length the one whose end comes first in the new text. */
  const ends: Link[] = [];
  for (const anchor of anchors) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]!.anchor.now < anchor.now) low = middle + 1;
      else high = middle;
    }
    ends[low] = { anchor, before: ends[low - 1] };
  }
  const found: Anchor[] = [];
  for (let link = ends.at(-1); link; link = link.before) found.push(link.anchor);
  return found.reverse();
}

/** Runs without empty ones, those of one sign that follow each other as one. */
function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = [];
  for (const { sign, lines } of runs) {
    const last = found.at(-1);
    if (lines.length === 0) continue;
    if (last?.sign === sign) for (const line of lines) last.lines.push(line);
    else found.push({ sign, lines: [...lines] });
  }
  return found;
}
