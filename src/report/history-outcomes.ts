import { withoutCredentials } from '../api/hidden.js';
import type { Commit } from '../manifest/git-log.js';
import { diffOutcomes } from './diff-outcomes.js';
import { nameInDiff } from './diff-text.js';
import {
  changesText,
  type HistoryReport,
  type HistoryTextOptions,
  historyAnswer,
  historyText,
} from './history-text.js';
import type { OutcomeRow, Outcomes } from './outcomes.js';

/** The revisions of each workload, the newest first; of an undo what it changes. */
export function historyOutcomes(report: HistoryReport, options: HistoryTextOptions): Outcomes {
  const { workloads, undone, commits } = report;
  const { namespace } = options;
  const rows = workloads.flatMap((workload): OutcomeRow[] => {
    const object = nameInDiff(workload, namespace);
    const of = (at: number, sign: string, says: string, failed: boolean): OutcomeRow & { at: number } => {
      const { short, date, author, subject } = { ...commits[at], ...commits[at]?.merged } as Commit;
      const who = `${short} ${date.slice(0, 10)} ${author}: ${withoutCredentials(subject)}`;
      return { at, sign, object, says: `${says} (${who})`, failed };
    };
    const revisions = workload.revisions.map((revision) => {
      const sign = revision.is === 'current' ? '*' : ' ';
      return of(revision.at, sign, `revision ${revision.number}: ${changesText(revision, false)}`, false);
    });
    const refused = workload.refused.map(({ at, message }) => of(at, '✗', `refused: ${message}`, true));
    return [...revisions, ...refused].sort((a, b) => b.at - a.at).map(({ at: _, ...row }) => row);
  });
  const undoing = undone.flatMap(({ undone: one }) =>
    one.is === 'undone' ? diffOutcomes(one.diff, options).rows : [],
  );
  return {
    command: 'history',
    answer: historyAnswer(report, namespace),
    rows: undone.length > 0 ? undoing : rows,
    text: historyText(report, options),
  };
}
