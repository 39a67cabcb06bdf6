import { expect, it } from 'vitest';
import { fixesDiff } from '../../src/report/fixes-diff.js';
import { createStyle } from '../../src/report/style.js';

const change = (before: string, after: string, file = 'a.yaml') => ({
  before: { file, text: before },
  after: { file, text: after },
});
const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('');

it('is a unified diff of each file, with three lines around a change', () => {
  const before = lines('a: 1', 'b: 2', 'c: 3', 'd: 4', 'e: 5');
  expect(fixesDiff([change(before, before.replace('e: 5', 'e: 6')), change('x: 1', 'y: 1', 'b.yaml')])).toBe(
    lines(
      '--- a.yaml',
      '+++ a.yaml',
      '@@ -2,4 +2,4 @@',
      ' b: 2',
      ' c: 3',
      ' d: 4',
      '-e: 5',
      '+e: 6',
      '--- b.yaml',
      '+++ b.yaml',
      '@@ -1,1 +1,1 @@',
      '-x: 1',
      '\\ No newline at end of file',
      '+y: 1',
      '\\ No newline at end of file',
    ),
  );
  expect(fixesDiff([])).toBe('');
});

it('counts lines whatever ends them, and shows nothing that a terminal would act on', () => {
  expect(fixesDiff([change('a: 1\r\nb: 2\r\n', 'a: 1\r\nb: "\u001b[2J"\r\n', 'a\u001b.yaml')])).toBe(
    lines('--- a\u241b.yaml', '+++ a\u241b.yaml', '@@ -1,2 +1,2 @@', ' a: 1', '-b: 2', '+b: "\u241b[2J"'),
  );
});

it('hides secrets on both sides, also of objects that no finding is about', () => {
  const secret = (field: string) =>
    lines(
      'kind: Secret',
      'apiVersion: v1',
      'metadata: {name: s}',
      `${field}:`,
      '  password: hunter2',
      '  b: c3Vubnk=',
    );
  const told = fixesDiff([change(secret('dta'), secret('data'))]);
  expect(told).toContain('-dta:\n+data:\n   password: ***\n   b: ***\n');
  const beside = fixesDiff([change(`${secret('data')}---\na: 1\n`, `${secret('data')}---\na: 2\n`)]);
  expect(beside).toContain(' ---\n-a: 1\n+a: 2\n');
  expect(beside).not.toContain('sunny');
  expect(beside).not.toContain('hunter2');
});

it('has colours where they are wanted', () => {
  expect(fixesDiff([change('a: 1\n', 'a: 2\n')], createStyle(true))).toContain('\u001b[31m-a: 1\u001b[39m\n');
});
