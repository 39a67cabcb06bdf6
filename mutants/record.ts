/**
 * A set-up file of vitest: notes which probes each test sets, in this process and in the commands that it runs, and
 * writes them to a file for each file of tests. Only for runs of sources with probes (coverage.ts).
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { pack, STORE } from './probes.js';

/** What a test file came to: for each source file, bits of its probes. */
export interface Recorded {
  file: string;
  /** Source files that were loaded, and the bits set outside of tests: while loading, and by what is shared. */
  shared: Record<string, string>;
  tests: { id: string; name: string; ms: number; passed: boolean; hits: Record<string, string> }[];
  /** Whether it runs the built command. */
  spawns: boolean;
}

type Store = Record<string, Uint8Array>;

const folder = process.env['KUBEPLAN_RECORD']!;
const commands = join(folder, 'commands');
mkdirSync(commands, { recursive: true });

let file = '';
let started = 0;
let shared: Store = {};
const recorded: Recorded = { file: '', shared: {}, tests: [], spawns: false };

beforeEach(() => {
  if (file === '') file = expect.getState().testPath ?? '';
  shared = merge(shared, take());
  started = performance.now();
});

afterEach(({ task }) => {
  recorded.tests.push({
    id: task.id,
    name: expect.getState().currentTestName ?? '',
    ms: Math.round(performance.now() - started),
    passed: task.result?.state !== 'fail',
    hits: packed(take()),
  });
});

afterAll(() => {
  if (file === '') return;
  recorded.file = file;
  recorded.shared = packed(merge(shared, take()));
  const loaded = Object.keys(store());
  for (const path of loaded) recorded.shared[path] ??= '';
  const name = file.replace(/.*\/test\//, '').replaceAll('/', '~');
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(recorded));
});

function store(): Store {
  return ((globalThis as Record<string, unknown>)[STORE] ??= {}) as Store;
}

/** What was set since the last time, here and in commands that this process ran; all is unset again. */
function take(): Store {
  let taken: Store = {};
  for (const [path, bytes] of Object.entries(store())) {
    if (!bytes.includes(1)) continue;
    taken[path] = bytes.slice();
    bytes.fill(0);
  }
  for (const name of readdirSync(commands)) {
    if (!name.startsWith(`${process.pid}-`)) continue;
    recorded.spawns = true;
    const said = JSON.parse(readFileSync(join(commands, name), 'utf8')) as Record<string, number[]>;
    rmSync(join(commands, name));
    taken = merge(taken, Object.fromEntries(Object.entries(said).map(([path, row]) => [path, bytesOf(row)])));
  }
  return taken;
}

function merge(a: Store, b: Store): Store {
  const merged = { ...a };
  for (const [path, bytes] of Object.entries(b)) {
    const there = merged[path];
    merged[path] = there ? there.map((value, index) => value | bytes[index]!) : bytes;
  }
  return merged;
}

function packed(bits: Store): Record<string, string> {
  return Object.fromEntries(Object.entries(bits).map(([path, bytes]) => [path, pack(bytes)]));
}

/** What a command tells of a source file: how many probes it has, and the indexes of those that were set. */
function bytesOf([size = 0, ...indexes]: number[]): Uint8Array {
  const bytes = new Uint8Array(size);
  for (const index of indexes) bytes[index] = 1;
  return bytes;
}
