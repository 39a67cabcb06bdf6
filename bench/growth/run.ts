/** Runs the command of a shape in this process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute } from '../../src/cli/main.js';
import { createStyle } from '../../src/report/style.js';
import type { GrowthShape } from './shape.js';

/** What came of it. */
interface Ended {
  status: number;
  /** Everything printed, to both streams. */
  printed: string;
}

/** Runs the command of a shape at a size in this process, in a folder of its own. `around` is called with the command alone. */
export async function runGrown(
  { command, files }: GrowthShape,
  size: number,
  around: (run: () => Promise<void>) => Promise<void> = (run) => run(),
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-growth-'));
  for (const [name, text] of Object.entries(files(size))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const ended: Ended = { status: 0, printed: '' };
  const stream = {
    write: (text: string) => {
      ended.printed += text;
    },
    isTTY: false,
    width: 120,
    style: createStyle(false),
  };
  const argv = typeof command === 'function' ? command(size) : command;
  const before = process.cwd();
  process.chdir(folder);
  try {
    await around(async () => {
      ended.status = await execute(argv, { env: {}, stdout: stream, stderr: stream });
    });
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
  return ended;
}
