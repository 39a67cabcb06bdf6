import { refText } from '../api/object-key.js';
import { wrongOf } from '../explain/chains/chain.js';
import type { Explanation } from '../explain/explanation.js';
import { linkText } from './explain-chains.js';
import { type ExplainTextOptions, explainText } from './explain-text.js';
import { inertData } from './inert.js';
import { failedFirst, type OutcomeRow, type Outcomes, refusedRow } from './outcomes.js';
import { PIPE_WIDTH, wrap } from './width.js';

/** Of one object the answer stands above: the report goes on from there. */
function withoutAnswer(
  text: string,
  count: number,
  explanations: readonly Explanation[],
  { chains = [], width = PIPE_WIDTH }: ExplainTextOptions,
): string {
  if (count !== 1) return text;
  const answers = [...chains, ...explanations].map(({ answer }) =>
    wrap(`${inertData(answer)}.`, width).join('\n'),
  );
  const said = answers.find((answer) => text.startsWith(answer));
  return said === undefined ? text : text.slice(said.length).trimStart();
}

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
  const chains = (options.chains ?? []).map(({ object, answer, well, links, location }): OutcomeRow => {
    const [first] = wrongOf(links);
    const why = first === undefined || answer.includes(first.text) ? '' : `: ${linkText(first)}`;
    return {
      sign: well ? '✓' : '✗',
      object: refText(object),
      says: `${answer}${why}`,
      failed: !well,
      ...(location && { file: location.file }),
    };
  });
  const told = new Set(chains.map(({ object }) => object));
  // What a chain tells of is no matter of places alone.
  const all = [...refused, ...chains, ...rows.filter(({ object, failed }) => failed || !told.has(object))];
  const text = withoutAnswer(explainText(explanations, options), all.length, explanations, options);
  const failing = all.filter(({ failed }) => failed);
  const count = `${failing.length} of ${all.length} stay Pending or are refused`;
  return {
    command: 'explain',
    answer:
      all.length === 1
        ? all[0]!.says
        : failing.length === 0
          ? explainText(explanations, options).split('\n')[0]!
          : count,
    rows: failedFirst(all),
    text,
  };
}
