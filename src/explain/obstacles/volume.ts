import { none, nothing, type ObstacleKind } from './kind.js';

const TAKEN = 'cannot have a claim that another pod has for itself (ReadWriteOncePod)';

/** In the plural, unlike all other causes. */
export const VOLUMES = 'volumes';

/** A volume cannot be had on the node. */
export const volume: ObstacleKind<'volume'> = {
  text: ({ claim, reason }) => (claim ? `claim ${claim}: ${reason}` : reason),
  phrase: ({ reason }) => {
    if (/ReadWriteOncePod/.test(reason)) return [TAKEN, TAKEN];
    if (/node affinity/.test(reason)) return ['is not where its volume is', 'are not where its volume is'];
    return ['cannot have its volumes', 'cannot have its volumes'];
  },
  cause: () => VOLUMES,
  closes: undefined,
  pods: undefined,
  isClosure: false,
  // Claims and classes that nobody has made: new-claim.ts.
  podMoves: none,
  nodeMove: nothing,
};
