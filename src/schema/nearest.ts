import { editDistance } from '../api/suggest.js';

/**
 * The candidate that `word` was most likely meant to be: the same but for case or separators, or else within two
 * slips of the keyboard (fewer for short words; two letters swapped are one slip). Undefined when none is near.
 * Ties go to the candidate that sorts first.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const sorted = [...candidates].sort();
  const bare = bareOf(word);
  const same = sorted.find((candidate) => candidate !== word && bareOf(candidate) === bare);
  if (same !== undefined) return same;
  let best: string | undefined;
  let fewest = slipsAllowed(word) + 1;
  for (const candidate of sorted) {
    if (candidate === word || candidate === '' || Math.abs(candidate.length - word.length) >= fewest)
      continue;
    const slips = editDistance(word.toLowerCase(), candidate.toLowerCase(), fewest - 1);
    if (slips < fewest) {
      best = candidate;
      fewest = slips;
    }
  }
  return best;
}

/** Longer words than any field's name are not compared letter by letter. */
const LONGEST = 100;

function slipsAllowed(word: string): number {
  if (word.length > LONGEST) return 0;
  return word.length < 3 ? 0 : word.length < 5 ? 1 : 2;
}

function bareOf(word: string): string {
  return word.length > LONGEST ? word : word.toLowerCase().replace(/[-_\s]/g, '');
}
