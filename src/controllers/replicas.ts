/** What ReplicaSets and ReplicationControllers have in common (pkg/controller/replicaset). */

import { setCondition, without } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import { isOn, type Release } from '../api/gates.js';
import { matchesLabels } from '../api/labels.js';
import { controllerRef, keyOf } from '../api/object-key.js';
import type {
  Condition,
  Pod,
  PodTemplateSpec,
  ReplicaSet,
  ReplicaSetStatus,
  ReplicationController,
} from '../api/objects.js';
import { condition, isPodActive, isPodReady, isPodTerminal } from '../api/pods.js';
import { isNamespaceTerminating } from '../apiserver/admit-object.js';
import type { Cluster } from '../cluster/cluster.js';
import { availableAt } from './availability.js';
import type { Session } from './controller.js';
import { victimsOf } from './pod-order.js';
import { podFromTemplate } from './pod-template.js';

const BURST = 500;
const NO_LABELS = 'unable to create pods, no labels';

type AnySet = ReplicaSet | ReplicationController;

/** Creates or deletes pods until there are `spec.replicas` active ones, and brings the status up to date. */
export function syncReplicas(
  session: Session,
  set: AnySet,
  pods: readonly Pod[],
  rank: (pod: Pod) => number,
  terminating: boolean,
): void {
  const active = pods.filter(isPodActive);
  let failure: Failure | undefined;
  if (!set.metadata.deletionTimestamp) failure = balance(session, set, active, rank);
  const current = session.cluster.get(set.kind, `${set.metadata.namespace}/${set.metadata.name}`) as AnySet;
  if (!current) return;
  const status = statusOf(session, current, pods, active, failure, terminating);
  if (!sameValue(status, current.status)) session.updateStatus({ ...current, status });
  if (failure) session.fail(failure.message);
}

interface Failure {
  reason: 'FailedCreate' | 'FailedDelete';
  message: string;
}

function balance(
  session: Session,
  set: AnySet,
  active: readonly Pod[],
  rank: (pod: Pod) => number,
): Failure | undefined {
  const missing = (set.spec.replicas ?? 1) - active.length;
  if (missing > 0) return createPods(session, set, set.spec.template, Math.min(missing, BURST));
  if (missing === 0) return undefined;
  const tooMany = Math.min(-missing, BURST);
  const order = { rank, logarithmic: true, deletionCost: true, now: session.now };
  const { victims, drawn } =
    tooMany < active.length ? victimsOf(active, tooMany, order) : { victims: active };
  // Of a set that others replace all go in the end: which of them goes first is nobody's question.
  const told = drawn && !isReplaced(session.cluster, set) ? drawn : undefined;
  for (const pod of victims) {
    const isDrawn = told?.among.includes(keyOf(pod));
    const { refusal } = session.delete(pod, {}, isDrawn ? { drawn: told } : undefined);
    if (refusal && refusal.reason !== 'NotFound') {
      session.event(set, 'Warning', 'FailedDelete', `Error deleting: ${refusal.message}`);
      return { reason: 'FailedDelete', message: refusal.message };
    }
    session.event(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  }
  return undefined;
}

/** Whether another set of the same owner has pods too: a rollout goes on. */
function isReplaced(cluster: Cluster, set: AnySet): boolean {
  const owner = controllerRef(set);
  if (!owner) return false;
  return cluster
    .ownedBy(owner.uid, 'ReplicaSet')
    .some((other) => other.metadata.uid !== set.metadata.uid && (other.spec.replicas ?? 1) > 0);
}

/** Batches of 1, 2, 4, …: a template that is refused costs one try, not five hundred. */
function createPods(
  session: Session,
  set: AnySet,
  template: PodTemplateSpec | undefined,
  count: number,
): Failure | undefined {
  if (!template || Object.keys(template.metadata?.labels ?? {}).length === 0) {
    return { reason: 'FailedCreate', message: NO_LABELS };
  }
  let failure: Failure | undefined;
  let last: Pod | undefined;
  for (let made = 0, batch = 1; made < count && !failure; batch = Math.min(2 * batch, count - made)) {
    for (let i = 0; i < batch; i++) {
      const { object, refusal } = session.create(podFromTemplate(template, set), last);
      if (refusal && isNamespaceTerminating(refusal)) return undefined;
      if (refusal) {
        session.event(set, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`);
        failure ??= { reason: 'FailedCreate', message: refusal.message };
      } else {
        last = object;
        session.event(set, 'Normal', 'SuccessfulCreate', `Created pod: ${object.metadata.name}`);
      }
    }
    made += batch;
  }
  return failure;
}

/** Whether a status has `terminatingReplicas`: elsewhere the server would drop the field, or not know it. */
export function tellsTerminating(release: Release): boolean {
  return isOn('DeploymentReplicaSetTerminatingReplicas', release);
}

function statusOf(
  session: Session,
  set: AnySet,
  pods: readonly Pod[],
  active: readonly Pod[],
  failure: Failure | undefined,
  terminating: boolean,
): ReplicaSetStatus {
  const { now } = session;
  const { minReadySeconds } = set.spec;
  const labels = set.spec.template?.metadata?.labels;
  let [ready, available] = [0, 0];
  for (const pod of active) {
    const at = availableAt(pod, minReadySeconds);
    if (at === undefined) {
      if (isPodReady(pod)) ready++;
      continue;
    }
    ready++;
    if (at <= now) available++;
    else session.wakeAt(at);
  }
  return {
    replicas: active.length,
    fullyLabeledReplicas: active.filter((pod) => matchesLabels(labels, pod.metadata.labels)).length,
    readyReplicas: ready,
    availableReplicas: available,
    ...(terminating && tellsTerminating(session.cluster)
      ? {
          terminatingReplicas: pods.filter((pod) => pod.metadata.deletionTimestamp && !isPodTerminal(pod))
            .length,
        }
      : {}),
    observedGeneration: set.metadata.generation,
    conditions: failureConditions(set.status?.conditions, failure, now),
  };
}

/** The condition is set by the first failure and stays as it is until a sync succeeds. */
function failureConditions(
  conditions: readonly Condition[] | undefined,
  failure: Failure | undefined,
  now: number,
): Condition[] {
  if (!failure) return without(conditions, 'ReplicaFailure');
  if (condition(conditions, 'ReplicaFailure')) return [...conditions!];
  return setCondition(conditions, { type: 'ReplicaFailure', status: 'True', ...failure }, now);
}
