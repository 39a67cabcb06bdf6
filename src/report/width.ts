import { CI_COMMAND } from './inert.js';

/** What a pipe or a file is laid out for. */
export const PIPE_WIDTH = 120;
/** Narrower than this nothing aligned can be read: lines are let run over instead. */
const NARROWEST = 40;

const ANSI = /\x1b\[[0-9;]*m/g;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;
const ASCII_ONLY = /^[\x20-\x7e]*$/;

/** Columns to lay text out for: `COLUMNS` where it is set, else the terminal's own, 120 for a pipe or a file. */
export function terminalWidth(
  stream: { isTTY?: boolean; columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): number {
  const wanted = Number(env['COLUMNS']);
  if (Number.isInteger(wanted) && wanted > 0) return Math.max(wanted, NARROWEST);
  if (stream.isTTY && stream.columns) return Math.max(stream.columns, NARROWEST);
  return PIPE_WIDTH;
}

/** The text without colour. */
export function stripStyle(text: string): string {
  return text.replace(ANSI, '');
}

/** Columns of a terminal that one character takes. */
export function charWidth(char: string): number {
  if (WIDE.test(char)) return 2;
  return ZERO.test(char) ? 0 : 1;
}

/** Columns of a terminal that `text` takes: colour counts nothing, East Asian characters and emoji count two. */
export function displayWidth(text: string): number {
  const plain = stripStyle(text);
  if (ASCII_ONLY.test(plain)) return plain.length;
  let width = 0;
  for (const char of plain) width += charWidth(char);
  return width;
}

/** `text` filled up with blanks to `width` columns; left as it is where it is wider. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** `text` moved right to end at column `width`. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Plain `text` (no colour) cut to `width` columns, the cut shown by `…`. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/**
 * Plain `text` broken at blanks into lines of at most `width` columns. A word that is longer, a path mostly, is broken
 * behind a point, a slash, a comma or a dash where it has one in time.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text, width)) {
    const longer = line + piece;
    const breaks = line !== '' && displayWidth(longer.trimEnd()) > width;
    if (breaks && !CI_COMMAND.test(piece)) {
      lines.push(line.trimEnd());
      line = piece;
    } else line = longer;
  }
  lines.push(line.trimEnd());
  return lines;
}

/** Words with the blank behind them; the parts of words that are too long for a line. */
function pieces(text: string, width: number): string[] {
  return text
    .split(/(?<= )/)
    .flatMap((word) =>
      displayWidth(word.trimEnd()) <= width ? [word] : word.split(/(?<=[./,-])(?=[^./,\s-])/),
    );
}

/**
 * Rows of cells as lines of aligned columns, `gap` blanks apart, no blanks at a line's end.
 * Cells may be coloured; a row may have fewer cells than others.
 */
export function columns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, displayWidth(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : padEnd(cell, (widths[at] ?? 0) + gap)))
      .join('')
      .trimEnd(),
  );
}
