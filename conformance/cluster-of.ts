/** The worlds that requests are sent to. */
import type { JsonObject } from '../src/api/json.js';
import type { KubeObject } from '../src/api/objects.js';
import type { KubernetesVersion } from '../src/api/version.js';
import { Cluster } from '../src/cluster/cluster.js';

/** What every cluster has: four namespaces, a service account and a certificate in each, two priority classes. */
export function emptyCluster(version: KubernetesVersion): Cluster {
  let cluster = Cluster.of([], version);
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
    cluster = stored(cluster, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    });
  }
  for (const [name, value] of [
    ['system-cluster-critical', 2000000000],
    ['system-node-critical', 2000001000],
  ] as const) {
    cluster = stored(cluster, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
    });
  }
  return cluster;
}

/** The cluster with the object as it is, checked by nobody; a namespace has what controllers put into it. */
export function stored(cluster: Cluster, object: JsonObject): Cluster {
  const whole = object as unknown as KubeObject;
  const old = find(cluster, object);
  const next = cluster.with([{ verb: old ? 'update' : 'create', object: whole }]);
  if (old || whole.kind !== 'Namespace') return next;
  const namespace = whole.metadata.name;
  return next.with([
    {
      verb: 'create',
      object: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace },
      } as KubeObject,
    },
    {
      verb: 'create',
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kube-root-ca.crt', namespace },
      } as KubeObject,
    },
  ]);
}

/** The object of that kind and name, whatever of its namespace is written. */
export function find(cluster: Cluster, object: JsonObject): KubeObject | undefined {
  const { kind, metadata } = object as unknown as KubeObject;
  const names = [
    metadata?.namespace ? `${metadata.namespace}/${metadata.name}` : undefined,
    metadata?.name,
    `default/${metadata?.name}`,
  ];
  for (const key of names) {
    const found = key === undefined ? undefined : (cluster.get(kind, key) as KubeObject | undefined);
    if (found) return found;
  }
  return undefined;
}
