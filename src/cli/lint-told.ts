/** How what linting came to is told: written, and as an exit status. */
import { placeText } from '../api/finding.js';
import { FAILED } from '../lint/failed.js';
import type { LintResult } from '../lint/lint-documents.js';
import { LINT_FORMATS } from '../report/lint-formats/index.js';
import { EXIT, type ExitStatus } from './exit.js';
import type { Io } from './io.js';
import type { Checked, LintCommandOptions } from './lint-options.js';
import { isMistake } from './option-files.js';
import type { Output } from './options.js';
import { appendOutputFile, writeOutputFile } from './output-file.js';
import { ruleWords } from './rule-options.js';
import { kubeplanVersion } from './version.js';

/** How a result is told, and what exit status it makes. */
export type Telling = Pick<
  LintCommandOptions,
  'verbose' | 'strict' | 'quiet' | 'maxWarnings' | 'reportOnly'
> & {
  /** Options that a proposed command has to have again. */
  words: readonly string[];
};

/** The same of a command line. */
export function tellingOf(options: LintCommandOptions): Telling {
  const { verbose, strict, quiet, maxWarnings, reportOnly } = options;
  const words = [...(options.configWords ?? []), ...ruleWords(options)];
  return { verbose, strict, quiet, maxWarnings, reportOnly, words };
}

/** Writes one of the formats that are asked for; what blobs come to together as well. */
export async function write(
  { format, file }: Output<keyof typeof LINT_FORMATS>,
  { sources, beside, result }: Pick<Checked, 'sources' | 'beside' | 'result'>,
  mended: number | undefined,
  options: Telling,
  { stdout, env }: Io,
): Promise<void> {
  const { verbose, strict, words } = options;
  const answer = {
    result,
    sources: beside.length === 0 ? sources : [...sources, ...beside],
    mended,
    words,
    verbose,
    strict,
    kubeplan: kubeplanVersion,
  };
  const make = await LINT_FORMATS[format]();
  if (file !== undefined) writeOutputFile(file, make(answer));
  else if (format !== 'text' || !options.quiet || !isQuiet(result, mended, options)) {
    const { style, width } = stdout;
    stdout.write(make({ ...answer, style, width }));
  }
  const summary = format === 'github' ? env['GITHUB_STEP_SUMMARY'] : undefined;
  if (summary !== undefined) appendOutputFile(summary, (await LINT_FORMATS.markdown())(answer));
}

/** Remarks alone are no reason to speak up when asked to be quiet, unless something was to be mended. */
function isQuiet(
  { counts, findings, notKnown }: LintResult,
  mended: number | undefined,
  { strict }: Telling,
): boolean {
  if (strict && notKnown.length > 0) return false;
  if (findings.length === 0 && !mended) return true;
  return counts.error === 0 && counts.warning === 0 && mended === undefined;
}

/** Once all else is told: throws what kubeplan itself failed at, which ends in EXIT.FAILED. */
export function rejectFailure({ failures, findings }: Pick<LintResult, 'failures' | 'findings'>): void {
  const first = findings.find(({ rule }) => rule === FAILED.name);
  if (!first) return;
  throw new Error(`${first.message} (${placeText(first.location)})`, { cause: failures[0] });
}

/** What a result comes to for who asks by the exit status. */
export function status(
  { counts, findings, notKnown }: LintResult,
  { strict, maxWarnings, reportOnly }: Omit<Telling, 'words'>,
): ExitStatus {
  // A path that leads nowhere is a mistake on the command line.
  if (findings.some(isMistake)) return EXIT.USAGE;
  if (reportOnly) return EXIT.OK;
  if (strict && notKnown.length > 0) return EXIT.FOUND;
  const most = strict ? 0 : (maxWarnings ?? Number.POSITIVE_INFINITY);
  return counts.error > 0 || counts.warning > most ? EXIT.FOUND : EXIT.OK;
}
