import { describe, expect, test } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';

/** Findings as `line:column-line:column severity rule: message`, the hint and related places below. */
function said(text: string): string {
  const lines: string[] = [];
  for (const finding of parseManifests({ file: 'x.yaml', text }).findings) {
    const { start, end } = finding.location;
    lines.push(
      `${start.line}:${start.column}-${end.line}:${end.column} ${finding.severity} ${finding.rule}: ${finding.message}`,
    );
    if (finding.hint) lines.push(`  ${finding.hint}`);
    for (const { message, location } of finding.related ?? []) {
      lines.push(`  ${location.start.line}:${location.start.column} ${message}`);
    }
  }
  return lines.join('\n');
}

describe('what is said of a text', () => {
  test.each<[about: string, text: string, expected: string]>([
    ['a sound manifest', 'apiVersion: v1\nkind: Pod\n', ''],
    [
      'a tab in the indentation',
      'a:\n\tb: 1\n',
      '2:1-2:6 error yaml/syntax: a value cannot begin with a tab\n  indent with spaces: YAML does not allow tabs there',
    ],
    [
      'no space behind a colon',
      'metadata:\n  name:web\n  labels: {}\n',
      '2:3-2:8 error yaml/syntax: a colon without a space behind it does not end a key\n  write a space behind the colon: name: …',
    ],
    [
      'no space behind the colon of a key that has to be one',
      'kind: Pod\nname:web\nspec: {}\n',
      '2:1-2:6 error yaml/syntax: a colon without a space behind it does not end a key\n  write a space behind the colon: name: …',
    ],
    [
      'a colon in a value',
      'a: b: c\n',
      '1:5-1:8 error yaml/syntax: a colon where no key can be\n  put the value of a in quotes, for it contains a colon and a space',
    ],
    [
      'a line indented too little',
      'spec:\n    a: 1\n  b: 2\n',
      '3:3-3:4 error yaml/syntax: this does not continue the map it stands in\n  indent it by 4, to stand beside a (line 2), or by 0, beside spec (line 1)',
    ],
    [
      'a line indented too much',
      'metadata:\n  name: x\n   labels: {}\n',
      '3:4-3:10 error yaml/syntax: name (line 2) has a value already: nothing can stand below it\n  indent labels by 2, as name is',
    ],
    [
      'a quote left open, at its beginning',
      'a: "x\nb: 1\nc: 2\n',
      '1:4-1:6 error yaml/syntax: the quote that opens here is never closed',
    ],
    [
      'a space that is none',
      'a:\u00a01\nb: 2\n',
      '2:2-2:5 error yaml/syntax: a colon where no key can be\n  there is a space that is none to YAML (non-breaking or wide) in line 1: type it again with the space bar',
    ],
    [
      'a dash from a word processor',
      'a:\n- x\n\u2013 y\n',
      '3:1-3:4 error yaml/syntax: a key without a colon behind it\n  there is a typographic dash in line 3: use -',
    ],
    [
      'a value that begins with @',
      'a: @x\n',
      '1:4-1:6 error yaml/syntax: a value cannot begin with @\n  put the value in quotes: text cannot begin with @',
    ],
    [
      'a star that is no alias',
      'host: *.example.com\n',
      '1:7-1:20 error yaml/syntax: & begins an anchor and * an alias, and this is no name for one\n  put the value in quotes if it is meant as text',
    ],
    [
      'a bracket left open',
      'a: [1, 2\nb: 3\n',
      '2:2-2:5 error yaml/syntax: a list in brackets is not closed: a comma or ] is missing before this\n  1:4 the list begins here',
    ],
    [
      'a key given twice',
      'a: 1\nb: 2\na: 3\n',
      '3:1-3:2 error yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing\n  1:1 given here first',
    ],
    [
      'a merge that overwrites, but not one that is overridden',
      'x: &x {a: 1}\ny:\n  a: 2\n  <<: *x\nz:\n  <<: *x\n  a: 3\n',
      '4:3-4:5 warning yaml/duplicate-key: the merge key overwrites a, which is given before it: Kubernetes merges where << is written\n  write << before the keys that are to win\n  3:3 given here',
    ],
    ['an empty file', '', '1:1-1:1 error input/empty: the file is empty'],
    [
      'a file of comments',
      '# hi\n---\n',
      '1:1-1:1 error input/empty: there is no document in this file, only comments',
    ],
    [
      'a list at the top',
      '- a\n',
      '1:1-1:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a list\n  separate the objects by lines of ---, or put them in the items of a List',
    ],
    [
      'text behind the end of a document',
      'a: 1\n...\nb: 2\n---\nc: 3\n...\n# only a comment\n',
      '3:1-3:5 warning yaml/ignored-text: the document has ended before this: Kubernetes ignores the text from here to the next ---\n  begin a new document with a line of ---',
    ],
    [
      'a document on the line of its separator',
      'a: 1\n--- b: 2\n---\nc: 3\n',
      '2:5-2:9 error yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it\n  write the document on the next line',
    ],
    [
      'JSON that is nearly right',
      '{"a": 1,\n "b": [1,2\n}',
      "3:1-3:2 error yaml/syntax: this is not JSON: unexpected '}' after array element",
    ],
    [
      'a number that JSON cannot hold',
      'a: .inf\n',
      '1:4-1:8 error yaml/syntax: +Inf is a number that JSON cannot hold\n  put the value in quotes',
    ],
    [
      'a template of Helm, once',
      'name: {{ .Values.name }}\n---\n{{- if .Values.x }}\na: 1\n{{- end }}\n',
      '1:7-1:25 error yaml/template: this is a Helm template, not a manifest yet\n  render it first: helm template RELEASE CHART | kubeplan lint -',
    ],
    [
      'a template that would be a map in braces',
      'replicas: {{ count }}\n',
      '1:11-1:22 error yaml/template: this is a template, not a manifest yet\n  render it first and check what comes out',
    ],
    ['braces in quotes or in a block scalar are text', 'a: "{{ x }}"\nb: |\n  {{ define "y" }}\n', ''],
    [
      'an empty List',
      'kind: List\nitems: []\n',
      '1:1-2:10 error input/empty: the list has no items, so there is nothing to apply',
    ],
    [
      'an item of a List that is no object',
      'kind: List\nitems:\n- kind: A\n- 5\n',
      '4:3-4:4 error yaml/not-an-object: a manifest is a map with apiVersion and kind, this is a number',
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toBe(expected);
  });

  test('of very many items that are no objects the first hundred, and how many more there are', () => {
    const lines = said(`kind: List\nitems: [${'7,'.repeat(2500)}]\n`).split('\n');
    expect(lines).toHaveLength(100);
    expect(lines.at(-1)).toContain('this is a number; 2400 more below are none either');
  });
});

test('the documents behind a broken one are read all the same', () => {
  const text = 'kind: A\n---\na: b: c\n---\nkind: B\n---\n--- x\n---\nkind: C\n';
  const { documents, findings } = parseManifests({ file: 'x.yaml', text });
  expect(documents.map(({ index, value }) => [index, value])).toEqual([
    [0, { kind: 'A' }],
    [2, { kind: 'B' }],
    [4, { kind: 'C' }],
  ]);
  expect(findings.map(({ rule, location }) => [rule, location.start.line])).toEqual([
    ['yaml/syntax', 3],
    ['yaml/syntax', 7],
  ]);
});

test.each([
  ['spec:\n    a: 1\n  b: 2\n', 'error converting YAML to JSON: yaml: line 2: did not find expected key'],
  ['a: b: c\n', 'error converting YAML to JSON: yaml: mapping values are not allowed in this context'],
  ['a: 1\n---\nb: .nan\n', 'error converting YAML to JSON: json: unsupported value: NaN'],
  ['--- x\n', 'invalid Yaml document separator: x'],
  ['{"a": 1 "b": 2}', "json: offset 9: invalid character '\"' after object key:value pair"],
  ['{"a": 1}{"b": 2}{"c"]', "invalid character ']' after object key"],
])('%j comes with what kubectl says', (text, expected) => {
  const [finding] = parseManifests({ file: 'x.yaml', text }).findings;
  expect(finding?.server).toEqual({ field: '', message: expected });
});

test('a value that kubectl would show is not shown', () => {
  const { findings } = parseManifests({ file: 'x.yaml', text: 'password: !!int hunter2\n' });
  expect(findings).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});
