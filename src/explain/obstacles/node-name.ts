import { none, nothing, type ObstacleKind } from './kind.js';
import { SELECTION } from './selection.js';

/** The pod names its node, and it is another one. */
export const nodeName: ObstacleKind<'node-name'> = {
  ...SELECTION,
  text: ({ wanted }) => `not ${wanted}`,
  // Whoever names a node means that one.
  podMoves: none,
  nodeMove: nothing,
};
