import { none, nothing, type ObstacleKind } from './kind.js';

/** The driver attaches no more volumes to the node. */
export const volumeLimit: ObstacleKind<'volume-limit'> = {
  text: ({ attached, limit, driver }) => `${attached} of ${limit} ${driver} volumes attached`,
  phrase: ({ driver, limit }) => {
    const text = `can attach no more than ${limit} volumes of ${driver}`;
    return [text, text];
  },
  cause: () => 'volume limit',
  closes: undefined,
  // Which pods share a volume is not looked at: none is named.
  pods: undefined,
  isClosure: false,
  podMoves: none,
  // Another one beside it: new-node.ts.
  nodeMove: nothing,
};
