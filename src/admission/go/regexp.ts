/**
 * Whether a text is a pattern that Go's regexp (RE2) reads, and its words when it is not (regexp/syntax/parse.go).
 * The pattern is only looked at, never run.
 */

const PREFIX = 'error parsing regexp: ';
const MAX_REPEAT = 1000;

/** Go's parser takes groups nested one less deep than this. */
const MAX_DEPTH = 1000;
const ESCAPED_CLASSES = 'dDsSwW';
const POSIX =
  /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

class Bad extends Error {}

function fail(code: string, at: string): never {
  throw new Bad(`${PREFIX}${code}: \`${at}\``);
}

/** What is wrong with a pattern in the words of Go's regexp.Compile; undefined for a good one. */
export function regexpError(pattern: string): string | undefined {
  try {
    new Reader(pattern).read();
    return undefined;
  } catch (error) {
    if (error instanceof Bad) return error.message;
    throw error;
  }
}

class Reader {
  private at = 0;
  private depth = 0;
  private deepest = 0;
  /** The start of what a repetition would repeat, and of the repetition just read. */
  private operand = false;
  private repeated = -1;

  constructor(private readonly text: string) {}

  read(): void {
    while (this.at < this.text.length) {
      const repeated = this.repeated;
      this.repeated = -1;
      this.piece(repeated);
    }
    if (this.depth > 0) fail('missing closing )', this.text);
    if (this.deepest >= MAX_DEPTH) fail('expression nests too deeply', this.text);
  }

  private piece(repeated: number): void {
    const { text, at } = this;
    switch (text[at]) {
      case '(':
        this.open();
        return;
      case ')':
        if (this.depth === 0) fail('unexpected )', text);
        this.depth -= 1;
        this.at += 1;
        this.operand = true;
        return;
      case '|':
        this.at += 1;
        this.operand = false;
        return;
      case '[':
        this.charClass();
        this.operand = true;
        return;
      case '*':
      case '+':
      case '?':
        this.repeat(at + 1, repeated);
        return;
      case '{': {
        const found = /^\{(\d+)(,(\d*))?\}/.exec(text.slice(at, at + 64));
        if (!found || isPadded(found[1]) || isPadded(found[3])) {
          this.at += 1;
          this.operand = true;
          return;
        }
        const low = Number(found[1]);
        const high = found[2] === undefined ? low : found[3] === '' ? -1 : Number(found[3]);
        if (low > MAX_REPEAT || high > MAX_REPEAT || (high >= 0 && low > high)) {
          fail('invalid repeat count', found[0]);
        }
        this.repeat(at + found[0].length, repeated);
        return;
      }
      case '\\':
        this.at = this.escape(at, false);
        this.operand = true;
        return;
      default:
        this.at += text.codePointAt(at)! > 0xffff ? 2 : 1;
        this.operand = true;
    }
  }

  private repeat(end: number, repeated: number): void {
    const start = this.at;
    this.at = this.text[end] === '?' ? end + 1 : end;
    if (repeated >= 0) fail('invalid nested repetition operator', this.text.slice(repeated, this.at));
    if (!this.operand) fail('missing argument to repetition operator', this.text.slice(start, this.at));
    this.repeated = start;
  }

  private open(): void {
    const rest = this.text.slice(this.at);
    this.depth += 1;
    this.deepest = Math.max(this.deepest, this.depth);
    this.operand = false;
    if (!rest.startsWith('(?')) {
      this.at += 1;
      return;
    }
    if (rest.startsWith('(?P<') || rest.startsWith('(?<')) {
      const head = rest.startsWith('(?P<') ? 4 : 3;
      const close = rest.indexOf('>');
      if (close === -1) fail('invalid named capture', rest);
      if (!/^\w+$/.test(rest.slice(head, close))) fail('invalid named capture', rest.slice(0, close + 1));
      this.at += close + 1;
      return;
    }
    const flags = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (!flags) {
      const tried = /^\(\?[imsU]*(?:-[imsU]*)?/.exec(rest)?.[0] ?? '(?';
      if (tried.length >= rest.length) fail('missing closing )', this.text);
      const next = String.fromCodePoint(rest.codePointAt(tried.length) ?? 0);
      fail('invalid or unsupported Perl syntax', tried + next);
    }
    if (flags[3] === ')') this.depth -= 1;
    this.at += flags[0].length;
  }

  /** Reads a backslash and what belongs to it; gives the place behind it. */
  private escape(at: number, inClass: boolean): number {
    const { text } = this;
    const next = text[at + 1];
    if (next === undefined) fail('trailing backslash at end of expression', '');
    if (!inClass) {
      if ('AbBz'.includes(next)) return at + 2;
      if (next === 'C') fail('invalid escape sequence', '\\C');
      if (next === 'Q') {
        const end = text.indexOf('\\E', at + 2);
        return end < 0 ? text.length : end + 2;
      }
    }
    if (ESCAPED_CLASSES.includes(next)) return at + 2;
    if (next === 'p' || next === 'P') return this.unicode(at);
    if (/[1-7]/.test(next)) {
      if (!/[0-7]/.test(text[at + 2] ?? '')) fail('invalid escape sequence', text.slice(at, at + 2));
      return at + 2 + (/^[0-7]{1,2}/.exec(text.slice(at + 2))?.[0].length ?? 0);
    }
    if (next === '0') return at + 2 + (/^[0-7]{0,2}/.exec(text.slice(at + 2))?.[0].length ?? 0);
    if (next === 'x') {
      const found = /^\\x(?:\{([0-9A-Fa-f]+)\}|[0-9A-Fa-f]{2})/.exec(text.slice(at));
      if (found && Number.parseInt(found[1] ?? '0', 16) <= 0x10ffff) return at + found[0].length;
      const tried = /^\\x(?:\{[0-9A-Fa-f]*|[0-9A-Fa-f]?)/.exec(text.slice(at))?.[0] ?? '\\x';
      fail('invalid escape sequence', tried + (text[at + tried.length] ?? ''));
    }
    if ('aftnrv'.includes(next)) return at + 2;
    const code = text.codePointAt(at + 1) ?? 0;
    if (code < 0x80 && !/[0-9A-Za-z]/.test(next)) return at + 2;
    return fail('invalid escape sequence', `\\${String.fromCodePoint(code)}`);
  }

  private unicode(at: number): number {
    const found = /^\\[pP](?:\{\^?([^}]*)\}|([^{]))/u.exec(this.text.slice(at));
    if (!found) fail('invalid character class range', this.text.slice(at));
    if (!isUnicodeClass(found[1] ?? found[2] ?? '')) fail('invalid character class range', found[0]);
    return at + found[0].length;
  }

  private charClass(): void {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    if (text[at] === '^') at += 1;
    let first = true;
    while (text[at] !== ']' || first) {
      if (at >= text.length) fail('missing closing ]', text.slice(start));
      first = false;
      const rest = text.slice(at, at + 64);
      if (rest.startsWith('[:')) {
        const posix = POSIX.exec(rest);
        if (posix) {
          at += posix[0].length;
          continue;
        }
        const close = text.indexOf(':]', at + 2);
        if (close >= 0) fail('invalid character class range', text.slice(at, close + 2));
      }
      if (/^\\[dDsSwW]/.test(rest)) {
        at += 2;
        continue;
      }
      if (/^\\[pP]/.test(rest)) {
        at = this.unicode(at);
        continue;
      }
      const from = at;
      const low = this.classChar(at, start);
      at = low.end;
      if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
        const high = this.classChar(at + 1, start);
        at = high.end;
        if (high.code < low.code) fail('invalid character class range', text.slice(from, at));
      }
    }
    this.at = at + 1;
  }

  private classChar(at: number, start: number): { code: number; end: number } {
    const { text } = this;
    if (at >= text.length) fail('missing closing ]', text.slice(start));
    if (text[at] !== '\\') {
      const code = text.codePointAt(at) ?? 0;
      return { code, end: at + (code > 0xffff ? 2 : 1) };
    }
    const end = this.escape(at, true);
    return { code: escapedCode(text.slice(at, end)), end };
  }
}

/** A count with leading zeros is not one. */
function isPadded(digits: string | undefined): boolean {
  return digits !== undefined && digits.length > 1 && digits.startsWith('0');
}

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

function escapedCode(text: string): number {
  const body = text.slice(1);
  if (body.startsWith('x')) return Number.parseInt(body.replace(/[x{}]/g, ''), 16);
  if (/^[0-7]+$/.test(body)) return Number.parseInt(body, 8);
  return CONTROL[body] ?? body.codePointAt(0) ?? 0;
}

function isUnicodeClass(name: string): boolean {
  if (name === 'Any' || name === 'Cs') return true;
  if (!/^\w+$/.test(name)) return false;
  for (const property of [name, `Script=${name}`]) {
    try {
      new RegExp(`\\p{${property}}`, 'u');
      return name.length <= 2 || property !== name;
    } catch {
      // Not a property of that name.
    }
  }
  return false;
}
