import { relabel } from '../moves/labels.js';
import { COST, type PodMove } from '../moves/move.js';
import type { ObstacleKind } from './kind.js';
import { SELECTION } from './selection.js';

/** A pair of the nodeSelector that the node does not have. */
export const nodeSelector: ObstacleKind<'node-selector'> = {
  ...SELECTION,
  text: ({ key, wanted, actual }) =>
    actual === undefined ? `no label ${key}=${wanted}` : `label ${key}=${actual}, not ${wanted}`,
  podMoves: ({ key, wanted }) => [dropSelector(key, wanted)],
  nodeMove: ({ key, wanted }, node) => relabel({ [key]: wanted }, node),
};

function dropSelector(key: string, value: string): PodMove {
  return {
    title: `drop nodeSelector ${key}=${value}`,
    kind: `selector ${key}`,
    cost: COST.selector,
    edits: [{ action: 'remove', path: ['spec', 'nodeSelector', key] }],
  };
}
