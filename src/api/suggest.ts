/** Which of several known words one was meant to be. */
import { popCount } from './bits.js';

/** Longer words than any name in Kubernetes are compared with none: nobody types them. */
export const LONGEST_NAME = 253;

/**
 * The number of single-character edits (insert, delete, replace, swap of neighbours) between two words,
 * or `limit + 1` as soon as it is known to be more than `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit || leastEdits(a, b) > limit) return limit + 1;
  const beyond = limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    // What is farther from the diagonal than the limit takes more edits than that.
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    const row = last.slice();
    let fewest = (row[from - 1] = from === 1 ? i : beyond);
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      }
      row[j] = cost;
      if (cost < fewest) fewest = cost;
    }
    if (to < b.length) row[to + 1] = beyond;
    if (fewest > limit) return beyond;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length]!, beyond);
}

/** No fewer edits than there are letters in one word and not in the other: what most words are told apart by, at once. */
function leastEdits(a: string, b: string): number {
  const [ours, theirs] = [lettersOf(a), lettersOf(b)];
  return Math.max(popCount(ours & ~theirs), popCount(theirs & ~ours));
}

/** A bit for each letter; several letters may have the same one. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/**
 * The candidate that `word` was most likely meant to be: a different case, or few enough edits for its length.
 * Undefined where nothing is near. The first of equally near ones wins.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST_NAME) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 0.5;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const distance = editDistance(lower, candidate.toLowerCase(), Math.floor(bestDistance));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
