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

const LOST = (end: string) =>
  `kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: b:1\n    securityContext:\n    capabilities:${end}      drop:${end}      - ALL\n`;

it.each(['\n', '\r', '\r\n'])('indents every line of a value, whatever ends it: %j', (end) => {
  const { text, mended } = fixed(LOST(end));
  expect(mended).toEqual(['schema/unknown-field']);
  expect(text).toBe(LOST(end).replaceAll(/^( {4,6})(?=cap|drop|- ALL)/gm, '  $1'));
});

it('makes no fix that loses a value beside the one it is about', () => {
  const source = { file: 'a.yaml', text: 'a: {b: 1, c: 2, d: [3]}\n' };
  const at = (offset: number) => ({ line: 1, column: offset + 1, offset });
  const location = (start: number, end: number) => ({ file: 'a.yaml', start: at(start), end: at(end) });
  const finding = (path: string[], start: number, end: number, text: string) => ({
    rule: 'r/r',
    severity: 'error' as const,
    message: 'm',
    location: location(4, 5),
    path,
    fix: { title: 't', edits: [{ location: location(start, end), text }] },
  });
  const [own, other, moved] = [
    finding(['a', 'b'], 7, 8, '5'),
    finding(['a', 'b'], 13, 14, '7'),
    finding(['a', 'd'], 16, 22, 'e: 2, f: 3'),
  ];
  expect(applyFixes(source, [own]).source.text).toBe('a: {b: 5, c: 2, d: [3]}\n');
  expect(applyFixes(source, [other])).toEqual({ source, mended: [] });
  expect(applyFixes(source, [moved]).source.text).toBe('a: {b: 1, c: 2, e: 2, f: 3}\n');
});

const HARMED =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: null\n  app: web\ndata: {}\n';
const MENDED = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndta: {}\n';

it('mends the documents beside one that it would harm, and beside one that nobody can read', () => {
  const text = [MENDED, HARMED, 'a: [\n', MENDED].join('---\n');
  expect(fixed(text)).toEqual({
    text: text.replaceAll('dta', 'data'),
    mended: ['schema/unknown-field', 'schema/unknown-field'],
  });
});

it('gives up looking for harmless ones among very many that do harm', () => {
  const item = (lines: string) => lines.replaceAll(/^/gm, '    ').replace('   ', '  -').trimEnd();
  const items = [...Array.from({ length: 80 }, () => HARMED), MENDED].map(item);
  const text = `apiVersion: v1\nkind: List\nitems:\n${items.join('\n')}\n`;
  expect(fixed(text)).toEqual({ text, mended: [] });
});
