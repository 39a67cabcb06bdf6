import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import { ALL_RULES } from '../../src/lint/rules/all.js';
import { PRACTICE_RULES } from '../../src/lint/rules/practice.js';
import { expectGolden } from '../fixtures/golden.js';
import { told } from './told.js';

const FOLDER = new URL('../../fixtures/lint/practice/', import.meta.url);
const FILES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const namesOf = (group: string) =>
  ALL_RULES.map(({ name }) => name).filter((name) => name.startsWith(`${group}/`));

/** What the rules of a group say of a file that is called as the group is. */
describe.each(FILES)('practice, %s', (file) => {
  it('reads as written beside it', () => {
    const source = { file, text: readFileSync(new URL(file, FOLDER), 'utf8') };
    const only = namesOf(file.replace('.yaml', ''));
    const said = lint([source], { only }).findings.flatMap((finding) => told(finding, false));
    expectGolden(new URL(file.replace(/\.yaml$/, '.txt'), FOLDER), `${said.join('\n')}\n`);
  });
});

it('every group of practice has such a file, in which each of its rules says something', () => {
  const texts = FILES.map((file) => readFileSync(new URL(file.replace('.yaml', '.txt'), FOLDER), 'utf8'));
  const silent = PRACTICE_RULES.filter(({ name }) => !texts.some((text) => text.includes(` ${name}: `)));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

it('a manifest that has all that is asked for is told of nothing', () => {
  const text = readFileSync(new URL('../whole.yaml', FOLDER), 'utf8');
  expect(lint([{ file: 'whole.yaml', text }], { set: 'strict' }).findings).toEqual([]);
});
