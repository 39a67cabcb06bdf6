import { isObject } from '../../../api/json.js';
import type { LintObject, Place } from '../../object.js';
import { rule } from '../../rule.js';
import { replaceValue } from '../../suggest-fix.js';

/** Quotes of word processors, blanks that are none, and what has no width at all. */
const QUOTES = '\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f';
const UNSEEN = '\u00a0\u00ad\u200b\u200e\u200f\u2060\ufeff';
const ODD = new RegExp(`[${QUOTES}${UNSEEN}]`);
const ALL_ODD = new RegExp(`[${QUOTES}${UNSEEN}]`, 'g');
const HAS_UNSEEN = new RegExp(`[${UNSEEN}]`);
const IN_QUOTES = new RegExp(`^[${QUOTES}][^${QUOTES}]*[${QUOTES}]$`);
const NOT_ASCII = /[^\x20-\x7e]/;
/** What people write for people, and what programs of all kinds read. */
const PROSE: ReadonlySet<string> = new Set([
  'annotations',
  'binaryData',
  'data',
  'description',
  'stringData',
]);
const DEFINITION = 'CustomResourceDefinition';

/** What a word processor or a chat made of quotes and blanks: YAML takes it for letters. */
export default rule({
  name: 'yaml/odd-character',
  severity: 'warning',
  summary: 'A value with quotes that are none in YAML, or with a character that nobody sees.',
  visit: 'Files',
  check({ all }, { report }) {
    const isOdd = new Map<string, boolean>();
    for (const object of all) {
      const { document, kind, at } = object;
      const known = isOdd.get(document.file) ?? hasOdd(object);
      isOdd.set(document.file, known);
      if (!known || kind === DEFINITION) continue;
      for (const place of textsIn(at)) {
        const value = String(place.value);
        const isImage = place.path.at(-1) === 'image' && NOT_ASCII.test(value);
        if (!isImage && !IN_QUOTES.test(value) && !HAS_UNSEEN.test(value)) continue;
        const plain = value.replace(ALL_ODD, '');
        report({
          at: place,
          ...(isImage && { severity: 'error' }),
          message: `${String(place.path.at(-1))} has ${named(value)}: YAML takes ${isImage ? 'it for a part of the name, and no image is called so' : 'it for a part of the value'}`,
          fix: plain === '' || NOT_ASCII.test(plain) ? undefined : replaceValue(place, plain),
        });
      }
    }
  },
});

const odd = new WeakMap<LintObject, boolean>();

/** Whether there is anything odd in the text that an object stands in; looked through once. */
function hasOdd(object: LintObject): boolean {
  const has = odd.get(object) ?? ODD.test(object.fileText);
  odd.set(object, has);
  return has;
}

/** Values of one line outside of prose that hold anything odd. */
function textsIn(place: Place): Place[] {
  const { value } = place;
  if (typeof value === 'string') return NOT_ASCII.test(value) && !value.includes('\n') ? [place] : [];
  if (Array.isArray(value)) return value.flatMap((_, index) => textsIn(place.child(index)));
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((key) => (PROSE.has(key) ? [] : textsIn(place.child(key))));
}

/** `the character “ (U+201C)` */
function named(value: string): string {
  const char = (ODD.exec(value) ?? /[^\x20-\x7e]/u.exec(value))?.[0] ?? '';
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const shown = UNSEEN.includes(char) ? 'an unseen character' : `the character ${char}`;
  return `${shown} (U+${code})`;
}
