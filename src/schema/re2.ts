/**
 * Patterns of CRDs and of CEL expressions, which Go's regexp (RE2) matches in time linear in the text. JavaScript's own engine backtracks and can
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
/** The matches in a text one after the other, as Go's FindAllString gives them; no more than `most`, all where it is negative. */
export type Finder = (text: string, most: number) => string[];

type Test = (char: number) => boolean;
/** Where a match may go on without taking a character. */
type Anchor = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'not-word';
type Node =
  | { type: 'char'; test: Test }
  | { type: 'anchor'; at: Anchor }
  | { type: 'all'; of: Node[] }
  | { type: 'any'; of: Node[] }
  | { type: 'repeat'; of: Node; min: number; max: number; lazy: boolean };

/** A state: it goes on to `next`, the best first, over a character, at an anchor, or at once. */
interface State {
  test?: Test;
  at?: Anchor;
  next: number[];
  /** The last of `next` is the best: as few repetitions as will do. */
  lazy?: boolean;
}

/** From where to where, in characters. */
interface Span {
  start: number;
  end: number;
}

class Unsupported extends Error {}

/** The matcher of a pattern; undefined for what is not RE2, or is more than is understood here. */
export function compilePattern(pattern: string): Matcher | undefined {
  const search = compile(pattern);
  return search && ((text) => text.length > LONGEST_TEXT || search(codes(text), 0, true) !== undefined);
}

/** The finder of a pattern; undefined where `compilePattern` is. Of several matches at a place the one that Go prefers. */
export function compileFinder(pattern: string): Finder | undefined {
  const search = compile(pattern);
  return (
    search &&
    ((text, most) => {
      const letters = Array.from(text);
      const chars = codes(text);
      const found: string[] = [];
      let at = 0;
      let last = -1;
      while (at <= chars.length && found.length !== most) {
        const span = search(chars, at);
        if (!span) break;
        // An empty match right behind another one does not count.
        if (span.end > span.start || span.start !== last) {
          found.push(letters.slice(span.start, span.end).join(''));
        }
        last = span.end;
        at = span.end > at ? span.end : at + 1;
      }
      return found;
    })
  );
}

function codes(text: string): number[] {
  return Array.from(text, (char) => char.codePointAt(0)!);
}

/** The first match at or behind a place, the one that Go prefers; `any`: the first that is seen will do. */
type Search = (chars: readonly number[], from: number, any?: boolean) => Span | undefined;

function compile(pattern: string): Search | undefined {
  try {
    return searcher(program(parse(pattern)));
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

function searcher(states: State[]): Search {
  const accept = states.length - 1;
  return (chars, from, any = false) => {
    /** The states a match may be in, the best first, and where it began. */
    let active: number[] = [];
    let starts: number[] = [];
    const marks = new Int32Array(states.length).fill(-1);
    const enter = (first: number, start: number, at: number) => {
      const pending = [first];
      for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
        if (marks[state] === at) continue;
        const { test, at: anchor, next, lazy } = states[state]!;
        if (anchor && !holds(anchor, chars, at)) continue;
        marks[state] = at;
        if (test || state === accept) {
          active.push(state);
          starts.push(start);
        } else if (lazy) pending.push(...next);
        else for (let index = next.length - 1; index >= 0; index--) pending.push(next[index]!);
      }
    };
    let best: Span | undefined;
    for (let at = from; ; at++) {
      if (!best) enter(0, at, at);
      const accepted = active.indexOf(accept);
      if (accepted >= 0) {
        best = { start: starts[accepted]!, end: at };
        if (any) return best;
        active.length = accepted;
      }
      if (at >= chars.length || (best && active.length === 0)) return best;
      const [before, begun] = [active, starts];
      active = [];
      starts = [];
      for (const [index, state] of before.entries()) {
        const { test, next } = states[state]!;
        if (test?.(chars[at]!)) for (const following of next) enter(following, begun[index]!, at + 1);
      }
    }
  };
}

function holds(anchor: Anchor, chars: readonly number[], at: number): boolean {
  switch (anchor) {
    case 'start':
      return at === 0;
    case 'end':
      return at === chars.length;
    case 'line-start':
      return at === 0 || chars[at - 1] === NEWLINE;
    case 'line-end':
      return at === chars.length || chars[at] === NEWLINE;
    default: {
      const before = at > 0 && WORD(chars[at - 1]!);
      const after = at < chars.length && WORD(chars[at]!);
      return (before !== after) === (anchor === 'word');
    }
  }
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
      case 'anchor': {
        const state = add({ at: node.at, next: [] });
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
        const join = (to: number) => {
          for (const state of last) states[state]!.next.push(to);
        };
        /** Goes on into one more repetition, or leaves. */
        const choice = (): number => add({ next: [], lazy: node.lazy });
        const endless = node.max === Number.POSITIVE_INFINITY;
        for (let count = 0; count < node.min; count++) {
          const built = build(node.of);
          join(built.first);
          last = built.last;
          if (endless && count === node.min - 1) {
            const again = choice();
            states[again]!.next.push(built.first);
            join(again);
            last = [again];
          }
        }
        if (endless && node.min > 0) return { first, last };
        if (endless) {
          const [once, again] = [choice(), choice()];
          const built = build(node.of);
          join(once);
          states[once]!.next.push(built.first);
          states[again]!.next.push(built.first);
          last = built.last;
          join(again);
          return { first, last: [once, again] };
        }
        const exits: number[] = [];
        for (let count = node.min; count < node.max; count++) {
          const more = choice();
          const built = build(node.of);
          join(more);
          states[more]!.next.push(built.first);
          exits.push(more);
          last = built.last;
        }
        return { first, last: [...exits, ...last] };
      }
    }
  };
  const { last } = build(root);
  const accept = states.push({ next: [] }) - 1;
  for (const state of last) states[state]!.next.push(accept);
  return states;
}

const NEWLINE = 10;
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
  ascii: (char) => char < 128,
  blank: (char) => char === 9 || char === 32,
  cntrl: (char) => char < 32 || char === 127,
  digit: DIGIT,
  graph: (char) => char > 32 && char < 127,
  lower: LOWER,
  print: (char) => char >= 32 && char < 127,
  upper: UPPER,
  space: (char) => SPACE(char) || char === 11,
  word: WORD,
  xdigit: (char) => DIGIT(char) || (char >= 65 && char <= 70) || (char >= 97 && char <= 102),
  punct: (char) => char > 32 && char < 127 && !ALNUM(char),
};
const CONTROLS: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
/** Flags of a group: letters in both cases, `.` takes newlines, `^` and `$` at every line, fewer before more. */
type Flag = 'i' | 's' | 'm' | 'U';

/** A character in its other cases, itself among them. */
function cases(char: number): number[] {
  const text = String.fromCodePoint(char);
  const others = [text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()];
  return [text, ...others]
    .filter((other) => Array.from(other).length === 1)
    .map((other) => other.codePointAt(0)!);
}

/** A general category or a script by its name; undefined for none. */
function unicodeClass(name: string): Test | undefined {
  if (name === 'Any') return () => true;
  if (!/^\w+$/.test(name)) return undefined;
  for (const property of name.length <= 2 ? [name] : [`Script=${name}`]) {
    try {
      const member = new RegExp(`^\\p{${property}}$`, 'u');
      return (char) => member.test(String.fromCodePoint(char));
    } catch {
      // Not a property of that name.
    }
  }
  return undefined;
}

function parse(pattern: string): Node {
  const chars = Array.from(pattern);
  let at = 0;
  let flags: ReadonlySet<Flag> = new Set();

  const rest = (length: number): string => chars.slice(at, at + length).join('');

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
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') {
      if (setFlags()) continue;
      if (rest(2) === '\\Q') quoted(of);
      else of.push(repeated(atom(depth)));
    }
    return { type: 'all', of };
  };

  /** `(?i)`: flags for what follows in the group. */
  const setFlags = (): boolean => {
    const set = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(rest(16));
    if (!set) return false;
    at += set[0].length;
    flags = withFlags(set[1]!, set[2]);
    if ('*+?'.includes(chars[at] ?? ' ')) throw new Unsupported();
    return true;
  };

  const withFlags = (on: string, off = ''): ReadonlySet<Flag> =>
    new Set(
      (['i', 's', 'm', 'U'] as const).filter(
        (flag) => (flags.has(flag) || on.includes(flag)) && !off.includes(flag),
      ),
    );

  /** `\Q…\E`: characters that stand for themselves; a repetition behind it takes the last one. */
  const quoted = (of: Node[]): void => {
    at += 2;
    while (at < chars.length && rest(2) !== '\\E') of.push(literal(chars[at++]!));
    at += 2;
    const last = of.pop();
    if (last) of.push(repeated(last));
  };

  const repeated = (node: Node): Node => {
    let result = node;
    for (;;) {
      const counts = quantifier();
      if (!counts) return result;
      if (result !== node) throw new Unsupported();
      const mark = chars[at] === '?';
      if (mark) at++;
      result = { type: 'repeat', of: node, ...counts, lazy: mark !== flags.has('U') };
    }
  };

  const quantifier = (): { min: number; max: number } | undefined => {
    const char = chars[at];
    if (char === '*' || char === '+' || char === '?') {
      at++;
      return { min: char === '+' ? 1 : 0, max: char === '?' ? 1 : Number.POSITIVE_INFINITY };
    }
    const match = char === '{' ? /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest(12)) : null;
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
        return { type: 'char', test: flags.has('s') ? () => true : (code) => code !== NEWLINE };
      case '^':
        return { type: 'anchor', at: flags.has('m') ? 'line-start' : 'start' };
      case '$':
        return { type: 'anchor', at: flags.has('m') ? 'line-end' : 'end' };
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
    const outside = flags;
    if (chars[at] === '?') {
      const named = /^\?P?<\w+>/.exec(rest(60));
      const flagged = /^\?([imsU]*)(?:-([imsU]+))?:/.exec(rest(14));
      if (named) at += named[0].length;
      else if (flagged) {
        at += flagged[0].length;
        flags = withFlags(flagged[1]!, flagged[2]);
      } else throw new Unsupported();
    }
    const node = alternatives(depth + 1);
    flags = outside;
    if (chars[at++] !== ')') throw new Unsupported();
    return node;
  };

  const ANCHORS: Readonly<Record<string, Anchor>> = { A: 'start', z: 'end', b: 'word', B: 'not-word' };

  const escaped = (): Node => {
    const anchor = ANCHORS[chars[at] ?? ''];
    if (anchor) {
      at++;
      return { type: 'anchor', at: anchor };
    }
    const what = escapedTest();
    return { type: 'char', test: folded(typeof what === 'number' ? (code) => code === what : what) };
  };

  /** What stands after a backslash: one character, or a class of them. */
  const escapedTest = (): Test | number => {
    const char = chars[at++];
    if (char === undefined) throw new Unsupported();
    if (Object.hasOwn(CLASSES, char)) return CLASSES[char]!;
    if (char === 'p' || char === 'P') return property(char === 'P');
    if (Object.hasOwn(CONTROLS, char)) return CONTROLS[char]!;
    const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(char + rest(2));
    if (octal) {
      at += octal[0].length - 1;
      return Number.parseInt(octal[0], 8);
    }
    if (char < '\x80' && !/[0-9A-Za-z]/.test(char)) return char.codePointAt(0)!;
    const hex = char === 'x' ? /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(rest(8)) : null;
    if (!hex) throw new Unsupported();
    at += hex[0].length;
    return Number.parseInt(hex[1] ?? hex[2]!, 16);
  };

  /** `\pL`, `\p{Greek}`, `\p{^Lu}` */
  const property = (negated: boolean): Test => {
    const named = /^(?:\{(\^?)(\w+)\}|(\w))/.exec(rest(40));
    const test = named ? unicodeClass(named[2] ?? named[3]!) : undefined;
    if (!named || !test) throw new Unsupported();
    at += named[0].length;
    return negated !== (named[1] === '^') ? not(test) : test;
  };

  const set = (): Test => {
    const negated = chars[at] === '^';
    if (negated) at++;
    const tests: Test[] = [];
    for (let first = true; chars[at] !== ']' || first; first = false) {
      if (at >= chars.length) throw new Unsupported();
      const posix = chars[at] === '[' && chars[at + 1] === ':' ? /^\[:(\^?)(\w+):\]/.exec(rest(12)) : null;
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
    const any = folded((code) => tests.some((test) => test(code)));
    return negated ? not(any) : any;
  };

  const setChar = (): Test | number => {
    const char = chars[at++]!;
    return char === '\\' ? escapedTest() : char.codePointAt(0)!;
  };

  const literal = (char: string): Node => {
    const code = char.codePointAt(0)!;
    return { type: 'char', test: folded((other) => other === code) };
  };

  /** Under `(?i)` a character counts in any of its cases. */
  const folded = (test: Test): Test => (flags.has('i') ? (code) => cases(code).some(test) : test);

  const root = alternatives(0);
  if (at < chars.length) throw new Unsupported();
  return root;
}
