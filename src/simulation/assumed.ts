/** What every cluster has, for worlds that nobody described whole. */
import { nameText } from '../api/object-key.js';
import type { AnyObject, KubeObject } from '../api/objects.js';
import { generatedUid } from '../apiserver/generated-names.js';
import type { Cluster } from '../cluster/cluster.js';
import { IN_EVERY_NAMESPACE, SYSTEM_NAMESPACES } from '../references/always-there.js';

const DEFAULT_NAMESPACE = 'default';
const STANDARD_CLASS = 'standard';

/**
 * What a snapshot may be silent about and every cluster has: the namespaces that are spoken of (of one that lists
 * namespaces only those that Kubernetes makes itself), their ServiceAccount, and a default StorageClass (unless it lists any).
 */
export function withAssumed(
  cluster: Cluster,
  manifests: readonly KubeObject[],
  namespace: string,
  listsNamespaces = cluster.count('Namespace') > 0,
): { cluster: Cluster; namespaces: string[] } {
  const changes: { verb: 'create'; object: KubeObject }[] = [];
  const own = new Set([DEFAULT_NAMESPACE, ...SYSTEM_NAMESPACES]);
  const names = new Set([DEFAULT_NAMESPACE, namespace]);
  for (const { metadata } of manifests) if (metadata.namespace) names.add(nameText(metadata.namespace));
  if (listsNamespaces) {
    for (const name of [...names]) if (!own.has(name)) names.delete(name);
  } else {
    for (const kind of cluster.kinds()) {
      for (const { metadata } of cluster.list(kind)) if (metadata.namespace) names.add(metadata.namespace);
    }
    for (const { kind, metadata } of manifests)
      if (kind === 'Namespace') names.delete(nameText(metadata.name));
  }
  for (const name of [...names]) {
    if (cluster.get('Namespace', name)) names.delete(name);
    else changes.push({ verb: 'create', object: namespaceObject(name) });
  }
  const known = [...names, ...cluster.list('Namespace').map(({ metadata }) => metadata.name ?? '')];
  for (const name of known) {
    for (const [kind, objectName] of IN_EVERY_NAMESPACE) {
      if (cluster.get(kind, `${name}/${objectName}`)) continue;
      const metadata = {
        name: objectName,
        namespace: name,
        uid: generatedUid(`${kind} ${name}/${objectName}`),
      };
      changes.push({ verb: 'create', object: { apiVersion: 'v1', kind, metadata } });
    }
  }
  const bringsClass = manifests.some(({ kind }) => kind === 'StorageClass');
  if (cluster.count('StorageClass') === 0 && !bringsClass)
    changes.push({ verb: 'create', object: standardClass() });
  return { cluster: cluster.with(changes), namespaces: [...names].filter((name) => !own.has(name)) };
}

function namespaceObject(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      uid: generatedUid(`Namespace ${name}`),
      labels: { 'kubernetes.io/metadata.name': name },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  } as KubeObject;
}

function standardClass(): KubeObject {
  const object: AnyObject = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: STANDARD_CLASS,
      uid: generatedUid(`StorageClass ${STANDARD_CLASS}`),
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'csi.example.com',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  return object;
}
