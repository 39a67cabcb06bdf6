/** `kubeplan history --format json`: the format `kubeplan.history/1` of docs/history.md. */
import { withoutCredentials } from '../api/hidden.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Revision, WorkloadHistory } from '../diff/history.js';
import type { Commit } from '../manifest/git-log.js';
import { diffReport } from './diff-json.js';
import type { HistoryReport } from './history-text.js';
import { jsonText } from './inert.js';

const HISTORY_FORMAT = 'kubeplan.history/1';

/** The whole report as one JSON document, ending with a line end. */
export function historyJson(report: HistoryReport, version: KubernetesVersion): string {
  const { path, commits, workloads, notes, undone } = report;
  const commitAt = (at: number) => commitJson(commits[at] as Commit);
  return jsonText({
    format: HISTORY_FORMAT,
    kubernetes: version,
    path,
    commits: commits.length,
    ...(notes.length > 0 && { notes }),
    workloads: workloads.map((workload) => workloadJson(workload, commitAt)),
    ...(undone.length > 0 && {
      undo: undone.map(({ workload, revision, undone: one }) => ({
        ...workload.object,
        revision: revision.number,
        ...(one.is === 'undone' ? { diff: diffReport(one.diff) } : { [one.is]: one.message }),
      })),
    }),
  });
}

type CommitAt = (at: number) => ReturnType<typeof commitJson>;

function commitJson({ merged, path, ...commit }: Commit) {
  const shown = <T extends { subject: string }>(one: T): T => ({
    ...one,
    subject: withoutCredentials(one.subject),
  });
  return { ...shown(commit), path, ...(merged && { merged: shown(merged) }) };
}

function workloadJson({ object, revisions, refused, goneAt, limit }: WorkloadHistory, commitAt: CommitAt) {
  return {
    ...object,
    revisionHistoryLimit: limit,
    revisions: revisions.map((revision) => revisionJson(revision, commitAt)),
    ...(refused.length > 0 && {
      refused: refused.map(({ at, message }) => ({ commit: commitAt(at), message })),
    }),
    ...(goneAt.length > 0 && { gone: goneAt.map(commitAt) }),
  };
}

function revisionJson({ number, at, ...revision }: Revision, commitAt: CommitAt) {
  return { revision: number, ...revision, commit: commitAt(at) };
}
