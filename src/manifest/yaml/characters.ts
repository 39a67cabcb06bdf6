/** Character codes and classes that the reader of YAML and JSON decides by (UTF-16 code units). */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const NEL = 0x85;
export const LINE_SEPARATOR = 0x2028;
export const PARAGRAPH_SEPARATOR = 0x2029;
export const BOM = 0xfeff;

/** The classes a plain scalar may stop at; every other character simply belongs to it. */
export const ORDINARY = 0;
export const BLANK = 1;
const BREAK = 2;
export const COLON = 3;
export const FLOW = 4;

/** Class of every code unit below 128 inside a plain scalar. */
export const PLAIN_CLASS = new Uint8Array(128);
PLAIN_CLASS[0] = BREAK;
PLAIN_CLASS[LF] = BREAK;
PLAIN_CLASS[CR] = BREAK;
PLAIN_CLASS[SPACE] = BLANK;
PLAIN_CLASS[TAB] = BLANK;
PLAIN_CLASS[0x3a] = COLON;
for (const indicator of ',?[]{}') PLAIN_CLASS[indicator.charCodeAt(0)] = FLOW;

/** A line break of YAML 1.1: LF, CR, NEL, LS or PS. */
export function isBreak(code: number): boolean {
  return (
    code === LF || code === CR || code === NEL || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR
  );
}

/** A line break or the end of the text. */
export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === LF || code === TAB || isBreakOrEnd(code);
}

/**
 * The offset behind the line break at `pos`. Of CR CR LF the line reader that comes before Kubernetes' YAML reader
 * takes one CR away, so the three are one break.
 */
export function afterBreak(codes: Uint16Array, pos: number): number {
  if (codes[pos] !== CR) return pos + 1;
  if (codes[pos + 1] === LF) return pos + 2;
  return codes[pos + 1] === CR && codes[pos + 2] === LF ? pos + 3 : pos + 1;
}

/** What a break at `pos` leaves in a value: LS and PS stay what they are, all others become a line feed. */
export function breakText(code: number): string {
  return code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR ? String.fromCharCode(code) : '\n';
}

/** Whether `---` or `...` stands alone at this offset, which must begin a line. */
export function isDocumentMark(codes: Uint16Array, pos: number): boolean {
  const code = codes[pos];
  return (
    (code === 0x2d || code === 0x2e) &&
    codes[pos + 1] === code &&
    codes[pos + 2] === code &&
    isBlankOrEnd(codes[pos + 3]!)
  );
}

/** Letters, digits, `_` and `-`: what names of anchors, tag handles and directives are made of. */
export function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d
  );
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  return -1;
}

/** Characters that YAML 1.1 does not allow anywhere in a text (C0, DEL, C1 without NEL, the two non-characters). */
export const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** Unicode white space as Go's unicode.IsSpace counts it. */
export function isSpace(code: number): boolean {
  return (
    (code >= 0x09 && code <= 0x0d) ||
    code === SPACE ||
    code === NEL ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === LINE_SEPARATOR ||
    code === PARAGRAPH_SEPARATOR ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
