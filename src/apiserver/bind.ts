import { topologyLabels } from '../admission/plugins/pod-topology-labels.js';
import { without } from '../api/conditions.js';
import type { Condition, Pod } from '../api/objects.js';
import { formatTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Answer } from './request.js';
import { refuse, settle, stored } from './store.js';
import { notFound } from './update.js';

/** The scheduler's word on where a pod goes; the only way that a pod's node is set. */
export function bind(cluster: Cluster, key: string, node: string, now: number): Answer {
  const pod = cluster.get('Pod', key);
  if (!pod) return notFound(cluster, 'v1', 'Pod', key);
  if (pod.spec.nodeName) {
    const message = `pod ${pod.metadata.name} is already assigned to node "${pod.spec.nodeName}"`;
    return refuse(409, 'Conflict', message);
  }
  const scheduled: Condition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTime(now),
  };
  const conditions = [...without(pod.status?.conditions, 'PodScheduled'), scheduled];
  const { nominatedNodeName: _nominated, ...status } = pod.status ?? {};
  const bound: Pod = {
    ...pod,
    metadata: labelled(pod.metadata, topologyLabels(cluster.get('Node', node), cluster)),
    spec: { ...pod.spec, nodeName: node },
    status: { ...status, conditions },
  };
  return stored(cluster, settle(cluster, bound));
}

function labelled(metadata: Pod['metadata'], labels: Readonly<Record<string, string>>): Pod['metadata'] {
  return Object.keys(labels).length === 0
    ? metadata
    : { ...metadata, labels: { ...metadata.labels, ...labels } };
}
