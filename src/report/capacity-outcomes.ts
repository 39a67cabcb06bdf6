import type { Finding } from '../api/finding.js';
import { refText } from '../api/object-key.js';
import { numbered } from '../api/text.js';
import type { Capacity, TemplateCapacity } from '../explain/capacity-answer.js';
import type { Asked } from '../explain/capacity-asked.js';
import type { Refusal } from '../explain/left-out.js';
import { askedAnswers, needAnswer } from './capacity-asked-text.js';
import {
  type CapacityTextOptions,
  capacityHeadline,
  capacityText,
  mixAnswer,
  templatesAnswer,
} from './capacity-text.js';
import { inertData } from './inert.js';
import { failedFirst, type OutcomeRow, type Outcomes, refusedRow, unreadRow } from './outcomes.js';

interface CapacityOutcomesOptions extends CapacityTextOptions {
  /** What is in no count: what the API server would not take, and what cannot be read. */
  refused: readonly Refusal[];
  unread: readonly Finding[];
}

/** How many more of each workload fit. A workload fails of which the manifests ask for more than have a place. */
export function capacityOutcomes(
  written: Capacity,
  options: CapacityOutcomesOptions,
  asked: Asked = {},
): Outcomes {
  const { refused, unread, max, style: _, width: __, ...view } = options;
  const { templates, mix, nodeCount } = inertData(written);
  const [only, ...others] = templates;
  const said = askedAnswers(asked);
  const answer =
    said.length > 0
      ? said.join(' ')
      : mix
        ? mixAnswer(mix, max)
        : !only
          ? 'Nothing can be counted.'
          : others.length === 0
            ? capacityHeadline(only)
            : templatesAnswer(templates, nodeCount);
  return {
    command: 'capacity',
    answer,
    rows: failedFirst([
      ...unread.map(unreadRow),
      ...refused.map(refusedRow),
      ...templates.map((template) => templateRow(template, options)),
      ...askedRows(asked),
    ]),
    text: !only && !mix && said.length === 0 ? `${answer}\n` : capacityText(written, { ...view, max }, asked),
  };
}

/** A row for each pool that is asked about, and for each node that could go. */
function askedRows({ need, spare }: Asked): OutcomeRow[] {
  const isEnough = need?.pools.some(({ complete }) => complete);
  return [
    ...(need?.pools ?? []).map((one): OutcomeRow => {
      const failed = !one.complete && !isEnough;
      return {
        sign: one.complete ? '✓' : failed ? '✗' : '!',
        object: one.pools.join(', '),
        says: needAnswer({ ...need!, pools: [one] }),
        failed,
      };
    }),
    ...(spare?.nodes ?? []).map(
      ({ node, answer }): OutcomeRow => ({
        sign: spare?.together.includes(node) ? '✓' : '!',
        object: `node/${node}`,
        says: answer ? SPARE_WORDS[answer.verdict] : 'It runs the control plane.',
        failed: false,
      }),
    ),
  ];
}

const SPARE_WORDS = {
  yes: 'It could go.',
  pending: 'Its pods would find no other node.',
  no: 'Its pods may not be evicted.',
} as const;

function templateRow(template: TemplateCapacity, { manifests }: CapacityOutcomesOptions): OutcomeRow {
  const { object, location, more, wanted, placed } = template;
  const waiting = manifests === 'placed' ? Math.max(0, wanted - placed) : 0;
  const short = waiting > 0 ? ` ${placed} of its ${numbered(wanted, 'pod')} have a place.` : '';
  return {
    sign: waiting > 0 ? '✗' : more === 0 ? '!' : '✓',
    object: refText(object),
    says: `${capacityHeadline(template)}${short}`,
    failed: waiting > 0,
    ...(location && { file: location.file }),
  };
}
