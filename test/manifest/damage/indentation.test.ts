import { describe, expect, it } from 'vitest';
import { look } from '../look.js';

describe('a list item in a column of its own', () => {
  it.each<[about: string, text: string, expected: string]>([
    [
      'left of the key that it belongs to',
      'spec:\n  containers:\n  - ports:\n\n- containerPort: 80\n',
      '5:1 - containerPort: 80: this does not continue the map it stands in | hint: indent it by 4, to belong to ports (line 3) | edit: spec:\n  containers:\n  - ports:\n\n    - containerPort: 80\n',
    ],
    [
      'left of the key, with lines below',
      'spec:\n  ports:\n- a: 1\n  b: 2\n',
      '3:1 - a: 1: this does not continue the map it stands in | hint: indent it by 2, to belong to ports (line 2) | edit: spec:\n  ports:\n  - a: 1\n    b: 2\n',
    ],
    [
      'left of the key, with lines below and behind',
      'x:\n  spec:\n    ports:\n  - a: 1\n    b: 2\n  c: 3\n',
      '4:3 - a: 1: this does not continue the map it stands in | hint: indent it by 4, to belong to ports (line 3) | edit: x:\n  spec:\n    ports:\n    - a: 1\n      b: 2\n  c: 3\n',
    ],
    [
      'right of the other items',
      'a:\n- b: 1\n  - c: 2\n',
      '3:3 - c: 2: this does not continue the map it stands in | hint: indent it by 0, as the item of line 2 is | edit: a:\n- b: 1\n- c: 2\n',
    ],
    [
      'right of the other items, in a list of texts',
      'a:\n- "b"\n  - c\n',
      '3:3 - c: this does not continue the map it stands in | hint: indent it by 0, as the item of line 2 is | edit: a:\n- "b"\n- c\n',
    ],
    [
      'left of the other items',
      'a:\n    - b\n  - c\n',
      '3:3 - c: this does not continue the map it stands in | hint: indent it by 4, as the item of line 2 is | edit: a:\n    - b\n    - c\n',
    ],
    [
      'left of the other items, with a field',
      'a:\n    - b: 1\n  - c: 2\n    d: 3\n',
      '3:3 - c: 2: this does not continue the map it stands in | hint: indent it by 4, as the item of line 2 is | edit: a:\n    - b: 1\n    - c: 2\n      d: 3\n',
    ],
    [
      'in the column of the others',
      'a: 1\n- b\n',
      '2:1 - b: this does not continue the map it stands in | hint: an item of a list among the keys of a map: is the key above it missing, or its indentation wrong? | 1:1: the map begins here',
    ],
    ['below a value', 'a: 1\n  - b\n', ''],
    [
      'without another item',
      'a: "1"\n - b: c\n',
      '2:4 b: a (line 1) has a value already: nothing can stand below it | hint: indent b by 0, as a is',
    ],
    [
      'of a list in a list',
      'a:\n- - b\n - - c\n',
      '3:2 - - c: this does not continue the map it stands in | hint: indent it by 2, as the item of line 2 is | edit: a:\n- - b\n  - - c\n',
    ],
  ])('%s', (_, text, expected) => expect(look(text)).toEqual(expected));
});

describe('a line in a column where no key can be', () => {
  it.each<[about: string, text: string, expected: string]>([
    [
      'deeper than one with a value',
      'a: "x"\n  b: 1\n',
      '2:3 b: a (line 1) has a value already: nothing can stand below it | hint: indent b by 0, as a is | edit: a: "x"\nb: 1\n',
    ],
    [
      'deeper than one with a plain value',
      'metadata:\n  name: x\n   labels: {}\n',
      '3:4 labels: name (line 2) has a value already: nothing can stand below it | hint: indent labels by 2, as name is | edit: metadata:\n  name: x\n  labels: {}\n',
    ],
    [
      'an item, deeper than one with a value',
      'a: x\n  - b: 1\n',
      '2:5 b: a (line 1) has a value already: nothing can stand below it | hint: indent b by 0, as a is',
    ],
    [
      'below a list in brackets',
      'a: [b]\n  c: 1\n',
      '2:3 c: a (line 1) has a value already: nothing can stand below it | hint: indent c by 0, as a is | edit: a: [b]\nc: 1\n',
    ],
    [
      'below a list in brackets that goes on',
      'a: [b,\n  c]\n  d: 1\n',
      '3:3 d: this does not continue the map it stands in | hint: indent it by 0, to stand beside a (line 1)',
    ],
    [
      'below a value with a tag',
      'a: !!str x\n  b: 1\n',
      '2:3 b: a colon where no key can be | hint: indent it by 0, to stand beside a (line 1)',
    ],
    [
      'below an anchor',
      'a: &x y\n  b: 1\n',
      '2:3 b: a colon where no key can be | hint: indent it by 0, to stand beside a (line 1)',
    ],
    [
      'between two',
      'spec:\n    a: 1\n  b: 2\n',
      '3:3 b: this does not continue the map it stands in | hint: indent it by 4, to stand beside a (line 2), or by 0, beside spec (line 1)',
    ],
    [
      'between two of three',
      'a:\n  b:\n      c: 1\n    d: 2\n',
      '4:5 d: this does not continue the map it stands in | hint: indent it by 6, to stand beside c (line 3), or by 2, beside b (line 2)',
    ],
    ['left of all', ' a: 1\nb: 2\n', ''],
    [
      'left of an item',
      'a:\n  - b: 1\n d: 1\n',
      '3:2 d: this does not continue the map it stands in | hint: indent it by 4, to stand beside b (line 2), or by 0, beside a (line 1)',
    ],
    [
      'beside an item',
      'a:\n - b: "1"\n  c: 1\n d: 2\n',
      '3:3 c: c stands left of b (line 2): the keys of one list item begin in the same column | hint: c belongs to the list item of line 2: indent it by 3, under b | fix, indent the field of the list item: a:\n - b: "1"\n   c: 1\n d: 2\n',
    ],
    [
      'in the column of an open one',
      'a:\n  b: 1\n  - c\n  d: 1\n',
      '3:3 - c: this does not continue the map it stands in | hint: an item of a list among the keys of a map: is the key above it missing, or its indentation wrong? | 2:3: the map begins here',
    ],
    ['left of all, in quotes', '  "a": 1\n "b": 2\n', ''],
    [
      'a long name',
      'a:\n    kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n  b: 2\n',
      '3:3 b: this does not continue the map it stands in | hint: indent it by 4, to stand beside kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… (line 2), or by 0, beside a (line 1)',
    ],
    [
      'right of the second of two items',
      'a:\n- b: 1\n- c: 2\n   d: 3\n',
      '4:4 d: c (line 3) has a value already: nothing can stand below it | hint: indent d by 2, as c is | edit: a:\n- b: 1\n- c: 2\n  d: 3\n',
    ],
    [
      'behind a list in the column of its key',
      'a:\n  b:\n  - c: 1\n  - d: 2\n e: 3\n',
      '5:2 e: this does not continue the map it stands in | hint: indent it by 2, to stand beside b (line 2), or by 0, beside a (line 1)',
    ],
  ])('%s', (_, text, expected) => expect(look(text)).toEqual(expected));
});
