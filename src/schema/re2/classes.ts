/** The classes of characters that RE2 has names for (https://github.com/google/re2/wiki/Syntax). */
import type { Test } from './pattern.js';

const DIGIT: Test = (char) => char >= 48 && char <= 57;
const SPACE: Test = (char) => char === 32 || (char >= 9 && char <= 13 && char !== 11);
const UPPER: Test = (char) => char >= 65 && char <= 90;
const LOWER: Test = (char) => char >= 97 && char <= 122;
const ALPHA: Test = (char) => UPPER(char) || LOWER(char);
const ALNUM: Test = (char) => ALPHA(char) || DIGIT(char);
export const WORD: Test = (char) => ALNUM(char) || char === 95;
/** The characters that a class leaves out. */
export const not =
  (test: Test): Test =>
  (char) =>
    !test(char);
/** `\d`: classes by the letter behind a backslash. */
export const CLASSES: Record<string, Test> = {
  d: DIGIT,
  D: not(DIGIT),
  s: SPACE,
  S: not(SPACE),
  w: WORD,
  W: not(WORD),
};
/** `[[:alpha:]]` */
export const POSIX: Record<string, Test> = {
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
/** `\n`: characters by the letter behind a backslash. */
export const CONTROLS: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

/** A character in its other cases, itself among them. */
export function cases(char: number): number[] {
  const text = String.fromCodePoint(char);
  const others = [text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()];
  return [text, ...others]
    .filter((other) => Array.from(other).length === 1)
    .map((other) => other.codePointAt(0)!);
}

/** A general category or a script by its name; undefined for none. */
export function unicodeClass(name: string): Test | undefined {
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
