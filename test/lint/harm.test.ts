import { expect, it } from 'vitest';
import { applyFixes } from '../../src/lint/fix.js';
import { lint } from '../../src/lint/lint.js';

const fixed = (text: string) => {
  const source = { file: 'a.yaml', text };
  const { source: after, mended } = applyFixes(source, lint([source]).findings);
  return { text: after.text, mended: mended.map(({ rule }) => rule) };
};

const replicas = (value: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  replicas: ${value}
  selector: {matchLabels: {a: b}}
  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
`;

it.each([
  ['"3"', '3'],
  ['"010"', '10'],
  ['"08"', '8'],
  ["'+5'", '5'],
  ['"000"', '0'],
])('takes the quotes off %s so that %s stands there, in every YAML', (written, number) => {
  expect(fixed(replicas(written))).toEqual({ text: replicas(number), mended: ['schema/wrong-type'] });
});

it.each(['"-010"', `"${'9'.repeat(300)}"`, '"0x1F"', '"1_0"', '"1e3"', '"five"'])(
  'leaves %s alone',
  (written) => {
    expect(fixed(replicas(written))).toEqual({ text: replicas(written), mended: [] });
  },
);

it('makes no fix that leaves a text nobody can read, and the others all the same', () => {
  const text = (more: string, data: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  labels: null
  app: web${more}
${data}: {k: v}
`;
  expect(fixed(text('', 'dta'))).toEqual({ text: text('', 'data'), mended: ['schema/unknown-field'] });
});

it('makes no fix that changes what stands elsewhere', () => {
  const source = { file: 'a.yaml', text: 'a: {b: 1}\nc: 2\n' };
  const at = (offset: number) => ({ line: 1, column: offset + 1, offset });
  const finding = (path: string[], start: number, end: number, text: string) => ({
    rule: 'r/r',
    severity: 'error' as const,
    message: 'm',
    location: { file: 'a.yaml', start: at(4), end: at(5) },
    path,
    fix: { title: 't', edits: [{ location: { file: 'a.yaml', start: at(start), end: at(end) }, text }] },
  });
  const good = finding(['a', 'b'], 7, 8, '5');
  const bad = finding(['a', 'b'], 13, 14, '7');
  expect(applyFixes(source, [bad])).toEqual({ source, mended: [] });
  expect(applyFixes(source, [good, bad])).toEqual({
    source: { file: 'a.yaml', text: 'a: {b: 5}\nc: 2\n' },
    mended: [good],
  });
});
