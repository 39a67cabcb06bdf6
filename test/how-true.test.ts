import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Floors } from '../conformance/floors.js';
import { versionsPage } from '../conformance/page.js';
import { ROOT } from './cli/built.js';
import { expectKept } from './fixtures/golden.js';

const PAGE = 'docs/how-true.md';
const TABLE = /(?<=^\| recording \| measure \| agrees \|\n\| --- \| --- \| --- \|\n)(?:\| .*\n)+/m;

/** The rows of the table, of what agrees of each measure of each recording. */
function rowsOf(floors: Floors): string {
  const number = (count: number) => count.toLocaleString('en-US');
  return Object.entries(floors)
    .flatMap(([file, measures]) =>
      Object.entries(measures).map(
        ([measure, { of, open }]) =>
          `| ${file.replace(/\.jsonl\.(gz|br)$/, '')} | ${measure} | ${number(of - open.length)} of ${number(of)} |\n`,
      ),
    )
    .join('');
}

it('the page says of the recordings what their floors say', () => {
  const page = readFileSync(ROOT + PAGE, 'utf8');
  const floors = JSON.parse(readFileSync(`${ROOT}fixtures/recorded/floors.json`, 'utf8')) as Floors;
  const [shown] = TABLE.exec(page)!;
  const rows = rowsOf(floors);
  expectKept(PAGE, shown, rows, () =>
    writeFileSync(
      ROOT + PAGE,
      page.replace(shown, () => rows),
    ),
  );
});

it('the page of all versions is the one that the floors give', () => {
  const page = 'docs/versions.md';
  const floors = JSON.parse(readFileSync(`${ROOT}fixtures/recorded/floors.json`, 'utf8')) as Floors;
  expectKept(page, readFileSync(ROOT + page, 'utf8'), versionsPage(floors), (text) =>
    writeFileSync(ROOT + page, text),
  );
});

it('knows of every kind of recording what is in it', () => {
  const page = readFileSync(ROOT + PAGE, 'utf8');
  const floors = JSON.parse(readFileSync(`${ROOT}fixtures/recorded/floors.json`, 'utf8')) as Floors;
  const kinds = new Set(Object.keys(floors).map((file) => file.replace(/-.*/, '')));
  const told = [...page.matchAll(/^\| (\w+) \| (?!measure)[^|]+\|$/gm)].map(([, kind]) => kind);
  expect(told.sort()).toEqual(['recording', ...kinds].sort());
});
