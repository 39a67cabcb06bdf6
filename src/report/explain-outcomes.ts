import { refText } from '../api/object-key.js';
import type { Explanation } from '../explain/explanation.js';
import { type ExplainTextOptions, explainText } from './explain-text.js';
import { failedFirst, type OutcomeRow, type Outcomes, refusedRow } from './outcomes.js';

/** What becomes of each workload that was asked about, those without a node first. */
export function explainOutcomes(explanations: readonly Explanation[], options: ExplainTextOptions): Outcomes {
  const refused = (options.refused ?? []).map(refusedRow);
  const rows = explanations.map(({ object, answer, decision, location }): OutcomeRow => {
    const failed = decision.outcome !== 'bound';
    const said = failed && decision.message ? `${answer}. ${decision.message}` : answer;
    return {
      sign: failed ? '✗' : '✓',
      object: refText(object),
      says: said,
      failed,
      ...(location && { file: location.file }),
    };
  });
  const all = [...refused, ...rows];
  const text = explainText(explanations, options);
  const failing = all.filter(({ failed }) => failed);
  const count = `${failing.length} of ${all.length} stay Pending or are refused`;
  return {
    command: 'explain',
    answer: all.length === 1 ? all[0]!.says : failing.length === 0 ? text.split('\n')[0]! : count,
    rows: failedFirst(all),
    text,
  };
}
