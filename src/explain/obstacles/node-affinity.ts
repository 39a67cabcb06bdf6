import type { NodeSelectorTerm } from '../../api/objects.js';
import { labelsFor, relabel } from '../moves/labels.js';
import { COST, type PodMove, REQUIRED } from '../moves/move.js';
import type { ObstacleKind } from './kind.js';
import { SELECTION } from './selection.js';

/** None of the required terms matches the node. The scheduler's own (`enforced`) are not for the pod to change. */
export const nodeAffinity: ObstacleKind<'node-affinity'> = {
  ...SELECTION,
  text: ({ terms, enforced }) =>
    enforced ? "the scheduler's own node affinity" : `node affinity ${terms.map(termText).join(' or ')}`,
  podMoves: ({ enforced }) => (enforced ? [] : [dropNodeAffinity()]),
  nodeMove({ terms, enforced }, node) {
    const labels = enforced ? undefined : terms.map(labelsFor).find(Boolean);
    return labels && relabel(labels, node);
  },
};

function dropNodeAffinity(): PodMove {
  return {
    title: 'drop the required node affinity',
    kind: 'node affinity',
    cost: COST.affinity,
    edits: [{ action: 'remove', path: ['spec', 'affinity', 'nodeAffinity', REQUIRED] }],
  };
}

/** A node affinity term: `disk in (ssd) and gpu exists`. */
function termText({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): string {
  const parts = [...matchExpressions, ...matchFields].map(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'Exists':
        return `${key} exists`;
      case 'DoesNotExist':
        return `no ${key}`;
      case 'In':
        return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
      case 'NotIn':
        return `${key} not in (${values.join(', ')})`;
      default:
        return `${key} ${operator === 'Gt' ? '>' : '<'} ${values[0]}`;
    }
  });
  return parts.join(' and ') || 'an empty term';
}
