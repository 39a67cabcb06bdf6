import type { KubeObject } from '../../api/objects.js';
import type { Cluster } from '../../cluster/cluster.js';
import { goQuote } from '../field-errors.js';
import { obj, str } from '../fields.js';
import type { Refusal } from '../kind.js';
import type { AdmissionPlugin } from '../plugin.js';
import { forbid, namespaceOf } from './refusal.js';

/** Without these no cluster works. */
const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system']);

/** Nothing is made in a namespace that is not there, or that is being deleted. */
export function namespaceLifecycle(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'NamespaceLifecycle',
    mutate(request) {
      if (!request.rules.namespaced) return undefined;
      const name = namespaceOf(request.object);
      const namespace = cluster.get('Namespace', name);
      if (!namespace) return notFound(name);
      if (request.operation !== 'create' || !namespace.metadata.deletionTimestamp) return undefined;
      const why = `unable to create new content in namespace ${name} because it is being terminated`;
      return {
        ...forbid(request, why),
        causes: [
          {
            field: 'metadata.namespace',
            reason: 'NamespaceTerminating',
            message: `namespace ${name} is being terminated`,
          },
        ],
      };
    },
    remove(stored, { group, kind }) {
      if (group !== '' || kind !== 'Namespace') return undefined;
      const request = stored();
      if (!IMMORTAL.has(str(obj(request.object, 'metadata'), 'name'))) return undefined;
      return { refusal: forbid(request, 'this namespace may not be deleted'), warnings: [] };
    },
  };
}

/** The refusal of an object, of whatever kind, whose namespace is not there; undefined where it is, or none is named. */
export function missingNamespace(cluster: Cluster, { metadata }: KubeObject): Refusal | undefined {
  const name = metadata?.namespace ?? '';
  return name === '' || cluster.get('Namespace', name) ? undefined : notFound(name);
}

function notFound(name: string): Refusal {
  const message = `namespaces ${goQuote(name)} not found`;
  return { code: 404, reason: 'NotFound', message, missing: { kind: 'Namespace', name } };
}
