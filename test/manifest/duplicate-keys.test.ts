import { describe, expect, it } from 'vitest';
import { said } from './said.js';

describe('keys given twice', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a: 1\n"a": 2\n\'a\': 3\n',
      [
        '2:1-2:4 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
        '3:1-3:4 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
      ],
    ],
    [
      'a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n',
      [
        '5:3-5:4 error yaml/duplicate-key: c is given twice in this map: Kubernetes takes the last one and says nothing | at 3:3-3:4: given here first',
      ],
    ],
    [
      '{a: 1, a: 2}\n',
      [
        '1:8-1:9 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:2-1:3: given here first',
      ],
    ],
    [
      '1: a\n1: b\n',
      [
        '2:1-2:2 error yaml/duplicate-key: 1 is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
      ],
    ],
    ['1: a\n"1": b\n', []],
    [
      '1: a\n"1": b\n1: c\n',
      [
        '3:1-3:2 error yaml/duplicate-key: 1 is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
      ],
    ],
    ['"1": a\n1: b\n', []],
    [
      '0x1: a\n1: b\n',
      [
        '2:1-2:2 error yaml/duplicate-key: 1 is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:4: given here first',
      ],
    ],
    ['1.0: a\n1: b\n', []],
    ['.nan: a\n.nan: b\n', []],
    [
      'yes: a\ntrue: b\n',
      [
        '2:1-2:5 error yaml/duplicate-key: true is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:4: given here first',
      ],
    ],
    ['yes: a\n"true": b\n', []],
    [
      '1.5: a\n1.50: b\n',
      [
        '2:1-2:5 error yaml/duplicate-key: 1.5 is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:4: given here first',
      ],
    ],
    ['1.00000001: a\n1.00000002: b\n', []],
    [
      '? a\n: 1\n? a\n: 2\n',
      [
        '3:3-3:4 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:3-1:4: given here first',
      ],
    ],
    [
      'a: &x b\n*x : 1\nb: 2\n',
      [
        '3:1-3:2 error yaml/duplicate-key: b is given twice in this map: Kubernetes takes the last one and says nothing | at 2:1-2:3: given here first',
      ],
    ],
    [
      'b: &x b\n*x : 1\n',
      [
        '2:1-2:3 error yaml/duplicate-key: b is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
      ],
    ],
    [
      '!!str a: 1\na: 2\n',
      [
        '2:1-2:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:7-1:8: given here first',
      ],
    ],
    ['<<: {a: 1}\n<<: {a: 2}\n', []],
    [
      '"<<": 1\n"<<": 2\n',
      [
        '2:1-2:5 error yaml/duplicate-key: << is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:5: given here first',
      ],
    ],
    [
      'a: 1\n<<: {a: 2}\na: 3\n',
      [
        '2:1-2:3 warning yaml/duplicate-key: the merge key overwrites a, which is given before it: Kubernetes merges where << is written | hint: write << before the keys that are to win | at 1:1-1:2: given here',
        '3:1-3:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
      ],
    ],
    [
      '<<: {a: 1}\na: 2\na: 3\n',
      [
        '3:1-3:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 2:1-2:2: given here first',
      ],
    ],
    [
      'b: 1\n<<: [{a: 1}, {a: 2, b: 3}]\n',
      [
        '2:1-2:3 warning yaml/duplicate-key: the merge key overwrites b, which is given before it: Kubernetes merges where << is written | hint: write << before the keys that are to win | at 1:1-1:2: given here',
      ],
    ],
    [
      'x: &x {a: 1}\ny:\n  a: 2\n  <<: *x\nz:\n  <<: *x\n  a: 3\n',
      [
        '4:3-4:5 warning yaml/duplicate-key: the merge key overwrites a, which is given before it: Kubernetes merges where << is written | hint: write << before the keys that are to win | at 3:3-3:4: given here',
      ],
    ],
    ['a: {null: 1, ~: 2}\n', ['1:14-1:19 error yaml/syntax: a key that is null cannot be put as JSON']],
    [
      '__proto__: 1\n__proto__: 2\n',
      [
        '2:1-2:10 error yaml/duplicate-key: __proto__ is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:10: given here first',
      ],
    ],
    [
      'a: 1\r\na: 2\r\n',
      [
        '2:1-2:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:2: given here first',
      ],
    ],
    [
      '{"a": 1, "a": {"b": 1, "b": 2}}',
      [
        '1:24-1:27 error yaml/duplicate-key: b is given twice in this map: Kubernetes takes the last one and says nothing | at 1:16-1:19: given here first',
        '1:10-1:13 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 1:2-1:5: given here first',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('what to do about a key given twice', () => {
  it.each<[text: string, expected: string[]]>([
    [
      'a:\n- name: b\n  image: c\nname: d\nname: e\n',
      [
        '5:1-5:5 error yaml/duplicate-key: name is given twice in this map: Kubernetes takes the last one and says nothing | at 4:1-4:5: given here first',
      ],
    ],
    [
      'a:\n- name: b\n image: c\n',
      [
        '3:2-3:7 error yaml/syntax: image stands left of name (line 2): the keys of one list item begin in the same column | hint: image belongs to the list item of line 2: indent it by 2, under name | kubectl: error converting YAML to JSON: yaml: line 2: did not find expected key | fix: indent the field of the list item: "a:\\n- name: b\\n  image: c\\n"',
      ],
    ],
    [
      'x:\n  y:\n  - name: b\n  image: c\n  image: d\n',
      [
        '5:3-5:8 error yaml/duplicate-key: image is given twice in this map: Kubernetes takes the last one and says nothing | at 4:3-4:8: given here first',
      ],
    ],
    [
      'metadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    image: c\n    env:\n  name: d\n  containers: []\n',
      [
        '9:3-9:13 error yaml/duplicate-key: containers is given twice in this map: Kubernetes takes the last one and says nothing | at 4:3-4:13: given here first',
      ],
    ],
    [
      'spec:\n  a: 1\n  list:\n  - x: 1\n  a: 2\n',
      [
        '5:3-5:4 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | hint: indent it by 4 if it belongs to the list item of line 4 | at 2:3-2:4: given here first',
      ],
    ],
    [
      'spec:\n  a: 1\n  list:\n    - x: 1\n      y:\n      - z\n    a: 2\n',
      [
        '7:5-7:6 error yaml/syntax: a stands left of x (line 4): the keys of one list item begin in the same column | hint: a belongs to the list item of line 4: indent it by 6, under x | kubectl: error converting YAML to JSON: yaml: line 6: did not find expected \'-\' indicator | fix: indent the field of the list item: "spec:\\n  a: 1\\n  list:\\n    - x: 1\\n      y:\\n      - z\\n      a: 2\\n"',
      ],
    ],
    [
      '-image: a\nname: b\n-image: c\nname: d\n',
      [
        '3:1-3:7 error yaml/duplicate-key: -image is given twice in this map: Kubernetes takes the last one and says nothing | at 1:1-1:7: given here first',
        '4:1-4:5 error yaml/duplicate-key: name is given twice in this map: Kubernetes takes the last one and says nothing | hint: a dash without a space does not begin a list item: write one behind it in line 3 | at 2:1-2:5: given here first',
      ],
    ],
    [
      'a:\n  -image: a\n  name: b\n  name: c\n',
      [
        '4:3-4:7 error yaml/duplicate-key: name is given twice in this map: Kubernetes takes the last one and says nothing | at 3:3-3:7: given here first',
      ],
    ],
    [
      'a: 1\n-b: 2\na: 3\n',
      [
        '3:1-3:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | hint: a dash without a space does not begin a list item: write one behind it in line 2 | at 1:1-1:2: given here first',
      ],
    ],
    [
      'a: 1\n-b:\n  c: 3\na: 3\n',
      [
        '4:1-4:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | hint: a dash without a space does not begin a list item: write one behind it in line 2 | at 1:1-1:2: given here first',
      ],
    ],
    [
      'a: 1\n- b\n',
      [
        '2:1-2:4 error yaml/syntax: this does not continue the map it stands in | hint: an item of a list among the keys of a map: is the key above it missing, or its indentation wrong? | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected key',
      ],
    ],
    [
      'a:\n- b: 1\n  b: 2\n- c: 1\n',
      [
        '3:3-3:4 error yaml/duplicate-key: b is given twice in this map: Kubernetes takes the last one and says nothing | at 2:3-2:4: given here first',
      ],
    ],
    [
      'a: 1\n---\na: 2\na: 3\n',
      [
        '4:1-4:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing | at 3:1-3:2: given here first',
      ],
    ],
    [
      'a: 1\n- - b: 1\na: 2\n',
      [
        '2:1-2:9 error yaml/syntax: this does not continue the map it stands in | hint: an item of a list among the keys of a map: is the key above it missing, or its indentation wrong? | at 1:1-1:2: the map begins here | kubectl: error converting YAML to JSON: yaml: line 1: did not find expected key',
      ],
    ],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));
});
