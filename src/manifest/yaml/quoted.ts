import {
  afterBreak,
  breakText,
  hexValue,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isDocumentMark,
} from './characters.js';

export const SINGLE_QUOTE = 0x27;
export const DOUBLE_QUOTE = 0x22;
export const BACKSLASH = 0x5c;

export interface QuotedScalar {
  value: string;
  end: number;
  /** Start of the line that the scalar ends on, 0 if it is the one it began on. */
  lineStart: number;
  problem?: string;
}

/** Escapes of one letter in double quotes, by YAML 1.1 (`\/` is not among them). */
const ESCAPES: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

/** Reads the scalar in single or double quotes that begins at `start`; `end` is where the chunk ends. */
export function readQuoted(
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  quote: number,
): QuotedScalar {
  let value = '';
  let lineStart = 0;
  let pos = start + 1;
  const failed = (problem: string): QuotedScalar => ({ value, end: pos, lineStart, problem });

  for (;;) {
    if (pos >= end || codes[pos] === 0) return failed('found unexpected end of stream');
    if (pos === lineStart && isDocumentMark(codes, pos)) return failed('found unexpected document indicator');

    // Text without blanks.
    let from = pos;
    let escapedBreak = false;
    for (;;) {
      const code = codes[pos]!;
      if (code === quote) {
        if (quote === DOUBLE_QUOTE || codes[pos + 1] !== SINGLE_QUOTE) break;
        value += text.slice(from, pos + 1);
        pos += 2;
        from = pos;
      } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
        value += text.slice(from, pos);
        if (isBreak(codes[pos + 1]!)) {
          pos = lineStart = afterBreak(codes, pos + 1);
          from = pos;
          escapedBreak = true;
          break;
        }
        const letter = text[pos + 1]!;
        const digits = HEX_DIGITS[letter];
        if (digits === undefined) {
          const escaped = ESCAPES[letter];
          if (escaped === undefined) return failed('found unknown escape character');
          value += escaped;
          pos += 2;
        } else {
          pos += 2;
          let number = 0;
          for (let i = 0; i < digits; i++) {
            const digit = hexValue(codes[pos + i]!);
            if (digit < 0) return failed('did not find expected hexdecimal number');
            number = number * 16 + digit;
          }
          if ((number >= 0xd800 && number <= 0xdfff) || number > 0x10ffff) {
            return failed('found invalid Unicode character escape code');
          }
          value += String.fromCodePoint(number);
          pos += digits;
        }
        from = pos;
      } else if (isBlankOrEnd(code)) break;
      else pos++;
    }
    if (pos > from) value += text.slice(from, pos);
    if (codes[pos] === quote) return { value, end: pos + 1, lineStart };

    // Blanks stay, unless they are at the end or the beginning of a line; one break folds to a space.
    const blanks = pos;
    let broken = escapedBreak;
    let firstBreak = '';
    let breaks = '';
    let blanksEnd = pos;
    for (; pos < end; ) {
      const code = codes[pos]!;
      if (isBlank(code)) pos++;
      else if (isBreak(code)) {
        if (!broken) {
          firstBreak = breakText(code);
          broken = true;
        } else breaks += breakText(code);
        pos = lineStart = afterBreak(codes, pos);
      } else break;
      if (!broken) blanksEnd = pos;
    }
    if (!broken) value += text.slice(blanks, blanksEnd);
    else if (firstBreak === '\n') value += breaks === '' ? ' ' : breaks;
    else value += firstBreak + breaks;
  }
}
