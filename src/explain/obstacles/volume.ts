import { nothing, type ObstacleKind } from './kind.js';

/** In the plural, unlike all other causes. */
export const VOLUMES = 'volumes';

/** A volume cannot be had on the node. */
export const volume: ObstacleKind<'volume'> = {
  text: ({ claim, reason }) => (claim ? `claim ${claim}: ${reason}` : reason),
  phrase: () => ['cannot have its volumes', 'cannot have its volumes'],
  cause: () => VOLUMES,
  closes: undefined,
  pods: undefined,
  isClosure: false,
  // Claims and classes that nobody has made: new-claim.ts.
  podMove: nothing,
  nodeMove: nothing,
};
