import { uncordonMove } from '../moves/taints.js';
import { always, none, type ObstacleKind, saidOf } from './kind.js';

/** The node is cordoned: its spec says so, beside the taint that goes with it. */
export const unschedulable: ObstacleKind<'unschedulable'> = {
  text: () => 'cordoned',
  phrase: () => ['is cordoned', 'are cordoned'],
  cause: () => 'cordon',
  closes: { when: always, said: saidOf('cordon', 'is cordoned', 'are cordoned') },
  pods: undefined,
  isClosure: true,
  podMoves: none,
  nodeMove: (_, node) => uncordonMove(node),
};
