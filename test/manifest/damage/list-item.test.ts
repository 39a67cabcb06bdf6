import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'left of it, right of the dash',
    'a:\n-   b: 1\n  c: 2\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n-   b: 1\n    c: 2\n',
  ],
  [
    'below the dash',
    'a:\n  - b: 1\n  c: 2\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n  - b: 1\n    c: 2\n',
  ],
  [
    'with lines below it',
    'a:\n- b: 1\n c:\n  d: 2\n  e: 3\nf: 4\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b, and lines 4 to 5 by 1 more | fix, indent the field of the list item: a:\n- b: 1\n  c:\n   d: 2\n   e: 3\nf: 4\n',
  ],
  [
    'with one line below it',
    'a:\n- b: 1\n c:\n  d: 2\nf: 4\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b, and line 4 by 1 more | fix, indent the field of the list item: a:\n- b: 1\n  c:\n   d: 2\nf: 4\n',
  ],
  [
    'with fields beside it',
    'a:\n- b: 1\n c: 2\n d: 3\ne: 4\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b, and line 4 by 1 more | fix, indent the field of the list item: a:\n- b: 1\n  c: 2\n  d: 3\ne: 4\n',
  ],
  [
    'with items in its column',
    'a:\n- b: 1\n c:\n - d: 2\n - e: 3\nf: 4\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b, and lines 4 to 5 by 1 more | fix, indent the field of the list item: a:\n- b: 1\n  c:\n  - d: 2\n  - e: 3\nf: 4\n',
  ],
  [
    'with an item that is not its own',
    'a:\n  - b: 1\n  c: 2\n  - d: 3\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n  - b: 1\n    c: 2\n  - d: 3\n',
  ],
  [
    'with a value, and lines right of it',
    'a:\n- b: 1\n c: 2\n    d: 3\n e: 4\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b, and line 5 by 1 more | fix, indent the field of the list item: a:\n- b: 1\n  c: 2\n    d: 3\n  e: 4\n',
  ],
  [
    'behind items of an inner list',
    'a:\n- b:\n  - c\n  - d\n e: 1\n',
    '5:2 e: e stands left of b (line 2): the keys of one list item begin in the same column | hint: e belongs to the list item of line 2: indent it by 2, under b | fix, indent the field of the list item: a:\n- b:\n  - c\n  - d\n  e: 1\n',
  ],
  [
    'at the column of the key of the list',
    'a:\n- b: 1\nc: 2\n  d: 3\n',
    '3:1 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b | fix, indent the field of the list item: a:\n- b: 1\n  c: 2\n  d: 3\n',
  ],
  [
    'noticed at the next field',
    'a:\n- b: 1\nc: 2\n  d: []\n',
    '3:1 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b | fix, indent the field of the list item: a:\n- b: 1\n  c: 2\n  d: []\n',
  ],
  [
    'noticed at the next field, which is left as well',
    'a:\n  - b: 1\n  c: 2\n   d: []\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n  - b: 1\n    c: 2\n   d: []\n',
  ],
  [
    'noticed at the next fields',
    'a:\n  - b: 1\n  c: 2\n   d:\n    e: 1\n   f: 2\ng: 3\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n  - b: 1\n    c: 2\n   d:\n    e: 1\n   f: 2\ng: 3\n',
  ],
  [
    'noticed at the next item',
    'a:\n  - b: 1\n  c: 2\n  - b: 3\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n  - b: 1\n    c: 2\n  - b: 3\n',
  ],
  [
    'noticed at the next item, with nothing behind',
    'a:\n  - b: 1\n  c:\n  - b: 3\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b, and line 4 by 2 more | fix, indent the field of the list item: a:\n  - b: 1\n    c:\n    - b: 3\n',
  ],
  [
    'without a value, noticed at the next field',
    'a:\n- b: 1\nc:\n  d: 1\n e: 2\n',
    '5:2 e: this does not continue the map it stands in | hint: indent it by 2, to stand beside d (line 4), or by 0, beside c (line 3)',
  ],
  [
    'left of the dash',
    'a:\n  - b: 1\n c: 2\n',
    '3:2 c: this does not continue the map it stands in | hint: indent it by 4, to stand beside b (line 2), or by 0, beside a (line 1)',
  ],
  [
    'an item that is text',
    'a:\n- b\n c: 2\n',
    '3:2 c: a colon where no key can be | hint: indent it by 0, to stand beside a (line 1)',
  ],
  [
    'a long name',
    'a:\n- kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 2\n',
    '3:2 kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… stands left of kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… (line 2): the keys of one list item begin in the same column | hint: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… belongs to the list item of line 2: indent it by 2, under kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… | fix, indent the field of the list item: a:\n- kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n  kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 2\n',
  ],
  [
    'in quotes',
    'a:\n- "b": 1\n "c": 2\n',
    '3:2 "c": c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b | fix, indent the field of the list item: a:\n- "b": 1\n  "c": 2\n',
  ],
  [
    'in an item of an item',
    'a:\n- - b: 1\n  c: 2\n',
    '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n- - b: 1\n    c: 2\n',
  ],
  [
    'in an item of an item, between the dashes',
    'a:\n- - b: 1\n   c: 2\n',
    '3:4 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 4, under b | fix, indent the field of the list item: a:\n- - b: 1\n    c: 2\n',
  ],
  [
    'of Windows',
    'a:\r\n- b: 1\r\n c:\r\n  d: 2\r\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b, and line 4 by 1 more | fix, indent the field of the list item: a:\r\n- b: 1\r\n  c:\r\n   d: 2\r\n',
  ],
  [
    'with a byte order mark',
    '\ufeffa:\n- b: 1\n c: 2\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b | fix, indent the field of the list item: \ufeffa:\n- b: 1\n  c: 2\n',
  ],
  [
    'behind a comment and a blank line',
    'a:\n- b: 1\n\n# c\n d: 2\n',
    '5:2 d: d stands left of b (line 2): the keys of one list item begin in the same column | hint: d belongs to the list item of line 2: indent it by 2, under b | fix, indent the field of the list item: a:\n- b: 1\n\n# c\n  d: 2\n',
  ],
  [
    'in the second document',
    'a: 1\n---\na:\n- b: 1\n c: 2\n',
    '5:2 c: c stands left of b (line 4): the keys of one list item begin in the same column | hint: c belongs to the list item of line 4: indent it by 2, under b | fix, indent the field of the list item: a: 1\n---\na:\n- b: 1\n  c: 2\n',
  ],
  [
    'before the next document',
    'a:\n- b: 1\n c: 2\n---\n  d: 3\n',
    '3:2 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 2, under b | fix, indent the field of the list item: a:\n- b: 1\n  c: 2\n---\n  d: 3\n',
  ],
])('a field of a list item left of its first one: %s', (_, text, expected) =>
  expect(look(text)).toEqual(expected),
);
