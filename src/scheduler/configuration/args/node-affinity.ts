import type { ArgsKind } from './kind.js';

/** Node affinity that every pod of the profile has besides its own. */
export const nodeAffinity: ArgsKind = { fields: ['addedAffinity'], defaults: {} };
