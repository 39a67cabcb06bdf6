import { readFileSync } from 'node:fs';
import { loadKinds } from '../admission/groups/index.js';
import type { KubernetesVersion } from '../api/version.js';
import { needsWorld, plainServer } from '../lint/files-server.js';
import { applyFixes } from '../lint/fix.js';
import { type LintResult, lintDocuments, resultOf } from '../lint/lint-documents.js';
import type { LintOptions } from '../lint/options.js';
import type { Source } from '../manifest/document.js';
import { kustomizationsBeside, readInputs } from '../manifest/files.js';
import { lintJson } from '../report/findings-json.js';
import { countOf, lintText } from '../report/findings-text.js';
import { githubReport } from '../report/github.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { readOptionFiles } from './option-files.js';
import { addOptions, crdOption, formatOption, k8sOption, type Output, quietOption } from './options.js';
import { writeOutputFile } from './output-file.js';
import { replaceFile } from './replace-file.js';

const FORMATS = ['text', 'json', 'github'] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  k8s: KubernetesVersion;
  format: Output<Format>[];
  crd?: string[];
  quiet?: boolean;
  fix?: boolean;
  strict?: boolean;
  maxWarnings?: number;
  strictKinds?: boolean;
  ignoreUnknownKinds?: boolean;
  skipNonKubernetes?: boolean;
}

function readCount(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number of warnings.');
}

export function declare(command: Command): void {
  command.argument('[paths...]', 'files, folders, patterns; - for standard input');
  addOptions(command, [
    k8sOption(),
    formatOption(FORMATS),
    quietOption(),
    crdOption(),
    new Option('--fix', 'mend in the files what has one obvious fix'),
    new Option('--strict', 'warnings end with exit status 1 too'),
    new Option('--max-warnings <number>', 'more warnings than this end with exit status 1').argParser(
      readCount,
    ),
    new Option('--strict-kinds', 'custom resources whose CustomResourceDefinition is not given are errors'),
    new Option('--ignore-unknown-kinds', 'say nothing about kinds that kubeplan has no schema of').conflicts(
      'strictKinds',
    ),
    new Option('--skip-non-kubernetes', 'pass over files in which nothing is a Kubernetes object'),
  ]);
}

export async function run(paths: string[], options: Options, io: Io): Promise<ExitStatus> {
  if (paths.length === 0) {
    throw new UsageError(
      'nothing to lint: give files, folders or - for standard input',
      'kubeplan lint deploy/ checks every manifest of the folder deploy.',
    );
  }
  let checked = await check(paths, options);
  const mended = options.fix ? fixFiles(checked, paths, io) : 0;
  if (mended > 0) checked = await check(paths, options);

  for (const output of options.format) write(output, checked, mended, options, io);
  return status(checked.result, options);
}

/** The answer, and the texts that it is about. */
interface Checked {
  sources: Source[];
  result: LintResult;
}

async function check(paths: string[], options: Options): Promise<Checked> {
  const read = readInputs(paths);
  const values = read.documents.map(({ value }) => value);
  // Most runs can do without a world, and start sooner.
  const isWorldly = options.crd !== undefined || needsWorld(values);
  const serverOf = isWorldly
    ? (await import('../lint/world-server.js')).worldServer
    : plainServer(await loadKinds(values));
  const lintOptions: LintOptions = {
    k8s: options.k8s,
    crds: options.crd && readOptionFiles('--crd', options.crd).sources,
    kustomizations: kustomizationsBeside(read.sources),
    strictKinds: options.strictKinds,
    ignoreUnknownKinds: options.ignoreUnknownKinds,
    skipNonKubernetes: options.skipNonKubernetes,
  };
  const { sources } = read;
  const linted = lintDocuments(sources, read, serverOf, lintOptions);
  // Where nothing is told, nothing has to be hidden.
  const shown =
    linted.found.length === 0
      ? { findings: [], hidden: [] }
      : (await import('../lint/hidden.js')).withoutSecrets(linted.found, sources, read);
  return { sources, result: resultOf(linted, shown) };
}

/** Writes the mended texts back; how many findings they mended. What cannot be written is told, and the others are. */
function fixFiles({ sources, result }: Checked, paths: readonly string[], io: Io): number {
  let mended = 0;
  for (const source of sources) {
    if (source.file === '-') continue;
    const fixed = applyFixes(source, result.findings);
    if (fixed.mended.length === 0 || !isWhole(source)) continue;
    const { refused, note } = replaceFile(source.file, fixed.source.text, paths);
    if (refused === undefined) mended += fixed.mended.length;
    const told = refused === undefined ? note : `it was not mended: ${refused}`;
    if (told !== undefined) io.stderr.write(`kubeplan: ${source.file}: ${told}\n`);
  }
  return mended;
}

/** False for a text that is not byte for byte the file's: writing it back would change more than the fix. */
function isWhole({ file, text }: Source): boolean {
  return readFileSync(file).equals(Buffer.from(text));
}

function write(
  { format, file }: Output<Format>,
  { sources, result }: Checked,
  mended: number,
  options: Options,
  io: Io,
): void {
  const well = result.findings.length === 0 && mended === 0;
  if (file === undefined) {
    if (format === 'json') io.stdout.write(lintJson(result));
    else if (format === 'github') io.stdout.write(githubReport(result.findings));
    else if (!(options.quiet && (well || isQuiet(result, options)))) {
      io.stdout.write(text(result, sources, mended, options, io.stdout));
    }
    return;
  }
  const content =
    format === 'json'
      ? lintJson(result)
      : format === 'github'
        ? githubReport(result.findings)
        : text(result, sources, mended, options, undefined);
  writeOutputFile(file, content);
}

/** Remarks alone are no reason to speak up when asked to be quiet. */
function isQuiet({ counts }: LintResult, options: Options): boolean {
  return counts.error === 0 && counts.warning === 0 && options.fix !== true;
}

function text(
  result: LintResult,
  sources: readonly Source[],
  mended: number,
  options: Options,
  out: Io['stdout'] | undefined,
): string {
  const texts = new Map(sources.map((source) => [source.file, source.text]));
  const fixable = result.findings.filter(({ fix, location }) => fix && location.file !== '-').length;
  const done = mended > 0 ? `${countOf(mended, 'finding')} mended.\n` : '';
  const which =
    fixable < result.findings.length ? `${fixable} of them` : fixable === 1 ? 'it' : 'all of them';
  const next = fixable > 0 && !options.fix ? `kubeplan lint --fix mends ${which}.` : undefined;
  return done + lintText(result, texts, { style: out?.style, width: out?.width, next });
}

function status({ counts }: LintResult, { strict, maxWarnings }: Options): ExitStatus {
  const most = strict ? 0 : (maxWarnings ?? Number.POSITIVE_INFINITY);
  return counts.error > 0 || counts.warning > most ? EXIT.FOUND : EXIT.OK;
}
