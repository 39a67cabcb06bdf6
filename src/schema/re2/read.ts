/** Reading a pattern as RE2 does (https://github.com/google/re2/wiki/Syntax). */
import { CLASSES, CONTROLS, cases, not, POSIX, unicodeClass } from './classes.js';
import { type Anchor, NEWLINE, type Pattern, type Test, Unsupported } from './pattern.js';

/** Groups in groups. */
const DEEPEST = 100;

/** Flags of a group: letters in both cases, `.` takes newlines, `^` and `$` at every line, fewer before more. */
type Flag = 'i' | 's' | 'm' | 'U';

const ANCHORS: Readonly<Record<string, Anchor>> = { A: 'start', z: 'end', b: 'word', B: 'not-word' };

/** The tree of a pattern. Throws `Unsupported` for what is not RE2. */
export function readPattern(pattern: string): Pattern {
  return new Reader(pattern).read();
}

class Reader {
  private readonly chars: readonly string[];
  private at = 0;
  private flags: ReadonlySet<Flag> = new Set();

  constructor(pattern: string) {
    this.chars = Array.from(pattern);
  }

  read(): Pattern {
    const pattern = this.alternatives(0);
    if (this.at < this.chars.length) throw new Unsupported();
    return pattern;
  }

  /** The next characters as a text. */
  private rest(length: number): string {
    return this.chars.slice(this.at, this.at + length).join('');
  }

  private alternatives(depth: number): Pattern {
    if (depth > DEEPEST) throw new Unsupported();
    const of = [this.sequence(depth)];
    while (this.chars[this.at] === '|') {
      this.at++;
      of.push(this.sequence(depth));
    }
    return of.length === 1 ? of[0]! : { type: 'any', of };
  }

  private sequence(depth: number): Pattern {
    const of: Pattern[] = [];
    while (this.at < this.chars.length && this.chars[this.at] !== '|' && this.chars[this.at] !== ')') {
      if (this.setFlags()) continue;
      if (this.rest(2) === '\\Q') this.quoted(of);
      else of.push(this.repeated(this.atom(depth)));
    }
    return { type: 'all', of };
  }

  /** `(?i)`: flags for what follows in the group. */
  private setFlags(): boolean {
    const set = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(this.rest(16));
    if (!set) return false;
    this.at += set[0].length;
    this.flags = this.withFlags(set[1]!, set[2]);
    if ('*+?'.includes(this.chars[this.at] ?? ' ')) throw new Unsupported();
    return true;
  }

  private withFlags(on: string, off = ''): ReadonlySet<Flag> {
    return new Set(
      (['i', 's', 'm', 'U'] as const).filter(
        (flag) => (this.flags.has(flag) || on.includes(flag)) && !off.includes(flag),
      ),
    );
  }

  /** `\Q…\E`: characters that stand for themselves; a repetition behind it takes the last one. */
  private quoted(of: Pattern[]): void {
    this.at += 2;
    while (this.at < this.chars.length && this.rest(2) !== '\\E')
      of.push(this.literal(this.chars[this.at++]!));
    this.at += 2;
    const last = of.pop();
    if (last) of.push(this.repeated(last));
  }

  private repeated(one: Pattern): Pattern {
    let result = one;
    for (;;) {
      const counts = this.quantifier();
      if (!counts) return result;
      if (result !== one) throw new Unsupported();
      const mark = this.chars[this.at] === '?';
      if (mark) this.at++;
      result = { type: 'repeat', of: one, ...counts, lazy: mark !== this.flags.has('U') };
    }
  }

  private quantifier(): { min: number; max: number } | undefined {
    const char = this.chars[this.at];
    if (char === '*' || char === '+' || char === '?') {
      this.at++;
      return { min: char === '+' ? 1 : 0, max: char === '?' ? 1 : Number.POSITIVE_INFINITY };
    }
    const match = char === '{' ? /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.rest(12)) : null;
    if (!match) return undefined;
    this.at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (min > 1000 || max < min || (max > 1000 && max !== Number.POSITIVE_INFINITY)) throw new Unsupported();
    return { min, max };
  }

  private atom(depth: number): Pattern {
    const char = this.chars[this.at++]!;
    switch (char) {
      case '(':
        return this.group(depth);
      case '[':
        return { type: 'char', test: this.set() };
      case '.':
        return { type: 'char', test: this.flags.has('s') ? () => true : (code) => code !== NEWLINE };
      case '^':
        return { type: 'anchor', at: this.flags.has('m') ? 'line-start' : 'start' };
      case '$':
        return { type: 'anchor', at: this.flags.has('m') ? 'line-end' : 'end' };
      case '\\':
        return this.escaped();
      case '*':
      case '+':
      case '?':
        throw new Unsupported();
      default:
        return this.literal(char);
    }
  }

  private group(depth: number): Pattern {
    const outside = this.flags;
    if (this.chars[this.at] === '?') {
      const named = /^\?P?<\w+>/.exec(this.rest(60));
      const flagged = /^\?([imsU]*)(?:-([imsU]+))?:/.exec(this.rest(14));
      if (named) this.at += named[0].length;
      else if (flagged) {
        this.at += flagged[0].length;
        this.flags = this.withFlags(flagged[1]!, flagged[2]);
      } else throw new Unsupported();
    }
    const node = this.alternatives(depth + 1);
    this.flags = outside;
    if (this.chars[this.at++] !== ')') throw new Unsupported();
    return node;
  }

  private escaped(): Pattern {
    const anchor = ANCHORS[this.chars[this.at] ?? ''];
    if (anchor) {
      this.at++;
      return { type: 'anchor', at: anchor };
    }
    const what = this.escapedTest();
    return { type: 'char', test: this.folded(typeof what === 'number' ? (code) => code === what : what) };
  }

  /** What stands after a backslash: one character, or a class of them. */
  private escapedTest(): Test | number {
    const char = this.chars[this.at++];
    if (char === undefined) throw new Unsupported();
    if (Object.hasOwn(CLASSES, char)) return CLASSES[char]!;
    if (char === 'p' || char === 'P') return this.property(char === 'P');
    if (Object.hasOwn(CONTROLS, char)) return CONTROLS[char]!;
    const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(char + this.rest(2));
    if (octal) {
      this.at += octal[0].length - 1;
      return Number.parseInt(octal[0], 8);
    }
    if (char < '\x80' && !/[0-9A-Za-z]/.test(char)) return char.codePointAt(0)!;
    const hex = char === 'x' ? /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(this.rest(8)) : null;
    if (!hex) throw new Unsupported();
    this.at += hex[0].length;
    return Number.parseInt(hex[1] ?? hex[2]!, 16);
  }

  /** `\pL`, `\p{Greek}`, `\p{^Lu}` */
  private property(negated: boolean): Test {
    const named = /^(?:\{(\^?)(\w+)\}|(\w))/.exec(this.rest(40));
    const test = named ? unicodeClass(named[2] ?? named[3]!) : undefined;
    if (!named || !test) throw new Unsupported();
    this.at += named[0].length;
    return negated !== (named[1] === '^') ? not(test) : test;
  }

  /** `[a-z\d[:alpha:]]`, behind its opening bracket. */
  private set(): Test {
    const negated = this.chars[this.at] === '^';
    if (negated) this.at++;
    const tests: Test[] = [];
    for (let first = true; this.chars[this.at] !== ']' || first; first = false) {
      if (this.at >= this.chars.length) throw new Unsupported();
      tests.push(this.posix() ?? this.range());
    }
    this.at++;
    const any = this.folded((code) => tests.some((test) => test(code)));
    return negated ? not(any) : any;
  }

  /** `[:alpha:]`, `[:^alpha:]`; undefined where something else stands. */
  private posix(): Test | undefined {
    const named = this.rest(2) === '[:' ? /^\[:(\^?)(\w+):\]/.exec(this.rest(12)) : null;
    if (!named) return undefined;
    const test = Object.hasOwn(POSIX, named[2]!) ? POSIX[named[2]!] : undefined;
    if (!test) throw new Unsupported();
    this.at += named[0].length;
    return named[1] === '^' ? not(test) : test;
  }

  /** `a`, `a-z` or `\d`. */
  private range(): Test {
    const low = this.setChar();
    if (typeof low !== 'number') return low;
    const { at, chars } = this;
    if (chars[at] !== '-' || chars[at + 1] === ']' || at + 1 >= chars.length) return (code) => code === low;
    this.at++;
    const high = this.setChar();
    if (typeof high !== 'number' || high < low) throw new Unsupported();
    return (code) => code >= low && code <= high;
  }

  private setChar(): Test | number {
    const char = this.chars[this.at++]!;
    return char === '\\' ? this.escapedTest() : char.codePointAt(0)!;
  }

  private literal(char: string): Pattern {
    const code = char.codePointAt(0)!;
    return { type: 'char', test: this.folded((other) => other === code) };
  }

  /** Under `(?i)` a character counts in any of its cases. */
  private folded(test: Test): Test {
    return this.flags.has('i') ? (code) => cases(code).some(test) : test;
  }
}
