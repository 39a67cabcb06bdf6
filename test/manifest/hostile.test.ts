import { expect, test } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';

/** So large that what takes quadratic time never comes to an end: then the runner's own limit ends it. */
const LONG = 1_000_000;

function doubled(levels: number, item: (index: number) => string): string {
  return `a0: &a0 {x: 1}\n${Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} ${item(i)}\n`).join('')}`;
}

/** How many documents and findings a text comes to, and the first finding. */
function read(text: string): [documents: number, findings: number, first?: string] {
  const { documents, findings } = parseManifests({ file: 'x', text });
  for (const document of documents) document.locate(['a', 'b', 0]);
  const [first] = findings;
  if (!first) return [documents.length, 0];
  const { line, column } = first.location.start;
  return [documents.length, findings.length, `${line}:${column} ${first.rule}: ${first.message}`];
}

const TOO_DEEP = 'yaml/syntax: nested deeper than the 10000 levels that Kubernetes reads';
const TOO_MANY = 'yaml/syntax: aliases multiply the document beyond what Kubernetes reads';

test.each<[about: string, text: string, documents: number, findings: number, first?: string]>([
  ['brackets 100 000 deep', `a: ${'['.repeat(100_000)}`, 0, 1, `1:10004 ${TOO_DEEP}`],
  ['JSON 100 000 deep', '{"a":'.repeat(100_000), 0, 1, `1:50001 ${TOO_DEEP}`],
  ['lists in lists 100 000 deep', '- '.repeat(100_000), 0, 1, `1:20001 ${TOO_DEEP}`],
  [
    '9000 levels, which Kubernetes reads',
    `{a: ${'['.repeat(9000)}${']'.repeat(9000)}}`,
    0,
    1,
    '1:1 yaml/depth: nested 9001 levels deep: kubeplan reads up to 1000',
  ],
  ['1000 levels', `{a: ${'['.repeat(999)}${']'.repeat(999)}}`, 1, 0],
  [
    '1001 levels',
    `{a: ${'['.repeat(1000)}${']'.repeat(1000)}}`,
    0,
    1,
    '1:1 yaml/depth: nested 1001 levels deep: kubeplan reads up to 1000',
  ],
  [
    '10 000 levels',
    `{a: ${'['.repeat(9999)}${']'.repeat(9999)}}`,
    0,
    1,
    '1:1 yaml/depth: nested 10000 levels deep: kubeplan reads up to 1000',
  ],
  ['10 001 levels', `{a: ${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 0, 1, `1:10004 ${TOO_DEEP}`],
  ['a scalar of 10 MB', `a: ${'x'.repeat(10_000_000)}\n`, 1, 0],
  ['a block scalar of 10 MB', `a: |\n${`  ${'x'.repeat(98)}\n`.repeat(100_000)}`, 1, 0],
  [
    'a billion laughs',
    doubled(30, (i) => `[${Array(9).fill(`*a${i}`).join(', ')}]`),
    0,
    1,
    `5:10 ${TOO_MANY}`,
  ],
  ['merges of merges', doubled(30, (i) => `{<<: [*a${i}, *a${i}]}`), 0, 1, `10:15 ${TOO_MANY}`],
  ['an alias in itself', 'a: &a {b: *a}\n', 0, 1, '1:11 yaml/syntax: the value of anchor &a contains itself'],
  [
    'a key given 200 000 times',
    'a: 1\n'.repeat(200_000),
    1,
    199_999,
    '2:1 yaml/duplicate-key: a is given twice in this map: Kubernetes takes the last one and says nothing',
  ],
  [
    '200 000 separators',
    '---\n'.repeat(200_000),
    0,
    1,
    '1:1 input/empty: there is no document in this file, only comments',
  ],
  ['colons', ': '.repeat(LONG), 0, 1, '1:1 yaml/syntax: this does not continue the map it stands in'],
  [
    'dashes',
    '-'.repeat(LONG),
    0,
    1,
    '1:4 yaml/syntax: a line that begins with --- separates documents, and only a comment may follow on it',
  ],
  [
    'open quotes',
    `a: "${'\n'.repeat(LONG)}`,
    0,
    1,
    '1:4 yaml/syntax: the quote that opens here is never closed',
  ],
  ['digits', `a: ${'1'.repeat(LONG)}\n`, 1, 0],
  ['braces', '{'.repeat(LONG), 0, 1, '1:1 yaml/template: this is a template, not a manifest yet'],
])('%s come to an end', (_, text, ...expected) => {
  expect(read(text)).toEqual(expected);
});

test('aliases within the limit are shared, not multiplied', () => {
  const text = `base: &base {${Array.from({ length: 50 }, (_, i) => `k${i}: ${i}`).join(', ')}}\n${Array.from(
    { length: 50 },
    (_, i) => `copy${i}: *base\n`,
  ).join('')}`;
  const { documents, findings } = parseManifests({ file: 'x', text });
  expect(findings).toEqual([]);
  const value = documents[0]!.value as Record<string, unknown>;
  expect(value['copy49']).toBe(value['base']);
});
