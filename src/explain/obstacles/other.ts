import { none, nothing, type ObstacleKind } from './kind.js';

/** A reason in Kubernetes' words of which no more is known: nothing can be promised to lift it. */
export const other: ObstacleKind<'other'> = {
  text: ({ reason }) => reason,
  phrase: ({ reason }) => [`says "${reason}"`, `say "${reason}"`],
  cause: ({ reason }) => reason,
  closes: undefined,
  pods: undefined,
  isClosure: false,
  podMoves: none,
  nodeMove: nothing,
};
