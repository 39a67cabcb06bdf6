/** CEL's text as tokens, with the words of cel-go's lexer for what is none. */
import type { Issue, Literal } from './ast.js';

export type TokenType = 'op' | 'ident' | 'quoted' | 'literal' | 'eof';

export interface Token {
  type: TokenType;
  text: string;
  at: number;
  literal?: Literal;
}

const OPERATORS = ['==', '!=', '<=', '>=', '&&', '||', '<', '>', '[', ']', '{', '}', '(', ')'];
const MORE = ['.', ',', '-', '!', '?', ':', '+', '*', '/', '%'];
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
      else
        issues.push({
          at,
          message: `Syntax error: token recognition error at: '${escapeText(quoted.text)}'`,
        });
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
      const close = chars.indexOf('`', at + 1);
      const name = close < 0 ? '' : chars.slice(at + 1, close).join('');
      if (/^[A-Za-z0-9_./ -]+$/.test(name)) {
        tokens.push({ type: 'quoted', text: name, at });
        at = close + 1;
        continue;
      }
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
    const wrong = two === '= ' || char !== '=' ? char : char;
    issues.push({ at, message: `Syntax error: token recognition error at: '${escapeText(wrong)}'` });
    at += 1;
  }
  tokens.push({ type: 'eof', text: '<EOF>', at: chars.length });
  return { tokens, issues };
}

function escapeText(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
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
    return { text: double[0], literal: { type: 'double', value: Number(double[0]) } };
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

/** A string or bytes; without a literal where the text is not closed or escapes something odd. */
function readString(chars: readonly string[], at: number): { text: string; literal?: Literal } | undefined {
  const head = chars.slice(at, at + 5).join('');
  const found = /^([bB]?[rR]?|[rR][bB]?)("""|'''|"|')/.exec(head);
  if (!found) return undefined;
  const [opening = '', prefix = '', quote = ''] = found;
  const raw = /r/i.test(prefix);
  const bytes = /b/i.test(prefix);
  let value = '';
  let end = at + opening.length;
  let odd = false;
  for (;;) {
    const char = chars[end];
    if (char === undefined || (quote.length === 1 && (char === '\n' || char === '\r'))) {
      return { text: chars.slice(at, end).join('') };
    }
    if (chars.slice(end, end + quote.length).join('') === quote) break;
    if (char !== '\\' || raw) {
      value += char;
      end += 1;
      continue;
    }
    const escaped = readEscape(chars, end);
    odd ||= escaped === undefined;
    value += escaped?.value ?? '';
    end += escaped?.length ?? 2;
  }
  const text = chars.slice(at, end + quote.length).join('');
  if (odd) return { text };
  return {
    text,
    literal: bytes ? { type: 'bytes', value: new TextEncoder().encode(value) } : { type: 'string', value },
  };
}

function readEscape(chars: readonly string[], at: number): { value: string; length: number } | undefined {
  const text = chars.slice(at + 1, at + 10).join('');
  const simple = SIMPLE[text.charAt(0)];
  if (simple !== undefined) return { value: simple, length: 2 };
  const code = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-3][0-7]{2}))/i.exec(text);
  if (!code) return undefined;
  const value = code[4]
    ? Number.parseInt(code[4], 8)
    : Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
  if (value > 0x10ffff) return undefined;
  return { value: String.fromCodePoint(value), length: code[0].length + 1 };
}
