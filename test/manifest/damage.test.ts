import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { explainProblem } from '../../src/manifest/explain-problem.js';
import { Lines } from '../../src/manifest/lines.js';
import { readParts, toCharacters } from '../../src/manifest/yaml/parts.js';

/** What is said of the first problem of a text, and the text with the hint followed. */
function look(text: string): { said: string; mended?: string } | undefined {
  const problem = readParts(toCharacters(text)).find((part) => part.problem)?.problem;
  if (!problem) return undefined;
  const lines = new Lines('x.yaml', text);
  const { message, start, end, hint, edits } = explainProblem(problem, lines);
  const { line, column } = lines.position(start);
  const said = `${line}:${column} ${text.slice(start, end)} | ${message} | ${hint}`;
  if (!edits) return { said };
  const mended = [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((made, edit) => made.slice(0, edit.start) + edit.text + made.slice(edit.end), text);
  return { said, mended };
}

describe('what led to a problem, and the text with the hint followed', () => {
  it.each<[about: string, text: string, said: string, mended: string]>([
    [
      'a field of a list item left of the others',
      'containers:\n- name: a\n image: b\n ports:\n - containerPort: 80\nvolumes: []\n',
      '3:2 image | image stands left of name (line 2): the keys of one list item begin in the same column | image belongs to the list item of line 2: indent it by 2, under name, and lines 4 to 5 by 1 more',
      'containers:\n- name: a\n  image: b\n  ports:\n  - containerPort: 80\nvolumes: []\n',
    ],
    [
      'the same below the dash, in a list that is indented',
      'containers:\n  - name: a\n  image: b\n',
      '3:3 image | image stands left of name (line 2): the keys of one list item begin in the same column | image belongs to the list item of line 2: indent it by 4, under name',
      'containers:\n  - name: a\n    image: b\n',
    ],
    [
      'a field left of its list item, noticed one line later',
      'containers:\n- name: a\nimage: b\n  ports: []\n',
      '3:1 image | image stands left of name (line 2): the keys of one list item begin in the same column | image belongs to the list item of line 2: indent it by 2, under name',
      'containers:\n- name: a\n  image: b\n  ports: []\n',
    ],
    [
      'two fields on one line',
      'kind: Pod metadata:\n  name: a\n',
      '1:11 metadata: | two fields on one line | begin a new line before metadata:, or put the value of kind in quotes if it is one text',
      'kind: Pod\nmetadata:\n  name: a\n',
    ],
    [
      'a field and the one below it on one line',
      'resources: requests:\n',
      '1:12 requests: | two fields on one line | begin a new line, indented deeper, before requests:, or put the value of resources in quotes if it is one text',
      'resources:\n  requests:\n',
    ],
    [
      'two lines without the line break between them',
      'name: mysecrettype: Opaque\n',
      '1:15 type: | two fields on one line | begin a new line before type:, or put the value of name in quotes if it is one text',
      'name: mysecret\ntype: Opaque\n',
    ],
    [
      'a dash without its space',
      'containers:\n-image: a\n  name: b\n-image: c\n',
      '2:1 -image | a dash without a space behind it does not begin a list item | write a space behind the dash: - image:, also in line 4',
      'containers:\n- image: a\n  name: b\n- image: c\n',
    ],
    [
      'a dash without its space before text',
      'args:\n- sh\n- -c\n-touch /tmp/x; sleep 3\nname: a\n',
      '4:1 - | a dash without a space behind it does not begin a list item | write a space behind the dash',
      'args:\n- sh\n- -c\n- touch /tmp/x; sleep 3\nname: a\n',
    ],
    [
      'text between the lines',
      'labels:\n          the labels of the pod\n  app: a\n',
      '2:11 the labels of the pod | line 2 is text without a colon and was read as the value of labels | remove it, or make it a comment with #',
      'labels:\n          # the labels of the pod\n  app: a\n',
    ],
    [
      'an equals sign for a colon',
      'labels:\n  disktype=ssd\n  app: a\n',
      '2:3 disktype=ssd | a key without a colon behind it | write key: value, not key=value: disktype: …',
      'labels:\n  disktype: ssd\n  app: a\n',
    ],
    [
      'a word broken over two lines',
      'spec: contai\n  ners:\n  - name: a\n',
      '2:3 ners | the word containers is broken over two lines | write containers: here, and take contai off the end of line 1',
      'spec:\n  containers:\n  - name: a\n',
    ],
    [
      'a word broken behind a value',
      'containers:\n- name: hello im\n   age: busybox\n',
      '3:4 age | the word image is broken over two lines | write image: here, indented by 2, and take im off the end of line 2',
      'containers:\n- name: hello\n  image: busybox\n',
    ],
    [
      'a list left of its key',
      'spec:\n  containers:\n  - ports:\n\n- containerPort: 80\n',
      '5:1 - containerPort: 80 | this does not continue the map it stands in | indent it by 4, to belong to ports (line 3)',
      'spec:\n  containers:\n  - ports:\n\n    - containerPort: 80\n',
    ],
    [
      'a line deeper than one that has a value',
      'a: "x"\n  b: 1\n',
      '2:3 b | a (line 1) has a value already: nothing can stand below it | indent b by 0, as a is',
      'a: "x"\nb: 1\n',
    ],
    [
      'a colon without its space',
      'metadata:\n  name:web\n  labels: {}\n',
      '2:3 name: | a colon without a space behind it does not end a key | write a space behind the colon: name: …',
      'metadata:\n  name: web\n  labels: {}\n',
    ],
    [
      'line breaks of another system',
      'containers:\r\n- name: a\r\n image: b\r\n',
      '3:2 image | image stands left of name (line 2): the keys of one list item begin in the same column | image belongs to the list item of line 2: indent it by 2, under name',
      'containers:\r\n- name: a\r\n  image: b\r\n',
    ],
  ])('%s', (_, text, said, mended) => {
    expect(look(text)).toEqual({ said, mended });
    expect(look(mended)).toBeUndefined();
  });

  it.each([
    ['a: b: c\n', 'put the value of a in quotes, for it contains a colon and a space'],
    [
      'kind: Secret\nstringData:\n  token: hunter2: x\n',
      'put the value of token in quotes, for it contains a colon and a space',
    ],
    [
      'text: these are words: x\n',
      'put the value of text in quotes, for it contains a colon and a space; or begin a new line before words:',
    ],
    [
      'spec:\n    a: 1\n  b: 2\n',
      'indent it by 4, to stand beside a (line 2), or by 0, beside spec (line 1)',
    ],
  ])('%j has more than one mend, or none that can be told', (text, hint) => {
    expect(look(text)?.said).toMatch(new RegExp(`\\| ${hint.replace(/[()]/g, '\\$&')}$`));
  });
});

test('whatever a text looks like, the edits stay within it and the hint names no line that it has not', () => {
  const meant = readFileSync(
    new URL('../../fixtures/seeds/orchestration-slides/13-pod-with-claim/meant.yaml', import.meta.url),
    'utf8',
  ).split('\n');
  const damage = fc.array(
    fc.record({
      at: fc.nat(meant.length - 1),
      how: fc.constantFrom<(line: string) => string>(
        (line) => line.trimStart(),
        (line) => ` ${line}`,
        (line) => line.slice(1),
        (line) => line.replace('- ', '-'),
        (line) => line.replace(': ', ':'),
        (line) => line.replace(':', ''),
        (line) => `${line} more: x`,
        (line) => `          some words\n${line}`,
        (line) => line.replace(': ', '='),
        (line) => `${line}\r`,
      ),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(damage, (changes) => {
      const lines = [...meant];
      for (const { at, how } of changes) lines[at] = how(lines[at] ?? '');
      const text = lines.join('\n');
      const found = look(text);
      const named = [...(found?.said.matchAll(/\bline (\d+)/g) ?? [])].map((match) => Number(match[1]));
      for (const line of named) expect(line).toBeLessThanOrEqual(text.split('\n').length);
      if (found?.mended !== undefined) expect(found.mended).not.toBe(text);
    }),
    { numRuns: 500 },
  );
});
