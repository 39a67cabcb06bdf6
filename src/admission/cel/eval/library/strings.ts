/** Functions of texts (cel-go ext/strings.go, common/stdlib). Places are counted in characters, not in UTF-16 units. */
import { expectLength } from '../budget.js';
import { listValue } from '../value.js';
import { formatText } from './format-text.js';
import { fail, INT, LIST, type Library, overload, STRING } from './overload.js';

/** What strings.TrimSpace takes away; JavaScript's own trim knows another set. */
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const AROUND = new RegExp(`^${SPACE}|${SPACE}$`, 'g');

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function outOfRange(at: bigint): never {
  return fail(`index out of range: ${at}`);
}

/** A place in a text or at its end. */
function place(chars: readonly string[], at: bigint): number {
  return at < 0n || at > chars.length ? outOfRange(at) : Number(at);
}

function charAt(text: string, at: bigint): string {
  let place = 0n;
  for (const char of text) {
    if (place === at) return char;
    place += 1n;
  }
  return place === at ? '' : outOfRange(at);
}

function indexOf(text: string, part: string, from = 0n): bigint {
  if (part === '') return from;
  if (from < 0n) outOfRange(from);
  const before = Array.from(text).slice(0, Number(from)).join('');
  const at = text.indexOf(part, before.length);
  return at < 0 ? -1n : charactersIn(text.slice(0, at));
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const chars = Array.from(text);
  if (part === '') return from ?? BigInt(chars.length);
  if (from !== undefined && from < 0n) outOfRange(from);
  if (from !== undefined && from >= chars.length) return -1n;
  const before = from === undefined ? text : chars.slice(0, Number(from)).join('');
  const at = text.lastIndexOf(part, before.length);
  return at < 0 ? -1n : charactersIn(text.slice(0, at));
}

function charactersIn(text: string): bigint {
  return BigInt(Array.from(text).length);
}

/** Go's strings.Replace; an empty `old` stands before every character and at the end. */
function replace(text: string, old: string, by: string, most = -1n): string {
  const parts = old === '' ? ['', ...text] : text.split(old);
  const places = old === '' ? parts.length : parts.length - 1;
  const limit = most < 0n || most > places ? places : Number(most);
  expectLength(text.length + limit * by.length);
  if (old === '') return parts.map((part, at) => part + (at < limit ? by : '')).join('');
  return parts.map((part, at) => (at === 0 ? part : (at <= limit ? by : old) + part)).join('');
}

/** Go's strings.SplitN; an empty separator stands between all characters. */
function split(text: string, separator: string, most = -1n): string[] {
  const parts = separator === '' ? Array.from(text) : text.split(separator);
  if (most < 0n || parts.length <= most) return parts;
  if (most === 0n) return [];
  const kept = parts.slice(0, Number(most) - 1);
  return [...kept, parts.slice(kept.length).join(separator)];
}

function substring(text: string, start: bigint, end?: bigint): string {
  const chars = Array.from(text);
  if (end !== undefined && start > end) fail(`invalid substring range. start: ${start}, end: ${end}`);
  const from = place(chars, start);
  return chars.slice(from, end === undefined ? undefined : place(chars, end)).join('');
}

function join(parts: readonly unknown[], separator = ''): string {
  let length = 0;
  const texts = parts.map((part) => {
    if (typeof part !== 'string') return fail(`join: invalid input: ${String(part)}`);
    length += part.length + separator.length;
    expectLength(length);
    return part;
  });
  return texts.join(separator);
}

export const STRINGS: Library = {
  charAt: [overload([STRING, INT], charAt)],
  contains: [overload([STRING, STRING], (text, part) => text.includes(part))],
  endsWith: [overload([STRING, STRING], (text, part) => text.endsWith(part))],
  format: [overload([STRING, LIST], (text, { items }) => formatText(text, items).text)],
  indexOf: [
    overload([STRING, STRING], (text, part) => indexOf(text, part)),
    overload([STRING, STRING, INT], (text, part, from) => indexOf(text, part, from)),
  ],
  join: [
    overload([LIST], ({ items }) => join(items)),
    overload([LIST, STRING], ({ items }, separator) => join(items, separator)),
  ],
  lastIndexOf: [
    overload([STRING, STRING], (text, part) => lastIndexOf(text, part)),
    overload([STRING, STRING, INT], (text, part, from) => lastIndexOf(text, part, from)),
  ],
  lowerAscii: [overload([STRING], (text) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase()))],
  replace: [
    overload([STRING, STRING, STRING], (text, old, by) => replace(text, old, by)),
    overload([STRING, STRING, STRING, INT], (text, old, by, most) => replace(text, old, by, most)),
  ],
  reverse: [overload([STRING], (text) => Array.from(text).reverse().join(''))],
  split: [
    overload([STRING, STRING], (text, separator) => listValue(split(text, separator))),
    overload([STRING, STRING, INT], (text, separator, most) => listValue(split(text, separator, most))),
  ],
  startsWith: [overload([STRING, STRING], (text, part) => text.startsWith(part))],
  'strings.quote': [
    overload([STRING], (text) => `"${text.replace(/[\x07-\r\\"]/g, (char) => ESCAPES[char] ?? char)}"`),
  ],
  substring: [
    overload([STRING, INT], (text, start) => substring(text, start)),
    overload([STRING, INT, INT], (text, start, end) => substring(text, start, end)),
  ],
  trim: [overload([STRING], (text) => text.replace(AROUND, ''))],
  upperAscii: [overload([STRING], (text) => text.replace(/[a-z]+/g, (part) => part.toUpperCase()))],
};
