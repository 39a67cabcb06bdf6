/** The pod that an object is, or makes. */
import { admit } from '../admission/admit.js';
import type { JsonObject, Path } from '../api/json.js';
import type { KubeObject, Pod, PodTemplateSpec } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import type { KubernetesVersion } from '../api/version.js';
import { type Cluster, keyOf, kindOf } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { SchedulerState } from '../scheduler/state.js';

/** Where a kind keeps its pod template, and how many pods it makes of it. */
interface Workload {
  template: PodTemplateSpec;
  path: Path;
  replicas: number;
}

interface AnyWorkload extends KubeObject {
  spec?: {
    template?: PodTemplateSpec;
    replicas?: number;
    parallelism?: number;
    completions?: number;
    jobTemplate?: { spec?: { template?: PodTemplateSpec; parallelism?: number } };
  };
}

const TEMPLATED = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job'];
const DEFAULT_NAMESPACE = 'default';

/** The pods that an object stands for: itself for a pod, a template for a workload; undefined for anything else. */
export function workloadOf(object: KubeObject): Workload | undefined {
  const { spec } = object as AnyWorkload;
  if (object.kind === 'Pod') {
    const { metadata, spec: podSpec } = object as Pod;
    return { template: { metadata, spec: podSpec }, path: [], replicas: 1 };
  }
  if (object.kind === 'CronJob') {
    const job = spec?.jobTemplate?.spec;
    if (!job?.template) return undefined;
    const path = ['spec', 'jobTemplate', 'spec', 'template'];
    return { template: job.template, path, replicas: job.parallelism ?? 1 };
  }
  if (!TEMPLATED.includes(object.kind) || !spec?.template) return undefined;
  const replicas = object.kind === 'Job' ? (spec.parallelism ?? 1) : (spec.replicas ?? 1);
  return { template: spec.template, path: ['spec', 'template'], replicas };
}

/**
 * The pod as the API server would store it: what the object is or makes, defaults and priority filled in.
 * `index` numbers the pods of a workload. A pod that is stored already (it has a status) comes back as it is.
 */
export function podOf(object: KubeObject, index: number, version: KubernetesVersion, cluster: Cluster): Pod {
  const workload = workloadOf(object);
  if (!workload) throw new Error(`${object.kind} makes no pods`);
  if (object.kind === 'Pod' && (object as Pod).status) return object as Pod;
  const name = object.kind === 'Pod' ? object.metadata.name : `${object.metadata.name}-${index}`;
  const { ownerReferences: _, ...metadata } = workload.template.metadata ?? {};
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name,
      namespace: object.metadata.namespace ?? DEFAULT_NAMESPACE,
      ...(object.kind === 'Pod' &&
        object.metadata.ownerReferences && {
          ownerReferences: object.metadata.ownerReferences,
        }),
    },
    spec: workload.template.spec,
  } as unknown as JsonObject;
  const admitted = admit(pod, { version, trusted: true, fieldValidation: 'Ignore' });
  const stored = admitted.object as unknown as Pod;
  return withPriority(stored.spec ? stored : (pod as unknown as Pod), cluster);
}

interface PriorityClass extends KubeObject {
  value?: number;
  globalDefault?: boolean;
  preemptionPolicy?: 'Never' | 'PreemptLowerPriority';
}

/** The priority of the class that the pod names, or of the default one. */
function withPriority(pod: Pod, cluster: Cluster): Pod {
  const { priorityClassName: name, priority, preemptionPolicy } = pod.spec;
  if (!name && priority) return pod;
  const classes = cluster.list('PriorityClass') as unknown as PriorityClass[];
  const found = classes.find((one) => (name ? one.metadata.name === name : one.globalDefault === true));
  if (!found) return pod;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      priorityClassName: found.metadata.name,
      priority: found.value ?? 0,
      preemptionPolicy: preemptionPolicy ?? found.preemptionPolicy ?? 'PreemptLowerPriority',
    },
  };
}

/** A world in which a workload's next pod is to be placed. */
export interface NextPod {
  state: SchedulerState;
  /** The number of that pod among those of its workload. */
  index: number;
}

/**
 * Places the pods of `workloads` in their order, more important ones first, until the target's turn comes; of the
 * target all pods but the first that does not fit (the last one where all fit). Pods that run already stay.
 */
export function nextPod(
  cluster: Cluster,
  scheduler: Scheduler,
  workloads: readonly KubeObject[],
  target: KubeObject,
): NextPod {
  const state = SchedulerState.ofCluster(cluster);
  const same = (object: KubeObject) => kindOf(object) === kindOf(target) && keyOf(object) === keyOf(target);
  const ahead = workloads
    .map((object, order) => ({
      object,
      order,
      priority: podOf(object, 0, scheduler.version, cluster).spec.priority ?? 0,
    }))
    .sort((a, b) => b.priority - a.priority || a.order - b.order)
    .map(({ object }) => object);
  for (const object of ahead) {
    if (same(object)) break;
    placeAll(state, cluster, scheduler, object, false);
  }
  return { state, index: placeAll(state, cluster, scheduler, target, true) };
}

/** Places the pods of one object that are missing; with `butLast` all but the last. The number of the next one. */
function placeAll(
  state: SchedulerState,
  cluster: Cluster,
  scheduler: Scheduler,
  object: KubeObject,
  butLast: boolean,
): number {
  const workload = workloadOf(object);
  if (!workload) return 0;
  if (object.kind === 'Pod' && (object as Pod).spec.nodeName) return 0;
  const running = object.kind === 'Pod' ? 0 : runningPods(cluster, object, workload.template);
  const count = Math.max(0, workload.replicas - running) - (butLast ? 1 : 0);
  for (let i = 0; i < count; i++) {
    const pod = podOf(object, running + i, scheduler.version, cluster);
    const { outcome, node } = scheduleOne(state, pod, scheduler);
    if (outcome !== 'bound' || node === undefined) return running + i;
    const bound: Pod = { ...pod, spec: { ...pod.spec, nodeName: node } };
    state.apply([{ verb: 'create', object: bound }]);
  }
  return running + Math.max(0, count);
}

/** How many pods with the template's labels run in the workload's namespace. */
function runningPods(cluster: Cluster, object: KubeObject, { metadata }: PodTemplateSpec): number {
  const labels = metadata?.labels ?? {};
  if (Object.keys(labels).length === 0) return 0;
  return cluster
    .podsLabelled(object.metadata.namespace ?? DEFAULT_NAMESPACE, labels)
    .filter((pod) => pod.spec.nodeName && !isPodTerminal(pod)).length;
}
