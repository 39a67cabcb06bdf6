/** Labels that a node would have to have. */
import type { NodeSelectorTerm } from '../../api/objects.js';
import { commandLine } from '../../api/shell.js';
import { COST, type NodeMove } from './move.js';

/** Labels that say where and what a node is: nobody gives it others. */
const FIXED_LABELS =
  /^(kubernetes\.io\/|topology\.kubernetes\.io\/|node\.kubernetes\.io\/instance-type|failure-domain\.)/;

/** The node gets labels; undefined where they are not for its user to give. */
export function relabel(labels: Record<string, string>, node: string): NodeMove | undefined {
  if (Object.keys(labels).some((key) => FIXED_LABELS.test(key))) return undefined;
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    title: `label ${node} ${pairs.join(', ')}`,
    kind: `label ${pairs.join(' ')}`,
    cost: COST.label,
    commands: [commandLine('kubectl', 'label', 'node', node, '--overwrite', ...pairs)],
    apply: (one) => ({
      ...one,
      metadata: { ...one.metadata, labels: { ...one.metadata.labels, ...labels } },
    }),
  };
}

/** Labels with which a node fulfils a term; undefined where labels alone cannot. */
export function labelsFor({
  matchExpressions = [],
  matchFields = [],
}: NodeSelectorTerm): Record<string, string> | undefined {
  if (matchFields.length > 0 || matchExpressions.length === 0) return undefined;
  const labels: Record<string, string> = {};
  for (const { key, operator, values = [] } of matchExpressions) {
    if (operator === 'In' && values[0] !== undefined) labels[key] = values[0];
    else if (operator === 'Exists') labels[key] = 'true';
    else if (operator === 'Gt') labels[key] = String(Number(values[0]) + 1);
    else if (operator === 'Lt') labels[key] = String(Number(values[0]) - 1);
  }
  return labels;
}
