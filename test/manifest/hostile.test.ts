import { expect, test } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';

/** Generous for a machine that does other things: what is quadratic takes minutes. */
const SECONDS = 5;
const LONG = 1_000_000;

function doubled(levels: number, item: (index: number) => string): string {
  return `a0: &a0 {x: 1}\n${Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} ${item(i)}\n`).join('')}`;
}

test.each<[about: string, text: string, message: RegExp | undefined]>([
  ['brackets 100 000 deep', 'a: ' + '['.repeat(100_000), /nested deeper than the 10000 levels/],
  ['JSON 100 000 deep', '{"a":'.repeat(100_000), /nested deeper than the 10000 levels/],
  ['lists in lists 100 000 deep', '- '.repeat(100_000), /nested deeper than the 10000 levels/],
  [
    '9000 levels, which Kubernetes reads',
    `{a: ${'['.repeat(9000)}${']'.repeat(9000)}}`,
    /nested 9001 levels deep/,
  ],
  ['a scalar of 10 MB', `a: ${'x'.repeat(10_000_000)}\n`, undefined],
  ['a block scalar of 10 MB', `a: |\n${`  ${'x'.repeat(98)}\n`.repeat(100_000)}`, undefined],
  ['a billion laughs', doubled(30, (i) => `[${Array(9).fill(`*a${i}`).join(', ')}]`), /aliases multiply/],
  ['merges of merges', doubled(30, (i) => `{<<: [*a${i}, *a${i}]}`), /aliases multiply/],
  ['an alias in itself', 'a: &a {b: *a}\n', /contains itself/],
  ['a key given 200 000 times', 'a: 1\n'.repeat(200_000), /a is given twice/],
  ['200 000 separators', '---\n'.repeat(200_000), /no document/],
  ['colons', ': '.repeat(LONG), /does not continue the map/],
  ['dashes', '-'.repeat(LONG), /separates documents/],
  ['open quotes', `a: "${'\n'.repeat(LONG)}`, /never closed/],
  ['digits', `a: ${'1'.repeat(LONG)}\n`, undefined],
  ['braces', '{'.repeat(LONG), /template/],
])('%s are dealt with quickly', (_, text, message) => {
  const start = performance.now();
  const { documents, findings } = parseManifests({ file: 'x', text });
  for (const document of documents) document.locate(['a', 'b', 0]);
  expect(performance.now() - start).toBeLessThan(SECONDS * 1000);
  if (message) expect(findings[0]?.message).toMatch(message);
  else expect(findings).toEqual([]);
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
