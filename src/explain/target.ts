/** The pod that an object is, or makes. */
import { admit } from '../admission/admit.js';
import { ALL_KINDS } from '../admission/groups/all.js';
import type { AdmissionPlugin } from '../admission/plugin.js';
import { admissionPlugins } from '../admission/plugins/index.js';
import { isObject, type JsonObject, type Path, valueAt } from '../api/json.js';
import { controllerRef, keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod, PodTemplateSpec } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { asJson, asKind, asPodTemplate } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Cluster } from '../cluster/cluster.js';
import { ownedPods } from '../cluster/owned-pods.js';
import { podTemplatePath } from '../schema/resources.js';

/** Where a kind keeps its pod template, and how many pods it makes of it. */
interface Workload {
  template: PodTemplateSpec;
  path: Path;
  replicas: number;
}

const SIZING = new Set(['LimitRanger', 'Priority', 'RuntimeClass']);
/** Makes no pods by itself. */
const POD_TEMPLATE = 'PodTemplate';
const DEFAULT_NAMESPACE = 'default';

/** The pods that an object stands for: itself for a pod, a template for a workload; undefined for anything else. */
export function workloadOf(object: KubeObject): Workload | undefined {
  if (object.kind === 'Pod') {
    const { metadata, spec: podSpec } = object as Pod;
    return { template: { metadata, spec: podSpec }, path: [], replicas: 1 };
  }
  const path = object.kind === POD_TEMPLATE ? undefined : podTemplatePath(object.kind);
  const value = asJson(object);
  const template = path && valueAt(value, path);
  if (!path || !isObject(template)) return undefined;
  const count = object.kind === 'Job' || object.kind === 'CronJob' ? 'parallelism' : 'replicas';
  const replicas = valueAt(value, [...path.slice(0, -1), count]);
  return {
    template: asPodTemplate(template),
    path,
    replicas: typeof replicas === 'number' ? replicas : 1,
  };
}

/**
 * The pod as the API server would store it: what the object is or makes, defaults and priority filled in.
 * A pod that is stored already (it has a status) comes back as it is.
 */
export function storedPod(object: KubeObject, version: KubernetesVersion, cluster: Cluster): Pod {
  const workload = workloadOf(object);
  if (!workload) throw new Error(`${object.kind} makes no pods`);
  if (object.kind === 'Pod' && (object as Pod).status) return object as Pod;
  const { ownerReferences, ...metadata } = workload.template.metadata ?? {};
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name: object.metadata.name,
      namespace: object.metadata.namespace ?? DEFAULT_NAMESPACE,
      ...(object.kind === 'Pod' && ownerReferences && { ownerReferences }),
    },
    spec: workload.template.spec,
  };
  return admitted(asJson(pod), version, cluster);
}

/**
 * Admission that changes what a pod asks for, or may ask for. Namespaces and accounts are not asked after: a snapshot is
 * rarely whole.
 */
export function sizingPlugins(cluster: Cluster): AdmissionPlugin[] {
  return admissionPlugins(cluster).filter(({ name }) => SIZING.has(name));
}

/** Through the admission that goes by the cluster; where it refuses the pod, without it. */
function admitted(pod: JsonObject, version: KubernetesVersion, cluster: Cluster): Pod {
  const options = { kinds: ALL_KINDS, version, trusted: true, fieldValidation: 'Ignore' } as const;
  const { object, refusal } = admit(pod, { ...options, plugins: sizingPlugins(cluster) });
  return asKind<'Pod'>(refusal ? admit(pod, options).object : object);
}

/** The pod of an object that is to be explained. */
export interface Case {
  /** As it waits, or waited, for a place. */
  pod: Pod;
  /** Where it is; undefined for one that waits, or that nobody has made yet. */
  node: string | undefined;
  /** Leads from the pod to its template in the object. */
  path: Path;
  wanted: number;
  /** How many pods of the object have no place, this one included where it has none. */
  missing: number;
}

/**
 * Of an object's pods the first that has no place, else the last one; where nobody has made any, one as it would be
 * made. Undefined for an object that makes no pods.
 */
export function caseOf(cluster: Cluster, object: KubeObject, version: KubernetesVersion): Case | undefined {
  const workload = workloadOf(object);
  if (!workload) return undefined;
  const { path, replicas: wanted } = workload;
  const pods = object.kind === 'Pod' ? [object as Pod] : podsOf(cluster, object);
  const waiting = pods.filter(({ spec }) => !spec.nodeName);
  const chosen = waiting[0] ?? pods[pods.length - 1];
  const missing = missingOf(cluster, object, wanted, { pods, waiting: waiting.length });
  if (!chosen) return { pod: storedPod(object, version, cluster), node: undefined, path, wanted, missing };
  const node = isScheduled(chosen) ? chosen.spec.nodeName : undefined;
  return {
    pod: node === undefined ? storedPod(chosen, version, cluster) : unplaced(chosen),
    node,
    path,
    wanted,
    missing,
  };
}

/** How many have no place: those that wait, and those that nobody has made, for some wait for those that wait. */
function missingOf(
  cluster: Cluster,
  object: KubeObject,
  wanted: number,
  { pods, waiting }: { pods: readonly Pod[]; waiting: number },
): number {
  // What a Job asks for has partly been already; of the others every pod is to be there at once.
  if (object.kind === 'Job') {
    if (pods.length > 0) return waiting;
    const done = ownedPods(cluster, object).filter(({ status }) => status?.phase === 'Succeeded');
    return Math.max(0, wanted - done.length);
  }
  if (pods.length > 0 && waiting === 0) return 0;
  return Math.max(waiting, wanted - (pods.length - waiting));
}

/** A pod that a scheduler placed; not one whose manifest names the node. */
function isScheduled({ spec, status }: Pod): boolean {
  return spec.nodeName !== undefined && status !== undefined;
}

/** The pod as it was before it was placed. */
function unplaced(pod: Pod): Pod {
  const { nodeName: _node, ...spec } = pod.spec;
  const { status: _status, ...rest } = pod;
  return { ...rest, spec };
}

/** The pods that an object, or what it owns, owns; those that have ended, or leave, are left out. Sorted by key. */
export function podsOf(cluster: Cluster, object: KubeObject): Pod[] {
  return ownedPods(cluster, object).filter((pod) => !isPodTerminal(pod) && !pod.metadata.deletionTimestamp);
}

/** What owns an object in the end: its owner's owner's …; the object itself where nobody does. */
export function topOwner(
  cluster: Cluster,
  object: KubeObject,
  below: readonly KubeObject[] = [],
): KubeObject {
  const reference = controllerRef(object);
  if (!reference) return object;
  const key = objectKey(object.metadata.namespace, reference.name);
  const owner = cluster.get(kindOf(reference), key) as KubeObject | undefined;
  // Those of a dump may own each other.
  return owner && !below.includes(owner) ? topOwner(cluster, owner, [...below, object]) : object;
}

/** Every object whose pods have no place, with one explanation for each: pods of the same owner are alike. */
export function pendingOwners(cluster: Cluster): KubeObject[] {
  const owners = new Map<string, KubeObject>();
  for (const pod of cluster.list('Pod')) {
    if (pod.spec.nodeName || isPodTerminal(pod) || pod.metadata.deletionTimestamp) continue;
    const owner = topOwner(cluster, pod);
    owners.set(`${kindOf(owner)} ${keyOf(owner)}`, owner);
  }
  return [...owners.values()];
}
