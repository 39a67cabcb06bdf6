/** Texts of several lines, compared line by line. */
import { lineRuns, type Run } from './line-runs.js';

/** Lines of context around a change, unless told. */
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

/** Compares two texts by lines; `context`: so many lines around a change. */
export function diffLines(old: string, now: string, context = CONTEXT): LineDiff {
  const runs = lineRuns(linesOf(old), linesOf(now));
  const count = (sign: Run['sign']) =>
    runs.reduce((sum, run) => sum + (run.sign === sign ? run.lines.length : 0), 0);
  return { hunks: hunksOf(runs, context), added: count('+'), removed: count('-') };
}

/** With their ends: a last line that has none is another than one that has. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** Changes with what stands around them; those whose surroundings touch are one hunk. */
function hunksOf(runs: readonly Run[], context: number): Hunk[] {
  const hunks: Hunk[] = [];
  let hunk: Hunk | undefined;
  const next = { old: 1, new: 1 };
  const add = (sign: Run['sign'], lines: readonly string[]) => {
    for (const line of lines) hunk?.lines.push(sign + line.replace(/\n$/, ''));
  };
  for (const [index, { sign, lines }] of runs.entries()) {
    if (sign === ' ') {
      const isBetween = index < runs.length - 1 && lines.length <= 2 * context;
      add(' ', isBetween ? lines : lines.slice(0, context));
      if (!isBetween) hunk = undefined;
    } else {
      if (!hunk) {
        const before =
          runs[index - 1]?.lines.slice(Math.max(0, (runs[index - 1]?.lines.length ?? 0) - context)) ?? [];
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
