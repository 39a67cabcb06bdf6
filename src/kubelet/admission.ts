/**
 * What a node refuses that nobody else has looked at (pkg/kubelet/lifecycle/predicate.go): pods that name their node
 * themselves. What the scheduler has placed has been asked the same before.
 */
import { matchesRequiredNodeAffinity } from '../api/node-selector.js';
import type { Node, Pod } from '../api/objects.js';
import { condition, isPodTerminal } from '../api/pods.js';
import { untoleratedTaint } from '../api/taints.js';
import type { Cluster } from '../cluster/cluster.js';
import { NodeInfo } from '../scheduler/node-info.js';
import { NO_AFFINITY_MATCH } from '../scheduler/plugins/node-affinity.js';
import { PORTS_TAKEN } from '../scheduler/plugins/node-ports.js';
import { shortages } from '../scheduler/plugins/node-resources-fit.js';
import { TAINT_NOT_TOLERATED } from '../scheduler/plugins/taint-toleration.js';
import { incomingPod, placedPod } from '../scheduler/pod-info.js';
import { isExtendedResource } from '../scheduler/resources.js';

/** Pods of files on the node itself. */
const MIRROR = 'kubernetes.io/config.mirror';

/** Why a node does not take a pod up. */
export interface Rejection {
  reason: string;
  message: string;
}

/** The first reason for which a node refuses a pod that names it; undefined for one that it takes up. */
export function rejection(cluster: Cluster, pod: Pod, node: Node): Rejection | undefined {
  const isPlaced = condition(pod.status?.conditions, 'PodScheduled')?.status === 'True';
  if (isPlaced || pod.metadata.annotations?.[MIRROR] !== undefined) return undefined;
  const info = NodeInfo.of(0, node, {});
  for (const other of cluster.podsOnNode(node.metadata.name ?? '')) {
    const isHere = other.status?.startTime !== undefined && !isPodTerminal(other);
    if (isHere && other.metadata.uid !== pod.metadata.uid) info.addPod(placedPod(other));
  }
  const incoming = incomingPod(pod);
  // What no node says that it has is not asked of the node.
  const isUnknown = (name: string) => isExtendedResource(name) && !info.allocatable.scalars?.has(name);
  // A dump may not say what a node has.
  const [short] = node.status?.allocatable ? shortages(incoming, info, isUnknown) : [];
  if (short) {
    const { resource, requested, used, allocatable } = short;
    const message = `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${allocatable}`;
    return { reason: `OutOf${resource}`, message };
  }
  if (!matchesRequiredNodeAffinity(pod.spec, node)) return predicate('NodeAffinity', NO_AFFINITY_MATCH);
  if (incoming.hostPorts.some((port) => info.portTaken(port))) return predicate('NodePorts', PORTS_TAKEN);
  const taint = untoleratedTaint(node.spec?.taints, pod.spec.tolerations, ['NoExecute']);
  return taint && predicate('TaintToleration', TAINT_NOT_TOLERATED);
}

function predicate(reason: string, why: string): Rejection {
  return { reason, message: `Predicate ${reason} failed: ${why}` };
}
