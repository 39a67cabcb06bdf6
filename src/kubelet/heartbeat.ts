/** What a kubelet reports of its node (pkg/kubelet/nodestatus/setters.go, ReadyCondition). */
import { setCondition } from '../api/conditions.js';
import type { Node } from '../api/objects.js';

const READY = {
  type: 'Ready',
  status: 'True' as const,
  reason: 'KubeletReady',
  message: 'kubelet is posting ready status',
};

/** The node once its kubelet reports that it is ready. `now`: ms since 1970. */
export function reportingReady(node: Node, now: number): Node {
  return {
    ...node,
    status: { ...node.status, conditions: setCondition(node.status?.conditions, READY, now) },
  };
}
