/** The state of a world as recordings of controllers write it (FORMAT-controllers.md, "State"). */
import { controllerRef } from '../src/api/object-key.js';
import type { AnyObject, Condition, KubeObject, Pod } from '../src/api/objects.js';
import { condition, isPodReady } from '../src/api/pods.js';
import { quantityValue } from '../src/api/quantity.js';
import type { Cluster } from '../src/cluster/cluster.js';

export type Fields = Record<string, unknown>;

/** How a scenario's names and nodes are written. */
export interface Naming {
  namespace: string;
  /** The number of a pod among those made for its owner, from 1; only where pods are told apart. */
  ordinalOf?: (pod: Pod) => number;
  /** Nodes are not the point: bound pods are on `*`. */
  anyNode: boolean;
  /** DaemonSet pods are `DS@*`. */
  anyDaemonNode: boolean;
  /** The fields of pods that the scenario shows besides the usual ones. */
  podFields: readonly string[];
  /** Whether nodes are shown. */
  nodes: boolean;
  services: boolean;
  configMaps: boolean;
  /** The minute of the first Job that a CronJob made. */
  firstMinute: (cronJob: string) => number | undefined;
}

export function ownerText(object: KubeObject): string | null {
  const owner = controllerRef(object);
  return owner ? `${owner.kind}/${owner.name}` : null;
}

/** A pod's name with what is drawn at random left out. */
export function podName(pod: Pod, naming: Naming): string {
  const owner = controllerRef(pod);
  const generated = pod.metadata.generateName;
  if (!generated && owner?.kind !== 'DaemonSet') return pod.metadata.name ?? '';
  if (owner?.kind === 'StatefulSet') return pod.metadata.name ?? '';
  if (owner?.kind === 'DaemonSet') {
    return `${owner.name}@${naming.anyDaemonNode ? '*' : daemonNode(pod)}`;
  }
  const base = generated ?? `${owner?.name}-`;
  if (naming.ordinalOf && owner?.kind !== 'Job') return `${base}#${naming.ordinalOf(pod)}`;
  if (naming.ordinalOf && owner?.kind === 'Job') return `${base}#${naming.ordinalOf(pod)}`;
  return cronName(`${base}?`, naming);
}

function cronName(name: string, naming: Naming): string {
  return name.replace(
    /([a-z0-9][a-z0-9.-]*)-(\d{8})(?=$|[^\d\w])/g,
    (whole, base: string, minute: string) => {
      const first = naming.firstMinute(base);
      return first === undefined ? whole : `${base}-MINUTE+${Number(minute) - first}`;
    },
  );
}

export function daemonNode(pod: Pod): string {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms?.[0]?.matchFields?.[0]?.values?.[0] ?? '';
}

/** Everything but empty fields. */
function lean(fields: Fields): Fields {
  const out: Fields = {};
  for (const [key, value] of Object.entries(fields)) if (!isEmpty(value)) out[key] = value;
  return out;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === false) return value === undefined;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function conditions(
  object: { status?: { conditions?: Condition[] } },
  text: (t: string) => string,
): unknown[] {
  return (object.status?.conditions ?? [])
    .map(({ type, status, reason = '', message = '' }) => [type, status, reason, text(message)])
    .sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

function deleting({ metadata }: KubeObject): string | undefined {
  if (!metadata.deletionTimestamp) return undefined;
  return metadata.finalizers?.length ? metadata.finalizers.join(',') : 'yes';
}

function observed(object: AnyObject | KubeObject): boolean {
  const { status } = object as { status?: { observedGeneration?: number } };
  return (status?.observedGeneration ?? 0) === (object.metadata.generation ?? 0);
}

function images(spec: { containers?: { image?: string }[] } | undefined): string[] {
  return (spec?.containers ?? []).map(({ image }) => image ?? '');
}

function positive(n: number | undefined): number | undefined {
  return n ? n : undefined;
}

export function stateOf(cluster: Cluster, naming: Naming): Fields {
  const ns = naming.namespace;
  const text = (message: string) => normalText(message, naming, cluster);
  const table = <T extends KubeObject>(objects: T[], of: (object: T) => Fields): Fields => {
    const out: Fields = {};
    for (const object of objects) {
      out[cronName(normalName(object.metadata.name ?? '', ns), naming)] = lean({
        ...of(object),
        deleting: deleting(object),
      });
    }
    return out;
  };
  const D = 'deployment.kubernetes.io/';
  const state: Fields = {
    deployments: table(cluster.list('Deployment', ns), (d) => ({
      desired: d.spec.replicas ?? 1,
      paused: d.spec.paused || undefined,
      observed: observed(d),
      replicas: d.status?.replicas ?? 0,
      updated: d.status?.updatedReplicas ?? 0,
      ready: d.status?.readyReplicas ?? 0,
      available: d.status?.availableReplicas ?? 0,
      unavailable: d.status?.unavailableReplicas ?? 0,
      terminating: positive(d.status?.terminatingReplicas),
      collisions: d.status?.collisionCount,
      revision: d.metadata.annotations?.[`${D}revision`],
      cause: d.metadata.annotations?.['kubernetes.io/change-cause'],
      conditions: conditions(d, text),
    })),
    replicasets: table(cluster.list('ReplicaSet', ns), (r) => ({
      owner: ownerText(r),
      revision: r.metadata.annotations?.[`${D}revision`],
      history: r.metadata.annotations?.[`${D}revision-history`],
      desiredAnn: r.metadata.annotations?.[`${D}desired-replicas`],
      maxAnn: r.metadata.annotations?.[`${D}max-replicas`],
      cause: r.metadata.annotations?.['kubernetes.io/change-cause'],
      desired: r.spec.replicas ?? 1,
      current: r.status?.replicas ?? 0,
      ready: r.status?.readyReplicas ?? 0,
      available: r.status?.availableReplicas ?? 0,
      terminating: positive(r.status?.terminatingReplicas),
      images: images(r.spec.template.spec),
      conditions: conditions(r, text),
    })),
    rcs: table(cluster.list('ReplicationController', ns), (r) => ({
      desired: r.spec.replicas ?? 1,
      current: r.status?.replicas ?? 0,
      ready: r.status?.readyReplicas ?? 0,
      available: r.status?.availableReplicas ?? 0,
    })),
    statefulsets: table(cluster.list('StatefulSet', ns), (s) => ({
      desired: s.spec.replicas ?? 1,
      observed: observed(s),
      replicas: s.status?.replicas ?? 0,
      ready: s.status?.readyReplicas ?? 0,
      current: s.status?.currentReplicas ?? 0,
      updated: s.status?.updatedReplicas ?? 0,
      available: s.status?.availableReplicas ?? 0,
      currentRevision: s.status?.currentRevision,
      updateRevision: s.status?.updateRevision,
      collisions: s.status?.collisionCount,
    })),
    daemonsets: table(cluster.list('DaemonSet', ns), (d) => ({
      observed: observed(d),
      desired: d.status?.desiredNumberScheduled ?? 0,
      current: d.status?.currentNumberScheduled ?? 0,
      misscheduled: d.status?.numberMisscheduled ?? 0,
      ready: d.status?.numberReady ?? 0,
      updated: d.status?.updatedNumberScheduled ?? 0,
      available: d.status?.numberAvailable ?? 0,
      unavailable: d.status?.numberUnavailable ?? 0,
    })),
    revisions: table(cluster.list('ControllerRevision', ns), (r) => ({
      owner: ownerText(r),
      revision: r.revision,
    })),
    jobs: table(cluster.list('Job', ns), (j) => ({
      owner: ownerText(j),
      parallelism: j.spec.parallelism,
      completions: j.spec.completions,
      active: j.status?.active ?? 0,
      ready: j.status?.ready ?? 0,
      succeeded: j.status?.succeeded ?? 0,
      failed: j.status?.failed ?? 0,
      terminating: positive(j.status?.terminating),
      started: Boolean(j.status?.startTime),
      completed: j.status?.completionTime ? true : undefined,
      completedIndexes: j.status?.completedIndexes || undefined,
      failedIndexes: j.status?.failedIndexes || undefined,
      suspend: j.spec.suspend || undefined,
      conditions: conditions(j, text),
    })),
    cronjobs: table(cluster.list('CronJob', ns), (c) => ({
      active: (c.status?.active ?? []).map(({ name = '' }) => cronName(name, naming)),
      scheduled: c.status?.lastScheduleTime ? true : undefined,
      succeeded: c.status?.lastSuccessfulTime ? true : undefined,
      suspend: c.spec.suspend || undefined,
    })),
    pdbs: table(cluster.list('PodDisruptionBudget', ns), (p) => ({
      currentHealthy: p.status?.currentHealthy ?? 0,
      desiredHealthy: p.status?.desiredHealthy ?? 0,
      allowed: p.status?.disruptionsAllowed ?? 0,
      expected: p.status?.expectedPods ?? 0,
      conditions: conditions(p, text),
    })),
    quotas: table(cluster.list('ResourceQuota', ns), (q) => ({
      hard: q.spec?.hard,
      used: q.status?.used,
    })),
    pvcs: table(cluster.list('PersistentVolumeClaim', ns), (c) => ({
      phase: c.status?.phase,
      class: c.spec.storageClassName === undefined ? undefined : normalName(c.spec.storageClassName, ns),
      volume: c.spec.volumeName && normalName(c.spec.volumeName, ns),
      capacity: c.status?.capacity?.['storage'],
      owner: ownerText(c) ?? undefined,
    })),
    pods: podEntries(cluster, naming, text),
    pvs: table(
      cluster.list('PersistentVolume').filter(({ metadata }) => metadata.name?.includes(ns)),
      (v) => ({
        phase: v.status?.phase,
        claim: v.spec.claimRef && normalName(`${v.spec.claimRef.namespace}/${v.spec.claimRef.name}`, ns),
        capacity: v.spec.capacity?.['storage'],
        reclaim: v.spec.persistentVolumeReclaimPolicy,
        class: undefined,
      }),
    ),
  };
  if (naming.services) state['services'] = services(cluster, naming);
  if (naming.nodes) {
    state['nodes'] = table(cluster.list('Node'), (n) => ({
      ready: condition(n.status?.conditions, 'Ready')?.status,
      unschedulable: n.spec?.unschedulable || undefined,
      taints: (n.spec?.taints ?? [])
        .map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
        .sort(),
    }));
  }
  if (naming.configMaps) {
    const maps = cluster.list('ConfigMap', ns).filter(({ metadata }) => metadata.name !== 'kube-root-ca.crt');
    state['configmaps'] = table(maps as unknown as KubeObject[], (c) => ({
      owners: (c.metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`),
    }));
  }
  const namespace = cluster.get('Namespace', ns);
  if (!namespace) state['namespaces'] = { NS: { phase: 'gone' } };
  else if (namespace.status?.phase === 'Terminating') state['namespaces'] = { NS: { phase: 'Terminating' } };
  return lean(state);
}

function podEntries(cluster: Cluster, naming: Naming, text: (t: string) => string): Fields[] {
  const entries = new Map<string, Fields>();
  for (const pod of cluster.list('Pod', naming.namespace)) {
    const fields = podFields(pod, naming, text);
    const key = canonical(fields);
    const entry = entries.get(key);
    if (entry) entry['n'] = (entry['n'] as number) + 1;
    else entries.set(key, { ...fields, n: 1 });
  }
  return [...entries.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fields]) => fields);
}

function podFields(pod: Pod, naming: Naming, text: (t: string) => string): Fields {
  const owner = ownerText(pod);
  const kind = owner?.split('/')[0];
  const scheduled = condition(pod.status?.conditions, 'PodScheduled');
  const waiting = (pod.status?.containerStatuses ?? [])
    .map(({ state }) => state?.waiting?.reason)
    .filter((reason) => reason && reason !== 'ContainerCreating');
  const extra: Fields = {};
  for (const path of naming.podFields) {
    const value = path.split('.').reduce<unknown>((at, step) => (at as Fields | undefined)?.[step], pod);
    if (!isEmpty(value))
      extra[path] = JSON.parse(
        JSON.stringify(value).replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-?'),
      );
  }
  const ownerName = owner && cronName(owner, naming);
  return {
    pod: podName(pod, naming),
    owner: ownerName,
    phase: pod.status?.phase,
    ready: isPodReady(pod),
    node: pod.spec.nodeName ? (naming.anyNode ? '*' : pod.spec.nodeName) : null,
    ...lean({
      revision:
        kind === 'StatefulSet' || kind === 'DaemonSet'
          ? pod.metadata.labels?.['controller-revision-hash']
          : undefined,
      images: kind === 'ReplicaSet' ? undefined : images(pod.spec),
      why:
        scheduled?.status === 'False' ? `${scheduled.reason}: ${text(scheduled.message ?? '')}` : undefined,
      waiting: waiting.length > 0 ? waiting.join(',') : undefined,
      deleting: pod.metadata.deletionTimestamp ? true : undefined,
      disrupted: condition(pod.status?.conditions, 'DisruptionTarget')?.reason,
      nominated: pod.status?.nominatedNodeName,
      ...extra,
    }),
  };
}

function services(cluster: Cluster, naming: Naming): Fields {
  const out: Fields = {};
  for (const service of cluster.list('Service', naming.namespace)) {
    const slices = cluster
      .list('EndpointSlice', naming.namespace)
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name);
    const ports = new Set<string>();
    const endpoints = new Map<string, Fields>();
    for (const slice of slices) {
      for (const { name = '', port, protocol } of slice.ports ?? []) ports.add(`${name}:${port}/${protocol}`);
      for (const { targetRef, conditions, hostname } of slice.endpoints ?? []) {
        const pod = cluster.get('Pod', `${naming.namespace}/${targetRef?.name}`);
        const fields: Fields = {
          pod: pod ? podName(pod, naming) : targetRef?.name,
          ...(hostname ? { hostname } : {}),
          ready: conditions?.ready,
          serving: conditions?.serving,
          terminating: conditions?.terminating,
        };
        const key = canonical(fields);
        const entry = endpoints.get(key);
        if (entry) entry['n'] = (entry['n'] as number) + 1;
        else endpoints.set(key, { ...fields, n: 1 });
      }
    }
    out[service.metadata.name ?? ''] = lean({
      type: service.spec.type,
      headless: service.spec.clusterIP === 'None' ? true : undefined,
      ports: [...ports].sort(),
      endpoints: [...endpoints.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fields]) => fields),
    });
  }
  return out;
}

function normalName(name: string, namespace: string): string {
  return name.split(namespace).join('NS');
}

/** A message without what is drawn at random. */
export function normalText(message: string, naming: Naming, cluster?: Cluster): string {
  let text = normalName(message, naming.namespace);
  if (cluster) {
    text = text.replace(
      /\b([a-z0-9][a-z0-9.-]*?)-([bcdfghjklmnpqrstvwxz2456789]{5})\b/g,
      (whole, base: string) => {
        const pod = cluster.get('Pod', `${naming.namespace}/${whole}`);
        if (pod) return podName(pod, naming);
        return cluster.list('ReplicaSet', naming.namespace).some(({ metadata }) => metadata.name === base) ||
          cluster
            .list('Job', naming.namespace)
            .some(({ metadata }) => base.startsWith(metadata.name ?? '-')) ||
          cluster
            .list('ReplicationController', naming.namespace)
            .some(({ metadata }) => metadata.name === base)
          ? `${base}-?`
          : whole;
      },
    );
  }
  return cronName(text, naming);
}

/** The text of a value whose keys are sorted: equal values have equal texts. Quantities are compared by value. */
export function canonical(value: unknown, key = ''): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${parts.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item, name)}`).join(',')}}`;
  }
  if (key === 'capacity' && typeof value === 'string') return String(quantityValue(value));
  return JSON.stringify(value) ?? 'null';
}
