import { always, none, nothing, type ObstacleKind, saidOf } from './kind.js';

const CAUSE = 'missing feature';

/** The kubelet does not declare a feature that the pod needs. */
export const feature: ObstacleKind<'feature'> = {
  text: ({ missing }) => `lacks ${missing.join(', ')}`,
  phrase: () => ['lacks a feature it needs', 'lack a feature it needs'],
  cause: () => CAUSE,
  closes: { when: always, said: saidOf(CAUSE, 'lacks a feature', 'lack a feature') },
  pods: undefined,
  isClosure: false,
  podMoves: none,
  nodeMove: nothing,
};
