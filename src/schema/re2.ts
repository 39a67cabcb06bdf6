/**
 * Patterns of CRDs, which Go's regexp (RE2) matches in time linear in the text. JavaScript's own engine backtracks and can
 * be made to run for ages, so they are matched here by following all of a pattern's states at once.
 * https://github.com/google/re2/wiki/Syntax
 */

/** Longer texts are taken to match; no field with a pattern is meant to hold them. */
const LONGEST_TEXT = 65_536;
/** Counted repetitions are written out; patterns that come to more than this are not checked. */
const MOST_STATES = 5_000;
const DEEPEST = 100;

/** Whether a text has a match of the pattern anywhere in it. */
export type Matcher = (text: string) => boolean;

type Test = (char: number) => boolean;
type Node =
  | { type: 'char'; test: Test }
  | { type: 'start' | 'end' }
  | { type: 'all'; of: Node[] }
  | { type: 'any'; of: Node[] }
  | { type: 'repeat'; of: Node; min: number; max: number };

/** A state: it goes on to `next` over a character, at the start, at the end, or at once. */
interface State {
  test?: Test;
  at?: 'start' | 'end';
  next: number[];
}

class Unsupported extends Error {}

/** The matcher of a pattern; undefined for what is not RE2, or is more than is understood here (`\b`, `\p{…}`, flags). */
export function compilePattern(pattern: string): Matcher | undefined {
  try {
    return matcher(program(parse(pattern)));
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

function matcher(states: State[]): Matcher {
  const accept = states.length - 1;
  return (text) => {
    if (text.length > LONGEST_TEXT) return true;
    const chars = Array.from(text, (char) => char.codePointAt(0)!);
    let active: number[] = [];
    const marks = new Int32Array(states.length).fill(-1);
    const enter = (first: number, at: number) => {
      const pending = [first];
      for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
        if (marks[state] === at) continue;
        const { test, at: anchor, next } = states[state]!;
        if (anchor === 'start' && at > 0) continue;
        if (anchor === 'end' && at < chars.length) continue;
        marks[state] = at;
        active.push(state);
        if (!test) pending.push(...next);
      }
    };
    for (let at = 0; ; at++) {
      const before = active;
      active = [];
      const char = chars[at - 1];
      for (const state of before) {
        const { test, next } = states[state]!;
        if (test?.(char!)) for (const following of next) enter(following, at);
      }
      enter(0, at);
      if (marks[accept] === at) return true;
      if (at >= chars.length) return false;
    }
  };
}

function program(root: Node): State[] {
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) throw new Unsupported();
    return states.push(state) - 1;
  };
  /** Adds the states of `node`, returns those whose `next` is still to be said. */
  const build = (node: Node): { first: number; last: number[] } => {
    switch (node.type) {
      case 'char': {
        const state = add({ test: node.test, next: [] });
        return { first: state, last: [state] };
      }
      case 'start':
      case 'end': {
        const state = add({ at: node.type, next: [] });
        return { first: state, last: [state] };
      }
      case 'all': {
        const first = add({ next: [] });
        let last = [first];
        for (const part of node.of) {
          const built = build(part);
          for (const state of last) states[state]!.next.push(built.first);
          last = built.last;
        }
        return { first, last };
      }
      case 'any': {
        const first = add({ next: [] });
        const last: number[] = [];
        for (const part of node.of) {
          const built = build(part);
          states[first]!.next.push(built.first);
          last.push(...built.last);
        }
        return { first, last };
      }
      case 'repeat': {
        const first = add({ next: [] });
        let last = [first];
        for (let count = 0; count < node.min; count++) {
          const built = build(node.of);
          for (const state of last) states[state]!.next.push(built.first);
          last = built.last;
        }
        if (node.max === Number.POSITIVE_INFINITY) {
          const loop = add({ next: [] });
          for (const state of last) states[state]!.next.push(loop);
          const built = build(node.of);
          states[loop]!.next.push(built.first);
          for (const state of built.last) states[state]!.next.push(loop);
          return { first, last: [loop] };
        }
        const exits = [...last];
        for (let count = node.min; count < node.max; count++) {
          const built = build(node.of);
          for (const state of last) states[state]!.next.push(built.first);
          last = built.last;
          exits.push(...last);
        }
        return { first, last: [...new Set(exits)] };
      }
    }
  };
  const { last } = build(root);
  const accept = states.push({ next: [] }) - 1;
  for (const state of last) states[state]!.next.push(accept);
  return states;
}

const DIGIT: Test = (char) => char >= 48 && char <= 57;
const SPACE: Test = (char) => char === 32 || (char >= 9 && char <= 13 && char !== 11);
const UPPER: Test = (char) => char >= 65 && char <= 90;
const LOWER: Test = (char) => char >= 97 && char <= 122;
const ALPHA: Test = (char) => UPPER(char) || LOWER(char);
const ALNUM: Test = (char) => ALPHA(char) || DIGIT(char);
const WORD: Test = (char) => ALNUM(char) || char === 95;
const not =
  (test: Test): Test =>
  (char) =>
    !test(char);
const CLASSES: Record<string, Test> = {
  d: DIGIT,
  D: not(DIGIT),
  s: SPACE,
  S: not(SPACE),
  w: WORD,
  W: not(WORD),
};
const POSIX: Record<string, Test> = {
  alnum: ALNUM,
  alpha: ALPHA,
  digit: DIGIT,
  lower: LOWER,
  upper: UPPER,
  space: (char) => SPACE(char) || char === 11,
  word: WORD,
  xdigit: (char) => DIGIT(char) || (char >= 65 && char <= 70) || (char >= 97 && char <= 102),
  punct: (char) => char > 32 && char < 127 && !ALNUM(char),
};
const CONTROLS: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
/** What an escape in front of takes the meaning away from. */
const PUNCTUATION = /[!-/:-@[-`{-~]/;

function parse(pattern: string): Node {
  const chars = Array.from(pattern);
  let at = 0;

  const alternatives = (depth: number): Node => {
    if (depth > DEEPEST) throw new Unsupported();
    const of = [sequence(depth)];
    while (chars[at] === '|') {
      at++;
      of.push(sequence(depth));
    }
    return of.length === 1 ? of[0]! : { type: 'any', of };
  };

  const sequence = (depth: number): Node => {
    const of: Node[] = [];
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') of.push(repeated(atom(depth)));
    return { type: 'all', of };
  };

  const repeated = (node: Node): Node => {
    let result = node;
    for (;;) {
      const counts = quantifier();
      if (!counts) return result;
      if (result !== node) throw new Unsupported();
      if (chars[at] === '?') at++;
      result = { type: 'repeat', of: node, ...counts };
    }
  };

  const quantifier = (): { min: number; max: number } | undefined => {
    const char = chars[at];
    if (char === '*' || char === '+' || char === '?') {
      at++;
      return { min: char === '+' ? 1 : 0, max: char === '?' ? 1 : Number.POSITIVE_INFINITY };
    }
    const match = char === '{' ? /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(chars.slice(at, at + 12).join('')) : null;
    if (!match) return undefined;
    at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (min > 1000 || max < min || (max > 1000 && max !== Number.POSITIVE_INFINITY)) throw new Unsupported();
    return { min, max };
  };

  const atom = (depth: number): Node => {
    const char = chars[at++]!;
    switch (char) {
      case '(':
        return group(depth);
      case '[':
        return { type: 'char', test: set() };
      case '.':
        return { type: 'char', test: (code) => code !== 10 };
      case '^':
        return { type: 'start' };
      case '$':
        return { type: 'end' };
      case '\\':
        return escaped();
      case '*':
      case '+':
      case '?':
        throw new Unsupported();
      default:
        return literal(char);
    }
  };

  const group = (depth: number): Node => {
    if (chars[at] === '?') {
      const named = /^\?P?<\w+>/.exec(chars.slice(at, at + 60).join(''));
      if (named) at += named[0].length;
      else if (chars[at + 1] === ':') at += 2;
      else throw new Unsupported();
    }
    const node = alternatives(depth + 1);
    if (chars[at++] !== ')') throw new Unsupported();
    return node;
  };

  const escaped = (): Node => {
    const char = chars[at];
    if (char === 'A') {
      at++;
      return { type: 'start' };
    }
    if (char === 'z') {
      at++;
      return { type: 'end' };
    }
    const what = escapedTest();
    return { type: 'char', test: typeof what === 'number' ? (code) => code === what : what };
  };

  /** What stands after a backslash: one character, or a class of them. */
  const escapedTest = (): Test | number => {
    const char = chars[at++];
    if (char === undefined) throw new Unsupported();
    if (Object.hasOwn(CLASSES, char)) return CLASSES[char]!;
    if (Object.hasOwn(CONTROLS, char)) return CONTROLS[char]!;
    if (PUNCTUATION.test(char)) return char.codePointAt(0)!;
    const hex =
      char === 'x'
        ? /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(chars.slice(at, at + 8).join(''))
        : null;
    if (!hex) throw new Unsupported();
    at += hex[0].length;
    return Number.parseInt(hex[1] ?? hex[2]!, 16);
  };

  const set = (): Test => {
    const negated = chars[at] === '^';
    if (negated) at++;
    const tests: Test[] = [];
    for (let first = true; chars[at] !== ']' || first; first = false) {
      if (at >= chars.length) throw new Unsupported();
      const posix =
        chars[at] === '[' && chars[at + 1] === ':'
          ? /^\[:(\^?)(\w+):\]/.exec(chars.slice(at, at + 12).join(''))
          : null;
      if (posix) {
        const test = Object.hasOwn(POSIX, posix[2]!) ? POSIX[posix[2]!]! : undefined;
        if (!test) throw new Unsupported();
        tests.push(posix[1] === '^' ? not(test) : test);
        at += posix[0].length;
        continue;
      }
      const low = setChar();
      if (typeof low !== 'number') {
        tests.push(low);
      } else if (chars[at] === '-' && chars[at + 1] !== ']' && at + 1 < chars.length) {
        at++;
        const high = setChar();
        if (typeof high !== 'number' || high < low) throw new Unsupported();
        tests.push((code) => code >= low && code <= high);
      } else {
        tests.push((code) => code === low);
      }
    }
    at++;
    const any: Test = (code) => tests.some((test) => test(code));
    return negated ? not(any) : any;
  };

  const setChar = (): Test | number => {
    const char = chars[at++]!;
    return char === '\\' ? escapedTest() : char.codePointAt(0)!;
  };

  const literal = (char: string): Node => {
    const code = char.codePointAt(0)!;
    return { type: 'char', test: (other) => other === code };
  };

  const root = alternatives(0);
  if (at < chars.length) throw new Unsupported();
  return root;
}
