/** CEL's text as tokens, with the words of cel-go's lexer for what is none. */
import { append } from '../../api/lists.js';
import type { Issue, Literal } from './ast.js';

type TokenType = 'op' | 'ident' | 'quoted' | 'literal' | 'eof';

export interface Token {
  type: TokenType;
  text: string;
  at: number;
  literal?: Literal;
}

const OPERATORS = ['==', '!=', '<=', '>=', '&&', '||', '<', '>', '[', ']', '{', '}', '(', ')'];
const MORE = ['.', ',', '-', '!', '?', ':', '+', '*', '/', '%'];
/** What is half of an operator. */
const HALVES: ReadonlySet<string> = new Set(['=', '&', '|']);
const WORDS: Readonly<Record<string, Literal>> = {
  true: { type: 'bool', value: true },
  false: { type: 'bool', value: false },
  null: { type: 'null', value: null },
};

/** Cuts a text up. The last token is the end of the text. */
export function tokenize(text: string): { tokens: Token[]; issues: Issue[] } {
  const chars = Array.from(text);
  const tokens: Token[] = [];
  const issues: Issue[] = [];
  let at = 0;
  const rest = (length: number): string => chars.slice(at, at + length).join('');
  while (at < chars.length) {
    const char = chars[at] ?? '';
    if (/[\t \r\n\f]/.test(char)) {
      at += 1;
      continue;
    }
    if (char === '/' && chars[at + 1] === '/') {
      while (at < chars.length && chars[at] !== '\n') at += 1;
      continue;
    }
    const quoted = readString(chars, at);
    if (quoted) {
      if (quoted.literal) tokens.push({ type: 'literal', text: quoted.text, at, literal: quoted.literal });
      else issues.push(unrecognized(quoted.text, at));
      if (quoted.error !== undefined) issues.push({ at, message: quoted.error });
      at += Array.from(quoted.text).length;
      continue;
    }
    const number = readNumber(chars, at);
    if (number) {
      tokens.push({ type: 'literal', text: number.text, at, literal: number.literal });
      if (number.error !== undefined) issues.push({ at, message: number.error });
      at += number.text.length;
      continue;
    }
    if (/[A-Za-z_]/.test(char)) {
      let end = at;
      while (/[A-Za-z0-9_]/.test(chars[end] ?? '')) end += 1;
      const word = chars.slice(at, end).join('');
      const literal = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
      if (literal) tokens.push({ type: 'literal', text: word, at, literal });
      else tokens.push({ type: word === 'in' ? 'op' : 'ident', text: word, at });
      at = end;
      continue;
    }
    if (char === '`') {
      let end = at + 1;
      while (/[A-Za-z0-9_./ -]/.test(chars[end] ?? '')) end += 1;
      const text = chars.slice(at, end + 1).join('');
      if (chars[end] === '`' && end > at + 1) tokens.push({ type: 'quoted', text, at });
      else issues.push(unrecognized(text, at));
      at = end + 1;
      continue;
    }
    const two = rest(2);
    const operator = OPERATORS.includes(two)
      ? two
      : [...OPERATORS, ...MORE].includes(char)
        ? char
        : undefined;
    if (operator) {
      tokens.push({ type: 'op', text: operator, at });
      at += operator.length;
      continue;
    }
    // The lexer gives up at the character that makes no token of what it began, and goes on behind that.
    const begun = HALVES.has(char) ? two : char;
    issues.push(unrecognized(begun, at));
    at += Array.from(begun).length;
  }
  tokens.push({ type: 'eof', text: '<EOF>', at: chars.length });
  return { tokens, issues };
}

function unrecognized(text: string, at: number): Issue {
  const shown = text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return { at, message: `Syntax error: token recognition error at: '${shown}'` };
}

function readNumber(
  chars: readonly string[],
  at: number,
): { text: string; literal: Literal; error?: string } | undefined {
  if (!/[0-9.]/.test(chars[at] ?? '')) return undefined;
  const text = chars.slice(at, at + 400).join('');
  const double =
    /^(?:[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?)/.exec(text);
  if (double) {
    const value = Number(double[0]);
    return {
      text: double[0],
      literal: { type: 'double', value },
      ...(!Number.isFinite(value) && { error: 'invalid double literal' }),
    };
  }
  const whole = /^(0x[0-9A-Fa-f]+|[0-9]+)([uU]?)/.exec(text);
  if (!whole) return undefined;
  const value = BigInt(whole[1] ?? '0');
  const unsigned = whole[2] !== '';
  // A minus sign before the number can bring the smallest int back in.
  const fits = unsigned ? value < 2n ** 64n : value <= 2n ** 63n;
  return {
    text: whole[0],
    literal: { type: unsigned ? 'uint' : 'int', value },
    ...(!fits && { error: `invalid ${unsigned ? 'uint' : 'int'} literal` }),
  };
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '?': '?',
  '`': '`',
};

/**
 * A string or bytes; without a literal where the text ends in the middle or escapes something odd, `text` is then what
 * was read up to the odd character.
 */
function readString(
  chars: readonly string[],
  at: number,
): { text: string; literal?: Literal; error?: string } | undefined {
  const head = chars.slice(at, at + 5).join('');
  const found = /^([bB]?[rR]?)("""|'''|"|')/.exec(head);
  if (!found) return undefined;
  const [opening = '', prefix = '', quote = ''] = found;
  const raw = /r/i.test(prefix);
  const bytes = /b/i.test(prefix);
  let value = '';
  const octets: number[] = [];
  let error: string | undefined;
  let end = at + opening.length;
  for (;;) {
    const char = chars[end];
    const escaped = char === '\\' && !raw ? readEscape(chars, end) : undefined;
    const closed = chars.slice(end, end + quote.length).join('') === quote;
    if (closed) break;
    const broken = quote.length === 1 && (char === '\n' || char === '\r');
    if (char === undefined || broken || (escaped && escaped.value === undefined)) {
      // A prefix is a name then, and three quotes are an empty string and one that is not closed.
      if (prefix !== '') return undefined;
      if (quote.length === 3) return { text: quote.slice(1), literal: { type: 'string', value: '' } };
      return { text: chars.slice(at, end + (escaped?.length ?? 1)).join('') };
    }
    value += escaped?.value ?? char;
    error ??= bytes ? escaped?.bytesError : escaped?.error;
    if (bytes) append(octets, escaped?.octet ?? new TextEncoder().encode(escaped?.value ?? char));
    end += escaped?.length ?? 1;
  }
  const text = chars.slice(at, end + quote.length).join('');
  return {
    text,
    literal: bytes ? { type: 'bytes', value: new Uint8Array(octets) } : { type: 'string', value },
    ...(error !== undefined && { error }),
  };
}

/** The digits behind the letter of an escape, and those of an octal one. */
const DIGITS: Readonly<Record<string, readonly RegExp[]>> = {
  x: repeated(/[0-9A-Fa-f]/, 2),
  X: repeated(/[0-9A-Fa-f]/, 2),
  u: repeated(/[0-9A-Fa-f]/, 4),
  U: repeated(/[0-9A-Fa-f]/, 8),
};
const OCTAL: readonly RegExp[] = [/[0-3]/, /[0-7]/, /[0-7]/];

function repeated(digit: RegExp, count: number): RegExp[] {
  return Array<RegExp>(count).fill(digit);
}

interface Escape {
  /** What it stands for in a string; absent for what is no escape. */
  value?: string;
  /** What `\xff` and `\377` stand for in bytes. */
  octet?: readonly [number];
  /** Of what is no escape up to its first odd character. */
  length: number;
  /** What is wrong with it in a string, and in bytes. */
  error?: string;
  bytesError?: string;
}

/** Reads an escape. */
function readEscape(chars: readonly string[], at: number): Escape {
  const letter = chars[at + 1] ?? '';
  const simple = Object.hasOwn(SIMPLE, letter) ? SIMPLE[letter] : undefined;
  if (simple !== undefined) return { value: simple, length: 2 };
  const hex = Object.hasOwn(DIGITS, letter) ? DIGITS[letter] : undefined;
  const digits = hex ?? OCTAL;
  const from = at + (hex ? 2 : 1);
  const odd = digits.findIndex((digit, index) => !digit.test(chars[from + index] ?? ''));
  if (odd >= 0) return { length: from + odd + 1 - at };
  const value = Number.parseInt(chars.slice(from, from + digits.length).join(''), hex ? 16 : 8);
  const length = from + digits.length - at;
  if (letter !== 'u' && letter !== 'U') return { value: String.fromCodePoint(value), length, octet: [value] };
  const bytesError = 'unable to unescape string';
  const isCharacter = value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
  return isCharacter
    ? { value: String.fromCodePoint(value), length, bytesError }
    : { value: '\ufffd', length, bytesError, error: 'invalid unicode code point' };
}
