import type { Finding, Location } from '../api/finding.js';
import { type InputOptions, type InputResult, readInputs } from '../manifest/files.js';
import { INPUT_RULES } from '../manifest/rules.js';
import { inertProse, printable } from '../report/inert.js';
import { UsageError } from './exit.js';

/** Reads the files that an option names. Throws UsageError with the place of what cannot be read. */
export function readOptionFiles(
  option: string,
  paths: readonly string[],
  options: Pick<InputOptions, 'memory'> = {},
): InputResult {
  const read = readInputs(paths, options);
  const wrong = read.findings.find(({ severity }) => severity === 'error');
  if (wrong) throw new UsageError(`${option}: ${withPlace(wrong)}`);
  return read;
}

/** What of a folder is no file with a text. */
export function specialNotes({ findings }: { findings: readonly Finding[] }): string[] {
  return findings
    .filter(({ rule }) => rule === INPUT_RULES.special.name)
    .map(({ message }) => inertProse(message));
}

/** What cannot be read, behind its place; a path that is not there has none. */
export function withPlace({ rule, message, location }: Finding): string {
  return rule === INPUT_RULES.notFound.name ? message : atPlace(location, message);
}

/** `web.yaml:3:1: …`: what is said of a place, with nothing in it that a terminal would act on. */
export function atPlace({ file, start }: Location, message: string): string {
  const lines = inertProse(`${file}:${start.line}:${start.column}: ${message}`).split('\n');
  return lines.map(printable).join('\n');
}

/** A path that is not there, or that cannot be rendered, is a mistake on the command line. */
export function rejectMissing({ findings }: { findings: readonly Finding[] }): void {
  const missing = findings.find(isMistake);
  if (missing) throw new UsageError(missing.message);
}

/** Whether what is wrong is the command line, not what it leads to. */
export function isMistake({ rule }: Finding): boolean {
  return rule === INPUT_RULES.notFound.name || rule === INPUT_RULES.notRendered.name;
}
