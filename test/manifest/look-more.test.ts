import { describe, expect, it } from 'vitest';
import { look } from './look.js';

describe('lookalikes that are none', () => {
  it.each<[about: string, text: string, expected: string]>([
    [
      'a dash within a text',
      'a: b \u2013 c: d\n',
      '1:8 c:: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space; or begin a new line before c:',
    ],
    [
      'a wide colon within a text',
      'a: b c\uff1ad: e\n',
      '1:9 : e: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
    ],
    [
      'a wide colon at the beginning',
      '\uff1aa: b: c\n',
      '1:6 : c: a colon where no key can be | hint: put the value of \uff1aa in quotes, for it contains a colon and a space',
    ],
    [
      'a wide space within a text',
      'a: b\u00a0c: d\n',
      '1:6 c:: two fields on one line | hint: begin a new line before c:, or put the value of a in quotes if it is one text | edit: a: b\nc: d\n',
    ],
    [
      'an invisible character within a text',
      'a: b\u200bc: d\n',
      '1:7 : d: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
    ],
    [
      'a quote within a text',
      'a: b \u201cc\u201d: d\n',
      '1:9 : d: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
    ],
    ['a wide colon behind a key with signs', '- a.b/c-d\uff1a x: y\n  z: y\n', ''],
  ])('%s', (_, text, expected) => expect(look(text)).toEqual(expected));
});

describe('keys by their looks', () => {
  it.each<[about: string, text: string, expected: string]>([
    [
      'in double quotes with escapes',
      '"a\\"b": c\n   d: e\n',
      '2:4 d: a\\"b (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as a\\"b is | edit: "a\\"b": c\nd: e\n',
    ],
    [
      'in single quotes',
      "'a b': c\n   d: e\n",
      "2:4 d: a b (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as a b is | edit: 'a b': c\nd: e\n",
    ],
    [
      'in single quotes with one',
      "'a''b': c\n   d: e\n",
      '2:5 : e: a colon where no key can be | hint: is the line indented as its neighbours are?',
    ],
    [
      'with a colon',
      'a:b: c\n   d: e\n',
      '2:4 d: a:b (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as a:b is | edit: a:b: c\nd: e\n',
    ],
    [
      'with two colons',
      'a::b: c\n   d: e\n',
      '2:5 : e: a colon where no key can be | hint: is the line indented as its neighbours are?',
    ],
    [
      'with blanks before the colon',
      'a : c\n   d: e\n',
      '2:4 d: a (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as a is | edit: a : c\nd: e\n',
    ],
    [
      'with a tab behind it',
      'a:\tc\n   d: e\n',
      '2:4 d: a (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as a is | edit: a:\tc\nd: e\n',
    ],
    [
      'with a comment for a value',
      'a: # c\n   d: e\n f: g\n',
      '3:2 f: this does not continue the map it stands in | hint: indent it by 3, to stand beside d (line 2), or by 0, beside a (line 1)',
    ],
    [
      'with a sign in it',
      'a#b: c\n   d: e\n',
      '2:4 d: a#b (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as a#b is | edit: a#b: c\nd: e\n',
    ],
    [
      'with a comment behind',
      'a: b # c\n   d: e\n',
      '2:4 d: a (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as a is | edit: a: b # c\nd: e\n',
    ],
    [
      'with a sign before it',
      '&a b: c\n   d: e\n',
      '2:5 : e: a colon where no key can be | hint: is the line indented as its neighbours are?',
    ],
    [
      'that is a merge',
      '<<: c\n   d: e\n',
      '2:4 d: << (line 1) has a value already: nothing can stand below it | hint: indent d by 0, as << is | edit: <<: c\nd: e\n',
    ],
    [
      'that is a question',
      '?a: c\n   d: e\n',
      '2:5 : e: a colon where no key can be | hint: is the line indented as its neighbours are?',
    ],
    [
      'behind dashes',
      '- - a: c\n     d: e\n',
      '2:6 d: a (line 1) has a value already: nothing can stand below it | hint: indent d by 4, as a is | edit: - - a: c\n    d: e\n',
    ],
    [
      'behind a dash and blanks',
      '-   a: c\n     d: e\n',
      '2:6 d: a (line 1) has a value already: nothing can stand below it | hint: indent d by 4, as a is | edit: -   a: c\n    d: e\n',
    ],
    [
      'behind a dash and a tab',
      '-\ta: c\n   d: e\n',
      '1:2 \ta: c: a value cannot begin with a tab | hint: indent with spaces: YAML does not allow tabs there',
    ],
    [
      'of no letters',
      '1: c\n   2: e\n',
      '2:4 2: 1 (line 1) has a value already: nothing can stand below it | hint: indent 2 by 0, as 1 is | edit: 1: c\n2: e\n',
    ],
    [
      'that is a long text',
      'this is a long key: c\n   d: e\n',
      '2:5 : e: a colon where no key can be | hint: is the line indented as its neighbours are?',
    ],
  ])('%s', (_, text, expected) => expect(look(text)).toEqual(expected));
});
