/** Texts of several lines, compared line by line. */
import { lineRuns, type Run } from './line-runs.js';

/** Lines of context around a change. */
const CONTEXT = 2;

/** A stretch of a unified diff. */
interface Hunk {
  /** First line of the stretch in the old and the new text, from 1. */
  oldStart: number;
  newStart: number;
  /** Each with its sign: ` `, `-`, `+`. */
  lines: string[];
}

/** The differences of two texts as hunks; how many lines came and went. */
export interface LineDiff {
  hunks: Hunk[];
  added: number;
  removed: number;
}

/** Compares two texts by lines. */
export function diffLines(old: string, now: string): LineDiff {
  const runs = lineRuns(linesOf(old), linesOf(now));
  const count = (sign: Run['sign']) =>
    runs.reduce((sum, run) => sum + (run.sign === sign ? run.lines.length : 0), 0);
  return { hunks: hunksOf(runs), added: count('+'), removed: count('-') };
}

/** With their ends: a last line that has none is another than one that has. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** Changes with what stands around them; those whose surroundings touch are one hunk. */
function hunksOf(runs: readonly Run[]): Hunk[] {
  const hunks: Hunk[] = [];
  let hunk: Hunk | undefined;
  const next = { old: 1, new: 1 };
  const add = (sign: Run['sign'], lines: readonly string[]) => {
    for (const line of lines) hunk?.lines.push(sign + line.replace(/\n$/, ''));
  };
  for (const [index, { sign, lines }] of runs.entries()) {
    if (sign === ' ') {
      const isBetween = index < runs.length - 1 && lines.length <= 2 * CONTEXT;
      add(' ', isBetween ? lines : lines.slice(0, CONTEXT));
      if (!isBetween) hunk = undefined;
    } else {
      if (!hunk) {
        const before = runs[index - 1]?.lines.slice(-CONTEXT) ?? [];
        hunk = { oldStart: next.old - before.length, newStart: next.new - before.length, lines: [] };
        hunks.push(hunk);
        add(' ', before);
      }
      add(sign, lines);
    }
    if (sign !== '+') next.old += lines.length;
    if (sign !== '-') next.new += lines.length;
  }
  return hunks;
}
