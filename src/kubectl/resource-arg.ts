/** How people name a resource on the command line: `deploy`, `deployments.apps`, `sts/web`. */
import { ownValue } from '../api/json.js';
import { kindOf } from '../api/object-key.js';
import type { ObjectName } from '../apiserver/request.js';
import type { Cluster } from '../cluster/cluster.js';
import { customKindsOf } from '../schema/crds.js';
import { type Resource, resources } from '../schema/resources.js';

/** The short names that the server gives to its own resources (pkg/registry, ShortNames). */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  cm: 'configmaps',
  csr: 'certificatesigningrequests',
  cj: 'cronjobs',
  crd: 'customresourcedefinitions',
  crds: 'customresourcedefinitions',
  deploy: 'deployments',
  ds: 'daemonsets',
  ep: 'endpoints',
  ev: 'events',
  hpa: 'horizontalpodautoscalers',
  ing: 'ingresses',
  limits: 'limitranges',
  netpol: 'networkpolicies',
  no: 'nodes',
  ns: 'namespaces',
  pc: 'priorityclasses',
  pdb: 'poddisruptionbudgets',
  po: 'pods',
  pv: 'persistentvolumes',
  pvc: 'persistentvolumeclaims',
  quota: 'resourcequotas',
  rc: 'replicationcontrollers',
  rs: 'replicasets',
  sa: 'serviceaccounts',
  sc: 'storageclasses',
  sts: 'statefulsets',
  svc: 'services',
};

/** The resource that a word means: its kind, plural or short name, with or without its group; undefined for none. */
export function resourceNamed(cluster: Cluster, word: string): Resource | undefined {
  const [name = '', ...group] = word.toLowerCase().split('.');
  const plural = ownValue(SHORT_NAMES, name) ?? name;
  const custom = cluster.list('CustomResourceDefinition').flatMap((one) => customKindsOf(one));
  const all = [...resources(cluster.version).all(), ...custom.map(({ info }) => info)];
  const wanted = group.join('.');
  const found = all.filter(
    (one) =>
      one.plural !== '' &&
      (one.plural === plural || one.kind.toLowerCase() === name) &&
      (wanted === '' || one.group === wanted || `${one.version}.${one.group}` === wanted),
  );
  const [first] = found;
  // Of several versions the preferred one.
  return first && (resources(cluster.version).ofKind(first.kind, first.group) ?? first);
}

/** `deployment/web` as the name of an object in a namespace; undefined for a word that names no resource. */
export function objectNamed(
  cluster: Cluster,
  word: string,
  name: string,
  namespace: string,
): ObjectName | undefined {
  const resource = resourceNamed(cluster, word);
  if (!resource) return undefined;
  return { kind: kindOf(resource), key: resource.namespaced ? `${namespace}/${name}` : name };
}
