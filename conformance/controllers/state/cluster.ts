/** What is not a workload: volumes, quotas, nodes, ConfigMaps, the namespace. */
import type { KubeObject } from '../../../src/api/objects.js';
import { condition } from '../../../src/api/pods.js';
import { normalName, ownerText } from '../naming.js';
import { byName, objects, type Section } from './view.js';

export const quotas = objects('ResourceQuota', (q) => ({
  hard: q.spec?.hard,
  used: q.status?.used,
}));

export const claims = objects('PersistentVolumeClaim', (c, { naming: { namespace } }) => ({
  phase: c.status?.phase,
  class: c.spec.storageClassName === undefined ? undefined : normalName(c.spec.storageClassName, namespace),
  volume: c.spec.volumeName && normalName(c.spec.volumeName, namespace),
  capacity: c.status?.capacity?.['storage'],
  owner: ownerText(c) ?? undefined,
}));

/** The volumes of the scenario's namespace. */
export const volumes: Section = (view) => {
  const { namespace } = view.naming;
  const own = view.cluster
    .list('PersistentVolume')
    .filter(({ metadata }) => metadata.name?.includes(namespace));
  return byName(view, own, ({ status, spec }) => ({
    phase: status?.phase,
    claim: spec.claimRef && normalName(`${spec.claimRef.namespace}/${spec.claimRef.name}`, namespace),
    capacity: spec.capacity?.['storage'],
    reclaim: spec.persistentVolumeReclaimPolicy,
  }));
};

export const nodes: Section = (view) => {
  if (!view.naming.nodes) return undefined;
  return byName(view, view.cluster.list('Node'), ({ status, spec }) => ({
    ready: condition(status?.conditions, 'Ready')?.status,
    unschedulable: spec?.unschedulable || undefined,
    taints: (spec?.taints ?? [])
      .map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
      .sort(),
  }));
};

export const configMaps: Section = (view) => {
  if (!view.naming.configMaps) return undefined;
  const maps = view.cluster.list('ConfigMap', view.naming.namespace) as unknown as KubeObject[];
  const own = maps.filter(({ metadata }) => metadata.name !== 'kube-root-ca.crt');
  return byName(view, own, ({ metadata }) => ({
    owners: (metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`),
  }));
};

/** Only where it goes, or is gone. */
export const namespaces: Section = ({ cluster, naming }) => {
  const namespace = cluster.get('Namespace', naming.namespace);
  if (!namespace) return { NS: { phase: 'gone' } };
  return namespace.status?.phase === 'Terminating' ? { NS: { phase: 'Terminating' } } : undefined;
};
