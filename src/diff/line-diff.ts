/** Texts of several lines, compared line by line. */
import { structuredPatch } from 'diff';

/** Names of files that nobody sees. */
const UNNAMED = '';
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
  const { hunks } = structuredPatch(UNNAMED, UNNAMED, old, now, undefined, undefined, { context: CONTEXT });
  const found = hunks.map(({ oldStart, newStart, lines }) => ({
    oldStart,
    newStart,
    // What jsdiff says of a missing line end is no line.
    lines: lines.filter((line) => !line.startsWith('\\')),
  }));
  const signed = (sign: string) =>
    found.reduce((sum, hunk) => sum + hunk.lines.filter((line) => line.startsWith(sign)).length, 0);
  return { hunks: found, added: signed('+'), removed: signed('-') };
}
