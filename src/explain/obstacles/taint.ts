import { taintText, tolerate, untaint } from '../moves/taints.js';
import { always, type ObstacleKind, saidOf } from './kind.js';

/** A taint that the pod does not tolerate. */
export const taint: ObstacleKind<'taint'> = {
  text: ({ taint }) => `taint ${taintText(taint)}`,
  phrase: () => ['has a taint it does not tolerate', 'have taints it does not tolerate'],
  cause: () => 'taint',
  closes: { when: always, said: saidOf('taint', 'is tainted', 'are tainted') },
  pods: undefined,
  isClosure: true,
  podMove: ({ taint }) => tolerate(taint),
  nodeMove: ({ taint }, node) => untaint(taint, node),
};
