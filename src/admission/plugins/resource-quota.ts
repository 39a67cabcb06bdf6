import { asObject } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { resourceNameOf } from '../../schema/resources.js';
import type { AdmissionPlugin } from '../plugin.js';
import { quotaProblem } from './quota-usage.js';

/** Every quota of the namespace has to have room for what is new. */
export function resourceQuota(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'ResourceQuota',
    validate({ operation, apiVersion, object: value }) {
      if (operation !== 'create') return undefined;
      const object = asObject(value);
      const { namespace, name } = object.metadata;
      if (!namespace || object.kind === 'ResourceQuota') return undefined;
      for (const quota of cluster.list('ResourceQuota', namespace)) {
        const problem = quotaProblem(cluster, quota, { ...object, apiVersion });
        if (!problem) continue;
        const message = `${resourceNameOf(cluster.version, object)} "${name}" is forbidden: ${problem}`;
        return { code: 403, reason: 'Forbidden', message };
      }
      return undefined;
    },
  };
}
