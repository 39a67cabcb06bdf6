import { isOn } from '../../api/gates.js';
import type { Cluster } from '../../cluster/cluster.js';
import { ensure, obj, set, str } from '../fields.js';
import type { AdmissionPlugin } from '../plugin.js';
import type { Pod } from '../shared/structs.js';
import { isFor } from './refusal.js';

const LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** A pod that is made for a node takes the node's place in the topology. */
export function podTopologyLabels(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'PodTopologyLabels',
    mutate(request) {
      if (request.operation !== 'create' || !isFor(request, '', 'Pod')) return undefined;
      if (!isOn('PodTopologyLabelsAdmission', request)) return undefined;
      const pod: Pod = request.object;
      const node = cluster.get('Node', str(obj(pod, 'spec'), 'nodeName'));
      for (const label of LABELS) {
        const value = node?.metadata.labels?.[label];
        if (value !== undefined) set(ensure(ensure(pod, 'metadata'), 'labels'), label, value);
      }
      return undefined;
    },
  };
}
