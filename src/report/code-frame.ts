import type { Location } from '../api/finding.js';
import { append } from '../api/lists.js';
import type { ShownLines } from './shown-lines.js';
import { PLAIN, type Style } from './style.js';
import { displayWidth, PIPE_WIDTH, padStart, wrap } from './width.js';

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
}

/**
 * The place in the text with a caret under it, as lines:
 *
 *     22 |     metadata:
 *     23 |       labels:
 *     24 |         app: wbe
 *        |              ^^^ did you mean web?
 *
 * `lines` are those of the text that `location` points into. A range over several lines is marked on its first one. Lines wider than the frame are cut around the caret; a label that does not fit beside it goes below.
 */
export function codeFrame(
  lines: ShownLines,
  location: Location,
  {
    style = PLAIN,
    width = PIPE_WIDTH,
    label = '',
    colour = style.red,
    above = LINES_ABOVE,
  }: CodeFrameOptions = {},
): string[] {
  const last = lines.existing(Math.max(location.start.line, 1));
  const first = Math.max(1, last - above);
  const gutter = String(last).length;
  const room = Math.max(NARROWEST, width - gutter - 3);

  const meant = lines.line(last);
  const from = meant.before(location.start.column);
  const to = meant.before(location.end.line > location.start.line ? meant.end : location.end.column);
  const length = Math.max(1, to - from);

  // One window for all the lines, so that they stay aligned.
  const shift = from + Math.min(length, room / 2) > room - 2 ? Math.max(0, from - Math.floor(room / 3)) : 0;
  const out: string[] = [];
  for (let number = first; number <= last; number++) {
    const bar = style.dim(`${padStart(String(number), gutter)} |`);
    out.push(`${bar} ${lines.line(number).window(shift, room)}`.trimEnd());
  }
  const bar = style.dim(`${' '.repeat(gutter)} |`);
  const blanks = ' '.repeat(from - shift);
  const caret = '^'.repeat(Math.min(length, room - (from - shift)));
  const fits = displayWidth(blanks) + caret.length + 1 + displayWidth(label) <= room;
  out.push(`${bar} ${blanks}${colour(caret)}${label && fits ? ` ${label}` : ''}`);
  if (label && !fits)
    append(
      out,
      wrap(label, room).map((line) => `${bar} ${line}`),
    );
  return out;
}
