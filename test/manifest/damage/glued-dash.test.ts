import { expect, it } from 'vitest';
import { look } from '../look.js';

it.each<[about: string, text: string, expected: string]>([
  [
    'before a key',
    'containers:\n-image: a\n  name: b\n',
    '2:1 -image: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - image: | fix, write a space behind the dash: containers:\n- image: a\n  name: b\n',
  ],
  [
    'before a key, on the line above',
    'containers:\n  - name: a\n  -image: b\n    ports: []\n',
    '3:3 -image: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - image: | fix, write a space behind the dash: containers:\n  - name: a\n  - image: b\n    ports: []\n',
  ],
  [
    'before a key in quotes',
    'containers:\n-"image": a\n  name: b\n',
    '2:1 -"image": a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - "image": | fix, write a space behind the dash: containers:\n- "image": a\n  name: b\n',
  ],
  [
    'before a key in single quotes',
    "containers:\n-'image': a\n  name: b\n",
    "2:1 -'image': a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - 'image': | fix, write a space behind the dash: containers:\n- 'image': a\n  name: b\n",
  ],
  [
    'before a key without a value',
    'a:\n  -env:\n    - x: 1\n   y: 2\n',
    '4:4 y: this does not continue the map it stands in | hint: indent it by 6, to stand beside x (line 3), or by 2, beside -env (line 2)',
  ],
  [
    'in other lines too',
    'a:\n-b: 1\n  c: 2\n-b: 3\n-b: 4\n',
    '2:1 -b: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - b:, also in lines 4 and 5 | fix, write a space behind the dash: a:\n- b: 1\n  c: 2\n- b: 3\n- b: 4\n',
  ],
  [
    'in six other lines',
    'a:\n-b: 1\n  c: 2\n-b: 3\n-b: 4\n-b: 5\n-b: 6\n-b: 7\n-b: 8\n',
    '2:1 -b: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - b:, also in lines 4, 5, 6, 7, 8 and 9 | fix, write a space behind the dash: a:\n- b: 1\n  c: 2\n- b: 3\n- b: 4\n- b: 5\n- b: 6\n- b: 7\n- b: 8\n',
  ],
  [
    'in seven other lines',
    'a:\n-b: 1\n  c: 2\n-b: 3\n-b: 4\n-b: 5\n-b: 6\n-b: 7\n-b: 8\n-b: 9\n',
    '2:1 -b: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - b:, also in lines 4, 5, 6, 7, 8, 9 and more | fix, write a space behind the dash: a:\n- b: 1\n  c: 2\n- b: 3\n- b: 4\n- b: 5\n- b: 6\n- b: 7\n- b: 8\n- b: 9\n',
  ],
  [
    'before a long key',
    'a:\n-kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n  b: 2\n',
    '2:1 -kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: | fix, write a space behind the dash: a:\n- kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n  b: 2\n',
  ],
  [
    'before a longer key',
    'a:\n-kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n  b: 2\n',
    '2:1 -kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…: | fix, write a space behind the dash: a:\n- kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n  b: 2\n',
  ],
  [
    'before text, above an item',
    'args:\n-touch x\n- b\nc: 1\n  d: 2\n',
    '2:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: args:\n- touch x\n- b\nc: 1\n  d: 2\n',
  ],
  [
    'before text, below an item',
    'args:\n- sh\n-touch /tmp/x\nname: a\n',
    '3:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: args:\n- sh\n- touch /tmp/x\nname: a\n',
  ],
  [
    'before text in another column than the items',
    'args:\n  - sh\n-touch /tmp/x\nname: a\n',
    '3:1 -touch /tmp/x: text in the place of a field | hint: indent it by 4 if it goes on with line 2, or write a colon behind the key | edit: args:\n  - sh\n    -touch /tmp/x\nname: a\n',
  ],
  [
    'before text in quotes',
    'args:\n- sh\n-"touch"\nname: a\n',
    '3:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: args:\n- sh\n- "touch"\nname: a\n',
  ],
  [
    'before a path',
    'args:\n- sh\n-/bin/x\nname: a\n',
    '3:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: args:\n- sh\n- /bin/x\nname: a\n',
  ],
  [
    'before a digit',
    'args:\n- sh\n-1\nname: a\n',
    '3:1 -1: text in the place of a field | hint: indent it by 2 if it goes on with line 2, or write a colon behind the key | edit: args:\n- sh\n  -1\nname: a\n',
  ],
  [
    'before text, without items around',
    'a: 1\n-touch\nb: 2\n',
    '2:1 -touch: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
  ],
  [
    'noticed one line later',
    'args:\n- sh\n-touch x\n  y: 2\n',
    '3:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: args:\n- sh\n- touch x\n  y: 2\n',
  ],
  [
    'before text of several lines',
    'args:\n- sh\n-touch x\n  more\n  text\nname: a\n',
    '3:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: args:\n- sh\n- touch x\n  more\n  text\nname: a\n',
  ],
  [
    'before text that a comment follows',
    'args:\n- sh\n# x\n-touch x\n\n# y\nname: a\n',
    '4:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: args:\n- sh\n# x\n- touch x\n\n# y\nname: a\n',
  ],
  [
    'before a key, below text',
    'a:\n- b\n-c: d\n  e: f\n',
    '3:1 -c: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - c: | fix, write a space behind the dash: a:\n- b\n- c: d\n  e: f\n',
  ],
  [
    'before a key, below a field',
    'a: b\n-c: d\n  e: f\n',
    '2:1 -c: a dash without a space behind it does not begin a list item | hint: write a space behind the dash: - c: | fix, write a space behind the dash: a: b\n- c: d\n  e: f\n',
  ],
  [
    'before a path that is a key',
    'a:\n- b\n-/c: d\n  e: f\n',
    '3:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: a:\n- b\n- /c: d\n  e: f\n',
  ],
  [
    'before text, behind a dash',
    'a:\n- - b\n- -c\nd: e\n  f: g\n',
    '5:3 f: d (line 4) has a value already: nothing can stand below it | hint: indent f by 0, as d is | edit: a:\n- - b\n- -c\nd: e\nf: g\n',
  ],
  [
    'before a URL, which is text',
    'a:\n- b\n-http://x\nc: 1\n',
    '3:1 -: a dash without a space behind it does not begin a list item | hint: write a space behind the dash | fix, write a space behind the dash: a:\n- b\n- http://x\nc: 1\n',
  ],
])('a dash without a space behind it: %s', (_, text, expected) => expect(look(text)).toEqual(expected));
