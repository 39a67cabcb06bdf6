import type { Taint } from '../../api/objects.js';
import { tolerates } from '../../api/taints.js';
import type { Plugin } from '../plugin.js';
import { SUCCESS, unresolvable } from '../status.js';

const UNSCHEDULABLE = unresolvable('node(s) were unschedulable');
const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps a pod off cordoned nodes, unless it tolerates the taint that stands for the cordon. */
export const nodeUnschedulable = (): Plugin => ({
  name: 'NodeUnschedulable',
  local: 'node',
  filter: ({ pod }, node) =>
    node.unschedulable && !tolerates(pod.pod.spec.tolerations, CORDON) ? UNSCHEDULABLE : SUCCESS,
  explain: () => [{ kind: 'unschedulable' }],
});
