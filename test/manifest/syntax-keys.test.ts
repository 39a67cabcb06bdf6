import { expect, it } from 'vitest';
import { said } from './said.js';

it.each<[text: string, expected: string[]]>([
  [
    '[]: b\n',
    [
      '1:1-1:6 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next --- | hint: begin a new document with a line of ---',
      '1:1-1:3 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list | hint: separate the objects by lines of ---, or put them in the items of a List',
    ],
  ],
  [
    'a: []: b\n',
    [
      '1:6-1:9 error yaml/syntax: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space | kubectl: error converting YAML to JSON: yaml: mapping values are not allowed in this context',
    ],
  ],
  [
    'a: {}: b\nc: d\n',
    [
      '1:6-1:9 error yaml/syntax: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space | kubectl: error converting YAML to JSON: yaml: mapping values are not allowed in this context',
    ],
  ],
  [
    '- []: b\n',
    [
      "1:3-1:8 error yaml/syntax: this does not continue the list it stands in: an item begins with - | hint: look at the indentation and the quotes of the lines above | at 1:1-1:2: the list begins here | kubectl: error converting YAML to JSON: yaml: did not find expected '-' indicator",
    ],
  ],
  [
    'a: {b: []: c}\n',
    [
      "1:10-1:14 error yaml/syntax: a map in braces is not closed: a comma or } is missing before this | at 1:4-1:5: the map begins here | kubectl: error converting YAML to JSON: yaml: did not find expected ',' or '}'",
    ],
  ],
  [
    'a: [{}: c, d]\n',
    [
      "1:5-1:14 error yaml/syntax: a list in brackets is not closed: a comma or ] is missing before this | at 1:4-1:5: the list begins here | kubectl: error converting YAML to JSON: yaml: did not find expected ',' or ']'",
    ],
  ],
  [
    '? []: b\n',
    [
      '1:5-1:8 error yaml/syntax: this does not continue the map it stands in | hint: text behind a closing quote or bracket: put the whole value in quotes | at 1:3-1:4: the map begins here | kubectl: error converting YAML to JSON: yaml: did not find expected key',
    ],
  ],
  ['[a]: b\n', ['1:1-1:7 error yaml/syntax: a map or list cannot be a key']],
  [
    '{[]: b}\n',
    [
      "1:2-1:8 error yaml/syntax: a map or list cannot be a key | kubectl: json: offset 2: invalid character '[' looking for beginning of object key string",
    ],
  ],
  ['[[]: b]\n', ['1:2-1:8 error yaml/syntax: a map or list cannot be a key']],
  [
    '{a: {}: b}\n',
    [
      "1:7-1:11 error yaml/syntax: a map in braces is not closed: a comma or } is missing before this | at 1:1-1:2: the map begins here | kubectl: json: offset 2: invalid character 'a' looking for beginning of object key string",
    ],
  ],
  [
    'a: [] : b\n',
    [
      '1:7-1:10 error yaml/syntax: a colon where no key can be | hint: put the value of a in quotes, for it contains a colon and a space | kubectl: error converting YAML to JSON: yaml: mapping values are not allowed in this context',
    ],
  ],
])('collections in the place of a key: %j', (text, expected) => expect(said(text)).toEqual(expected));
