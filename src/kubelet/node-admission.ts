/**
 * Which pods a node takes up (pkg/kubelet/kubelet.go, HandlePodAdditions): those that are bound to it while its kubelet
 * is alive, and that it does not refuse.
 */
import { keyOf } from '../api/object-key.js';
import type { Container, Node, Pod } from '../api/objects.js';
import { condition } from '../api/pods.js';
import { formatTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Seen, Session } from '../controllers/controller.js';
import { rejection } from './admission.js';
import { inState } from './containers.js';
import { withStatus } from './pod-status.js';
import { CREATING, INITIALIZING } from './waiting.js';

/** The pods of a node that begins or ceases to live. */
export function podsOfNode({ object, before, cluster }: Seen): string[] {
  const node = object as Node;
  if (before && isAlive(node) === isAlive(before as Node)) return [];
  return cluster.podsOnNode(node.metadata.name ?? '').map(keyOf);
}

/** The node whose kubelet looks after the pod; undefined for one that is not bound, or whose node is silent. */
export function nodeOf(cluster: Cluster, pod: Pod): Node | undefined {
  const node = pod.spec.nodeName ? cluster.get('Node', pod.spec.nodeName) : undefined;
  return node && isAlive(node) ? node : undefined;
}

function isAlive(node: Node): boolean {
  return condition(node.status?.conditions, 'Ready')?.status !== 'Unknown';
}

/** The node takes the pod up: its containers are about to be created; or it refuses it for good. */
export function admitToNode(session: Session, pod: Pod, node: Node): void {
  const { now } = session;
  const refused = rejection(session.cluster, pod, node);
  if (refused) {
    const { reason, message } = refused;
    session.event(pod, 'Warning', reason, message);
    const status = { phase: 'Failed' as const, reason, message: `Pod was rejected: ${message}` };
    session.updateStatus({ ...pod, status: { ...pod.status, ...status, startTime: formatTime(now) } });
    return;
  }
  session.wakeAt(now);
  const { initContainers = [], containers } = pod.spec;
  const waiting = { reason: initContainers.length > 0 ? INITIALIZING : CREATING };
  const all = (list: readonly Container[]) => list.map((container) => inState(container, { waiting }));
  const standing = {
    phase: 'Pending' as const,
    inits: all(initContainers),
    containers: all(containers),
    initialized: initContainers.length === 0,
  };
  const taken = withStatus(pod, node, now, standing);
  session.updateStatus({ ...taken, status: { ...taken.status, startTime: formatTime(now) } });
}
