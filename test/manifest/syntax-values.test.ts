import { describe, expect, it } from 'vitest';
import { said } from './said.js';

describe('keys and merges', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'x: {<<: 5}\n',
      [
        '1:9-1:11 error yaml/syntax: the merge key << takes a map or a list of maps | kubectl: error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value',
      ],
    ],
    [
      '<<: [a]\n',
      [
        '1:5-1:8 error yaml/syntax: the merge key << takes a map or a list of maps | kubectl: error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value',
      ],
    ],
    ['x: 1\n[a]: b\n', ['2:1-2:7 error yaml/syntax: a map or list cannot be a key']],
    ['? {a: 1}\n: b\n', ['1:3-1:9 error yaml/syntax: a map or list cannot be a key']],
    ['null: v\n', ['1:1-1:8 error yaml/syntax: a key that is null cannot be put as JSON']],
    ['~: v\n', ['1:1-1:5 error yaml/syntax: a key that is null cannot be put as JSON']],
    [
      ': v\n',
      [
        '1:1-1:4 error yaml/syntax: this does not continue the map it stands in | hint: look at the indentation and the quotes of the lines above | kubectl: error converting YAML to JSON: yaml: did not find expected key',
      ],
    ],
    [
      'a: {18446744073709551615: v}\n',
      ['1:5-1:29 error yaml/syntax: a key that is 18446744073709551615 cannot be put as JSON'],
    ],
    ['a: {9223372036854775807: v}\n', []],
    [
      'a: {9223372036854775808: v}\n',
      ['1:5-1:28 error yaml/syntax: a key that is 9223372036854775808 cannot be put as JSON'],
    ],
    ['a: {-9223372036854775808: v}\n', []],
    ['a: &a {b: 1}\n*a : c\n', ['2:1-2:7 error yaml/syntax: a map or list cannot be a key']],
    ['a: &a null\nb: {*a : c}\n', ['2:5-2:12 error yaml/syntax: a key that is null cannot be put as JSON']],
    [
      'a: {null: 1}\nb: {<<: {null: 1}}\na: 1\n',
      ['2:10-2:19 error yaml/syntax: a key that is null cannot be put as JSON'],
    ],
    [
      'a: {null: 1}\na: 1\n',
      [
        '2:1-2:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
      ],
    ],
    [
      'x: {<<: [{a: 1}, b]}\n',
      [
        '1:9-1:21 error yaml/syntax: the merge key << takes a map or a list of maps | kubectl: error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value',
      ],
    ],
    [
      'x: {<<: *n}\n',
      [
        "1:9-1:12 error yaml/syntax: * begins an alias, and no anchor of this name stands before it in the document | hint: put the value in quotes if it is meant as text | kubectl: error converting YAML to JSON: yaml: unknown anchor '(value hidden)' referenced",
      ],
    ],
    [
      'l: &l [{a: 1}]\nx: {<<: *l}\n',
      [
        '2:9-2:12 error yaml/syntax: the merge key << takes a map or a list of maps | kubectl: error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('numbers and tags that do not fit', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: .NaN\n',
      [
        '1:4-1:8 error yaml/syntax: NaN is a number that JSON cannot hold | hint: put the value in quotes | kubectl: error converting YAML to JSON: json: unsupported value: NaN',
      ],
    ],
    [
      'a: 1\nb: [-.inf]\n',
      [
        '2:5-2:11 error yaml/syntax: -Inf is a number that JSON cannot hold | hint: put the value in quotes | kubectl: error converting YAML to JSON: json: unsupported value: -Inf',
      ],
    ],
    [
      'a: +.INF\n',
      [
        '1:4-1:9 error yaml/syntax: +Inf is a number that JSON cannot hold | hint: put the value in quotes | kubectl: error converting YAML to JSON: json: unsupported value: +Inf',
      ],
    ],
    [
      'a: .inf\nb: .nan\n',
      [
        '1:4-1:8 error yaml/syntax: +Inf is a number that JSON cannot hold | hint: put the value in quotes | kubectl: error converting YAML to JSON: json: unsupported value: +Inf',
      ],
    ],
    [
      'a: !!float .inf\n',
      [
        '1:12-1:16 error yaml/syntax: +Inf is a number that JSON cannot hold | hint: put the value in quotes | kubectl: error converting YAML to JSON: json: unsupported value: +Inf',
      ],
    ],
    [
      'a: !!float ".inf"\n',
      [
        '1:12-1:18 error yaml/syntax: +Inf is a number that JSON cannot hold | hint: put the value in quotes | kubectl: error converting YAML to JSON: json: unsupported value: +Inf',
      ],
    ],
    [
      'a: ".inf"\nb: .inf\n',
      [
        '2:4-2:8 error yaml/syntax: +Inf is a number that JSON cannot hold | hint: put the value in quotes | kubectl: error converting YAML to JSON: json: unsupported value: +Inf',
      ],
    ],
    ['v: !!int x\n', ['1:10-1:11 error yaml/syntax: the tag does not fit the value, which is of type str']],
    ['v: !!bool 5\n', ['1:11-1:12 error yaml/syntax: the tag does not fit the value, which is of type int']],
    ['v: !!null x\n', ['1:11-1:12 error yaml/syntax: the tag does not fit the value, which is of type str']],
    [
      'v: !!timestamp 2001-02-30\n',
      ['1:16-1:26 error yaml/syntax: the tag does not fit the value, which is of type str'],
    ],
    [
      'v: !!float 18446744073709551615\n',
      ['1:12-1:32 error yaml/syntax: the tag does not fit the value, which is of type int'],
    ],
    [
      'v: !!int 1.5\n',
      ['1:10-1:13 error yaml/syntax: the tag does not fit the value, which is of type float'],
    ],
    ['v: !!str 5\n', []],
    [
      'v: !!binary x\n',
      [
        '1:13-1:14 error yaml/syntax: the value of !!binary is not base64 | kubectl: error converting YAML to JSON: yaml: !!binary value contains invalid base64 data',
      ],
    ],
    [
      'a: !e!x y\n',
      [
        '1:9-1:10 error yaml/syntax: a tag with a handle that was never declared | kubectl: error converting YAML to JSON: yaml: found undefined tag handle',
      ],
    ],
    [
      'a: !<x y\n',
      [
        "1:7-1:9 error yaml/syntax: did not find the expected '>' | kubectl: error converting YAML to JSON: yaml: did not find the expected '>'",
      ],
    ],
    ['a: !x[ y\n', []],
    [
      'a: !x^ y\n',
      [
        '1:6-1:9 error yaml/syntax: did not find expected whitespace or line break | kubectl: error converting YAML to JSON: yaml: did not find expected whitespace or line break',
      ],
    ],
    [
      'a: !!x%g y\n',
      [
        '1:7-1:11 error yaml/syntax: did not find URI escaped octet | kubectl: error converting YAML to JSON: yaml: did not find URI escaped octet',
      ],
    ],
    [
      'a: !!x%1g y\n',
      [
        '1:7-1:12 error yaml/syntax: did not find URI escaped octet | kubectl: error converting YAML to JSON: yaml: did not find URI escaped octet',
      ],
    ],
    [
      'a: !x%ff y\n',
      [
        '1:9-1:11 error yaml/syntax: found an incorrect leading UTF-8 octet | kubectl: error converting YAML to JSON: yaml: found an incorrect leading UTF-8 octet',
      ],
    ],
    [
      'a: !<> y\n',
      [
        '1:6-1:9 error yaml/syntax: did not find expected tag URI | kubectl: error converting YAML to JSON: yaml: did not find expected tag URI',
      ],
    ],
    [
      'a: !!\n',
      [
        '1:1-1:6 error yaml/syntax: did not find expected tag URI | kubectl: error converting YAML to JSON: yaml: did not find expected tag URI',
      ],
    ],
    [
      'a: !! y\n',
      [
        '1:6-1:8 error yaml/syntax: did not find expected tag URI | kubectl: error converting YAML to JSON: yaml: did not find expected tag URI',
      ],
    ],
    [
      'a: !<y>z\n',
      [
        '1:8-1:9 error yaml/syntax: did not find expected whitespace or line break | kubectl: error converting YAML to JSON: yaml: did not find expected whitespace or line break',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});
