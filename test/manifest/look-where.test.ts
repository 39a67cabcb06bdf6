import { describe, expect, it } from 'vitest';
import { look } from './look.js';

describe('characters that look like others', () => {
  it.each<[about: string, text: string, expected: string]>([
    [
      'a double quote',
      'a: \u201cx\u201d: b\n',
      '1:7 : b: a colon where no key can be | hint: there is a typographic quote in line 1: use " or \'',
    ],
    [
      'a low quote at the beginning',
      '\u201ea\u201d: 1: 2\n',
      '1:7 : 2: a colon where no key can be | hint: there is a typographic quote in line 1: use " or \'',
    ],
    [
      'a single quote behind a dash',
      'a:\n- \u2018b\u2019\n c: 1\n',
      '3:3 : 1: a colon where no key can be | hint: there is a typographic quote in line 2: use " or \'',
    ],
    [
      'a right quote behind a colon',
      'a:\u2019b\nc: d\n',
      '2:2 : d: a colon where no key can be | hint: there is a typographic quote in line 1: use " or \'',
    ],
    [
      'a low single quote',
      'a: \u201ab\u2019: c\n',
      '1:7 : c: a colon where no key can be | hint: there is a typographic quote in line 1: use " or \'',
    ],
    [
      'a quote within a text is none',
      'a: it\u2019s: c\n',
      '1:8 : c: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
    ],
    [
      'a dash',
      'a:\n- x\n\u2013 y\n',
      '3:1 \u2013 y: a key without a colon behind it | hint: there is a typographic dash in line 3: use -',
    ],
    [
      'a minus',
      'a:\n  - x: 1\n  \u2212 y: 2\n',
      '3:3 \u2212 y: 2: this does not continue the list it stands in: an item begins with - | hint: there is a typographic dash in line 3: use - | 2:3: the list begins here',
    ],
    [
      'a hyphen',
      'a:\n- x\n\u2010 y\n',
      '3:1 \u2010 y: a key without a colon behind it | hint: there is a typographic dash in line 3: use -',
    ],
    [
      'a non-breaking space behind a colon',
      'a:\u00a01\nb: 2\n',
      '2:2 : 2: a colon where no key can be | hint: there is a space that is none to YAML (non-breaking or wide) in line 1: type it again with the space bar',
    ],
    [
      'a non-breaking space before a key',
      'a:\n \u00a0b: 1\n  c: 1\n',
      '3:4 : 1: a colon where no key can be | hint: there is a space that is none to YAML (non-breaking or wide) in line 2: type it again with the space bar',
    ],
    [
      'a narrow space behind a dash',
      'a:\n-\u202fb\nc: 1\n',
      '2:1 -\u202fb: a key without a colon behind it | hint: there is a space that is none to YAML (non-breaking or wide) in line 2: type it again with the space bar',
    ],
    [
      'a figure space',
      'a:\u20071\nb: 2\n',
      '2:2 : 2: a colon where no key can be | hint: there is a space that is none to YAML (non-breaking or wide) in line 1: type it again with the space bar',
    ],
    [
      'a wide space',
      'a:\u30001\nb: 2\n',
      '2:2 : 2: a colon where no key can be | hint: there is a space that is none to YAML (non-breaking or wide) in line 1: type it again with the space bar',
    ],
    [
      'an invisible character at the beginning',
      'a: 1\n\u200bb\nc: 2\n',
      '2:1 \u200bb: a key without a colon behind it | hint: there is an invisible character in line 2: delete it and type it again',
    ],
    [
      'an invisible character before a colon',
      'a: 1\nb\u200b:c\nd: e: 1\n',
      '2:1 b\u200b:c: a key without a colon behind it | hint: there is an invisible character in line 2: delete it and type it again',
    ],
    [
      'an invisible character behind a colon',
      'a: \u2060b: c\n',
      '1:6 : c: a colon where no key can be | hint: there is an invisible character in line 1: delete it and type it again',
    ],
    [
      'a joiner',
      'a: \u200db: c\n',
      '1:6 : c: a colon where no key can be | hint: there is an invisible character in line 1: delete it and type it again',
    ],
    [
      'a byte order mark in the middle',
      'a: 1\n\ufeffb\nc: 1\n',
      '2:1 \ufeffb: a key without a colon behind it | hint: there is an invisible character in line 2: delete it and type it again',
    ],
    [
      'a byte order mark at the beginning is none',
      '\ufeffa: b: c\n',
      '1:5 : c: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
    ],
    [
      'a wide colon',
      'a: 1\nb\uff1a c\nd: 1\n',
      '2:1 b\uff1a c: a key without a colon behind it | hint: there is a wide colon in line 2: use :',
    ],
    [
      'a wide colon behind a dash',
      'a:\n- b\uff1ac\n  d: 1\n',
      '3:4 : 1: a colon where no key can be | hint: there is a wide colon in line 2: use :',
    ],
    [
      'on the line above',
      'a:\u00a0b\n  c: d\n',
      '2:4 : d: a colon where no key can be | hint: there is a space that is none to YAML (non-breaking or wide) in line 1: type it again with the space bar',
    ],
    [
      'two lines above, where the text began',
      'a: {b:\u00a0c\nd\ne: f\ng\n',
      '3:2 : f: a map in braces is not closed: a comma or } is missing before this | hint: there is a space that is none to YAML (non-breaking or wide) in line 1: type it again with the space bar | 1:4: the map begins here',
    ],
    [
      'not further above',
      'a:\u00a0b\nc\n\nd: "x" y\n',
      '4:2 : "x" y: a colon where no key can be | hint: is the line indented as its neighbours are?',
    ],
    [
      'behind the beginning of a long line',
      'a:                                                                                                                                                                                                                                                                                                                      \u201cb: c: d\n',
      '1:315 : c: d: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space',
    ],
    [
      'within the beginning of a long line',
      'a:                                                                                                                                                                                                                                                                                                         \u201cb: c: d\n',
      '1:302 : c: d: a colon where no key can be | hint: there is a typographic quote in line 1: use " or \'',
    ],
  ])('%s', (_, text, expected) => expect(look(text)).toEqual(expected));
});

describe('where a problem is shown', () => {
  it.each<[about: string, text: string, expected: string]>([
    [
      'at the end of the text, the last line',
      'a: [1,\n  2\n\n\n',
      '2:3 2: a list in brackets is not closed: a comma or ] is missing before this | 1:4: the list begins here',
    ],
    [
      'at the end of the text without a line feed',
      'a: {b: 1',
      '1:1 a: {b: 1: a map in braces is not closed: a comma or } is missing before this',
    ],
    ['in a line with blanks behind', 'a: [b, , c]   \nd: 1\n', '1:8 , c]: a value is missing before this'],
    [
      'at the line break, the next line',
      'a: "x\\q\n"\n',
      '1:6 \\q: an escape that YAML does not know | hint: double the backslash, or use single quotes',
    ],
    ['of one character', 'a: {b: ]\n', '1:8 ]: a value is missing before this'],
    ['a text of brackets alone', '[', '1:1 [: a value is missing before this'],
    ['blank lines around', '\n\n  ]\n\n', '3:3 ]: a value is missing before this'],
    [
      'an item among keys',
      'a: 1\nb: "c"\n- d\n',
      '3:1 - d: this does not continue the map it stands in | hint: an item of a list among the keys of a map: is the key above it missing, or its indentation wrong? | 1:1: the map begins here',
    ],
    [
      'a dash without its space among keys',
      'a: 1\nb: "c"\n-d\n',
      '3:1 -d: a key without a colon behind it | hint: write a colon behind the key; make it a comment with # if it is text; indent it if it belongs to the value above',
    ],
    [
      'a text behind a brace',
      'a: {b: 1} c\n',
      '1:11 c: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | 1:1: the map begins here',
    ],
    [
      'a text behind a single quote',
      "a: 'b' c\n",
      '1:8 c: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | 1:1: the map begins here',
    ],
    [
      'a text far behind a quote',
      'a: "b"                                                                                                                                                                                                                                                                                                                 c\n',
      '1:312 c: this does not continue the map it stands in | hint: look at the indentation and the quotes of the lines above | 1:1: the map begins here',
    ],
    [
      'a text behind blanks behind a quote',
      'a: "b"                                                                                                                                                                                                                                                                                                  c\n',
      '1:297 c: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | 1:1: the map begins here',
    ],
    [
      'a tab on the line above',
      'a:\n\t"b" c\nd: 1\n',
      '2:1 \t"b" c: a value cannot begin with a tab | hint: indent with spaces: YAML does not allow tabs there',
    ],
    [
      'a tab on the line',
      'a: 1\n\tb: c: d\n',
      '2:1 \tb: c: d: a tab in the indentation | hint: indent with spaces: YAML does not allow tabs there',
    ],
  ])('%s', (_, text, expected) => expect(look(text)).toEqual(expected));
});
