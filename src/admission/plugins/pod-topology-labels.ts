import { isOn, type Release } from '../../api/gates.js';
import type { Node } from '../../api/objects.js';
import type { Cluster } from '../../cluster/cluster.js';
import { ensure, obj, set, str } from '../fields.js';
import type { AdmissionPlugin } from '../plugin.js';
import type { Pod } from '../shared/structs.js';
import { isFor } from './refusal.js';

const LABELS: ReadonlySet<string> = new Set(['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']);

/** What a pod takes over from its node: its place in the topology, where the server has pods told of it. */
export function topologyLabels(node: Node | undefined, release: Release): Record<string, string> {
  const own = node?.metadata.labels ?? {};
  if (!isOn('PodTopologyLabelsAdmission', release)) return {};
  return Object.fromEntries(Object.entries(own).filter(([label]) => LABELS.has(label)));
}

/** A pod that is made for a node takes the node's place in the topology. */
export function podTopologyLabels(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'PodTopologyLabels',
    mutate(request) {
      if (request.operation !== 'create' || !isFor(request, '', 'Pod')) return undefined;
      const pod: Pod = request.object;
      const node = cluster.get('Node', str(obj(pod, 'spec'), 'nodeName'));
      for (const [label, value] of Object.entries(topologyLabels(node, request)))
        set(ensure(ensure(pod, 'metadata'), 'labels'), label, value);
      return undefined;
    },
  };
}
