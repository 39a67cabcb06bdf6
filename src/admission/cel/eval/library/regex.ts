/** Patterns in texts (cel-go common/types/string.go, apiserver pkg/cel/library/regex.go). */
import { compileFinder, type Finder } from '../../../../schema/re2.js';
import { regexpError } from '../../../go/regexp.js';
import { listValue } from '../value.js';
import { fail, INT, type Library, overload, STRING } from './overload.js';

/** A rule is asked of many objects: its pattern is read once. */
const finders = new Map<string, Finder>();
const MOST_FINDERS = 1000;

/** The finder of a pattern; fails with Go's words, and with words before them. */
function finder(pattern: string, words = ''): Finder {
  const known = finders.get(pattern);
  if (known) return known;
  const wrong = regexpError(pattern);
  if (wrong !== undefined) fail(words + wrong);
  const made = compileFinder(pattern) ?? fail(`the pattern ${pattern} is too large to be followed`);
  if (finders.size === MOST_FINDERS) finders.clear();
  finders.set(pattern, made);
  return made;
}

const ILLEGAL = 'Illegal regex: ';

export const REGEX: Library = {
  find: [overload([STRING, STRING], (text, pattern) => finder(pattern, ILLEGAL)(text, 1)[0] ?? '')],
  findAll: [
    overload([STRING, STRING], (text, pattern) => listValue(finder(pattern, ILLEGAL)(text, -1))),
    overload([STRING, STRING, INT], (text, pattern, most) =>
      listValue(finder(pattern, ILLEGAL)(text, most < 0n ? -1 : Number(most))),
    ),
  ],
  matches: [overload([STRING, STRING], (text, pattern) => finder(pattern)(text, 1).length > 0)],
};
