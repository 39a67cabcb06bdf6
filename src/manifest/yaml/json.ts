import { CR, hexValue, isDigit, LF, SPACE, TAB } from './characters.js';
import { MAX_DEPTH, Problem } from './problem.js';
import { BACKSLASH, DOUBLE_QUOTE } from './quoted.js';
import { LIST, LITERAL, MAP, QUOTED, type TapeWriter } from './tape.js';

const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** What Go escapes in the characters that it shows. */
const SHOWN: Record<string, string> = {
  "'": "\\'",
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** Half of a pair, as only escapes can write it. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The offset of the next character that JSON does not count as white space, or `end`. */
export function skipJsonSpace(codes: Uint16Array, from: number, end: number): number {
  let pos = from;
  while (pos < end) {
    const code = codes[pos]!;
    if (code !== SPACE && code !== LF && code !== CR && code !== TAB) break;
    pos++;
  }
  return pos;
}

/**
 * Writes the JSON value that begins at `start` to the tape and returns the offset behind it.
 * Throws a Problem in the words of Go's encoding/json where the text is not JSON.
 */
export function parseJson(
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  tape: TapeWriter,
): number {
  return new JsonParser(text, codes, start, end, tape).parse();
}

class JsonParser {
  private readonly open: number[] = [];

  constructor(
    private readonly text: string,
    private readonly codes: Uint16Array,
    private pos: number,
    private readonly end: number,
    private readonly tape: TapeWriter,
  ) {}

  parse(): number {
    const { codes, tape, open } = this;
    /** Whether the next value is the first of its list or map. */
    let first = true;
    for (;;) {
      this.space();
      const inside = open.length > 0 ? open[open.length - 1]! : -1;
      const inMap = inside >= 0 && tape.words[inside] === MAP;
      const code = this.pos < this.end ? codes[this.pos]! : 0;
      if (inside >= 0 && first && code === (inMap ? 0x7d : 0x5d)) {
        // An empty collection.
        first = this.close();
      } else {
        if (inMap) this.key();
        const value = this.pos < this.end ? codes[this.pos]! : 0;
        if (value === 0x7b || value === 0x5b) {
          open.push(tape.add(value === 0x7b ? MAP : LIST, this.pos, this.pos + 1, 0));
          if (open.length > MAX_DEPTH) this.fail('exceeded max depth');
          this.pos++;
          first = true;
          continue;
        }
        if (value === DOUBLE_QUOTE) this.string();
        else this.literal();
        first = false;
      }
      // Behind a value: the end of collections, then a comma or the end.
      for (;;) {
        const around = open.length > 0 ? open[open.length - 1]! : -1;
        if (around < 0) return this.pos;
        this.space();
        const map = tape.words[around] === MAP;
        const next = this.pos < this.end ? codes[this.pos]! : 0;
        if (next === 0x2c) {
          this.pos++;
          this.space();
          break;
        }
        if (next !== (map ? 0x7d : 0x5d)) {
          this.unexpected(map ? 'after object key:value pair' : 'after array element');
        }
        this.close();
      }
    }
  }

  private fail(phrase: string): never {
    throw new Problem(phrase, this.pos, this.pos, 'json');
  }

  /** Fails at the character we are at. */
  private unexpected(where: string): never {
    if (this.pos >= this.end) this.fail('unexpected EOF');
    this.fail(`invalid character ${quoted(this.text.codePointAt(this.pos)!)} ${where}`);
  }

  private space(): void {
    this.pos = skipJsonSpace(this.codes, this.pos, this.end);
  }

  private close(): false {
    this.pos++;
    this.tape.close(this.open.pop()!, this.pos);
    return false;
  }

  private key(): void {
    if (this.codes[this.pos] !== DOUBLE_QUOTE || this.pos >= this.end) {
      this.unexpected('looking for beginning of object key string');
    }
    this.string();
    this.space();
    if (this.codes[this.pos] !== 0x3a || this.pos >= this.end) this.unexpected('after object key');
    this.pos++;
    this.space();
  }

  private string(): void {
    const { codes, end } = this;
    const start = this.pos;
    let pos = start + 1;
    let value = '';
    let from = pos;
    let escaped = false;
    for (;;) {
      const code = codes[pos]!;
      if (pos >= end) {
        this.pos = end;
        this.fail('unexpected EOF');
      }
      if (code === DOUBLE_QUOTE) break;
      if (code < SPACE) {
        this.pos = pos;
        this.unexpected('in string literal');
      }
      if (code !== BACKSLASH) {
        pos++;
        continue;
      }
      escaped = true;
      value += this.text.slice(from, pos);
      const letter = this.text[pos + 1] ?? '';
      if (letter === 'u') {
        let number = 0;
        for (let i = 2; i < 6; i++) {
          const digit = hexValue(codes[pos + i]!);
          if (digit < 0) {
            this.pos = pos + i;
            this.unexpected('in \\u hexadecimal character escape');
          }
          number = number * 16 + digit;
        }
        value += String.fromCharCode(number);
        pos += 6;
      } else {
        const character = ESCAPES[letter];
        if (character === undefined) {
          this.pos = pos + 1;
          this.unexpected('in string escape code');
        }
        value += character;
        pos += 2;
      }
      from = pos;
    }
    this.pos = pos + 1;
    const extra = escaped
      ? this.tape.strings.push((value + this.text.slice(from, pos)).replace(LONE_SURROGATE, '\ufffd'))
      : 0;
    this.tape.add(QUOTED, start, this.pos, extra);
  }

  private literal(): void {
    const { codes } = this;
    const start = this.pos;
    const code = start < this.end ? codes[start]! : 0;
    if (code === 0x74) this.word('true');
    else if (code === 0x66) this.word('false');
    else if (code === 0x6e) this.word('null');
    else if (code === 0x2d || isDigit(code)) this.number();
    else this.unexpected('looking for beginning of value');
    this.tape.add(LITERAL, start, this.pos, 0);
  }

  private word(word: string): void {
    for (let i = 1; i < word.length; i++) {
      this.pos++;
      if (this.pos >= this.end || this.codes[this.pos] !== word.charCodeAt(i)) {
        this.unexpected(`in literal ${word} (expecting '${word[i]}')`);
      }
    }
    this.pos++;
  }

  private number(): void {
    const { codes } = this;
    if (codes[this.pos] === 0x2d) {
      this.pos++;
      if (this.pos >= this.end || !isDigit(codes[this.pos]!)) this.unexpected('in numeric literal');
    }
    if (codes[this.pos] === 0x30) this.pos++;
    else this.digits();
    if (codes[this.pos] === 0x2e && this.pos < this.end) {
      this.pos++;
      if (!isDigit(codes[this.pos]!)) this.unexpected('after decimal point in numeric literal');
      this.digits();
    }
    if ((codes[this.pos] === 0x65 || codes[this.pos] === 0x45) && this.pos < this.end) {
      this.pos++;
      if (codes[this.pos] === 0x2b || codes[this.pos] === 0x2d) this.pos++;
      if (!isDigit(codes[this.pos]!)) this.unexpected('in exponent of numeric literal');
      this.digits();
    }
  }

  private digits(): void {
    while (isDigit(this.codes[this.pos]!)) this.pos++;
  }
}

/** A character as Go shows it; those beyond ASCII as they are. */
function quoted(code: number): string {
  const character = String.fromCodePoint(code);
  const control = code < SPACE || code === 0x7f;
  return `'${SHOWN[character] ?? (control ? `\\x${code.toString(16).padStart(2, '0')}` : character)}'`;
}
