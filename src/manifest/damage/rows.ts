import type { Lines } from '../lines.js';

/** One line of a broken text by its looks, without YAML's rules: comments and blank lines are no rows. */
export interface Row {
  /** From 1. */
  line: number;
  /** Offset of the line's first character. */
  start: number;
  text: string;
  /** Blanks before the first character. */
  indent: number;
  /** The column (from 0) of the last dash of a list item that begins here: of the second one in `- - a`. */
  dash?: number;
  /** The column (from 0) of what stands behind the indentation and the dashes. */
  column: number;
  /** The key that begins here, without its quotes. */
  key?: string;
  /** What stands behind the key and its colon, or behind the dashes, without a comment. */
  value: string;
  /** The column (from 0) of `value`. */
  valueColumn: number;
}

/** Lines longer than this are cut: nobody's manifest is meant to be one line. */
const LONGEST = 2000;
/** How many lines are looked at before and behind the place of a problem. */
const BEFORE = 400;
const BEHIND = 400;

const LINE = /^( *)((?:-[ \t]+)*)(.*)$/s;
const KEY =
  /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#&*!|>%@`[\]{},?:][^\s:]*(?::[^\s:]+)*)[ \t]*:(?:[ \t]+|$)(.*)$/s;

/** The rows around `offset`, of its document alone. */
export function rowsAround(offset: number, lines: Lines): Row[] {
  const rows: Row[] = [];
  const here = lines.lineAt(offset);
  const number = lines.position(here.start).line;
  let start = here.start;
  for (let line = number - 1; start > 0 && number - line <= BEFORE; line--) {
    const above = lines.lineAt(start - 1);
    if (above.text.startsWith('---')) break;
    const row = toRow(above.text, line, above.start);
    if (row) rows.unshift(row);
    start = above.start;
  }
  let at = here;
  for (let line = number; line - number <= BEHIND; line++) {
    if (line > number && at.text.startsWith('---')) break;
    const row = toRow(at.text, line, at.start);
    if (row) rows.push(row);
    const next = lines.lineAt(nextLine(at.end, lines.text));
    if (next.start <= at.start) break;
    at = next;
  }
  return rows;
}

function nextLine(end: number, text: string): number {
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}

function toRow(whole: string, line: number, start: number): Row | undefined {
  // A byte order mark is no character of the first line.
  const mark = whole.charCodeAt(0) === 0xfeff ? 1 : 0;
  const text = whole.slice(mark, LONGEST);
  if (/^\s*(?:#|$)/.test(text)) return undefined;
  const [, blanks = '', dashes = '', rest = ''] = LINE.exec(text) ?? [];
  const column = blanks.length + dashes.length;
  const row: Row = {
    line,
    start: start + mark,
    text,
    indent: blanks.length,
    column,
    value: bare(rest),
    valueColumn: column,
  };
  if (dashes !== '') row.dash = column - (/-[ \t]+$/.exec(dashes)?.[0].length ?? 0);
  const key = KEY.exec(rest);
  if (key) {
    const [, name = '', value = ''] = key;
    row.key = name.replace(/^(["'])(.*)\1$/s, '$2');
    row.value = bare(value);
    row.valueColumn = column + rest.length - value.length;
  }
  return row;
}

/** A value without the comment behind it. */
function bare(text: string): string {
  return text.replace(/(?:^|\s)#.*$/s, '').trimEnd();
}
