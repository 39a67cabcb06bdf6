import { readFileSync } from 'node:fs';
import { loadKinds } from '../admission/groups/index.js';
import { type Finding, placeText } from '../api/finding.js';
import type { JsonValue } from '../api/json.js';
import type { PortRange } from '../api/port-range.js';
import type { KubernetesVersion } from '../api/version.js';
import type { AgainstBaseline } from '../lint/baseline.js';
import { FAILED } from '../lint/failed.js';
import { needsWorld, plainServer, type ServerOfFiles } from '../lint/files-server.js';
import { applyFixes } from '../lint/fix.js';
import { type LintResult, lintDocuments, resultOf } from '../lint/lint-documents.js';
import type { LintOptions } from '../lint/options.js';
import type { Rule } from '../lint/rule.js';
import { goesBeyondDefault, type RuleChoice } from '../lint/rule-choice.js';
import { RULES } from '../lint/rules/index.js';
import { rulesFor } from '../lint/rules/of-kinds.js';
import type { Source } from '../manifest/document.js';
import { kustomizationsBeside, readInputs } from '../manifest/files.js';
import { INPUT_RULES } from '../manifest/rules.js';
import { LINT_FORMATS } from '../report/lint-formats/index.js';
import type { BaselineOptions } from './baseline.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';
import { configOptions, type WithConfig } from './configured.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { readOptionFiles } from './option-files.js';
import {
  addOptions,
  crdOption,
  formatOption,
  k8sOption,
  nodePortRangeOption,
  type Output,
  quietOption,
  repeatedOption,
} from './options.js';
import { appendOutputFile, writeOutputFile } from './output-file.js';
import { replaceFile } from './replace-file.js';
import { type RuleOptions, ruleChoice, ruleOptions, ruleWords } from './rule-options.js';
import { kubeplanVersion } from './version.js';

type Format = keyof typeof LINT_FORMATS;
const FORMATS = Object.keys(LINT_FORMATS) as Format[];

interface Options extends RuleOptions, WithConfig, BaselineOptions {
  k8s: KubernetesVersion;
  nodePortRange?: PortRange;
  format: Output<Format>[];
  crd?: string[];
  policy?: string[];
  cluster?: string[];
  quiet?: boolean;
  verbose?: boolean;
  fix?: boolean;
  strict?: boolean;
  maxWarnings?: number;
  reportOnly?: boolean;
  closedWorld?: boolean;
  openWorld?: boolean;
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
    ...configOptions(),
    quietOption(),
    new Option('-v, --verbose', 'what is said of several places in full at each of them'),
    ...ruleOptions(),
    crdOption(),
    nodePortRangeOption(),
    repeatedOption(
      '--policy <file>',
      'a file or folder with admission policies to hold the objects against, beside those among the manifests',
    ),
    repeatedOption('--cluster <file>', 'objects of a cluster, as kubectl get -o yaml prints them'),
    new Option('--closed-world', 'what is not given is not there, in any namespace').conflicts('openWorld'),
    new Option('--open-world', 'what is not given may be there, also in a namespace that is given'),
    new Option('--baseline <file>', 'say nothing of what this file has of an earlier run'),
    new Option('--write-baseline', 'write what is found now into the file of --baseline'),
    new Option('--fix', 'mend in the files what has one obvious fix'),
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

export async function run(paths: string[], options: Options, io: Io): Promise<ExitStatus> {
  if (paths.length === 0) {
    throw new UsageError(
      'nothing to lint: give files, folders or - for standard input',
      'kubeplan lint deploy/ checks every manifest of the folder deploy.',
    );
  }
  const choice = await ruleChoice(options, options.config?.overrides);
  let checked = await check(paths, options, choice);
  const mended = options.fix ? fixFiles(checked, paths, io) : undefined;
  if (mended) checked = await check(paths, options, choice);

  for (const output of options.format) await write(output, checked, mended, options, io);
  rejectFailure(checked.result);
  return status(checked.result, options);
}

/** The answer, and the texts that it is about. */
interface Checked {
  sources: Source[];
  result: LintResult;
}

async function check(paths: string[], options: Options, choice: RuleChoice): Promise<Checked> {
  const read = readInputs(paths, { excludes: options.config?.excludes });
  const values = read.documents.map(({ value }) => value);
  const files = (option: string, paths?: string[]) => paths && readOptionFiles(option, paths).sources;
  const lintOptions: LintOptions = {
    ...choice,
    k8s: options.k8s,
    crds: files('--crd', options.crd),
    policies: files('--policy', options.policy),
    cluster: files('--cluster', options.cluster),
    nodePorts: options.nodePortRange,
    kustomizations: kustomizationsBeside(read.sources),
    closedWorld: options.closedWorld,
    namespaces: options.config?.namespaces,
    requireReason: options.config?.requireReason,
    openWorld: options.openWorld,
    strictKinds: options.strictKinds,
    ignoreUnknownKinds: options.ignoreUnknownKinds,
    skipNonKubernetes: options.skipNonKubernetes,
  };
  const { crds, policies, cluster } = lintOptions;
  // Most runs can do without a world, and start sooner.
  const isWorldly =
    (crds ?? policies ?? cluster ?? options.nodePortRange) !== undefined || needsWorld(values);
  const serverOf = isWorldly ? await inWorld(lintOptions) : plainServer(await loadKinds(values));
  const { sources } = read;
  const suppressed = mentionsUs(sources)
    ? (await import('../lint/suppressions/index.js')).readSuppressions(sources, read.documents, lintOptions)
    : undefined;
  const linted = lintDocuments(
    sources,
    read,
    serverOf,
    lintOptions,
    await rulesOf(choice, values),
    suppressed,
  );
  // Where nothing is told, nothing has to be hidden.
  const shown =
    linted.found.length === 0
      ? { findings: [], hidden: [] }
      : (await import('../lint/hidden.js')).withoutSecrets(linted.found, sources, read);
  const { findings, gone } = await heldAgainst(shown.findings, sources, options);
  const excluded = read.excluded;
  return { sources, result: resultOf({ ...linted, excluded }, { ...shown, findings }, gone) };
}

async function heldAgainst(
  findings: Finding[],
  sources: readonly Source[],
  options: Options,
): Promise<AgainstBaseline> {
  if (options.baseline === undefined && !options.writeBaseline) return { findings, gone: [] };
  return (await import('./baseline.js')).heldAgainstBaseline(findings, sources, options);
}

/** Whether a text says anything to kubeplan: a suppression begins with its name. */
function mentionsUs(sources: readonly Source[]): boolean {
  return sources.some(({ text }) => text.includes('kubeplan'));
}

/** The rules that can be among those chosen and have anything to look at: what only some runs need is not loaded for all. */
async function rulesOf(choice: RuleChoice, values: readonly JsonValue[]): Promise<readonly Rule[]> {
  if (goesBeyondDefault(choice)) return (await import('../lint/rules/all.js')).ALL_RULES;
  return [...RULES, ...(await rulesFor(values))];
}

async function inWorld(options: LintOptions): Promise<ServerOfFiles> {
  const [{ worldServer }, { besideOf }] = await Promise.all([
    import('../lint/world-server.js'),
    import('../lint/beside.js'),
  ]);
  return (version, values) => worldServer(version, values, besideOf(options, version));
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

async function write(
  { format, file }: Output<Format>,
  { sources, result }: Checked,
  mended: number | undefined,
  options: Options,
  { stdout, env }: Io,
): Promise<void> {
  const { verbose, strict } = options;
  const answer = {
    result,
    sources,
    mended,
    words: ruleWords(options),
    verbose,
    strict,
    kubeplan: kubeplanVersion(),
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
  { strict }: Options,
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

function status(
  { counts, findings, notKnown }: LintResult,
  { strict, maxWarnings, reportOnly }: Options,
): ExitStatus {
  // A path that leads nowhere is a mistake on the command line.
  if (findings.some(({ rule }) => rule === INPUT_RULES.notFound.name)) return EXIT.USAGE;
  if (reportOnly) return EXIT.OK;
  if (strict && notKnown.length > 0) return EXIT.FOUND;
  const most = strict ? 0 : (maxWarnings ?? Number.POSITIVE_INFINITY);
  return counts.error > 0 || counts.warning > most ? EXIT.FOUND : EXIT.OK;
}
