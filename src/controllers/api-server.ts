/**
 * The API server's write path as a pure function: what a create, update or delete makes of the stored world, or why
 * it is refused (k8s.io/apiserver/pkg/registry/generic/registry/store.go and the strategies in pkg/registry).
 */

import { objectKey } from '../api/object-key.js';
import type { Condition, KubeObject, ObjectMeta, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { formatTime } from '../api/time.js';
import { type Change, type Cluster, keyOf, kindOf } from '../cluster/cluster.js';
import { admitObject, type Refusal } from './admission.js';
import { without } from './conditions.js';
import { sameValue } from './equality.js';
import { generatedName, generatedUid } from './generated-names.js';
import { resourceOf } from './resources.js';

export type { Refusal } from './admission.js';

const NAME_ATTEMPTS = 8;
const DEFAULT_GRACE_SECONDS = 30;
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';
const CLUSTER_SCOPED = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterTrustBundle',
  'ComponentStatus',
  'CustomResourceDefinition',
  'DeviceClass',
  'DeviceTaintRule',
  'FlowSchema',
  'IPAddress',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageClass',
  'StorageVersion',
  'StorageVersionMigration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
]);
/** The kinds of which the server counts generations: those with a spec that a controller works on. */
const WITH_GENERATION = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'PodDisruptionBudget',
  'Ingress',
  'NetworkPolicy',
  'HorizontalPodAutoscaler',
]);

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/**
 * One request to the API server. An update of the subresource `status` stores the status (of all but pods the
 * annotations too), `finalize` a namespace's finalizers, and no subresource all but the status.
 */
export type WriteRequest =
  | { verb: 'create'; object: KubeObject; strict?: boolean }
  | { verb: 'update'; object: KubeObject; subresource?: 'status' | 'finalize'; strict?: boolean }
  | { verb: 'bind'; key: string; node: string }
  | {
      verb: 'delete';
      kind: string;
      key: string;
      propagation?: Propagation;
      /** Overrides the pod's own terminationGracePeriodSeconds. 0: at once. */
      gracePeriodSeconds?: number;
    };

/** What a request did: nothing at all (`changes` empty) when it changed nothing. */
export interface Written {
  cluster: Cluster;
  changes: Change[];
  /** The object as stored now, or as it was last. */
  object: KubeObject;
}

export type WriteResult = Written | { refusal: Refusal };

/** Carries out one request at `now` (ms since 1970). The cluster it is given stays as it is. */
export function write(cluster: Cluster, request: WriteRequest, now: number): WriteResult {
  if (request.verb === 'create') return create(cluster, request.object, now, request.strict);
  if (request.verb === 'update') return update(cluster, request, now);
  if (request.verb === 'bind') return bind(cluster, request.key, request.node, now);
  return remove(cluster, request, now);
}

function create(cluster: Cluster, given: KubeObject, now: number, strict?: boolean): WriteResult {
  const kind = kindOf(given);
  const revision = cluster.revision + 1;
  const name = given.metadata.name || freeName(cluster, given);
  const named = { ...given, metadata: { ...given.metadata, name } };
  const key = keyOf(named);
  const existing = cluster.get(kind, key);
  if (existing && !given.metadata.name) return alreadyExists(named);
  const uid = given.metadata.uid ?? generatedUid(`${kind} ${key} ${revision}`);
  const admitted = admitObject(withInitialStatus(named), { cluster, now, strict, uid });
  if ('refusal' in admitted) return admitted;
  if (existing) return alreadyExists(named);
  const object: KubeObject = {
    ...admitted.object,
    metadata: {
      ...admitted.object.metadata,
      uid,
      creationTimestamp: given.metadata.creationTimestamp ?? formatTime(now),
      ...(WITH_GENERATION.has(kind) ? { generation: 1 } : {}),
      resourceVersion: String(revision),
    },
  };
  return stored(cluster, { verb: 'create', object });
}

function freeName(cluster: Cluster, object: KubeObject): string {
  const { generateName = '', namespace } = object.metadata;
  let name = '';
  for (let attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
    name = generatedName(generateName, `${cluster.revision} ${attempt}`);
    if (!cluster.get(kindOf(object), objectKey(namespace, name))) break;
  }
  return name;
}

/** What the server sets itself on a new object, whatever the client sent. */
function withInitialStatus(object: KubeObject): KubeObject {
  switch (kindOf(object)) {
    case 'Pod':
      return { ...object, status: { phase: 'Pending' } } as KubeObject;
    case 'Namespace': {
      const spec = (object as { spec?: { finalizers?: string[] } }).spec;
      return {
        ...object,
        spec: { ...spec, finalizers: spec?.finalizers ?? ['kubernetes'] },
        status: { phase: 'Active' },
      } as KubeObject;
    }
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
      return { ...object, status: { phase: 'Pending' } } as KubeObject;
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
    case 'CronJob':
    case 'PodDisruptionBudget':
    case 'HorizontalPodAutoscaler':
    case 'ResourceQuota': {
      const { status: _sent, ...rest } = object as KubeObject & { status?: unknown };
      return rest;
    }
    default:
      return object;
  }
}

function alreadyExists(object: KubeObject): { refusal: Refusal } {
  const message = `${resourceOf(object)} "${object.metadata.name}" already exists`;
  return { refusal: { code: 409, reason: 'AlreadyExists', message } };
}

function notFound(kind: string, key: string, apiVersion = ''): { refusal: Refusal } {
  const name = key.slice(key.indexOf('/') + 1);
  const message = `${resourceOf({ kind, apiVersion })} "${name}" not found`;
  return { refusal: { code: 404, reason: 'NotFound', message } };
}

type Stored = KubeObject & { spec?: unknown; status?: unknown };

function update(
  cluster: Cluster,
  {
    object: given,
    subresource,
    strict,
  }: { object: KubeObject; subresource?: 'status' | 'finalize'; strict?: boolean },
  now: number,
): WriteResult {
  const kind = kindOf(given);
  const old = cluster.get(kind, keyOf(given)) as Stored | undefined;
  if (!old) return notFound(kind, keyOf(given), given.apiVersion);
  if (given.metadata.uid && old.metadata.uid && given.metadata.uid !== old.metadata.uid) {
    const message = `Precondition failed: UID in precondition: ${given.metadata.uid}, UID in object meta: ${old.metadata.uid}`;
    return { refusal: { code: 409, reason: 'Conflict', message } };
  }
  let next: Stored;
  if (subresource === 'status') {
    const { annotations } = given.metadata;
    next = { ...old, status: (given as Stored).status, metadata: { ...old.metadata, annotations } };
    if (kind === 'Pod') next = { ...next, metadata: old.metadata };
  } else if (subresource === 'finalize') {
    next = { ...old, spec: (given as Stored).spec };
  } else {
    next = {
      ...given,
      metadata: keepServerFields(given.metadata, old.metadata),
      ...('status' in old ? { status: old.status } : {}),
    } as Stored;
    const admitted = admitObject(next, { cluster, now, old, strict });
    if ('refusal' in admitted) return admitted;
    next = admitted.object as Stored;
    if (WITH_GENERATION.has(kind) && !sameValue(next.spec, old.spec)) {
      next = { ...next, metadata: { ...next.metadata, generation: (old.metadata.generation ?? 0) + 1 } };
    }
  }
  if (sameObject(next, old)) return { cluster, changes: [], object: old };
  return stored(cluster, settle(cluster, next));
}

/** The scheduler's word on where a pod goes; the only way that a pod's node is set. */
function bind(cluster: Cluster, key: string, node: string, now: number): WriteResult {
  const pod = cluster.get('Pod', key);
  if (!pod) return notFound('Pod', key);
  if (pod.spec.nodeName) {
    const message = `pod ${pod.metadata.name} is already assigned to node "${pod.spec.nodeName}"`;
    return { refusal: { code: 409, reason: 'Conflict', message } };
  }
  const scheduled: Condition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTime(now),
  };
  const conditions = [...without(pod.status?.conditions, 'PodScheduled'), scheduled];
  const { nominatedNodeName: _nominated, ...status } = pod.status ?? {};
  const bound: Pod = { ...pod, spec: { ...pod.spec, nodeName: node }, status: { ...status, conditions } };
  return stored(cluster, settle(cluster, bound));
}

/** What no client can change. */
function keepServerFields(given: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const kept: ObjectMeta = { ...given };
  const fields = [
    'uid',
    'creationTimestamp',
    'generation',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ] as const;
  for (const field of fields) {
    if (old[field] === undefined) delete kept[field];
    else (kept as Record<string, unknown>)[field] = old[field];
  }
  return kept;
}

function sameObject(a: Stored, b: Stored): boolean {
  const { resourceVersion: _a, ...metaA } = a.metadata;
  const { resourceVersion: _b, ...metaB } = b.metadata;
  return sameValue({ ...a, metadata: metaA }, { ...b, metadata: metaB });
}

/** The change that storing an updated object comes to: one that is being deleted goes with its last finalizer. */
function settle(cluster: Cluster, object: KubeObject): Change {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  const waits =
    (finalizers?.length ?? 0) > 0 || (deletionGracePeriodSeconds ?? 0) > 0 || hasSpecFinalizers(object);
  if (deletionTimestamp && !waits) return { verb: 'delete', object };
  return {
    verb: 'update',
    object: { ...object, metadata: { ...object.metadata, resourceVersion: String(cluster.revision + 1) } },
  };
}

function hasSpecFinalizers(object: KubeObject): boolean {
  if (kindOf(object) !== 'Namespace') return false;
  return ((object as { spec?: { finalizers?: string[] } }).spec?.finalizers?.length ?? 0) > 0;
}

function remove(
  cluster: Cluster,
  request: Extract<WriteRequest, { verb: 'delete' }>,
  now: number,
): WriteResult {
  const old = cluster.get(request.kind, request.key) as Stored | undefined;
  if (!old) return notFound(request.kind, request.key);
  const grace = gracePeriod(old, request.gracePeriodSeconds);
  const finalizers = finalizersFor(old, request.propagation);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = old.metadata;
  const fresh = deletionTimestamp === undefined;
  if (grace === 0 && finalizers.length === 0 && !hasSpecFinalizers(old)) {
    return stored(cluster, { verb: 'delete', object: old });
  }
  const shortens = fresh || grace < deletionGracePeriodSeconds;
  const next: Stored = {
    ...old,
    metadata: {
      ...old.metadata,
      finalizers: finalizers.length > 0 ? finalizers : undefined,
      ...(fresh && old.metadata.generation ? { generation: old.metadata.generation + 1 } : {}),
      ...(shortens
        ? { deletionTimestamp: formatTime(now + grace * 1000), deletionGracePeriodSeconds: grace }
        : {}),
    },
  };
  if (kindOf(old) === 'Namespace') next.status = { ...(old.status as object), phase: 'Terminating' };
  if (sameObject(next, old)) return { cluster, changes: [], object: old };
  return stored(cluster, settle(cluster, next));
}

/** Only pods are asked to leave; a pod that nobody runs, or that has ended, goes at once. */
function gracePeriod(object: KubeObject, asked: number | undefined): number {
  if (kindOf(object) !== 'Pod') return 0;
  const pod = object as Pod;
  if (!pod.spec.nodeName || isPodTerminal(pod)) return 0;
  return asked ?? pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
}

function finalizersFor(object: KubeObject, propagation: Propagation | undefined): string[] {
  const have = object.metadata.finalizers ?? [];
  if (propagation === undefined) return have;
  const others = have.filter((finalizer) => finalizer !== FOREGROUND && finalizer !== ORPHAN);
  if (propagation === 'Foreground') return [...others, FOREGROUND];
  if (propagation === 'Orphan') return [...others, ORPHAN];
  return others;
}

function stored(cluster: Cluster, change: Change): Written {
  return { cluster: cluster.with([change]), changes: [change], object: change.object };
}

/** Whether objects of the kind belong to a namespace. */
export function isNamespaced(kind: string): boolean {
  return !CLUSTER_SCOPED.has(kind);
}
