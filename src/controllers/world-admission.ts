/** Admission that looks at the world: the API server's plugins that decide whether an object may exist. */
import type { AdmissionPlugin } from '../admission/admit.js';
import { admissionPlugins } from '../admission/plugins/index.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { quotaProblem } from './quota-usage.js';
import { resourceOf } from './resources.js';

/** The plugins for the world as it is, in the server's order: quotas have the last word. */
export function worldPlugins(cluster: Cluster): AdmissionPlugin[] {
  return [...admissionPlugins(cluster), resourceQuota(cluster)];
}

/** Every quota of the namespace has to have room for what is new. */
function resourceQuota(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'ResourceQuota',
    validate({ operation, apiVersion, object: value }) {
      if (operation !== 'create') return undefined;
      const object = value as unknown as KubeObject;
      const { namespace, name } = object.metadata;
      if (!namespace || object.kind === 'ResourceQuota') return undefined;
      for (const quota of cluster.list('ResourceQuota', namespace)) {
        const problem = quotaProblem(cluster, quota, { ...object, apiVersion });
        if (!problem) continue;
        const message = `${resourceOf(object)} "${name}" is forbidden: ${problem}`;
        return { code: 403, reason: 'Forbidden', message };
      }
      return undefined;
    },
  };
}
