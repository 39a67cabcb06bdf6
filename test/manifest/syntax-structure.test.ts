import { describe, expect, it } from 'vitest';
import { said } from './said.js';

describe('a key or an item that cannot stand where it is', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: [b]: c\n',
      [
        '1:7-1:10 error yaml/syntax: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space | kubectl: error converting YAML to JSON: yaml: mapping values are not allowed in this context',
      ],
    ],
    [
      'a: "x" y: 1\n',
      [
        '1:8-1:10 error yaml/syntax: two fields on one line | hint: begin a new line before y:, or put the value of a in quotes if it is one text | kubectl: error converting YAML to JSON: yaml: did not find expected key',
      ],
    ],
    [
      'a: 1\n b\n: 2\n',
      [
        '3:1-3:4 error yaml/syntax: this does not continue the map it stands in | hint: look at the indentation and the quotes of the lines above | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: line 2: did not find expected key',
      ],
    ],
    [
      'a: {b: 1}\n c: 2\n',
      [
        '2:2-2:3 error yaml/syntax: a (line 1) has a value already: nothing can stand below it | hint: indent c by 0, as a is | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected key',
      ],
    ],
    [
      'a: "x" y\nb: 2\n',
      [
        '1:8-1:9 error yaml/syntax: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: did not find expected key',
      ],
    ],
    [
      "b: 1\na: 'x' y\n",
      [
        '2:8-2:9 error yaml/syntax: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected key',
      ],
    ],
    [
      'a: [x] y\n',
      [
        '1:8-1:9 error yaml/syntax: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: did not find expected key',
      ],
    ],
    [
      '- a\nb: 1\n',
      [
        "2:1-2:5 error yaml/syntax: this does not continue the list it stands in: an item begins with - | hint: look at the indentation and the quotes of the lines above | at 1:1-1:2: the list begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected '-' indicator",
      ],
    ],
    [
      'k:\n- a\nb\n',
      [
        "3:1-3:2 error yaml/syntax: text in the place of a field | hint: indent it by 2 if it goes on with line 2, or write a colon behind the key | kubectl: error converting YAML to JSON: yaml: line 4: could not find expected ':'",
      ],
    ],
    [
      '- a\n- "b" c\n',
      [
        "2:7-2:8 error yaml/syntax: this does not continue the list it stands in: an item begins with - | hint: text behind a closing quote or bracket: put the whole value in quotes | at 1:1-1:2: the list begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected '-' indicator",
      ],
    ],
    [
      'x:\n  - a\n   - b\n  c: 1\n',
      [
        "4:3-4:4 error yaml/syntax: this does not continue the list it stands in: an item begins with - | hint: indent it by 0, to stand beside x (line 1) | kubectl: error converting YAML to JSON: yaml: line 3: did not find expected '-' indicator",
      ],
    ],
    [
      'a: - b\n',
      [
        '1:4-1:7 error yaml/syntax: a list item where none can be | hint: begin the list on a line of its own | kubectl: error converting YAML to JSON: yaml: block sequence entries are not allowed in this context',
      ],
    ],
    ['a: b - c\n', []],
    [
      'a: "b"\n   - c\n',
      [
        '2:4-2:7 error yaml/syntax: this does not continue the map it stands in | hint: an item of a list among the keys of a map: is the key above it missing, or its indentation wrong? | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected key',
      ],
    ],
    [
      'a: ? b\n',
      [
        '1:4-1:7 error yaml/syntax: a ? key where none can be | kubectl: error converting YAML to JSON: yaml: mapping keys are not allowed in this context',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('brackets and braces', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: [1, 2\nb: 3\n',
      [
        "2:2-2:5 error yaml/syntax: a list in brackets is not closed: a comma or ] is missing before this | at 1:4-1:5: the list begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'",
      ],
    ],
    ['a: [1 2]\nb: [x: 1 "y"]\n', []],
    [
      'a: [1, "2" 3]\n',
      [
        "1:12-1:14 error yaml/syntax: a list in brackets is not closed: a comma or ] is missing before this | at 1:4-1:5: the list begins here | kubectl: error converting YAML to JSON: yaml: did not find expected ',' or ']'",
      ],
    ],
    [
      'a: {b: 1\nc: 2\n',
      [
        "2:2-2:5 error yaml/syntax: a map in braces is not closed: a comma or } is missing before this | at 1:4-1:5: the map begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected ',' or '}'",
      ],
    ],
    [
      'a: {b: "1" c}\n',
      [
        "1:12-1:14 error yaml/syntax: a map in braces is not closed: a comma or } is missing before this | at 1:4-1:5: the map begins here | kubectl: error converting YAML to JSON: yaml: did not find expected ',' or '}'",
      ],
    ],
    [
      'a: [b, , c]\n',
      [
        '1:8-1:12 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: did not find expected node content',
      ],
    ],
    [
      'a: [, b]\n',
      [
        '1:5-1:9 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: did not find expected node content',
      ],
    ],
    [
      'a: {b: ]}\n',
      [
        '1:8-1:10 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: did not find expected node content',
      ],
    ],
    [
      'a: }\n',
      [
        '1:4-1:5 error yaml/syntax: a value is missing before this | kubectl: error converting YAML to JSON: yaml: did not find expected node content',
      ],
    ],
    [
      'a: &x\n- *x ]\n',
      [
        '2:6-2:7 error yaml/syntax: this does not continue the map it stands in | hint: look at the indentation and the quotes of the lines above | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected key',
      ],
    ],
    [
      '{a: 1, "b"',
      [
        "1:1-1:11 error yaml/syntax: a map in braces is not closed: a comma or } is missing before this | kubectl: json: offset 2: invalid character 'a' looking for beginning of object key string",
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('anchors and aliases', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: *.example.com\n',
      [
        '1:4-1:17 error yaml/syntax: & begins an anchor and * an alias, and this is no name for one | hint: put the value in quotes if it is meant as text | kubectl: error converting YAML to JSON: yaml: did not find expected alphabetic or numeric character',
      ],
    ],
    [
      'a: &\n',
      [
        '1:4-1:5 error yaml/syntax: & begins an anchor and * an alias, and this is no name for one | hint: put the value in quotes if it is meant as text | kubectl: error converting YAML to JSON: yaml: did not find expected alphabetic or numeric character',
      ],
    ],
    [
      'a: &x/y 1\n',
      [
        '1:4-1:10 error yaml/syntax: & begins an anchor and * an alias, and this is no name for one | hint: put the value in quotes if it is meant as text | kubectl: error converting YAML to JSON: yaml: did not find expected alphabetic or numeric character',
      ],
    ],
    [
      'a: *x\n',
      [
        "1:4-1:6 error yaml/syntax: * begins an alias, and no anchor of this name stands before it in the document | hint: put the value in quotes if it is meant as text | kubectl: error converting YAML to JSON: yaml: unknown anchor '(value hidden)' referenced",
      ],
    ],
    [
      'a: b\nc: [*none, 1]\n',
      [
        "2:5-2:14 error yaml/syntax: * begins an alias, and no anchor of this name stands before it in the document | hint: put the value in quotes if it is meant as text | kubectl: error converting YAML to JSON: yaml: unknown anchor '(value hidden)' referenced",
      ],
    ],
    [
      'a: &b {c: *b}\n',
      [
        "1:11-1:14 error yaml/syntax: the value of anchor &b contains itself | kubectl: error converting YAML to JSON: yaml: anchor 'b' value contains itself",
      ],
    ],
    [
      'a: &b [*b]\n',
      [
        "1:8-1:11 error yaml/syntax: the value of anchor &b contains itself | kubectl: error converting YAML to JSON: yaml: anchor 'b' value contains itself",
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});
