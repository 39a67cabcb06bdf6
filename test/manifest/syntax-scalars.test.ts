import { describe, expect, it } from 'vitest';
import { said } from './said.js';

describe('block scalars', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: |0\n  x\n',
      [
        '1:5-1:6 error yaml/syntax: a block scalar cannot be indented by 0 | kubectl: error converting YAML to JSON: yaml: found an indentation indicator equal to 0',
      ],
    ],
    [
      'a: |x\n  y\n',
      [
        '1:5-1:6 error yaml/syntax: nothing may follow on this line but a comment | kubectl: error converting YAML to JSON: yaml: did not find expected comment or line break',
      ],
    ],
    [
      'a: > y # z\n',
      [
        '1:6-1:11 error yaml/syntax: nothing may follow on this line but a comment | kubectl: error converting YAML to JSON: yaml: did not find expected comment or line break',
      ],
    ],
    [
      'a: |+-\n',
      [
        '1:6-1:7 error yaml/syntax: nothing may follow on this line but a comment | kubectl: error converting YAML to JSON: yaml: did not find expected comment or line break',
      ],
    ],
    [
      'a: |12\n',
      [
        '1:6-1:7 error yaml/syntax: nothing may follow on this line but a comment | kubectl: error converting YAML to JSON: yaml: did not find expected comment or line break',
      ],
    ],
    ['a: |2-\n    x\n', []],
    ['a: |-2#c\n  x\n', []],
    ['a: |#c\n  x\n', []],
    ['a: | #c\n  x\n', []],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('tabs', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: x\n\ty\n',
      [
        '2:1-2:3 error yaml/syntax: a tab in the indentation | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: line 2: found a tab character that violates indentation',
      ],
    ],
    [
      'a:\n  b: x\n\ty\n',
      [
        '3:1-3:3 error yaml/syntax: a tab in the indentation | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: line 3: found a tab character that violates indentation',
      ],
    ],
    [
      'a: |\n\tx\n',
      [
        '2:1-2:3 error yaml/syntax: a tab in the indentation | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: line 2: found a tab character where an indentation space is expected',
      ],
    ],
    [
      'a: |\n  x\n\ty\n',
      [
        '3:1-3:3 error yaml/syntax: a tab in the indentation | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: line 3: found a tab character where an indentation space is expected',
      ],
    ],
    [
      '- a\n-\t%x\n',
      [
        '2:2-2:5 error yaml/syntax: a value cannot begin with a tab | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: line 2: found character that cannot start any token',
      ],
    ],
    [
      'a: \tb: 1\n',
      [
        '1:6-1:9 error yaml/syntax: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space | kubectl: error converting YAML to JSON: yaml: mapping values are not allowed in this context',
      ],
    ],
    [
      '\ta: 1\n',
      [
        '1:1-1:6 error yaml/syntax: a value cannot begin with a tab | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: found character that cannot start any token',
      ],
    ],
    [
      'a:\n  b: 1\n\tc: 2\n',
      [
        '3:1-3:6 error yaml/syntax: a tab in the indentation | hint: indent with spaces: YAML does not allow tabs there | kubectl: error converting YAML to JSON: yaml: line 3: found a tab character that violates indentation',
      ],
    ],
    ['a: 1 \t\nb:\t2\n', []],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('quotes and escapes', () => {
  it.each<[text: string, expected: string[]]>([
    [
      "a: 1\nb: 'x\nc: 2\n",
      [
        '2:4-2:6 error yaml/syntax: the quote that opens here is never closed | kubectl: error converting YAML to JSON: yaml: line 4: found unexpected end of stream',
      ],
    ],
    [
      'a: "x\n...\nb: 1\n',
      [
        '1:4-1:6 error yaml/syntax: the quote that opens here is not closed before the document ends | kubectl: error converting YAML to JSON: yaml: line 2: found unexpected document indicator',
      ],
    ],
    [
      "k: 1\na: 'x\n...\n",
      [
        '2:4-2:6 error yaml/syntax: the quote that opens here is not closed before the document ends | kubectl: error converting YAML to JSON: yaml: line 3: found unexpected document indicator',
      ],
    ],
    [
      'a: "C:\\data"\n',
      [
        '1:7-1:13 error yaml/syntax: an escape that YAML does not know | hint: double the backslash, or use single quotes | kubectl: error converting YAML to JSON: yaml: found unknown escape character',
      ],
    ],
    [
      'a: "\\x4g"\n',
      [
        '1:7-1:10 error yaml/syntax: an escape without its hexadecimal digits | hint: double the backslash, or use single quotes | kubectl: error converting YAML to JSON: yaml: did not find expected hexdecimal number',
      ],
    ],
    [
      'a: "\\u12"\n',
      [
        '1:7-1:10 error yaml/syntax: an escape without its hexadecimal digits | hint: double the backslash, or use single quotes | kubectl: error converting YAML to JSON: yaml: did not find expected hexdecimal number',
      ],
    ],
    [
      'a: "\\ud800"\n',
      [
        '1:7-1:12 error yaml/syntax: an escape that names no Unicode character | kubectl: error converting YAML to JSON: yaml: found invalid Unicode character escape code',
      ],
    ],
    [
      'a: "\\udfff"\n',
      [
        '1:7-1:12 error yaml/syntax: an escape that names no Unicode character | kubectl: error converting YAML to JSON: yaml: found invalid Unicode character escape code',
      ],
    ],
    [
      'a: "\\U00110000"\n',
      [
        '1:7-1:16 error yaml/syntax: an escape that names no Unicode character | kubectl: error converting YAML to JSON: yaml: found invalid Unicode character escape code',
      ],
    ],
    ['a: "\\U0010ffff\\ud7ff\\ue000"\n', []],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('characters', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: x\u0001y\n',
      [
        '1:5-1:7 error yaml/syntax: the control character U+0001, which YAML does not allow | kubectl: error converting YAML to JSON: yaml: control characters are not allowed',
      ],
    ],
    [
      'b: 1\na: x\u007fy\n',
      [
        '2:5-2:7 error yaml/syntax: the control character U+007F, which YAML does not allow | kubectl: error converting YAML to JSON: yaml: control characters are not allowed',
      ],
    ],
    [
      'a: @x\n',
      [
        '1:4-1:6 error yaml/syntax: a value cannot begin with @ | hint: put the value in quotes: text cannot begin with @ | kubectl: error converting YAML to JSON: yaml: found character that cannot start any token',
      ],
    ],
    [
      'a: `x`\n',
      [
        '1:4-1:7 error yaml/syntax: a value cannot begin with ` | hint: put the value in quotes: text cannot begin with ` | kubectl: error converting YAML to JSON: yaml: found character that cannot start any token',
      ],
    ],
    [
      'a: %x\n',
      [
        '1:4-1:6 error yaml/syntax: a value cannot begin with % | hint: put the value in quotes: text cannot begin with % | kubectl: error converting YAML to JSON: yaml: found character that cannot start any token',
      ],
    ],
    [
      'a: [|]\n',
      [
        '1:5-1:7 error yaml/syntax: a value cannot begin with | | kubectl: error converting YAML to JSON: yaml: found character that cannot start any token',
      ],
    ],
    [
      'a: [>]\n',
      [
        '1:5-1:7 error yaml/syntax: a value cannot begin with > | kubectl: error converting YAML to JSON: yaml: found character that cannot start any token',
      ],
    ],
    [
      'a: \u0000\n',
      [
        '1:4-1:5 error yaml/syntax: the control character U+0000, which YAML does not allow | kubectl: error converting YAML to JSON: yaml: control characters are not allowed',
      ],
    ],
    [
      'a: x\u0084\u0085\n',
      [
        '1:5-1:7 error yaml/syntax: the control character U+0084, which YAML does not allow | kubectl: error converting YAML to JSON: yaml: control characters are not allowed',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});
