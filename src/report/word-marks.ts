/** Which words of two lines, or values, are other: marked where there is colour, and where most of them stays. */
import { diffArrays } from 'diff';
import type { Style } from './style.js';

/** Names and numbers with their points and dashes are words, and so is each other sign. */
const WORD = /[\p{L}\p{N}_.+-]+|\s+|./gsu;
/** Longer lines are read by nobody word by word. */
const LONGEST = 1000;
/** So many words may be other: what that takes grows with the square of them. */
const MOST_EDITS = 60;
/** Where less than this part of the shorter one stays it is another line, not one that changed. */
const LEAST_SHARED = 0.4;

/** Two texts, `old` and `now`, with what of each the other does not have marked; as they are where hardly anything is the same. */
export function markedWords(old: string, now: string, style: Style): { old: string; now: string } {
  const plain = { old, now };
  if (!style.enabled || old === now || old.length > LONGEST || now.length > LONGEST) return plain;
  const runs = diffArrays(wordsOf(old), wordsOf(now), { maxEditLength: MOST_EDITS });
  if (!runs) return plain;
  const marked = { old: '', now: '' };
  let shared = 0;
  for (const { added, removed, value } of runs) {
    const text = value.join('');
    if (!added && !removed) shared += inkOf(text);
    if (!added) marked.old += removed ? core(text, style) : text;
    if (!removed) marked.now += added ? core(text, style) : text;
  }
  return shared >= LEAST_SHARED * Math.min(inkOf(old), inkOf(now)) ? marked : plain;
}

/** Marks a text but for the blanks around it. */
function core(text: string, style: Style): string {
  const inner = text.trim();
  return inner === '' ? style.marked(text) : text.replace(inner, () => style.marked(inner));
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** How much of a text is no blank. */
function inkOf(text: string): number {
  return text.replace(/\s/g, '').length;
}

/** Lines of a difference, each behind its sign: of those that go and come in pairs the words. */
export function markedLines(lines: readonly string[], style: Style): string[] {
  const marked = [...lines];
  if (!style.enabled) return marked;
  for (let at = 0; at < lines.length; ) {
    const gone = runOf(lines, at, '-');
    const come = runOf(lines, at + gone, '+');
    for (let nth = 0; nth < Math.min(gone, come); nth++) {
      const [old, now] = [at + nth, at + gone + nth];
      const words = markedWords(lines[old]!.slice(1), lines[now]!.slice(1), style);
      marked[old] = `-${words.old}`;
      marked[now] = `+${words.now}`;
    }
    at += Math.max(gone + come, 1);
  }
  return marked;
}

/** How many lines follow each other that begin so. */
function runOf(lines: readonly string[], from: number, sign: string): number {
  let to = from;
  while (lines[to]?.startsWith(sign)) to += 1;
  return to - from;
}
