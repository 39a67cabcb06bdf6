/** A Deployment's status and conditions (pkg/controller/deployment/sync.go, progress.go). */

import { setCondition, without } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import type { Release } from '../api/gates.js';
import { append } from '../api/lists.js';
import type { Condition, Deployment, ReplicaSet } from '../api/objects.js';
import { condition } from '../api/pods.js';
import { formatTime, millis, parseTime } from '../api/time.js';
import type { Session } from './controller.js';
import { desiredReplicas, maxUnavailable } from './deployment-limits.js';
import { replicasOf, sum } from './deployment-scale.js';
import { tellsTerminating } from './replicas.js';

export const NEW_SET_CREATED = 'NewReplicaSetCreated';
export const FOUND_NEW_SET = 'FoundNewReplicaSet';
const SET_UPDATED = 'ReplicaSetUpdated';
const NEW_SET_AVAILABLE = 'NewReplicaSetAvailable';
export const SET_CREATE_ERROR = 'ReplicaSetCreateError';
const TIMED_OUT = 'ProgressDeadlineExceeded';
const PAUSED = 'DeploymentPaused';
const RESUMED = 'DeploymentResumed';
const MINIMUM_AVAILABLE = 'MinimumReplicasAvailable';
const MINIMUM_UNAVAILABLE = 'MinimumReplicasUnavailable';
const NO_DEADLINE = 2147483647;

type Status = NonNullable<Deployment['status']>;
type Progressing = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

export function hasDeadline(deployment: Deployment): boolean {
  const { progressDeadlineSeconds } = deployment.spec;
  return progressDeadlineSeconds !== undefined && progressDeadlineSeconds !== NO_DEADLINE;
}

export function progressing(status: Condition['status'], reason: string, message: string): Progressing {
  return { type: 'Progressing', status, reason, message };
}

/** The Deployment with a condition set in its status. */
export function withCondition(deployment: Deployment, next: Progressing, now: number): Deployment {
  const conditions = setCondition(deployment.status?.conditions, next, now, { updateTime: true });
  return { ...deployment, status: { ...deployment.status, conditions } };
}

/** Says that the rollout is paused or goes on again; undefined where it says so already. */
export function pauseCondition(deployment: Deployment, now: number): Deployment | undefined {
  if (!hasDeadline(deployment)) return undefined;
  const current = condition(deployment.status?.conditions, 'Progressing');
  if (current?.reason === TIMED_OUT) return undefined;
  const saysPaused = current?.reason === PAUSED;
  if (deployment.spec.paused && !saysPaused) {
    return withCondition(deployment, progressing('Unknown', PAUSED, 'Deployment is paused'), now);
  }
  if (!deployment.spec.paused && saysPaused) {
    return withCondition(deployment, progressing('Unknown', RESUMED, 'Deployment is resumed'), now);
  }
  return undefined;
}

/** What the ReplicaSets add up to. */
function calculateStatus(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  now: number,
  release: Release,
): Status {
  const available = sum(all, (set) => set.status?.availableReplicas);
  const enough = available >= desiredReplicas(deployment) - maxUnavailable(deployment);
  const conditions = setCondition(
    deployment.status?.conditions,
    {
      type: 'Available',
      status: enough ? 'True' : 'False',
      reason: enough ? MINIMUM_AVAILABLE : MINIMUM_UNAVAILABLE,
      message: `Deployment ${enough ? 'has' : 'does not have'} minimum availability.`,
    },
    now,
    { updateTime: true },
  );
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: sum(all, (set) => set.status?.replicas),
    updatedReplicas: newSet?.status?.replicas ?? 0,
    readyReplicas: sum(all, (set) => set.status?.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sum(all, replicasOf) - available),
    ...(tellsTerminating(release)
      ? { terminatingReplicas: sum(all, (set) => set.status?.terminatingReplicas) }
      : {}),
    ...(deployment.status?.collisionCount === undefined
      ? {}
      : { collisionCount: deployment.status.collisionCount }),
    conditions,
  };
}

/** Everything that was asked for is there, new, and available; nothing old is left. */
export function isComplete(deployment: Deployment, status: Status = deployment.status ?? {}): boolean {
  const replicas = desiredReplicas(deployment);
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

function hasProgressed(before: Status, after: Status): boolean {
  const old = ({ replicas = 0, updatedReplicas = 0 }: Status) => replicas - updatedReplicas;
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function deadlineOf(deployment: Deployment, status: Status): number | undefined {
  const since = parseTime(condition(status.conditions, 'Progressing')?.lastUpdateTime);
  if (since === undefined) return undefined;
  return since + millis(deployment.spec.progressDeadlineSeconds);
}

function isTimedOut(deployment: Deployment, status: Status, now: number): boolean {
  const current = condition(status.conditions, 'Progressing');
  if (!current || current.reason === NEW_SET_AVAILABLE) return false;
  if (current.reason === TIMED_OUT) return true;
  const deadline = deadlineOf(deployment, status);
  return deadline !== undefined && deadline < now;
}

/** Status while a rollout is neither paused nor just scaled: how it gets on is said in the condition Progressing. */
export function syncRolloutStatus(
  session: Session,
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
): void {
  const { now } = session;
  const status = calculateStatus(deployment, all, newSet, now, session.cluster);
  if (!hasDeadline(deployment)) status.conditions = without(status.conditions, 'Progressing');
  const current = condition(deployment.status?.conditions, 'Progressing');
  const wasComplete = status.replicas === status.updatedReplicas && current?.reason === NEW_SET_AVAILABLE;
  if (hasDeadline(deployment) && !wasComplete) {
    const who = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
    const say = (state: Condition['status'], reason: string, message: string) => {
      const next = progressing(state, reason, `${who} ${message}`);
      status.conditions = setCondition(status.conditions, next, now, { updateTime: true });
    };
    if (isComplete(deployment, status)) say('True', NEW_SET_AVAILABLE, 'has successfully progressed.');
    else if (hasProgressed(deployment.status ?? {}, status)) {
      const next = progressing('True', SET_UPDATED, `${who} is progressing.`);
      const time = formatTime(now);
      const since = current?.status === 'True' ? current.lastTransitionTime : time;
      const renewed: Condition = { ...next, lastUpdateTime: time, lastTransitionTime: since };
      status.conditions = [...without(status.conditions, 'Progressing'), renewed];
    } else if (isTimedOut(deployment, status, now)) say('False', TIMED_OUT, 'has timed out progressing.');
  }
  const failure = failureOf(all, newSet);
  status.conditions = without(status.conditions, 'ReplicaFailure');
  if (failure) {
    const before = condition(deployment.status?.conditions, 'ReplicaFailure');
    const { type, reason, message } = failure;
    const kept = before ? [before] : [];
    const next = { type, status: failure.status, reason, message };
    append(status.conditions, setCondition(kept, next, now, { updateTime: true }));
  }
  if (!store(session, deployment, status)) lookAgainAtDeadline(session, deployment, status);
}

function failureOf(all: readonly ReplicaSet[], newSet: ReplicaSet | undefined): Condition | undefined {
  const failed = (set: ReplicaSet) => condition(set.status?.conditions, 'ReplicaFailure');
  const own = newSet && failed(newSet);
  return own ?? all.map(failed).find((found) => found !== undefined);
}

/** Status of a paused or just scaled Deployment: nothing is said about progress. */
export function syncStatus(
  session: Session,
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
): void {
  store(session, deployment, calculateStatus(deployment, all, newSet, session.now, session.cluster));
}

function store(session: Session, deployment: Deployment, status: Status): boolean {
  if (sameValue(deployment.status, status)) return false;
  session.updateStatus({ ...deployment, status });
  return true;
}

function lookAgainAtDeadline(session: Session, deployment: Deployment, status: Status): void {
  const current = condition(deployment.status?.conditions, 'Progressing');
  if (!current || !hasDeadline(deployment)) return;
  // What was complete once does not time out: there is nothing to wait for.
  if (current.reason === NEW_SET_AVAILABLE || current.reason === TIMED_OUT) return;
  const deadline = deadlineOf(deployment, status);
  if (deadline !== undefined) session.wakeAt(deadline + 1000);
}
