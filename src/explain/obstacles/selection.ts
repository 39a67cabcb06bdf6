/** What the ways of selecting nodes (by name, by label, by affinity) have in common: to the pod it is one question. */
import { always, type Knowledge, saidOf } from './kind.js';

/** The cause of nodes that are not selected, also where no plugin says more of them. */
export const NODE_SELECTION = 'node selection';

export const SELECTION = {
  phrase: () => ['is not what its node selection asks for', 'are not what its node selection asks for'],
  cause: () => NODE_SELECTION,
  closes: { when: always, said: saidOf(NODE_SELECTION, 'is not selected', 'are not selected') },
  pods: undefined,
  isClosure: false,
} as const satisfies Partial<Knowledge>;
