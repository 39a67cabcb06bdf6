/** What objects use up of a ResourceQuota (pkg/quota/v1/evaluator/core). */
import type { Path } from '../../api/json.js';
import { kindOf } from '../../api/object-key.js';
import type { KubeObject, Pod, PodSpec, ResourceList } from '../../api/objects.js';
import { isPodTerminal, podLimits, podQos, podRequests } from '../../api/pods.js';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  type ParsedQuantity,
  parseQuantity,
} from '../../api/quantity.js';
import type { KubernetesVersion } from '../../api/version.js';
import type { PersistentVolumeClaim, ResourceQuota } from '../../api/workloads.js';
import type { Cluster } from '../../cluster/cluster.js';
import { pluralOf, resourceNameOf } from '../../schema/resources.js';

export type Usage = Map<string, ParsedQuantity>;

const ONE = quantityOf('', 1);
const NONE = quantityOf('', 0);
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
/** Kinds that are counted under their plain plural too. */
const COUNTED = new Set([
  'Pod',
  'Service',
  'ReplicationController',
  'ResourceQuota',
  'Secret',
  'ConfigMap',
  'PersistentVolumeClaim',
]);

/** All that one object uses, by the names that quotas limit. */
export function usageOf(object: KubeObject, version: KubernetesVersion): Usage {
  const kind = kindOf(object);
  const usage: Usage = new Map([[`count/${resourceNameOf(version, object)}`, ONE]]);
  if (kind === 'Pod') addPod(usage, object as Pod);
  else if (COUNTED.has(kind)) usage.set(pluralOf(version, kind), ONE);
  if (kind === 'PersistentVolumeClaim') addClaim(usage, object as PersistentVolumeClaim);
  if (kind === 'Service') addService(usage, object as ServiceObject);
  return usage;
}

function addPod(usage: Usage, pod: Pod): void {
  if (isPodTerminal(pod)) return;
  usage.set('pods', ONE);
  const set = (prefix: string, amounts: Record<string, number>, short: boolean) => {
    for (const [resource, amount] of Object.entries(amounts)) {
      const quantity = quantityOf(resource, amount);
      usage.set(`${prefix}.${resource}`, quantity);
      if (short && (COMPUTE.includes(resource) || resource.startsWith('hugepages-')))
        usage.set(resource, quantity);
    }
  };
  set('requests', podRequests(pod.spec), true);
  set('limits', podLimits(pod.spec), false);
}

function quantityOf(resource: string, amount: number): ParsedQuantity {
  if (resource === 'cpu')
    return { unscaled: BigInt(amount), scale: -3, format: 'DecimalSI' } as ParsedQuantity;
  const binary =
    resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith('hugepages-');
  return { unscaled: BigInt(amount), scale: 0, format: binary ? 'BinarySI' : 'DecimalSI' } as ParsedQuantity;
}

function addClaim(usage: Usage, claim: PersistentVolumeClaim): void {
  const storage = parseQuantity(claim.spec.resources?.requests?.['storage']);
  const className = claim.spec.storageClassName;
  if (storage) usage.set('requests.storage', storage);
  if (!className) return;
  const prefix = `${className}.storageclass.storage.k8s.io/`;
  usage.set(`${prefix}persistentvolumeclaims`, ONE);
  if (storage) usage.set(`${prefix}requests.storage`, storage);
}

type ServiceObject = KubeObject & {
  spec?: { type?: string; ports?: { nodePort?: number }[]; allocateLoadBalancerNodePorts?: boolean };
};

function addService(usage: Usage, { spec = {} }: ServiceObject): void {
  const { type, ports = [], allocateLoadBalancerNodePorts } = spec;
  const isBalanced = type === 'LoadBalancer';
  if (isBalanced) usage.set('services.loadbalancers', ONE);
  if (type !== 'NodePort' && !isBalanced) return;
  // A balancer that is given no node ports has those that it names.
  const named = isBalanced && allocateLoadBalancerNodePorts === false;
  const counted = named ? ports.filter(({ nodePort = 0 }) => nodePort !== 0) : ports;
  usage.set('services.nodeports', quantityOf('', counted.length));
}

/** Whether the quota's scopes take the object in: pods, or claims by their attributes; of others only quotas without scopes speak. */
export function inScope({ spec }: ResourceQuota, object: KubeObject): boolean {
  const terms: ScopeTerm[] = [
    ...(spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ];
  if (terms.length === 0) return true;
  switch (kindOf(object)) {
    case 'Pod':
      return terms.every((term) => podInScope(object as Pod, term));
    case 'PersistentVolumeClaim':
      return terms.every((term) => claimInScope(object as PersistentVolumeClaim, term));
    default:
      return false;
  }
}

interface ScopeTerm {
  scopeName: string;
  operator: string;
  values?: readonly string[];
}

function podInScope(pod: Pod, term: ScopeTerm): boolean {
  const terminating = (pod.spec.activeDeadlineSeconds ?? -1) >= 0;
  switch (term.scopeName) {
    case 'Terminating':
      return terminating;
    case 'NotTerminating':
      return !terminating;
    case 'BestEffort':
      return podQos(pod.spec) === 'BestEffort';
    case 'NotBestEffort':
      return podQos(pod.spec) !== 'BestEffort';
    case 'PriorityClass':
      return isNamed(pod.spec.priorityClassName ?? '', term);
    case 'CrossNamespacePodAffinity':
      return looksIntoNamespaces(pod.spec);
    default:
      return false;
  }
}

/** By the class that a claim asks for, the one that it has, and the one that it is on its way to. */
function claimInScope({ spec, status }: PersistentVolumeClaim, term: ScopeTerm): boolean {
  if (term.scopeName !== 'VolumeAttributesClass') return false;
  const names = [
    spec.volumeAttributesClassName,
    status?.currentVolumeAttributesClassName,
    status?.modifyVolumeStatus?.targetVolumeAttributesClassName,
  ].filter((name) => name !== undefined && name !== null && name !== '');
  return names.length === 0 ? isNamed('', term) : names.some((name) => isNamed(name ?? '', term));
}

/** Whether a name, or that there is none, is what a term selects. */
function isNamed(name: string, { operator, values = [] }: ScopeTerm): boolean {
  if (operator === 'In') return values.includes(name);
  if (operator === 'NotIn') return !values.includes(name);
  return (operator === 'Exists') === (name !== '');
}

/** Whether a pod wants to be near to, or away from, pods of other namespaces. */
function looksIntoNamespaces({ affinity }: PodSpec): boolean {
  return [affinity?.podAffinity, affinity?.podAntiAffinity].some((one) => {
    const preferred = one?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const terms = [
      ...(one?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...preferred.map(({ podAffinityTerm }) => podAffinityTerm),
    ];
    return terms.some((term) => (term?.namespaces ?? []).length > 0 || term?.namespaceSelector != null);
  });
}

/** What of the quota's limits is used in its namespace now, each limited resource named. */
export function usedBy(cluster: Cluster, quota: ResourceQuota): ResourceList {
  const hard = Object.keys(quota.spec?.hard ?? {}).sort();
  const sums: Usage = new Map();
  for (const kind of cluster.kinds()) {
    for (const object of cluster.list(kind, quota.metadata.namespace ?? '')) {
      if (!inScope(quota, object)) continue;
      for (const [resource, amount] of usageOf(object, cluster.version)) {
        const before = sums.get(resource);
        sums.set(resource, before ? addQuantities(before, amount) : amount);
      }
    }
  }
  const used: ResourceList = {};
  for (const resource of hard) used[resource] = formatQuantity(sums.get(resource) ?? NONE);
  return used;
}

/** Why a quota does not let an object in. */
interface QuotaProblem {
  /** As the server says it after `… is forbidden: `. */
  text: string;
  /** What is limited: the first of what is over. */
  resource: string;
  /** Where the object says what it asks for, or would have to. */
  places: Path[];
}

/** What an object uses more than it did before: nothing that it does not use at all. */
function addedUsage(object: KubeObject, old: KubeObject | undefined, version: KubernetesVersion): Usage {
  const before: Usage = old ? usageOf(old, version) : new Map();
  const added: Usage = new Map();
  for (const [resource, amount] of usageOf(object, version)) {
    const less = before.get(resource) ?? NONE;
    const more = addQuantities(amount, { ...less, unscaled: -less.unscaled });
    if (compareQuantities(more, NONE) > 0) added.set(resource, more);
  }
  return added;
}

/** Why a quota does not let an object in, in the place of `old` where there was one; undefined where it does. */
export function quotaProblem(
  cluster: Cluster,
  quota: ResourceQuota,
  object: KubeObject,
  old?: KubeObject,
): QuotaProblem | undefined {
  if (!inScope(quota, object)) return undefined;
  const hard = quota.spec?.hard ?? {};
  const usage = addedUsage(object, old && inScope(quota, old) ? old : undefined, cluster.version);
  const name = quota.metadata.name;
  const missing = kindOf(object) === 'Pod' ? unstated(object as Pod, Object.keys(hard)) : [];
  const [first] = missing;
  if (first) {
    const texts = missing.map(({ resource, lacking }) => `${resource} for: ${lacking.join(',')}`);
    const text = `failed quota: ${name}: must specify ${texts.join('; ')}`;
    return { text, resource: first.resource, places: missing.flatMap(({ places }) => places) };
  }
  const touched = Object.keys(hard)
    .filter((resource) => usage.has(resource))
    .sort();
  if (touched.length === 0) return undefined;
  const used = usedBy(cluster, quota);
  const exceeded = touched.filter(
    (resource) =>
      compareQuantities(addQuantities(used[resource]!, usage.get(resource)!), hard[resource]!) > 0,
  );
  if (exceeded.length === 0) return undefined;
  const text = (of: (resource: string) => string) =>
    exceeded.map((resource) => `${resource}=${of(resource)}`).join(',');
  const said =
    `exceeded quota: ${name}, requested: ${text((one) => formatQuantity(usage.get(one)!))}, ` +
    `used: ${text((one) => String(used[one]))}, limited: ${text((one) => formatQuantity(parseQuantity(hard[one])!))}`;
  return { text: said, resource: exceeded[0]!, places: [] };
}

/** A limited compute resource, and the names of the containers that do not state it. */
interface Unstated {
  resource: string;
  lacking: string[];
  places: Path[];
}

/** The limited compute resources that containers do not state. */
function unstated({ spec }: Pod, hard: readonly string[]): Unstated[] {
  const found: Unstated[] = [];
  for (const resource of [...hard].sort()) {
    const [, side = 'requests', name] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(resource) ?? [];
    if (!name) continue;
    const list = side as 'requests' | 'limits';
    if (spec.resources?.[list]?.[name] !== undefined) continue;
    const lacking = (['containers', 'initContainers'] as const).flatMap((which) =>
      (spec[which] ?? []).flatMap((container, index) =>
        container.resources?.[list]?.[name] === undefined
          ? [{ name: container.name, place: ['spec', which, index, 'resources', list, name] }]
          : [],
      ),
    );
    if (lacking.length === 0) continue;
    found.push({
      resource,
      lacking: lacking.map((one) => one.name).sort(),
      places: lacking.map(({ place }) => place),
    });
  }
  return found;
}
