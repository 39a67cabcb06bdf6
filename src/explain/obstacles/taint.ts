import { downSaid, isOfNodeState, taintText, tolerate, untaint } from '../moves/taints.js';
import { always, type ObstacleKind, saidOf } from './kind.js';

/** A taint that the pod does not tolerate. */
export const taint: ObstacleKind<'taint'> = {
  text: ({ taint }) => `taint ${taintText(taint)}`,
  phrase: ({ taint }) =>
    downSaid(taint) ?? ['has a taint it does not tolerate', 'have taints it does not tolerate'],
  cause: () => 'taint',
  closes: { when: always, said: saidOf('taint', 'is tainted', 'are tainted') },
  pods: undefined,
  isClosure: true,
  // A pod that tolerates a node that is down is placed there, and never gets ready.
  podMoves: ({ taint }) => (isOfNodeState(taint) ? [] : [tolerate(taint)]),
  nodeMove: ({ taint }, node) => untaint(taint, node),
};
