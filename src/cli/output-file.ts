import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inertText } from '../report/inert.js';
import { UsageError } from './exit.js';

/** Writes what `--format NAME=FILE` asked for, making the folders on the way. Throws UsageError where that cannot be. */
export function writeOutputFile(file: string, content: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, inertText(content));
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}
