import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The checkout that the tests are of. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What is run: the checkout, or a copy of it with changed code that whoever runs the tests has built (mutants/). */
const TESTED = process.env['KUBEPLAN_TESTED'] ?? ROOT;
/** The command's executable. */
export const BIN = join(TESTED, 'bin', 'kubeplan.js');
/** The built library, for `import()`. */
export const LIBRARY = pathToFileURL(join(TESTED, 'dist', 'index.js')).href;
const BUILT = join(ROOT, 'dist', 'cli.js');
const LOCK = join(ROOT, '.cache', 'test-build.lock');
/** A lock older than this was left by a run that died. */
const STALE_MS = 120_000;

interface How {
  cwd?: string;
  input?: string;
  env?: NodeJS.ProcessEnv;
}

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Makes sure that `dist/` is as new as the sources, so that the tests run what users run. Only tests of the command need
 * it, so they ask for it, instead of a set-up for all. Several test files may ask at once: one builds, the others wait.
 */
export async function ensureBuilt(): Promise<void> {
  if (TESTED !== ROOT) return;
  while (isStale()) {
    if (!lock()) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    try {
      if (!isStale()) return;
      const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs')], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      // The bundles come first; type declarations that fail are for the type check to tell.
      if (status !== 0 && isStale()) throw new Error(`the build failed:\n${stderr}`);
    } finally {
      rmSync(LOCK, { recursive: true, force: true });
    }
  }
}

function lock(): boolean {
  try {
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    mkdirSync(LOCK);
    return true;
  } catch {
    if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > STALE_MS) {
      rmSync(LOCK, { recursive: true, force: true });
    }
    return false;
  }
}

function isStale(): boolean {
  if (!existsSync(BUILT)) return true;
  const built = statSync(BUILT).mtimeMs;
  return ['src', 'schemas'].some((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).some(
      (file) => /\.(ts|json)$/.test(file) && statSync(join(ROOT, folder, file)).mtimeMs > built,
    ),
  );
}

/** Runs `kubeplan …` as a user would, without a terminal. */
export function kubeplan(args: string[], how: How = {}): Ran {
  return run(BIN, args, how);
}

/** The same of another installation. */
export function run(bin: string, args: string[], { cwd = ROOT, input = '', env = {} }: How): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { PATH: process.env['PATH'], ...env },
  });
  return { status, stdout, stderr };
}

/** Runs `kubeplan …` for a reader that goes away after the first bytes. */
export function kubeplanCutShort(
  args: string[],
  cwd: string,
): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stdout.once('data', () => child.stdout.destroy());
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('close', (status) => resolve({ status, stderr }));
  });
}
