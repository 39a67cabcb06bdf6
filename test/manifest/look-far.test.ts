import { expect, test } from 'vitest';
import { look } from './look.js';
import { said } from './said.js';

const HINT = 'c belongs to the list item of line 2: indent it by 2, under b';
const LEFT = 'c stands left of b (line 2): the keys of one list item begin in the same column';
const FIX = 'fix, indent the field of the list item';

test('the 400 lines above a problem are looked at', () => {
  const text = (comments: number): string => `a:\n- b: 1\n${'#\n'.repeat(comments)} c: 2\n`;
  expect(look(text(399))).toBe(
    `402:2 c: ${LEFT} | hint: ${HINT} | ${FIX}: a:\n- b: 1\n${'#\n'.repeat(399)}  c: 2\n`,
  );
  expect(look(text(400))).toBe(
    '403:2 c: 2: this does not continue the map it stands in | hint: look at the indentation and the quotes of the lines above | 1:1: the map begins here',
  );
});

test('the 400 lines below a problem are looked at', () => {
  const text = (lines: number, by: string, last = '  d: 1\n'): string =>
    `a:\n- b: 1\n${by}c:\n${`${by} d: 1\n`.repeat(lines)}${last}`;
  expect(look(text(399, ' '))).toBe(
    `3:2 c: ${LEFT} | hint: ${HINT}, and lines 4 to 403 by 1 more | ${FIX}: ${text(399, '  ', '   d: 1\n')}`,
  );
  expect(look(text(400, ' '))).toBe(
    `3:2 c: ${LEFT} | hint: ${HINT}, and lines 4 to 403 by 1 more | ${FIX}: ${text(400, '  ')}`,
  );
});

test('the first 2000 characters of a line are looked at', () => {
  const long = (length: number): string => `a: ${'x'.repeat(length)} b: c\n`;
  expect(look(long(1994))).toBe(
    `1:1999 b:: two fields on one line | hint: begin a new line before b:, or put the value of a in quotes if it is one text | edit: a: ${'x'.repeat(1994)}\nb: c\n`,
  );
  expect(look(long(1996))).toBe(
    '1:2002 : c: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
  );
});

test('300 characters of a line are looked at for what stands before a text', () => {
  const behind = (blanks: number): string => `a: "b"${' '.repeat(blanks)}c\n`;
  const hint = (blanks: number): string | undefined => look(behind(blanks)).split(' | ')[1];
  expect([hint(299), hint(300)]).toEqual([
    'hint: text behind a closing quote or bracket: put the whole value in quotes',
    'hint: look at the indentation and the quotes of the lines above',
  ]);
});

test('where only blanks follow, as far as they are looked at, the last text before is shown', () => {
  const text = (blanks: number): string => `a: [b,\n${' '.repeat(blanks)}}\n`;
  expect(look(text(20))).toBe(`2:21 }: a value is missing before this`);
  const far = (blanks: number): string => `a: "b\\q${'\n'.repeat(blanks)}"\n`;
  expect(look(far(300)).split(' | ')[0]).toBe('1:6 \\q: an escape that YAML does not know');
});

test('templates are looked for in the 20000 characters from where a problem began', () => {
  const text = (length: number): string => `a: [{b: "${'x'.repeat(length)}"}, {{ y }}\n`;
  const rule = (length: number): string | undefined => said(text(length))[0]?.split(' ')[2];
  // Before the braces stand 13 characters and the text; two braces are enough.
  expect([rule(20_000 - 15), rule(20_000 - 14)]).toEqual(['yaml/template:', 'yaml/syntax:']);
});

test('50 keys given twice are looked at for why they are', () => {
  const text = `l:\n${'- a: 1\n  k:\n  - x: 1\n  a: 2\n'.repeat(52)}`;
  const hints = said(text).map((line) => /hint: ([^|]*) \|/.exec(line)?.[1]);
  expect(hints).toEqual(
    Array.from({ length: 52 }, (_, at) =>
      at < 50 ? `indent it by 4 if it belongs to the list item of line ${4 * at + 4}` : undefined,
    ),
  );
});
