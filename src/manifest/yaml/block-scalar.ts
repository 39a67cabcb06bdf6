import {
  afterBreak,
  breakText,
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  LF,
  SPACE,
  TAB,
} from './characters.js';

export interface BlockScalar {
  value: string;
  /** Behind the last character of content; behind all of it with the breaks that follow. */
  contentEnd: number;
  end: number;
  lineStart: number;
  problem?: string;
}

/**
 * Reads the literal (`|`) or folded (`>`) scalar whose header is at `start`; `end` is where the chunk ends and
 * `parentIndent` the column of the collection it stands in (-1 at the root).
 */
export function readBlockScalar(
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  parentIndent: number,
  literal: boolean,
): BlockScalar {
  const failed = (problem: string, at: number, lineStart: number): BlockScalar => {
    return { value: '', contentEnd: at, end: at, lineStart, problem };
  };

  // The header: + or - and a digit, in any order, then a comment.
  let pos = start + 1;
  let chomp = 0;
  let increment = 0;
  for (let part = 0; part < 2; part++) {
    const code = codes[pos]!;
    if (chomp === 0 && (code === 0x2b || code === 0x2d)) chomp = code === 0x2b ? 1 : -1;
    else if (increment === 0 && isDigit(code)) {
      if (code === 0x30) return failed('found an indentation indicator equal to 0', pos, start);
      increment = code - 0x30;
    } else break;
    pos++;
  }
  while (isBlank(codes[pos]!)) pos++;
  if (codes[pos] === 0x23) while (!isBreakOrEnd(codes[pos]!)) pos++;
  if (!isBreak(codes[pos]!)) return failed('did not find expected comment or line break', pos, start);

  let contentEnd = pos;
  pos = afterBreak(codes, pos);
  let lineStart = pos;
  let indent = increment > 0 ? Math.max(parentIndent, 0) + increment : 0;

  let value = '';
  /** The last line of content, not yet part of the value; the break behind it; whether it began with a blank. */
  let from = pos;
  let to = pos;
  let lastBreak = '';
  let lastBlank = false;
  /** Empty lines since. */
  let breaks = '';
  for (;;) {
    // Indentation and empty lines. An indentation that was not given is that of the first line with content.
    let deepest = 0;
    for (;;) {
      while (codes[pos] === SPACE && (indent === 0 || pos - lineStart < indent)) pos++;
      if (pos - lineStart > deepest) deepest = pos - lineStart;
      if (pos >= end) break;
      const code = codes[pos]!;
      if (code === TAB && (indent === 0 || pos - lineStart < indent)) {
        return failed('found a tab character where an indentation space is expected', pos, lineStart);
      }
      if (code !== LF && !isBreak(code)) break;
      breaks += code === LF ? '\n' : breakText(code);
      pos = lineStart = afterBreak(codes, pos);
    }
    if (indent === 0) indent = Math.max(deepest, parentIndent + 1, 1);
    if (pos >= end || pos - lineStart !== indent || codes[pos] === 0) break;

    const blank = isBlank(codes[pos]!);
    if (to > from) value += text.slice(from, to);
    if (!literal && !lastBlank && !blank && lastBreak === '\n') {
      if (breaks === '') value += ' ';
    } else value += lastBreak;
    if (breaks !== '') value += breaks;
    breaks = '';
    lastBlank = blank;
    from = pos;
    let code = codes[pos]!;
    while (code !== LF && !isBreakOrEnd(code)) code = codes[++pos]!;
    contentEnd = to = pos;
    // Of a literal scalar the line and its line feed are one piece of the text.
    lastBreak = isBreak(code) ? breakText(code) : '';
    pos = lineStart = isBreak(code) ? afterBreak(codes, pos) : pos;
    if (literal && code === LF) {
      to++;
      lastBreak = '';
    }
  }
  const ownBreak = to > contentEnd;
  value += text.slice(from, chomp === -1 && ownBreak ? to - 1 : to);
  if (chomp !== -1) value += lastBreak;
  if (chomp === 1) value += breaks;
  return { value, contentEnd, end: pos, lineStart };
}
