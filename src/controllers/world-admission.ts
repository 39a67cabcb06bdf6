/** Admission that looks at the world: the API server's plugins that decide whether an object may exist. */
import type { AdmissionPlugin, AdmissionRequest } from '../admission/admit.js';
import { SYSTEM_PRIORITIES } from '../admission/plugins/pod-mutations.js';
import { groupOf, versionOf } from '../api/object-key.js';
import type { KubeObject, Pod, PodSpec } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { isNamespaced } from './api-server.js';
import { limitRanger } from './limit-ranger.js';
import { quotaProblem } from './quota-usage.js';
import { pluralOf, resourceOf } from './resources.js';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** The plugins for the world as it is, in the server's order. */
export function worldPlugins(cluster: Cluster): AdmissionPlugin[] {
  return [
    namespaceLifecycle(cluster),
    limitRanger(cluster),
    serviceAccount(cluster),
    priority(cluster),
    defaultStorageClass(cluster),
    resourceQuota(cluster),
  ];
}

type Meta = { name?: string; namespace?: string };

function metaOf({ object }: AdmissionRequest): Meta {
  return (object['metadata'] ?? {}) as Meta;
}

/** Nothing is made in a namespace that is not there, or that is being deleted. */
function namespaceLifecycle(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'NamespaceLifecycle',
    mutate(request) {
      if (request.operation !== 'create' || !isNamespaced(request.kind)) return undefined;
      const { name, namespace = '' } = metaOf(request);
      const found = cluster.get('Namespace', namespace);
      if (!found) {
        return { code: 404, reason: 'NotFound', message: `namespaces "${namespace}" not found` };
      }
      if (!found.metadata.deletionTimestamp) return undefined;
      const group = groupOf(request.apiVersion);
      const resource = `${pluralOf(request.kind)}${group ? `.${group}` : ''}`;
      const message = `${resource} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`;
      return { code: 403, reason: 'Forbidden', message };
    },
  };
}

/** A claim that names no class gets the newest default one. */
function defaultStorageClass(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'DefaultStorageClass',
    mutate({ operation, kind, apiVersion, object }) {
      if (operation !== 'create' || kind !== 'PersistentVolumeClaim' || versionOf(apiVersion) !== 'v1')
        return undefined;
      const spec = object['spec'] as { storageClassName?: string } | undefined;
      if (!spec || spec.storageClassName !== undefined) return undefined;
      const name = defaultClassName(cluster);
      if (name !== undefined) spec.storageClassName = name;
      return undefined;
    },
  };
}

/** The default StorageClass: of several the newest, then the first by name. */
export function defaultClassName(cluster: Cluster): string | undefined {
  const defaults = cluster
    .list('StorageClass')
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true')
    .sort((a, b) => order(b.metadata.creationTimestamp, a.metadata.creationTimestamp));
  return defaults[0]?.metadata.name;
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
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

/** A pod runs as a ServiceAccount that is there. */
function serviceAccount(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'ServiceAccount',
    validate({ operation, kind, object: value }) {
      if (operation !== 'create' || kind !== 'Pod') return undefined;
      const { metadata, spec } = value as unknown as Pod;
      const name = spec.serviceAccountName ?? 'default';
      if (cluster.get('ServiceAccount', `${metadata.namespace}/${name}`)) return undefined;
      const why = `error looking up service account ${metadata.namespace}/${name}: serviceaccount "${name}" not found`;
      return { code: 403, reason: 'Forbidden', message: `pods "${metadata.name}" is forbidden: ${why}` };
    },
  };
}

type PriorityClass = KubeObject & {
  value?: number;
  globalDefault?: boolean;
  preemptionPolicy?: PodSpec['preemptionPolicy'];
};

/** The number behind a pod's priorityClassName, or of the class that is the default. */
function priority(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'Priority',
    mutate({ operation, kind, object }) {
      if (operation !== 'create' || kind !== 'Pod') return undefined;
      const { metadata, spec } = object as unknown as Pod;
      const name = spec.priorityClassName;
      if (name && SYSTEM_PRIORITIES.has(name)) return undefined;
      const classes = cluster.list('PriorityClass') as unknown as PriorityClass[];
      const found = name
        ? classes.find((one) => one.metadata.name === name)
        : classes
            .filter(({ globalDefault }) => globalDefault)
            .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
      if (name && !found) {
        const message = `pods "${metadata.name}" is forbidden: no PriorityClass with name ${name} was found`;
        return { code: 403, reason: 'Forbidden', message };
      }
      if (!found) return undefined;
      spec.priorityClassName = found.metadata.name;
      spec.priority = found.value ?? 0;
      if (found.preemptionPolicy) spec.preemptionPolicy = found.preemptionPolicy;
      return undefined;
    },
  };
}
