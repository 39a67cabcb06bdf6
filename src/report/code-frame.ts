import type { Location } from '../api/finding.js';
import { printable } from './inert.js';
import { PLAIN, type Style } from './style.js';
import { displayWidth, PIPE_WIDTH, padStart, truncate, wrap } from './width.js';

/** What stands in the place of a value that must not be seen. */
const HIDDEN = '***';
/** Lines shown above the one that is meant. */
const LINES_ABOVE = 2;
/** The fewest columns a line of the text gets, however narrow the terminal. */
const NARROWEST = 24;

export interface CodeFrameOptions {
  style?: Style;
  /** Columns that the whole frame may take. */
  width?: number;
  /** What the caret line says after the caret: `did you mean web?`. */
  label?: string;
  /** Colours the caret. */
  colour?: (text: string) => string;
  /** Lines shown above the one meant; 2 unless told otherwise. */
  above?: number;
  /** Places of the same text whose characters must not be shown: values of Secrets. */
  hidden?: readonly Location[];
}

/** The lines of a text, as its positions count them. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/** One line as it will be shown, and where its columns went. */
interface ShownLine {
  text: string;
  /** Columns on the terminal that stand before the character at `column` (from 1) of the text's line. */
  before(column: number): number;
}

/** The line without what is hidden. */
function showLine(line: string, number: number, hidden: readonly Location[]): ShownLine {
  const parts: { from: number; to: number; text: string }[] = [];
  let at = 1;
  const keep = (to: number) => {
    if (to > at) parts.push({ from: at, to, text: printable(line.slice(at - 1, to - 1)) });
    at = Math.max(at, to);
  };
  const ranges = hidden
    .filter(({ start, end }) => start.line <= number && number <= end.line)
    .map(({ start, end }) => ({
      // What a value continues on has its indentation left.
      from: start.line === number ? start.column : line.length - line.trimStart().length + 1,
      to: Math.min(end.line === number ? end.column : line.length + 1, line.length + 1),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  for (const { from, to } of ranges) {
    if (to <= at) continue;
    keep(from);
    parts.push({ from: at, to, text: HIDDEN });
    at = to;
  }
  keep(line.length + 1);
  return {
    text: parts.map((part) => part.text).join(''),
    before(column) {
      let width = 0;
      for (const part of parts) {
        if (part.to <= column) width += displayWidth(part.text);
        else if (part.from < column && part.text !== HIDDEN) {
          width += displayWidth(printable(line.slice(part.from - 1, column - 1)));
        }
      }
      return width;
    },
  };
}

/** The part of `text` from terminal column `from` on; a blank for the half of a wide character. */
function dropColumns(text: string, from: number): string {
  let dropped = 0;
  let at = 0;
  for (const char of text) {
    if (dropped >= from) break;
    dropped += displayWidth(char);
    at += char.length;
  }
  return ' '.repeat(Math.max(0, dropped - from)) + text.slice(at);
}

/**
 * The place in the text with a caret under it, as lines:
 *
 *     22 |     metadata:
 *     23 |       labels:
 *     24 |         app: wbe
 *        |              ^^^ did you mean web?
 *
 * `lines` are those of the text that `location` points into (`splitLines`). A range over several lines is marked on
 * its first one. Lines wider than the frame are cut around the caret; a label that does not fit beside it goes below.
 */
export function codeFrame(
  lines: readonly string[],
  location: Location,
  {
    style = PLAIN,
    width = PIPE_WIDTH,
    label = '',
    colour = style.red,
    above = LINES_ABOVE,
    hidden = [],
  }: CodeFrameOptions = {},
): string[] {
  const last = Math.min(Math.max(location.start.line, 1), Math.max(lines.length, 1));
  const first = Math.max(1, last - above);
  const gutter = String(last).length;
  const room = Math.max(NARROWEST, width - gutter - 3);

  const shown = new Map<number, ShownLine>();
  for (let number = first; number <= last; number++) {
    shown.set(number, showLine(lines[number - 1] ?? '', number, hidden));
  }
  const meant = shown.get(last)!;
  const lineEnd = (lines[last - 1] ?? '').trimEnd().length + 1;
  const from = meant.before(location.start.column);
  const to = meant.before(location.end.line > location.start.line ? lineEnd : location.end.column);
  const length = Math.max(1, to - from);

  // One window for all the lines, so that they stay aligned.
  const shift = from + Math.min(length, room / 2) > room - 2 ? Math.max(0, from - Math.floor(room / 3)) : 0;
  const cut = (text: string) =>
    shift > 0 && displayWidth(text) > shift ? `…${dropColumns(text, shift + 1)}` : shift > 0 ? '…' : text;

  const out: string[] = [];
  for (const [number, line] of shown) {
    const bar = style.dim(`${padStart(String(number), gutter)} |`);
    out.push(`${bar} ${truncate(cut(line.text), room)}`.trimEnd());
  }
  const bar = style.dim(`${' '.repeat(gutter)} |`);
  const blanks = ' '.repeat(from - shift);
  const caret = '^'.repeat(Math.min(length, room - (from - shift)));
  const fits = displayWidth(blanks) + caret.length + 1 + displayWidth(label) <= room;
  out.push(`${bar} ${blanks}${colour(caret)}${label && fits ? ` ${label}` : ''}`);
  if (label && !fits) out.push(...wrap(label, room).map((line) => `${bar} ${line}`));
  return out;
}
