import { asObject } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { resourceNameOf } from '../../schema/resources.js';
import type { AdmissionPlugin } from '../plugin.js';
import { quotaProblem } from './quota-usage.js';

/** Kinds that can come to use more when they are changed. */
const GROWING: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'Service']);

/** Every quota of the namespace has to have room for what is new. */
export function resourceQuota(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'ResourceQuota',
    validate({ operation, apiVersion, object: value, old, rules }) {
      if (operation === 'update' && !(rules.group === '' && GROWING.has(rules.kind))) return undefined;
      const object = asObject(value);
      const { namespace, name } = object.metadata;
      if (!namespace || object.kind === 'ResourceQuota') return undefined;
      for (const quota of cluster.list('ResourceQuota', namespace)) {
        const problem = quotaProblem(
          cluster,
          quota,
          { ...object, apiVersion },
          old && { ...asObject(old), apiVersion },
        );
        if (!problem) continue;
        const { text, resource, places } = problem;
        const message = `${resourceNameOf(cluster.version, object)} "${name}" is forbidden: ${text}`;
        const path = ['spec', 'hard', resource];
        const by = { kind: 'ResourceQuota', name: quota.metadata.name ?? '', namespace, path };
        return { code: 403, reason: 'Forbidden', message, places, by };
      }
      return undefined;
    },
  };
}
