import { NO_GATES } from '../api/gates.js';
import { commandLine } from '../api/shell.js';
import { numbered } from '../api/text.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { comparable } from '../diff/diff.js';
import { type History, type HistoryOptions, historyOf } from '../diff/history.js';
import { isTold } from '../diff/told.js';
import { undoOf, whyNoUndo } from '../diff/undo.js';
import type { Document } from '../manifest/document.js';
import { fileMemory } from '../manifest/file-memory.js';
import { type InputMemory, kustomizationsBeside, readInputs } from '../manifest/files.js';
import { type Commit, type PathLog, pathLog } from '../manifest/git-log.js';
import { gitPath, gitPathText } from '../manifest/git-path.js';
import { foldersOfKustomization } from '../manifest/remote.js';
import { INPUT_RULES } from '../manifest/rules.js';
import { historyJson } from '../report/history-json.js';
import { type HistoryReport, type HistoryTextOptions, historyText } from '../report/history-text.js';
import { type Command, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import {
  addOptions,
  featureGatesOption,
  formatOption,
  k8sOption,
  namespaceWords,
  type Output,
  readCount,
  repeatedOption,
  versionWords,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { counting } from './progress.js';
import { gatesOf, type WithRelease } from './release.js';
import { inputOptions, type RenderingOptions, renderingOptions } from './source-options.js';

const FORMATS = ['text', 'json', 'markdown'] as const;
/** So many commits are read unless told. */
const MOST_COMMITS = 200;

interface Options extends RenderingOptions, WithRelease {
  k8s: KubernetesVersion;
  format: Output<(typeof FORMATS)[number]>[];
  namespace: string;
  toRevision?: number;
  only?: string[];
  commits?: number;
  verbose?: boolean;
}

export function declare(command: Command): void {
  command.argument(
    '[path]',
    'a file or folder in a git repository: the commits of HEAD, or of another revision as git:REVISION:PATH',
  );
  addOptions(command, [
    new Option('--to-revision <number>', 'what kubectl rollout undo to that revision would change').argParser(
      readCount,
    ),
    repeatedOption(
      '--only <object>',
      'tell of these alone: deployment/web, deployment, "*/web"; may be given several times',
    ),
    new Option(
      '--commits <number>',
      `read no more than the newest ones (${MOST_COMMITS} unless told)`,
    ).argParser(readCount),
    k8sOption(),
    featureGatesOption(),
    formatOption(FORMATS),
    ...renderingOptions(),
    new Option('-v, --verbose', 'every field of a template that changes'),
    new Option('-n, --namespace <name>', 'the namespace of objects that name none').default('default'),
  ]);
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const [path, ...more] = args;
  if (path === undefined || more.length > 0) {
    throw new UsageError(
      'one path is given: a file or a folder in a git repository',
      'kubeplan history deploy/web.yaml',
    );
  }
  const most = options.commits ?? MOST_COMMITS;
  const at = gitPath(path) ?? { revision: 'HEAD', path };
  const log = pathLog(at, { most, beside: besideOf(at.path, options) });
  if (typeof log === 'string') throw new UsageError(log);
  const { states, notes } = await readStates(log, options);
  const gates = gatesOf(options) ?? NO_GATES;
  const how: HistoryOptions = { k8s: options.k8s, featureGates: gates, namespace: options.namespace };
  const history = historyOf(states, how);
  const workloads = history.workloads.filter((one) => isTold(one, options));
  if (workloads.length === 0) throw noneOf(path, log, options, notes);
  const { undone, without } =
    options.toRevision === undefined
      ? { undone: [], without: [] }
      : undoneOf({ ...history, workloads }, states, options.toRevision, { path, log, how });
  const report: HistoryReport = {
    path,
    commits: log.commits,
    workloads,
    notes: [...logNotes(log, most), ...notes, ...without],
    undone,
  };
  for (const output of options.format) await write(output, report, options, io);
  const isRefused = undone.some(
    ({ undone: one }) => one.is === 'refused' || (one.is === 'undone' && one.diff.counts.refused > 0),
  );
  return isRefused ? EXIT.FOUND : EXIT.OK;
}

/** What else a rendered folder is made of: the kustomizations that it stands on, values of a chart. */
function besideOf(path: string, { render, helmValues = [] }: Options): string[] {
  if (render === false) return [];
  return [...helmValues, ...foldersOfKustomization(path)];
}

/** What the path held in each commit; where it cannot be read, what it held before, and a note. */
async function readStates(
  { commits, top }: PathLog,
  options: Options,
): Promise<{ states: Document[][]; notes: string[] }> {
  const known = rememberedTexts();
  const progress = counting(options.progress, 'reading commits');
  const states: Document[][] = [];
  const notes = new Set<string>();
  for (const [at, commit] of commits.entries()) {
    progress?.(at, commits.length);
    const path = gitPathText({ revision: commit.short, path: `${top}${commit.path}` });
    const read = readInputs([path], { ...(await inputOptions([path], options)), memory: known });
    const how = { k8s: options.k8s, kustomizations: kustomizationsBeside(read) };
    const { sides, findings } = comparable([read], how);
    const wrong = findings.find(
      ({ rule, severity }) => severity === 'error' && rule !== INPUT_RULES.notFound.name,
    );
    for (const note of read.notes)
      if (!note.includes(' was rendered by ')) notes.add(withoutCommit(note, commit));
    if (wrong) notes.add(`${commit.short} is passed over: ${wrong.message}`);
    states.push(wrong ? (states.at(-1) ?? []) : (sides[0] ?? []));
  }
  return { states, notes: [...notes] };
}

/** The same is said of every commit: it is told once. */
function withoutCommit(note: string, { short, path }: Commit): string {
  return note.replaceAll(gitPathText({ revision: short, path }), path);
}

/** Texts that stay from commit to commit are read once; they stand in the commit that brought them. */
function rememberedTexts(): InputMemory {
  const texts = new Map<string, ReturnType<Parameters<InputMemory['ofText']>[1]>>();
  return {
    ofFile: fileMemory().ofFile,
    ofText({ file, text }, parse) {
      const key = `${gitPath(file)?.path ?? file}\0${text}`;
      const known = texts.get(key) ?? parse();
      texts.set(key, known);
      return known;
    },
  };
}

function noneOf(path: string, { commits }: PathLog, { only }: Options, notes: readonly string[]): UsageError {
  const what = only ? `no ${only.join(', ')}` : 'no Deployment, StatefulSet or DaemonSet';
  return new UsageError(`there is ${what} in ${numbered(commits.length, 'commit')} of ${path}`, notes[0]);
}

function logNotes({ commits, earlier, isShallow }: PathLog, most: number): string[] {
  const [oldest] = commits;
  const from = `revisions are counted from ${oldest?.short} on`;
  if (earlier > 0) return [`${numbered(earlier, 'older commit')} not read (--commits ${most}): ${from}`];
  return isShallow
    ? [`the clone is shallow, and may lack older commits (git fetch --unshallow): ${from}`]
    : [];
}

/** What going back comes to; `without`: why some workloads cannot. Throws a UsageError where none can. */
function undoneOf(
  history: History,
  states: readonly (readonly Document[])[],
  number: number,
  { path, log, how }: { path: string; log: PathLog; how: HistoryOptions },
): { undone: HistoryReport['undone']; without: string[] } {
  const undone: HistoryReport['undone'][number][] = [];
  const without: ReturnType<typeof whyNoUndo>[] = [];
  for (const workload of history.workloads) {
    const revision = workload.revisions.find((one) => one.number === number);
    const why = whyNoUndo(workload, number);
    if (why) without.push(why);
    else if (revision) {
      undone.push({ workload, revision, undone: undoOf(history, states, { workload, number }, how) });
    }
  }
  const [first] = without;
  const messages = without.map((why) => why?.message ?? '');
  if (undone.length > 0 || !first) return { undone, without: messages };
  const commit = first.at === undefined ? undefined : log.commits[first.at];
  const then = commit && gitPathText({ revision: commit.short, path: `${log.top}${commit.path}` });
  const hint = then && `kubeplan diff ${commandLine(path, then)}   says what going back to it would change.`;
  throw new UsageError(`--to-revision: ${messages.join('; ')}`, hint);
}

async function write(
  { format, file }: Options['format'][number],
  report: HistoryReport,
  options: Options,
  { stdout }: Io,
): Promise<void> {
  const { style, width } = stdout;
  const view: HistoryTextOptions = {
    namespace: options.namespace,
    verbose: options.verbose === true,
    ...(file === undefined && { style, width }),
    historyWords: [
      ...(options.commits === undefined ? [] : ['--commits', String(options.commits)]),
      ...namespaceWords(options),
      ...versionWords(options),
    ],
  };
  const content = await contentOf(report, format, view, options);
  if (file === undefined) stdout.write(content);
  else writeOutputFile(file, content);
}

async function contentOf(
  report: HistoryReport,
  format: (typeof FORMATS)[number],
  view: HistoryTextOptions,
  { k8s }: Options,
): Promise<string> {
  if (format === 'json') return historyJson(report, k8s ?? NEWEST_VERSION);
  if (format === 'text') return historyText(report, view);
  const { historyOutcomes } = await import('../report/history-outcomes.js');
  const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
  const { style: _, ...plain } = view;
  return OUTCOME_FORMATS.markdown(historyOutcomes(report, plain));
}
