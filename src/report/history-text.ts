/** `kubeplan history` for people: the revisions of each workload, and what going back to one would change. */
import type { ObjectRef } from '../api/finding.js';
import { withoutCredentials } from '../api/hidden.js';
import { refText } from '../api/object-key.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { listed, numbered } from '../api/text.js';
import type { Revision, WorkloadHistory } from '../diff/history.js';
import type { Undone } from '../diff/undo.js';
import type { Commit } from '../manifest/git-log.js';
import { type DiffTextOptions, diffText, nameInDiff } from './diff-text.js';
import { printable } from './inert.js';
import { PLAIN, type Style } from './style.js';
import { columns, PIPE_WIDTH, wrap } from './width.js';

/** What is told of a path. */
export interface HistoryReport {
  /** As it was named on the command line. */
  path: string;
  /** The oldest first: what was applied, one after the other. */
  commits: readonly Commit[];
  workloads: readonly WorkloadHistory[];
  /** What has to be known of the whole. */
  notes: readonly string[];
  /** What going back comes to, where that is asked. */
  undone: readonly { workload: WorkloadHistory; revision: Revision; undone: Undone }[];
}

export interface HistoryTextOptions extends DiffTextOptions {
  /** The options that the commands of the last line need to mean the same. */
  historyWords?: readonly string[];
}

/** So many fields of a template are named. */
const MOST_CHANGES = 4;
const INDENT = '       ';
const POD = 'spec.template.spec.';
const IMAGE = /^spec\.template\.spec\.(?:initContainers|containers)\[([^\]]+)\]\.image$/;

/** The whole report as text, ending with a line end. */
export function historyText(report: HistoryReport, options: HistoryTextOptions = {}): string {
  const { style = PLAIN, width = PIPE_WIDTH } = options;
  const blocks = [
    ...(report.notes.length > 0
      ? [report.notes.flatMap((note) => wrap(printable(note), width).map(style.yellow))]
      : []),
    ...(report.undone.length > 0
      ? report.undone.map((one) => undoneLines(one, report, options))
      : report.workloads.map((workload) => workloadLines(workload, report, options))),
    ...lastLine(report, options),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What became of a workload, in a sentence. */
function historySentence(
  { object, revisions, goneAt }: WorkloadHistory,
  { commits }: HistoryReport,
  namespace: string | undefined,
): string {
  const name = nameInDiff({ object }, namespace);
  const number = revisions.at(-1)?.number;
  const which = `${numbered(commits.length, 'commit')} ${commits.length === 1 ? 'changes' : 'change'} the path`;
  if (number === undefined) return `${name} has no revision; ${which}.`;
  const made = `${numbered(revisions.length, 'revision')}, now at ${number}`;
  const gone = commits[goneAt.at(-1) ?? -1];
  const isGone = gone !== undefined && (revisions.at(-1)?.at ?? 0) < (goneAt.at(-1) ?? 0);
  const since = isGone ? ` It is not among the manifests since ${printable(gone.short)}.` : '';
  return `${name}: ${made}; ${which}.${since}`;
}

function workloadLines(
  workload: WorkloadHistory,
  report: HistoryReport,
  { style = PLAIN, width = PIPE_WIDTH, namespace, verbose = false }: HistoryTextOptions,
): string[] {
  const rows = [
    ...workload.revisions.map((revision) => ({
      at: revision.at,
      sign: `${revision.is === 'current' ? '*' : ' '} ${String(revision.number).padStart(3)}`,
      below: revisionLines(revision, workload, verbose),
      colour: revision.is === 'dropped' || revision.is === 'renumbered' ? style.dim : undefined,
    })),
    ...workload.refused.map(({ at, message }) => ({
      at,
      sign: '!    ',
      below: [`refused: ${printable(message)}`],
      colour: style.red,
    })),
  ].sort((a, b) => a.at - b.at);
  const heads = columns(
    rows.map(({ at, sign }) => [sign, ...commitCells(report.commits[at] as Commit, style)]),
  );
  return [
    ...wrap(historySentence(workload, report, namespace), width).map(style.bold),
    '',
    ...rows.flatMap(({ below, colour }, at) => [
      heads[at] as string,
      ...below.flatMap((text) =>
        wrap(text, Math.max(width - INDENT.length, 30)).map(
          (line) => `${INDENT}${colour ? colour(line) : line}`,
        ),
      ),
    ]),
  ];
}

/** `3f9c1aa  2026-01-31  Ann  The subject`; of a merge who wrote what it is for. */
function commitCells(commit: Commit, style: Style): string[] {
  const { author, date, subject } = commit.merged ?? commit;
  const merged = commit.merged ? style.dim(` (${printable(commit.merged.short)}, merged)`) : '';
  return [
    style.cyan(printable(commit.short)),
    date.slice(0, 10),
    printable(author),
    `${printable(withoutCredentials(subject))}${merged}`,
  ];
}

/** What a revision is, and what has become of it. */
function revisionLines(revision: Revision, { limit }: WorkloadHistory, verbose: boolean): string[] {
  const { again, changeCause, is, became } = revision;
  const lines = [changesText(revision, verbose)];
  if (again !== undefined) lines.push(`the pods of revision ${again} again`);
  if (changeCause !== undefined) lines.push(`change-cause: ${printable(changeCause)}`);
  if (is === 'renumbered') lines.push(`known as revision ${became} by now`);
  if (is === 'dropped') lines.push(`kept no longer (revisionHistoryLimit ${limit})`);
  return lines.filter((line) => line !== '');
}

/** The images that are new, and what else of the pods is. */
export function changesText({ images, changes }: Revision, verbose: boolean): string {
  const changed = new Set(changes.flatMap((path) => IMAGE.exec(path)?.[1] ?? []));
  const isFirst = changes.length === 0;
  const shown = images.filter(({ container }) => isFirst || changed.has(container));
  const text = shown.map(({ container, image }) =>
    printable(images.length === 1 ? image : `${container}=${image}`),
  );
  const others = changes.filter((path) => !IMAGE.test(path)).map((path) => printable(shortPath(path)));
  const more = others.length - MOST_CHANGES;
  const named = verbose || more <= 1 ? others : [...others.slice(0, MOST_CHANGES), `${more} more`];
  return [text.join(', '), listed(named)].filter((part) => part !== '').join('; ');
}

function shortPath(path: string): string {
  return path.startsWith(POD) ? path.slice(POD.length) : path.slice('spec.'.length);
}

/** What going back to a revision comes to. */
function undoneLines(
  { workload: { object }, revision, undone }: HistoryReport['undone'][number],
  { commits, path }: HistoryReport,
  options: HistoryTextOptions,
): string[] {
  const { style = PLAIN, width = PIPE_WIDTH, namespace } = options;
  const commit = commits[revision.at] as Commit;
  const [short, date, author, subject] = commitCells(commit, PLAIN);
  const name = nameInDiff({ object }, namespace);
  const head = wrap(
    `${name} back to revision ${revision.number}: ${short}, ${date}, ${author}: ${subject}`,
    width,
  ).map(style.bold);
  if (undone.is !== 'undone') return [...head, '', printable(undone.message)];
  const command = ['kubectl', 'rollout', 'undo', ...targetWords(object), `--to-revision=${revision.number}`];
  return [
    ...head,
    '',
    ...diffText(undone.diff, options).trimEnd().split('\n'),
    '',
    `${printable(commandLine(...command))}   ${style.dim('goes back.')}`,
    style.dim(`${printable(path)} says otherwise: the next to apply it goes forward again.`),
  ];
}

function targetWords({ kind, name, namespace }: ObjectRef): string[] {
  return [refText({ kind, name }), ...inNamespaceWords(namespace)];
}

/** How to go on: back to the revision before. */
function lastLine(
  { workloads, undone, path }: HistoryReport,
  { historyWords = [] }: HistoryTextOptions,
): string[][] {
  const kept = workloads.flatMap(({ object, revisions }) =>
    revisions.filter(({ is }) => is === 'kept').map(({ number }) => ({ object, number })),
  );
  const last = kept.at(-1);
  if (!last || undone.length > 0) return [];
  const only = workloads.length > 1 ? ['--only', refText(last.object)] : [];
  const command = commandLine(path, `--to-revision=${last.number}`, ...only, ...historyWords);
  return [[`kubeplan history ${printable(command)}   says what going back there would change.`]];
}

/** What became of every workload, in a sentence each. */
export function historyAnswer(report: HistoryReport, namespace: string | undefined): string {
  return report.workloads.map((workload) => historySentence(workload, report, namespace)).join(' ');
}
