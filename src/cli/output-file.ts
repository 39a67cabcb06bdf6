import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inertText } from '../report/inert.js';
import { UsageError } from './exit.js';

/** Writes what `--format NAME=FILE` asked for. Throws UsageError where that cannot be; a folder that is not there is a slip. */
export function writeOutputFile(file: string, content: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new UsageError(`${file} cannot be written: there is no folder ${folder}`);
  attempt(file, () => writeFileSync(file, inertText(content)));
}

/** Writes behind what a file has, as for the summary of a step. Throws UsageError where that cannot be. */
export function appendOutputFile(file: string, content: string): void {
  attempt(file, () => appendFileSync(file, inertText(content)));
}

function attempt(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}
