/** What of a text is a credential by the way it is written, whatever it stands in. */
import { isCredentialName, isReference } from './credential-names.js';
import type { Range } from './ranges.js';

/** `scheme://user:password@`; the password ends before the first slash, or at the last `@` of the word if it holds slashes. */
const URL_PASSWORD =
  /(?<![a-z\d+.-])[a-z][a-z\d+.-]{0,30}:\/\/[^\s:/?#@"'<>]{0,200}:(?!\d*[/?#])(?:[^\s"'<>/]{1,512}(?=@)|[^\s"'<>]{1,512}(?=@))/gi;
/** `https://…@host`: a name so long is a token. */
const URL_TOKEN = /(?<![a-z\d+.-])[a-z][a-z\d+.-]{0,30}:\/\/[^\s:/?#@"'<>]{20,512}(?=@)/gi;
/** `user:password@host/…` without a scheme, as registries and databases have it; `image:tag@sha256:…` is none. */
const USER_PASSWORD =
  /(?<![\w.:/@+-])[\w.+-]{1,200}:(?=[^\s:/?#@"'<>]{1,512}@)[^\s:/?#@"'<>]+(?=@(?:[\w.-]+(?::\d+)?|\w+\([^)\s]*\))\/)/g;
const BEARER = /\bbearer[ \t]+(?!tokens?\b|auth)[\w.~+/=-]{4,}/gi;
const PRIVATE_KEY = /(?<=-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[^-]+/g;
const KEY_BEGINS = /-BEGIN [A-Z ]{0,30}PRIVATE KEY-/;

/** A command that makes a Secret, up to its end. */
const SECRET_COMMAND = /\bcreate[ \t]+secrets?\b(?:\\\r?\n|[^\n;]){0,2000}/gi;
/** A key of it, up to its value. */
const LITERAL = /(["']?)--from-literal(?:=|[ \t]+)(["']?)(?:[^\s=]{0,253}=)?(["']?)/g;

/** A name with what tells its value. */
const ASSIGNMENT = /(?<![\w.$-])([\w.-]+)(["']?)[ \t]*(=>|:=|[=:])(?![=:/])[ \t]*/g;
/** What tells that a value stands on the lines below. */
const BLOCK = /^[|>][+-]?\d?$/;
/** The first thing on a line. */
const FIRST = /(?:^|[\r\n])[ \t]*(?:export[ \t]+)?$/;
/** So many characters before a name tell how its value is written. */
const BEFORE = 100;
/** So far the end of a value is looked for. */
const LONGEST = 1000;
/** What closes something that was opened before the value. */
const CLOSING = /(?<!["')\]},;])["')\]},;]+$/;

/** True for a text with a private key in it, as PEM writes one. */
export function holdsPrivateKey(text: string): boolean {
  return KEY_BEGINS.test(text);
}

/** The values of a command's `--from-literal`, in quotes or not. */
function literalsOf(command: string): Range[] {
  return [...command.matchAll(LITERAL)].map(({ 0: whole, 1: before, 2: behind, 3: own, index }) => {
    const start = index + whole.length;
    const quote = before || behind || own;
    const end = quote ? command.indexOf(quote, start) : command.slice(start).search(/\s/) + start;
    return { start, end: end < start ? command.length : end };
  });
}

/** Where credentials stand in a text that says so itself: URLs, headers, assignments, private keys. */
export function credentialsIn(text: string): Range[] {
  const found: Range[] = [];
  const add = (start: number, end: number): void => {
    if (start < end && !isReference(text.slice(start, end)) && !BLOCK.test(text.slice(start, end)))
      found.push({ start, end });
  };
  for (const { 0: whole, index } of text.matchAll(URL_PASSWORD)) {
    add(index + whole.indexOf(':', whole.indexOf('://') + 3) + 1, index + whole.length);
  }
  for (const { 0: whole, index } of text.matchAll(URL_TOKEN)) {
    add(index + whole.indexOf('://') + 3, index + whole.length);
  }
  for (const { 0: whole, index } of text.matchAll(USER_PASSWORD)) {
    add(index + whole.indexOf(':') + 1, index + whole.length);
  }
  for (const { 0: whole, index } of text.matchAll(BEARER)) {
    add(index + whole.length - (/(?<!\S)\S+$/.exec(whole)?.[0].length ?? 0), index + whole.length);
  }
  for (const { 0: whole, index } of text.matchAll(PRIVATE_KEY)) add(index, index + whole.length);
  for (const { 0: whole, index } of text.matchAll(SECRET_COMMAND)) {
    for (const { start, end } of literalsOf(whole)) add(index + start, index + end);
  }
  let line = -1;
  let until = 0;
  for (const match of text.matchAll(ASSIGNMENT)) {
    if (match.index < until || !isCredentialName(match[1] ?? '')) continue;
    const start = match.index + match[0].length;
    if (line < start) line = lineEnd(text, start);
    const end = valueEnd(text, match, line);
    if (end === undefined) continue;
    until = end;
    add(...unquoted(text, start, end));
  }
  return found;
}

/** Where the value of an assignment ends, in a line that ends at `line`; undefined where it is none. */
function valueEnd(text: string, match: RegExpExecArray, line: number): number | undefined {
  const [whole, name = '', quote = '', sign = ''] = match;
  const start = match.index + whole.length;
  const first = text[start];
  if (first === '"') return closing(text, /(?<!\\)"/, start, line);
  if (first === "'") return closing(text, /'/, start, line);
  const before = text.slice(Math.max(0, match.index - BEFORE), match.index);
  // `"Authorization: Bearer x"`: what opened before the name closes behind the value.
  const [opened] = quote === '' ? (/["'`]$/.exec(before) ?? []) : [];
  const most = opened === undefined ? line : upTo(text, new RegExp(opened), start, line);
  if (sign === ':') {
    const isWord = quote === '' && whole === `${name}:`;
    // `image:tag` and the like name no credential.
    if (isWord && !name.startsWith('-') && !/authorization$/i.test(name)) return undefined;
    const isFlow = quote !== '' || /[{,]\s*$/.test(before);
    return isFlow ? upTo(text, /[,}\]]/, start, most) : most;
  }
  if (/[?&]$/.test(before)) return upTo(text, /[&#\s"']/, start, most);
  if (/;\s*$/.test(before)) return upTo(text, /;/, start, most);
  if (FIRST.test(before)) return line;
  // `"--password=x y"` is one word to whoever reads it.
  if (opened !== undefined && name.startsWith('-')) return most;
  const word = upTo(text, /\s/, start, most);
  return word - (CLOSING.exec(text.slice(start, word))?.[0].length ?? 0);
}

function lineEnd(text: string, from: number): number {
  const end = /[\r\n]/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** Where the pattern is found between two offsets; the last one if it is not, or so far away that it is no part of this. */
function upTo(text: string, pattern: RegExp, from: number, most: number): number {
  const found = text.slice(from, Math.min(most, from + LONGEST)).search(pattern);
  return found < 0 ? most : from + found;
}

/** Behind the quote that closes what the one at `from` opens. */
function closing(text: string, pattern: RegExp, from: number, most: number): number {
  return Math.min(most, upTo(text, pattern, from + 1, most) + 1);
}

/** A value without the quotes that it stands in. */
function unquoted(text: string, start: number, end: number): [number, number] {
  const first = text[start];
  if ((first === '"' || first === "'") && end - start > 1) {
    return [start + 1, text[end - 1] === first ? end - 1 : end];
  }
  const value = text.slice(start, end);
  return [start, end - (value.length - value.trimEnd().length)];
}
