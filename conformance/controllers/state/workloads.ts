/** Workloads as a recorded state tells them. */
import type { AnyObject, Condition, KubeObject } from '../../../src/api/objects.js';
import { cronName, ownerText } from '../naming.js';
import { objects, type View } from './view.js';

const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';
const CAUSE = 'kubernetes.io/change-cause';

export const deployments = objects('Deployment', (d, view) => ({
  desired: d.spec.replicas ?? 1,
  paused: d.spec.paused || undefined,
  observed: isObserved(d),
  replicas: d.status?.replicas ?? 0,
  updated: d.status?.updatedReplicas ?? 0,
  ready: d.status?.readyReplicas ?? 0,
  available: d.status?.availableReplicas ?? 0,
  unavailable: d.status?.unavailableReplicas ?? 0,
  terminating: positive(d.status?.terminatingReplicas),
  collisions: d.status?.collisionCount,
  revision: d.metadata.annotations?.[REVISION],
  cause: d.metadata.annotations?.[CAUSE],
  conditions: conditions(d, view),
}));

export const replicaSets = objects('ReplicaSet', (r, view) => ({
  owner: ownerText(r),
  revision: r.metadata.annotations?.[REVISION],
  history: r.metadata.annotations?.[HISTORY],
  desiredAnn: r.metadata.annotations?.[DESIRED],
  maxAnn: r.metadata.annotations?.[MAX],
  cause: r.metadata.annotations?.[CAUSE],
  desired: r.spec.replicas ?? 1,
  current: r.status?.replicas ?? 0,
  ready: r.status?.readyReplicas ?? 0,
  available: r.status?.availableReplicas ?? 0,
  terminating: positive(r.status?.terminatingReplicas),
  images: images(r.spec.template.spec),
  conditions: conditions(r, view),
}));

export const replicationControllers = objects('ReplicationController', (r) => ({
  desired: r.spec.replicas ?? 1,
  current: r.status?.replicas ?? 0,
  ready: r.status?.readyReplicas ?? 0,
  available: r.status?.availableReplicas ?? 0,
}));

export const statefulSets = objects('StatefulSet', (s) => ({
  desired: s.spec.replicas ?? 1,
  observed: isObserved(s),
  replicas: s.status?.replicas ?? 0,
  ready: s.status?.readyReplicas ?? 0,
  current: s.status?.currentReplicas ?? 0,
  updated: s.status?.updatedReplicas ?? 0,
  available: s.status?.availableReplicas ?? 0,
  currentRevision: s.status?.currentRevision,
  updateRevision: s.status?.updateRevision,
  collisions: s.status?.collisionCount,
}));

export const daemonSets = objects('DaemonSet', (d) => ({
  observed: isObserved(d),
  desired: d.status?.desiredNumberScheduled ?? 0,
  current: d.status?.currentNumberScheduled ?? 0,
  misscheduled: d.status?.numberMisscheduled ?? 0,
  ready: d.status?.numberReady ?? 0,
  updated: d.status?.updatedNumberScheduled ?? 0,
  available: d.status?.numberAvailable ?? 0,
  unavailable: d.status?.numberUnavailable ?? 0,
}));

export const revisions = objects('ControllerRevision', (r) => ({
  owner: ownerText(r),
  revision: r.revision,
}));

export const jobs = objects('Job', (j, view) => ({
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
  conditions: conditions(j, view),
}));

export const cronJobs = objects('CronJob', (c, { naming }) => ({
  active: (c.status?.active ?? []).map(({ name = '' }) => cronName(name, naming)),
  scheduled: c.status?.lastScheduleTime ? true : undefined,
  succeeded: c.status?.lastSuccessfulTime ? true : undefined,
  suspend: c.spec.suspend || undefined,
}));

export const disruptionBudgets = objects('PodDisruptionBudget', (p, view) => ({
  currentHealthy: p.status?.currentHealthy ?? 0,
  desiredHealthy: p.status?.desiredHealthy ?? 0,
  allowed: p.status?.disruptionsAllowed ?? 0,
  expected: p.status?.expectedPods ?? 0,
  conditions: conditions(p, view),
}));

export function images(spec: { containers?: { image?: string }[] } | undefined): string[] {
  return (spec?.containers ?? []).map(({ image }) => image ?? '');
}

function conditions(object: { status?: { conditions?: Condition[] } }, { text }: View): unknown[] {
  return (object.status?.conditions ?? [])
    .map(({ type, status, reason = '', message = '' }) => [type, status, reason, text(message)])
    .sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

function isObserved(object: AnyObject | KubeObject): boolean {
  const { status } = object as { status?: { observedGeneration?: number } };
  return (status?.observedGeneration ?? 0) === (object.metadata.generation ?? 0);
}

function positive(n: number | undefined): number | undefined {
  return n ? n : undefined;
}
