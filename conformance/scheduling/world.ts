/** Puts the world of a case where its recording put it. */
import type { KubeObject, Node, Pod } from '../../src/api/objects.js';
import { isBefore, type KubernetesVersion } from '../../src/api/version.js';
import type { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { bindClaim } from './claims.js';
import type { Attempt } from './line.js';

const TOPOLOGY_LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
/** Since this version the API server gives a bound pod its node's zone and region as labels. */
const LABELS_PODS_SINCE = '1.35';

/** A pod that started so many seconds after a common start. */
export function started(object: KubeObject, order: number | undefined): KubeObject {
  if (object.kind !== 'Pod' || order === undefined) return object;
  const pod = object as Pod;
  return { ...pod, status: { ...pod.status, startTime: new Date(order * 1000).toISOString() } } as Pod;
}

/** A pod that waits for its victims' node. */
export function nominated(pod: Pod, { nominatedNode }: Attempt): Pod {
  return { ...pod, status: { ...pod.status, ...(nominatedNode && { nominatedNodeName: nominatedNode }) } };
}

function findPod(state: SchedulerState, key: string): Pod | undefined {
  for (const node of state.nodes()) for (const info of node.pods) if (info.key === key) return info.pod;
  return undefined;
}

/** The victim of a preemption that is gone. */
export function remove(state: SchedulerState, key: string): void {
  const pod = findPod(state, key);
  if (pod) state.apply([{ verb: 'delete', object: pod }]);
}

/** The victim of a preemption that has not gone yet. */
export function leave(state: SchedulerState, key: string): void {
  const pod = findPod(state, key);
  if (!pod) return;
  const target = { type: 'DisruptionTarget', status: 'True' as const, reason: 'PreemptionByScheduler' };
  const object: Pod = {
    ...pod,
    metadata: { ...pod.metadata, deletionTimestamp: '2020-01-01T00:00:00Z' },
    status: { ...pod.status, conditions: [...(pod.status?.conditions ?? []), target] },
  };
  state.apply([{ verb: 'update', object }]);
}

/** Puts the pod where the recording put it, with its claims. */
export function bind(state: SchedulerState, pod: Pod, attempt: Attempt, version: KubernetesVersion): void {
  const node = state.node(attempt.node ?? '')?.node;
  const labels = { ...pod.metadata.labels, ...topologyLabels(node, version) };
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  const bound: Pod = {
    ...pod,
    metadata: { ...pod.metadata, ...(Object.keys(labels).length > 0 && { labels }) },
    spec: { ...pod.spec, nodeName: attempt.node ?? '' },
    status,
  };
  state.apply([{ verb: 'create', object: started(bound, attempt.order) }]);
  for (const [key, volume] of Object.entries(attempt.volumes ?? {})) bindClaim(state, key, volume, node);
}

function topologyLabels(node: Node | undefined, version: KubernetesVersion): Record<string, string> {
  if (isBefore(version, LABELS_PODS_SINCE)) return {};
  const labels: Record<string, string> = {};
  for (const key of TOPOLOGY_LABELS) {
    const value = node?.metadata.labels?.[key];
    if (value !== undefined) labels[key] = value;
  }
  return labels;
}
