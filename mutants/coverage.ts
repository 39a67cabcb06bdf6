/**
 * Which test executes which line, remembered from run to run (`.cache/mutants`): a file of tests is run again only when
 * it, or a source of which more is asked, has changed since.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildCopy } from './copy.js';
import { holds, STORE, withProbes } from './probes.js';
import type { Recorded } from './record.js';
import { hashOf, ROOT, readSource } from './source.js';

const CACHE = join(ROOT, '.cache', 'mutants');
const RECORDS = join(CACHE, 'records');
/** Of this process alone: several may run at once. */
const FRESH = join(CACHE, `fresh-${process.pid}`);
const PROBED = join(CACHE, `probed-${process.pid}`);

/** A file of tests with what it executes. */
export interface FileRecord extends Recorded {
  testHash: string;
  /** The sources as they were then: path → hash. */
  sources: Record<string, string>;
}

/** Of a file of tests, the tests that execute something; `undefined` where that is all of them. */
export interface Concerned {
  file: string;
  ids: string[] | undefined;
  /** How long these tests took, in milliseconds. */
  ms: number;
  spawns: boolean;
}

/** The files of tests, as paths from the checkout. */
export function testFiles(): string[] {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .sort();
}

/** Texts that several tests share: a change of one concerns every file of tests in its folder. */
function testHash(file: string): string {
  const folder = join(ROOT, file, '..');
  const helpers = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return hashOf(
    [file, ...helpers.sort().map((name) => join(relative(ROOT, folder), name))].map(readSource).join('\0'),
  );
}

function recordPath(file: string): string {
  return join(RECORDS, `${file.replace(/^test\//, '').replaceAll('/', '~')}.json`);
}

function read(file: string): FileRecord | undefined {
  const path = recordPath(file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FileRecord) : undefined;
}

/**
 * What every file of tests executes, true at least for the given sources. `say` tells of what takes long. With `room`,
 * only tests of that room are looked at anew; of others, what is known and still true is taken.
 */
export async function coverage(
  sources: readonly string[],
  say: (text: string) => void,
  room?: string,
): Promise<FileRecord[]> {
  const isTrue = (record: FileRecord) =>
    sources.every((path) => {
      const hash = record.sources[path];
      return hash === undefined || hash === hashOf(readSource(path));
    });
  const stale = testFiles().filter((file) => {
    if (room !== undefined && !file.startsWith(`test/${room}/`)) return false;
    const record = read(file);
    return !record || record.testHash !== testHash(file) || !isTrue(record);
  });
  if (stale.length > 0) {
    say(`looking at what ${stale.length} files of tests execute …`);
    await record(stale);
  }
  return testFiles()
    .flatMap((file) => read(file) ?? [])
    .filter(isTrue);
}

/** Runs files of tests one by one, with probes in the sources, and keeps what they execute. */
async function record(files: readonly string[]): Promise<void> {
  const hashes = new Map(files.map((file) => [file, testHash(file)]));
  const { recorded } = await runWithProbes(files);
  mkdirSync(RECORDS, { recursive: true });
  for (const said of recorded) {
    const paths = new Set([
      ...Object.keys(said.shared),
      ...said.tests.flatMap(({ hits }) => Object.keys(hits)),
    ]);
    const sources = Object.fromEntries([...paths].sort().map((path) => [path, hashOf(readSource(path))]));
    const whole: FileRecord = { ...said, testHash: hashes.get(said.file) ?? '', sources };
    writeFileSync(recordPath(said.file), JSON.stringify(whole));
  }
}

/**
 * Runs files of tests with probes in the sources; `together`: in one process where they can be, which is faster, but what
 * is loaded for several counts for one. Tells what they execute, and whether all of them passed.
 */
export async function runWithProbes(
  files: readonly string[],
  together = false,
): Promise<{ recorded: Recorded[]; passed: boolean }> {
  rmSync(FRESH, { recursive: true, force: true });
  mkdirSync(join(FRESH, 'commands'), { recursive: true });
  const tell = [
    "process.on('exit', () => {",
    `const said = Object.entries(globalThis.${STORE} ?? {}).map(([path, bytes]) =>`,
    '[path, [bytes.length, ...[...bytes.keys()].filter((index) => bytes[index] === 1)]]);',
    `require('node:fs').writeFileSync(${JSON.stringify(join(FRESH, 'commands'))} + '/' + process.ppid + '-' + process.pid,`,
    'JSON.stringify(Object.fromEntries(said)));',
    '});',
  ].join('');
  await buildCopy(PROBED, withProbes, tell);
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'mutants/record.config.ts',
      ...(together ? ['--no-isolate'] : []),
      ...files,
    ],
    {
      cwd: ROOT,
      stdio: process.env['KUBEPLAN_DEBUG'] || together ? 'inherit' : 'ignore',
      env: { ...process.env, CI: 'true', KUBEPLAN_RECORD: FRESH, KUBEPLAN_TESTED: PROBED },
    },
  );
  const recorded = readdirSync(FRESH)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(FRESH, name), 'utf8')) as Recorded)
    .map((said) => ({ ...said, file: relative(ROOT, said.file) }));
  for (const folder of [FRESH, PROBED]) rmSync(folder, { recursive: true, force: true });
  return { recorded, passed: status === 0 };
}

/** The tests that execute a probe of a source. */
export function executing(records: readonly FileRecord[], path: string, probe: number): Concerned[] {
  return concerned(records, (hits) => holds(hits[path], probe));
}

/**
 * The tests that may see something which is executed once, when a source is loaded (a table, a constant): those that
 * execute any of the functions beside it, or of a source that imports it.
 */
export function using(records: readonly FileRecord[], paths: readonly string[]): Concerned[] {
  return concerned(records, (hits) => paths.some((path) => !!hits[path]));
}

/** The tests whose hits are as asked: all of a file where that is so outside of its tests. */
function concerned(
  records: readonly FileRecord[],
  isAsked: (hits: Record<string, string>) => boolean,
): Concerned[] {
  return records.flatMap(({ file, shared, tests, spawns }): Concerned[] => {
    const green = tests.filter(({ passed }) => passed);
    const chosen = isAsked(shared) ? green : green.filter(({ hits }) => isAsked(hits));
    if (chosen.length === 0) return [];
    const all = chosen.length === tests.length;
    const ms = chosen.reduce((sum, test) => sum + test.ms, 0);
    return [{ file, ids: all ? undefined : chosen.map(({ id }) => id), ms, spawns }];
  });
}
