import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { commandLine } from '../api/shell.js';
import { listed, numbered } from '../api/text.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import {
  BASELINE_FILE,
  configFile,
  GITLAB_FILE,
  githubWorkflow,
  gitlabJob,
  type NewFile,
  PRE_COMMIT_FILE,
  preCommitConfig,
  type RenderedPlaces,
  renderedPlaces,
  renderedWords,
  type Survey,
  surveyOf,
} from '../init/index.js';
import type { LintResult } from '../lint/lint-documents.js';
import { CONFIG_FILES, readInputs } from '../manifest/files.js';
import { canRender } from '../manifest/render.js';
import { printable } from '../report/inert.js';
import { summaryOf } from '../report/summary.js';
import { askerOf, isYes } from './ask.js';
import { type Command, createCommand, Option, readCommandLine } from './command-line.js';
import { configured, withConfigErrors } from './configured.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Ask, Io } from './io.js';
import { declare as declareLint } from './lint.js';
import type { LintCommandOptions } from './lint-options.js';
import { lintPaths } from './lint-run.js';
import { isMistake } from './option-files.js';
import { addOptions, k8sIfGivenOption } from './options.js';
import type { WithProgress } from './progress.js';
import { settled } from './release.js';
import { ruleChoice } from './rule-options.js';
import { pathsOf } from './source-options.js';
import { withoutBroken } from './unrendered.js';
import { kubeplanVersion } from './version.js';

/** What was given. */
interface Given extends WithProgress {
  k8s?: KubernetesVersion;
  github?: boolean;
  gitlab?: boolean;
  preCommit?: boolean;
  baseline?: boolean;
  yes?: boolean;
}

/** The same, with the Kubernetes that a new configuration names. */
type Options = Given & { k8s: KubernetesVersion };

/** The most rules that are named of what the first run finds. */
const MOST_RULES = 8;

export function declare(command: Command): void {
  addOptions(command, [
    k8sIfGivenOption(),
    new Option('--github', 'write a workflow for GitHub'),
    new Option('--gitlab', 'write a job for GitLab'),
    new Option('--pre-commit', 'write the hook for pre-commit'),
    new Option(
      '--baseline',
      `write what is found now into ${BASELINE_FILE}, so that only what is new is told`,
    ),
    new Option('-y, --yes', 'ask nothing: write what fits what is there already, and the baseline'),
  ]);
}

export async function run(args: string[], given: Given, io: Io): Promise<ExitStatus> {
  if (args.length > 0) {
    throw new UsageError(
      `kubeplan init takes no path, and ${args[0]} is given`,
      'It sets up the folder it runs in.',
    );
  }
  rejectBelowRepository();
  const options: Options = { ...given, k8s: given.k8s ?? NEWEST_VERSION };
  const before = CONFIG_FILES.find((one) => existsSync(one));
  const { sources, documents } = readInputs(['.']);
  const found = surveyOf(sources, documents);
  io.stdout.write(seen(found));
  const survey = withoutBroken(found, options.k8s, io);
  const ask = options.yes ? undefined : askerOf(io);
  const hasBaseline = existsSync(BASELINE_FILE);
  const hasConfig = hasOwnConfig(survey, options);
  if (hasConfig) io.stdout.write(left(hasConfig));
  else write(configFile(survey, options.k8s, hasBaseline), io);
  if (before !== undefined && given.k8s) io.stdout.write(await versionNote(before, given.k8s));
  for (const file of wanted(survey, options, ask)) write(file, io);
  if (survey.objects + survey.charts.length === 0) return EXIT.OK;
  await lintOnce({ survey, options, ask, hasConfig, hasBaseline }, io);
  return EXIT.OK;
}

/** The configuration that is there; not one that was written here and nobody has changed. */
function hasOwnConfig(survey: Survey, { k8s }: Options): string | undefined {
  const name = CONFIG_FILES.find((one) => existsSync(one));
  if (name === undefined) return undefined;
  const { path, text } = configFile(survey, k8s, false);
  return name === path && readFileSync(path, 'utf8') === text ? undefined : name;
}

const left = (path: string): string => `  left     ${path}, it is there already\n`;

/** What the Kubernetes that was asked for is to a configuration that is there, and left as it is. */
async function versionNote(file: string, asked: KubernetesVersion): Promise<string> {
  const { readConfig } = await import('../config/index.js');
  const config = withConfigErrors(() => readConfig(file));
  const said = config.flatMap(({ value }) => value['kubernetes'] ?? []).at(-1);
  const note =
    said === undefined
      ? `it names no Kubernetes, which kubernetes: '${asked}' in it would`
      : said === asked
        ? `it is for Kubernetes ${asked} as well`
        : `it stays for Kubernetes ${printable(String(said))}: --k8s ${asked} changes nothing in it`;
  return `           ${note}\n`;
}

/** Servers and hooks look at the top of a repository. */
function rejectBelowRepository(): void {
  if (existsSync('.git') || !isInRepository()) return;
  throw new UsageError(
    'this folder is not the top of its repository, where servers and hooks look',
    'cd "$(git rev-parse --show-toplevel)" leads there.',
  );
}

function isInRepository(): boolean {
  for (let folder = resolve(''); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(resolve(folder, '.git'))) return true;
  }
  return false;
}

/** What is there beside plain manifests, in one line. */
function seen({ objects, charts, overlays, crds }: Survey): string {
  const parts = [
    charts.length > 0 && numbered(charts.length, 'chart'),
    overlays.length > 0 && numbered(overlays.length, 'kustomization'),
    crds.length > 0 && `definitions in ${crds.length === 1 ? crds[0] : numbered(crds.length, 'place')}`,
  ].filter((part) => part !== false);
  if (parts.length > 0) return `Found ${listed(parts)}.\n\n`;
  return objects === 0 ? 'There is no manifest here yet.\n\n' : '';
}

/** The files beside the configuration, by the options, or by what is answered; in silence by what is there. */
function wanted(survey: Survey, options: Options, ask: Ask | undefined): NewFile[] {
  const isChosen = options.github || options.gitlab || options.preCommit;
  const wants = (flag: boolean | undefined, isUsed: boolean, what: string): boolean => {
    if (flag || isChosen) return flag === true;
    if (options.yes) return isUsed;
    return ask !== undefined && isYes(ask(`${what} ${isUsed ? '[Y/n]' : '[y/N]'} `), isUsed);
  };
  const version = kubeplanVersion();
  const hasJobs = existsSync(GITLAB_FILE);
  return [
    ...(wants(options.github, existsSync('.github'), 'Check pull requests on GitHub?')
      ? [githubWorkflow(survey, version)]
      : []),
    ...(wants(options.gitlab, hasJobs, 'Check merge requests on GitLab?')
      ? [gitlabJob(survey, version, hasJobs)]
      : []),
    ...(wants(options.preCommit, existsSync(PRE_COMMIT_FILE), 'Check commits, with pre-commit?')
      ? [preCommitConfig(version)]
      : []),
  ];
}

/** Writes a file that is not there yet; of one that is, says what it would have to hold. */
function write({ path, text, toAdd }: NewFile, { stdout }: Io): void {
  const isThere = existsSync(path);
  if (isThere) stdout.write(left(path));
  else {
    attempt(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: 'wx' });
    });
    stdout.write(`  written  ${path}\n`);
  }
  if (!toAdd || !existsSync(toAdd.file) || (toAdd.file === path && !isThere)) return;
  if (readFileSync(toAdd.file, 'utf8').includes('kubeplan')) return;
  stdout.write(`           to be added to ${toAdd.file}:\n\n${indented(toAdd.text)}\n`);
}

function attempt(path: string, writes: () => void): void {
  try {
    writes();
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '             ');

interface FirstRun {
  survey: Survey;
  options: Options;
  ask: Ask | undefined;
  /** Whether the configuration is the owner's. */
  hasConfig: string | undefined;
  hasBaseline: boolean;
}

/** Says what linting the folder finds, and what it is rendered to, and keeps it in a baseline where that is wanted. */
async function lintOnce(first: FirstRun, io: Io): Promise<void> {
  const words = renderedWords(renderedHere(first.survey, io));
  const result = await lintHere(words, first.options);
  const { scope, counts, rest } = summaryOf(result, io.stdout.style);
  const command = commandLine('kubeplan', 'lint', '.', ...words);
  io.stdout.write(`\n${command}   ${[`${scope}: ${counts}`, ...rest].join('; ')}.\n${mostFound(result)}`);
  if (wantsBaseline(first, result)) await writeBaseline(first, words, io);
  else if (result.counts.error + result.counts.warning > 0 && !first.hasBaseline) {
    io.stdout.write('\nkubeplan init --baseline   keeps that apart, so that only what is new is told.\n');
  }
}

/** What can be rendered here; of the rest it is said that it was not looked at. */
function renderedHere(survey: Survey, { stdout }: Io): RenderedPlaces {
  const { charts, kustomizations } = renderedPlaces(survey);
  const here = (what: keyof RenderedPlaces, places: readonly string[], program: string) => {
    if (places.length === 0 || canRender(what)) return places;
    stdout.write(
      `\n${program} is not here: ${listed([...places])} ${places.length === 1 ? 'was' : 'were'} not rendered.\n`,
    );
    return [];
  };
  return {
    charts: here('charts', charts, 'helm'),
    kustomizations: here('kustomizations', kustomizations, 'kustomize, or kubectl,'),
  };
}

function wantsBaseline({ options, ask, hasBaseline }: FirstRun, { counts }: LintResult): boolean {
  if (hasBaseline || counts.error + counts.warning === 0) return false;
  if (options.baseline || options.yes) return true;
  return ask !== undefined && isYes(ask('\nTell only what is new from now on, by a baseline? [Y/n] '), true);
}

async function writeBaseline(
  { survey, options, hasConfig }: FirstRun,
  words: readonly string[],
  { stdout }: Io,
): Promise<void> {
  await lintHere([...words, '--baseline', BASELINE_FILE, '--write-baseline'], options);
  stdout.write(`\n  written  ${BASELINE_FILE}\n`);
  if (hasConfig) {
    stdout.write(
      `           to be added to the configuration:\n\n${indented(`lint:\n  baseline: ${BASELINE_FILE}\n`)}`,
    );
    return;
  }
  const { path, text } = configFile(survey, options.k8s, true);
  attempt(path, () => writeFileSync(path, text));
  stdout.write(`  written  ${path}, which names it\n`);
}

/** What `kubeplan lint .` comes to with more words, with the configuration that holds. */
async function lintHere(words: readonly string[], { progress }: WithProgress): Promise<LintResult> {
  const create = () => {
    const command = createCommand('lint', '');
    declareLint(command);
    return command;
  };
  const argv = ['.', ...words];
  const read = readCommandLine(create(), argv);
  if (!read) throw new Error('the command line of lint cannot be read');
  const { line } = settled(await configured(read, create, argv));
  const all = line.options;
  const options: LintCommandOptions = { ...(all as never as LintCommandOptions), progress };
  const checked = await lintPaths(
    pathsOf(read.args, options),
    options,
    await ruleChoice(options, options.config),
  );
  return checked.result;
}

/** The rules that find most, one a line. */
function mostFound({ findings }: LintResult): string {
  const counted = new Map<string, number>();
  for (const finding of findings) {
    const { rule, severity } = finding;
    if (severity !== 'info' && !isMistake(finding)) counted.set(rule, (counted.get(rule) ?? 0) + 1);
  }
  const rows = [...counted].sort(([, a], [, b]) => b - a);
  const more = rows.length - MOST_RULES;
  return [
    ...rows.slice(0, MOST_RULES).map(([rule, count]) => `  ${String(count).padStart(5)}  ${rule}\n`),
    ...(more > 0 ? [`         and ${numbered(more, 'rule')} more\n`] : []),
  ].join('');
}
