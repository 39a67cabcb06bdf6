import { hexValue, isBlank, isBlankOrEnd, isDigit, isWord } from './characters.js';

/** Something read by hand: its text, where it ends, and what was wrong with it. */
export interface Read {
  text: string;
  end: number;
  problem?: string;
}

/** Separates a tag's handle from its suffix, and a %TAG directive's handle from its prefix; no tag contains it. */
export const PART = '\0';

const URI_CHARACTERS = ";/?:@&=+$,.!~*'()[]%";

/** Reads `!`, `!name`, `!!name`, `!handle!name` or `!<uri>`; the text is the handle and the suffix. */
export function readTag(codes: Uint16Array, start: number): Read {
  let read: Read;
  if (codes[start + 1] === 0x3c) {
    const uri = readUri(codes, start + 2, false);
    if (uri.problem) return uri;
    if (codes[uri.end] !== 0x3e) return { ...uri, problem: "did not find the expected '>'" };
    read = { text: PART + uri.text, end: uri.end + 1 };
  } else {
    const handle = readHandle(codes, start);
    const named = handle.text.length > 1 && handle.text.endsWith('!');
    const uri = readUri(codes, handle.end, !named);
    if (uri.problem) return uri;
    if (named) read = { text: handle.text + PART + uri.text, end: uri.end };
    else {
      const suffix = handle.text.slice(1) + uri.text;
      read = { text: suffix === '' ? `${PART}!` : `!${PART}${suffix}`, end: uri.end };
    }
  }
  if (!isBlankOrEnd(codes[read.end]!)) {
    return { ...read, problem: 'did not find expected whitespace or line break' };
  }
  return read;
}

/** Reads what follows `%YAML`: the text is `major.minor`. */
export function readVersionDirective(codes: Uint16Array, start: number): Read {
  let pos = start;
  while (isBlank(codes[pos]!)) pos++;
  const numbers: string[] = [];
  for (let part = 0; part < 2; part++) {
    let number = '';
    while (isDigit(codes[pos]!)) {
      if (number.length === 2) return { text: '', end: pos, problem: 'found extremely long version number' };
      number += String.fromCharCode(codes[pos++]!);
    }
    if (number === '') return { text: '', end: pos, problem: 'did not find expected version number' };
    numbers.push(String(Number(number)));
    if (part === 0 && codes[pos++] !== 0x2e) {
      return { text: '', end: pos - 1, problem: "did not find expected digit or '.' character" };
    }
  }
  return { text: numbers.join('.'), end: pos };
}

/** Reads what follows `%TAG`: the text is the handle and the prefix. */
export function readTagDirective(codes: Uint16Array, start: number): Read {
  let pos = start;
  while (isBlank(codes[pos]!)) pos++;
  const handle = readHandle(codes, pos);
  if (handle.problem) return handle;
  if (handle.text !== '!' && !handle.text.endsWith('!')) {
    return { ...handle, problem: "did not find expected '!'" };
  }
  pos = handle.end;
  if (!isBlank(codes[pos]!)) return { text: '', end: pos, problem: 'did not find expected whitespace' };
  while (isBlank(codes[pos]!)) pos++;
  const prefix = readUri(codes, pos, false);
  if (prefix.problem) return prefix;
  if (!isBlankOrEnd(codes[prefix.end]!)) {
    return { ...prefix, problem: 'did not find expected whitespace or line break' };
  }
  return { text: handle.text + PART + prefix.text, end: prefix.end };
}

function readHandle(codes: Uint16Array, start: number): Read {
  if (codes[start] !== 0x21) return { text: '', end: start, problem: "did not find expected '!'" };
  let pos = start + 1;
  while (isWord(codes[pos]!)) pos++;
  if (codes[pos] === 0x21) pos++;
  return { text: String.fromCharCode(...codes.subarray(start, Math.min(pos, start + 1000))), end: pos };
}

function readUri(codes: Uint16Array, start: number, mayBeEmpty: boolean): Read {
  let pos = start;
  const bytes: number[] = [];
  for (;;) {
    const code = codes[pos]!;
    if (code === 0x25) {
      const high = hexValue(codes[pos + 1]!);
      const low = high < 0 ? -1 : hexValue(codes[pos + 2]!);
      if (low < 0) return { text: '', end: pos, problem: 'did not find URI escaped octet' };
      bytes.push(high * 16 + low);
      pos += 3;
    } else if (
      isWord(code) ||
      (code > 0 && code < 128 && URI_CHARACTERS.includes(String.fromCharCode(code)))
    ) {
      bytes.push(code);
      pos++;
    } else break;
  }
  if (bytes.length === 0 && !mayBeEmpty) {
    return { text: '', end: pos, problem: 'did not find expected tag URI' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)), end: pos };
  } catch {
    return { text: '', end: pos, problem: 'found an incorrect leading UTF-8 octet' };
  }
}
