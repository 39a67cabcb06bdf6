import type { Finding } from '../api/finding.js';
import { type InputResult, readInputs } from '../manifest/files.js';
import { UsageError } from './exit.js';

/** Reads the files that an option names. Throws UsageError with the place of what cannot be read. */
export function readOptionFiles(option: string, paths: readonly string[]): InputResult {
  const read = readInputs(paths);
  const wrong = read.findings.find(({ severity }) => severity === 'error');
  if (wrong) throw new UsageError(`${option}: ${withPlace(wrong)}`);
  return read;
}

/** What cannot be read, behind its place; a path that is not there has none. */
export function withPlace({ rule, message, location: { file, start } }: Finding): string {
  return rule === 'input/not-found' ? message : `${file}:${start.line}:${start.column}: ${message}`;
}
