import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { policyNamed } from '../admission/plugins/pod-security/policy.js';
import { applyFixes, type Fixed } from '../lint/fix.js';
import type { Source } from '../manifest/document.js';
import { fileType } from '../manifest/files.js';
import { standsInFile } from '../manifest/made-files.js';
import { printable } from '../report/inert.js';
import { LINT_FORMATS } from '../report/lint-formats/index.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';
import { configOptions } from './configured.js';
import { type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import type { Checked, LintCommandOptions, LintFormatName } from './lint-options.js';
import { lintPaths } from './lint-run.js';
import { rejectFailure, status, tellingOf, write } from './lint-told.js';
import {
  addOptions,
  crdOption,
  featureGatesOption,
  formatOption,
  k8sVersionsOption,
  nodePortRangeOption,
  type Output,
  quietOption,
  repeatedOption,
  shardOption,
  watchOption,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { replaceFile } from './replace-file.js';
import { ruleChoice, ruleOptions } from './rule-options.js';
import { pathsOf, sourceOptions, tellNotes } from './source-options.js';

export const READS = ['crd', 'policy', 'cluster', 'within', 'baseline', 'helmValues'];

const FORMATS: readonly LintFormatName[] = [
  ...(Object.keys(LINT_FORMATS) as (keyof typeof LINT_FORMATS)[]),
  'blob',
];

function readCount(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number of warnings.');
}

function readLevel(text: string): string {
  if (policyNamed(text)) return text;
  throw new InvalidArgumentError('Write a level such as baseline or restricted, or restricted:v1.30.');
}

export function declare(command: Command): void {
  command.argument('[paths...]', 'files, folders, patterns; - for standard input');
  addOptions(command, [
    k8sVersionsOption(),
    featureGatesOption(),
    formatOption(FORMATS),
    ...configOptions(),
    ...sourceOptions(),
    quietOption(),
    new Option(
      '-v, --verbose',
      'what was read and what was not, on standard error; what is said of several places at each of them',
    ),
    ...ruleOptions(),
    crdOption(),
    nodePortRangeOption(),
    new Option(
      '--pod-security <level>',
      'hold all pods to a level of the Pod Security Standards: baseline, restricted, restricted:v1.30',
    ).argParser(readLevel),
    repeatedOption(
      '--policy <file>',
      'a file or folder with admission policies to hold the objects against, beside those among the manifests',
    ),
    repeatedOption(
      '--cluster <file>',
      'objects of a cluster, as kubeplan snapshot or kubectl get -o yaml writes them',
    ),
    new Option('--closed-world', 'what is not given is not there, in any namespace').conflicts('openWorld'),
    new Option('--open-world', 'what is not given may be there, also in a namespace that is given'),
    new Option('--baseline <file>', 'say nothing of what this file has of an earlier run'),
    new Option('--write-baseline', 'write what is found now into the file of --baseline'),
    new Option('--since <revision>', 'only what differs from a git revision, and what follows from that'),
    repeatedOption(
      '--within <path>',
      'manifests around the paths, read for what those refer to, and nothing is told of; may be given several times',
    ),
    new Option(
      '--cache [=file]',
      "tell what the same run came to before, as long as nothing is another; kept in the file, or the user's own cache",
    ).conflicts(['fix', 'fixDryRun', 'shard', 'watch', 'writeBaseline']),
    shardOption('files').conflicts(['fix', 'fixDryRun', 'watch', 'writeBaseline']),
    watchOption().conflicts(['fix', 'fixDryRun', 'writeBaseline']),
    new Option('--fix', 'mend in the files what has one obvious fix'),
    new Option('--fix-dry-run', 'print what --fix would change as a diff, and write nothing').conflicts(
      'fix',
    ),
    new Option('--strict', 'warnings, and what is not known, end with exit status 1 too'),
    new Option('--max-warnings <number>', 'more warnings than this end with exit status 1').argParser(
      readCount,
    ),
    new Option('--report-only', 'whatever is found, end with exit status 0'),
    new Option('--strict-kinds', 'custom resources whose CustomResourceDefinition is not given are errors'),
    new Option('--ignore-unknown-kinds', 'say nothing about kinds that kubeplan has no schema of').conflicts(
      'strictKinds',
    ),
    new Option('--skip-non-kubernetes', 'pass over files in which nothing is a Kubernetes object'),
  ]);
}

export async function run(args: string[], given: LintCommandOptions, io: Io): Promise<ExitStatus> {
  const paths = pathsOf(args, given);
  if (paths.length === 0) {
    throw new UsageError(
      'nothing to lint: give files, folders or - for standard input',
      'kubeplan lint . checks every manifest of this folder and below.',
    );
  }
  const isParted = given.shard !== undefined || given.format.some(({ format }) => format === 'blob');
  const part = isParted ? (await import('./lint-shard.js')).partAsked(given, io) : undefined;
  const options = part ? { ...given, part } : given;
  const choice = await ruleChoice(options, options.config);
  let checked =
    options.cache === undefined
      ? await lintPaths(paths, options, choice)
      : await (await import('./lint-cache.js')).lintCached(paths, options, choice, io);
  const mended = options.fix ? fixFiles(checked, paths, io) : undefined;
  if (mended) checked = await lintPaths(paths, options, choice);
  tellNotes(checked.notes, options.verbose === true, io);
  rejectNothing(paths, checked, options);
  if (options.verbose) tellReading(checked, options, io);

  const isDryRun = options.fixDryRun === true;
  if (isDryRun) await writeFixes(checked, options, io);
  for (const output of options.format) {
    if (output.format === 'blob') await writeBlob(output, paths, checked, options, io);
    else if (!isDryRun || !isTextOnStdout(output))
      await write({ ...output, format: output.format }, checked, mended, tellingOf(options), io);
  }
  rejectFailure(checked.result);
  return status(checked.result, options);
}

/** Where a folder was to be looked at and all in it is excluded, silence would be no answer. Single files are as they are. */
function rejectNothing(
  paths: readonly string[],
  { sources, excluded, result }: Checked,
  { config }: LintCommandOptions,
): void {
  if (sources.length > 0 || excluded.length === 0 || result.findings.length > 0) return;
  if (!paths.some((path) => fileType(path) === 'folder')) return;
  throw new UsageError(
    `nothing is read of ${paths.join(' ')}: ${config?.file || 'the configuration'} excludes all of it`,
    'kubeplan lint --verbose names the files, and --no-config reads them.',
  );
}

/** Writes the mended texts back; how many findings they mended. What cannot be written is told, and the others are. */
function fixFiles(checked: Checked, paths: readonly string[], io: Io): number {
  let count = 0;
  for (const { mended, source } of fixesFor(checked)) {
    const { refused, note } = replaceFile(source.file, source.text, paths);
    if (refused === undefined) count += mended.length;
    const told = refused === undefined ? note : `it was not mended: ${refused}`;
    if (told !== undefined) io.stderr.write(`kubeplan: ${source.file}: ${told}\n`);
  }
  return count;
}

/** The texts that fixes can be written to, mended. */
function fixesFor({ sources, result }: Checked): (Fixed & { before: Source })[] {
  return sources.flatMap((before) => {
    if (!standsInFile(before.file)) return [];
    const fixed = applyFixes(before, result.findings);
    return fixed.mended.length > 0 && isWhole(before) ? [{ ...fixed, before }] : [];
  });
}

/** Prints what fixes would change: in the place of the text, or beside what else is written to standard output. */
async function writeFixes(
  checked: Checked,
  options: LintCommandOptions,
  { stdout, stderr }: Io,
): Promise<void> {
  const fixes = fixesFor(checked);
  const { fixesDiff } = await import('../report/fixes-diff.js');
  const to = options.format.some(isTextOnStdout) ? stdout : stderr;
  to.write(
    fixesDiff(
      fixes.map(({ before, source }) => ({ before, after: source })),
      to.style,
    ),
  );
  const mended = fixes.reduce((sum, fix) => sum + fix.mended.length, 0);
  const all = checked.result.findings.length;
  if (!options.quiet)
    stderr.write(`kubeplan: --fix would mend ${mended} of ${all} ${all === 1 ? 'finding' : 'findings'}\n`);
}

function isTextOnStdout({ format, file }: Output<LintFormatName>): boolean {
  return format === 'text' && file === undefined;
}

/** False for a text that is not byte for byte the file's: writing it back would change more than the fix. */
function isWhole({ file, text }: Source): boolean {
  return readFileSync(file).equals(Buffer.from(text));
}

/** What was read, and what was not and why: on standard error, beside the answer. */
function tellReading({ sources, excluded }: Checked, { config }: LintCommandOptions, { stderr }: Io): void {
  const say = (what: string) => stderr.write(`kubeplan: ${printable(what)}\n`);
  if (config?.file) say(`configured by ${config.file}`);
  for (const { file } of config?.nested ?? []) say(`below ${dirname(file)} configured by ${file}`);
  for (const { file } of sources) say(`read ${file === '-' ? 'standard input' : file}`);
  for (const file of excluded) say(`not read, excluded: ${file}`);
}

async function writeBlob(
  { file }: Output,
  paths: readonly string[],
  checked: Checked,
  options: LintCommandOptions,
  { stdout }: Io,
): Promise<void> {
  const text = (await import('./lint-shard.js')).lintBlob(paths, checked, options);
  if (file === undefined) stdout.write(text);
  else writeOutputFile(file, text);
}
