import type { Diff, ObjectDiff, Verdict } from '../diff/diff.js';
import { type DiffTextOptions, diffAnswer, diffHeadline, diffText, MARK, nameInDiff } from './diff-text.js';
import { type OutcomeRow, type Outcomes, unreadRow } from './outcomes.js';

/** What has to be known before merging comes first. */
const WEIGHT: Record<Verdict, number> = { refused: 0, removed: 1, changed: 2, added: 3, same: 4 };

/** What happens to each object that does not stay the same, and what could not be read. */
export function diffOutcomes(diff: Diff, options: DiffTextOptions): Outcomes {
  const { problems = [] } = options;
  const unreadable = problems.filter(({ severity }) => severity === 'error');
  const told = diff.objects.filter(({ verdict }) => verdict !== 'same');
  const rows = [...told].sort((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict]);
  return {
    command: 'diff',
    answer: diffAnswer(diff, unreadable.length),
    rows: [
      ...unreadable.map(unreadRow),
      ...rows.map((object) => rowOf(object, options.namespace)),
      ...diff.reach.map(({ topic, text }) => ({ sign: '!', object: topic, says: text, failed: false })),
    ],
    text: diffText(diff, options),
  };
}

function rowOf(object: ObjectDiff, namespace: string | undefined): OutcomeRow {
  const { verdict, newLocation, oldLocation } = object;
  const file = (newLocation ?? oldLocation)?.file;
  return {
    sign: verdict === 'refused' ? '✗' : MARK[verdict],
    object: nameInDiff(object, namespace),
    says: diffHeadline(object, false).join('; ') || verdict,
    failed: verdict === 'refused',
    ...(file !== undefined && { file }),
  };
}
