/**
 * Patterns of CRDs and of CEL expressions, which Go's regexp (RE2) matches in time linear in the text. JavaScript's own
 * engine backtracks and can be made to run for ages, so they are matched here by following all of a pattern's states at
 * once.
 * https://github.com/google/re2/wiki/Syntax
 */
import { Unsupported } from './re2/pattern.js';
import { programOf } from './re2/program.js';
import { readPattern } from './re2/read.js';
import { type Search, searcher } from './re2/search.js';

/** Longer texts are taken to match; no field with a pattern is meant to hold them. */
const LONGEST_TEXT = 65_536;

/** Whether a text has a match of the pattern anywhere in it. */
export type Matcher = (text: string) => boolean;
/** The matches in a text one after the other, as Go's FindAllString gives them; no more than `most`, all where it is negative. */
export type Finder = (text: string, most: number) => string[];

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

function compile(pattern: string): Search | undefined {
  try {
    return searcher(programOf(readPattern(pattern)));
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}
