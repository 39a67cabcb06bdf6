import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../../src/admission/groups/all.js';
import { expectGolden } from '../../fixtures/golden.js';
import { answered } from '../tables.js';

const TABLES = new URL('../../../fixtures/admission/groups/', import.meta.url);

/** `GROUP/KIND.txt`, or `GROUP/KIND/PART.txt` of a large kind. */
const FILES = readdirSync(TABLES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.txt'))
  .sort();

describe.each(FILES)('%s', (file) => {
  it('answers as written', () => {
    const kept = new URL(file, TABLES);
    expectGolden(kept, answered(readFileSync(kept, 'utf8')));
  });
});

/** The questions of all tables of a kind, each with its answers. */
function rowsOf({ group, kind }: { group: string; kind: string }): { asked: string; answers: string[] }[] {
  const table = `${group === '' ? 'core' : group.split('.')[0]}/${kind.toLowerCase()}`;
  const rows: { asked: string; answers: string[] }[] = [];
  for (const file of FILES.filter((one) => one === `${table}.txt` || one.startsWith(`${table}/`))) {
    for (const line of readFileSync(new URL(file, TABLES), 'utf8').split('\n')) {
      if (line.startsWith('    ')) rows.at(-1)?.answers.push(line.trim());
      else if (line !== '') rows.push({ asked: line, answers: [] });
    }
  }
  return rows;
}

/** Told neither of a place and what is stored there, nor to be accepted: a field error or a Status. */
function isRefused({ answers }: { answers: string[] }): boolean {
  const fine = /^(accepted$|warning: |[^ ]+: (?:[{["\d-]|true$|false$|undefined$))/;
  return answers.some((answer) => !fine.test(answer));
}

describe.each([...ALL_KINDS.values()])('$group $kind', (rules) => {
  const rows = rowsOf(rules);
  const asked = (verb: string) => rows.filter((row) => row.asked.startsWith(`${verb} `));

  it('is created, with what the server fills in', () => {
    const taken = asked('create').filter((row) => !isRefused(row));
    expect(taken.filter((row) => !rules.defaults || row.asked.includes(' show '))).not.toEqual([]);
  });

  it('is refused on create in the words of the server', () => {
    expect(asked('create').filter(isRefused)).not.toEqual([]);
  });

  it('is refused on update in the words of the server', () => {
    const there = asked('update').filter((row) => !row.asked.includes('"missing":true'));
    expect(there.filter(isRefused)).not.toEqual([]);
  });
});
