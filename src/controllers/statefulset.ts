/** StatefulSets (pkg/controller/statefulset/stateful_set_control.go). */

import { sameValue } from '../api/equality.js';
import type { OwnerReference, Pod } from '../api/objects.js';
import { isPodReady, isPodTerminal } from '../api/pods.js';
import { revisionName, statefulSetRevisionHash } from '../api/revision-hash.js';
import type {
  ControllerRevision,
  PersistentVolumeClaim,
  StatefulSet,
  StatefulSetStatus,
} from '../api/workloads.js';
import { availableAt, isAvailable } from './availability.js';
import { type Controller, controller, type Session } from './controller.js';
import { currentRevision, revisionsOf, templateOf, truncateHistory } from './history.js';
import {
  claim,
  itsController,
  itsControllerOrAdopters,
  itself,
  newControllerRef,
  specSelector,
} from './ownership.js';
import {
  claimsOfOrdinal,
  firstOrdinal,
  identified,
  inRange,
  newPod,
  ordinalOf,
  REVISION_LABEL,
} from './statefulset-identity.js';

/** Brings a StatefulSet's pods to its size and template, one after the other unless they may be managed in parallel. */
export const statefulSet: Controller = controller(
  'statefulset',
  {
    StatefulSet: itself,
    Pod: itsControllerOrAdopters('StatefulSet', specSelector),
    ControllerRevision: itsController('StatefulSet'),
    PersistentVolumeClaim: itsController('StatefulSet'),
  },
  (session, key) => {
    const set = session.cluster.get('StatefulSet', key);
    if (set) sync(session, set);
  },
);

/** What one sync goes by. */
interface Plan {
  set: StatefulSet;
  current: ControllerRevision;
  update: ControllerRevision;
  /** By ordinal. */
  replicas: Replica[];
  /** Beyond the wanted ordinals, highest first. */
  condemned: Pod[];
  monotonic: boolean;
}

/** The pod of an ordinal that is wanted: made, or yet to be made of a revision. */
interface Replica {
  ordinal: number;
  made: Pod | undefined;
  from: ControllerRevision;
}

function sync(session: Session, set: StatefulSet): void {
  const pods = claim(session, set, set.spec.selector, 'Pod', (pod) => ordinalOf(set, pod) >= 0);
  const revisions = revisionsOf(session, set, set.spec.selector);
  const { template } = set.spec;
  const found = currentRevision(
    session,
    set,
    template,
    revisions,
    set.status?.collisionCount ?? 0,
    (collisions) => {
      const hash = statefulSetRevisionHash(template, collisions, session.cluster.version);
      return { name: revisionName(set.metadata.name ?? '', hash), hash };
    },
  );
  if (!found) return;
  const update = found.revision;
  const current = revisions.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  const plan = planOf(set, pods, current, update);
  const status = run(session, plan, pods, found.collisions);
  complete(set, status);
  const stored = session.cluster.get('StatefulSet', `${set.metadata.namespace}/${set.metadata.name}`);
  if (stored && !sameValue(stored.status, status)) session.updateStatus({ ...stored, status });

  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOfPod)]);
  truncateHistory(session, revisions, set.spec.revisionHistoryLimit, ({ metadata }) =>
    live.has(metadata.name),
  );
}

function planOf(
  set: StatefulSet,
  pods: readonly Pod[],
  current: ControllerRevision,
  update: ControllerRevision,
): Plan {
  const start = firstOrdinal(set);
  const byOrdinal = new Map<number, Pod>();
  const beyond: { pod: Pod; ordinal: number }[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod);
    if (!inRange(set, ordinal)) beyond.push({ pod, ordinal });
    else if (!byOrdinal.has(ordinal)) byOrdinal.set(ordinal, pod);
  }
  const replicas: Replica[] = [];
  for (let ordinal = start; ordinal < start + (set.spec.replicas ?? 1); ordinal++) {
    const from = startsFromCurrent(set, ordinal) ? current : update;
    replicas.push({ ordinal, made: byOrdinal.get(ordinal), from });
  }
  const condemned = beyond.sort((a, b) => b.ordinal - a.ordinal).map(({ pod }) => pod);
  const monotonic = set.spec.podManagementPolicy !== 'Parallel';
  return { set, current, update, replicas, condemned, monotonic };
}

/** A pod that went missing comes back as it was, unless the update has reached its ordinal. */
function startsFromCurrent(set: StatefulSet, ordinal: number): boolean {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return false;
  const bound = rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0);
  return ordinal < firstOrdinal(set) + bound;
}

/** Does what can be done now and returns the status that comes of it. */
function run(session: Session, plan: Plan, pods: readonly Pod[], collisionCount: number): StatefulSetStatus {
  const { set, current, update, replicas, condemned } = plan;
  const status: StatefulSetStatus = {
    observedGeneration: set.metadata.generation,
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount,
  };
  count(session, plan, status, pods);
  if (set.metadata.deletionTimestamp) return status;
  const mayUpdate = makeAll(session, plan) && removeCondemned(session, plan);
  const counted = [...madeOf(replicas), ...condemned];
  // Of two pods with one ordinal (`web-1`, `web-01`) one counts from here on.
  if (counted.length < pods.length) count(session, plan, status, counted);
  if (mayUpdate && set.spec.updateStrategy?.type !== 'OnDelete') rollOne(session, plan, status);
  return status;
}

function madeOf(replicas: readonly Replica[]): Pod[] {
  return replicas.flatMap(({ made }) => made ?? []);
}

function makeAll(session: Session, plan: Plan): boolean {
  const { set } = plan;
  for (const { ordinal, made, from } of plan.replicas) {
    const pod = made ?? newPod(set, templateOf(from), from.metadata.name ?? '', ordinal);
    const step = make(session, plan, pod, ordinal);
    if (step === 'failed' || (step === 'wait' && plan.monotonic)) return false;
  }
  return true;
}

type StepResult = 'done' | 'wait' | 'failed';

function make(session: Session, { set, monotonic }: Plan, pod: Pod, ordinal: number): StepResult {
  if (isPodTerminal(pod)) {
    if (!pod.metadata.deletionTimestamp) removePod(session, set, pod);
    return 'wait';
  }
  if (!isCreated(pod)) {
    if (claimIsStale(session, set, pod)) return 'wait';
    if (!createPod(session, set, pod)) return 'failed';
    if (monotonic) return 'wait';
    return 'done';
  }
  if (pod.status?.phase === 'Pending') createClaims(session, set, pod);
  const waits = pod.metadata.deletionTimestamp || !isSettled(session, set, pod);
  if (waits && monotonic) return 'wait';
  keepIdentity(session, set, pod, ordinal);
  keepRetention(session, set, pod);
  return 'done';
}

function removeCondemned(session: Session, plan: Plan): boolean {
  const { set, condemned, monotonic } = plan;
  if (condemned.length === 0) return true;
  const unhealthy = firstUnhealthy(plan);
  for (const pod of condemned) keepRetention(session, set, pod);
  for (const pod of condemned) {
    if (pod.metadata.deletionTimestamp) {
      if (monotonic) return false;
      continue;
    }
    if (!isSettled(session, set, pod) && monotonic && pod !== unhealthy) return false;
    removePod(session, set, pod);
    if (monotonic) return false;
  }
  return true;
}

/** Of the condemned ones the first to heal, unless a wanted one comes before it. */
function firstUnhealthy({ replicas, condemned }: Plan): Pod | undefined {
  if (replicas.some(({ made }) => !made || !isHealthy(made))) return undefined;
  return [...condemned].reverse().find((pod) => !isHealthy(pod));
}

/** Deletes the highest pod that is not of the update revision, once all above it are. The partition counts pods. */
function rollOne(session: Session, { set, update, replicas }: Plan, status: StatefulSetStatus): void {
  const least = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (const { made, from } of replicas.slice(least).reverse()) {
    const revision = made ? revisionOfPod(made) : from.metadata.name;
    if (revision !== update.metadata.name && !made?.metadata.deletionTimestamp) {
      if (made && isCreated(made)) removePod(session, set, made);
      status.currentReplicas = (status.currentReplicas ?? 0) - 1;
      return;
    }
    if (!made || made.metadata.deletionTimestamp || !isSettled(session, set, made)) return;
  }
}

function count(session: Session, plan: Plan, status: StatefulSetStatus, pods: readonly Pod[]): void {
  const { set, current, update } = plan;
  const made = pods.filter(isCreated);
  const ready = made.filter(isRunningAndReady);
  const living = made.filter(({ metadata }) => !metadata.deletionTimestamp);
  status.replicas = made.length;
  status.readyReplicas = ready.length;
  status.availableReplicas = ready.filter((pod) => isSettled(session, set, pod)).length;
  status.currentReplicas = living.filter((pod) => revisionOfPod(pod) === current.metadata.name).length;
  status.updatedReplicas = living.filter((pod) => revisionOfPod(pod) === update.metadata.name).length;
  for (const pod of set.spec.minReadySeconds ? ready : []) {
    const at = availableAt(pod, set.spec.minReadySeconds);
    if (at !== undefined && at > session.now) session.wakeAt(at);
  }
}

/** When every pod is updated and ready, the update revision becomes the current one. */
function complete(set: StatefulSet, status: StatefulSetStatus): void {
  const replicas = set.spec.replicas ?? 1;
  if ((set.spec.updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return;
  if (
    status.updatedReplicas !== replicas ||
    status.readyReplicas !== replicas ||
    status.replicas !== replicas
  )
    return;
  status.currentReplicas = status.updatedReplicas;
  status.currentRevision = status.updateRevision;
}

function isCreated(pod: Pod): boolean {
  return pod.status?.phase !== undefined;
}

/** What was worked out of pods, which never change: a set looks at all of its pods whenever one of them is another. */
const runningAndReady = new WeakMap<Pod, boolean>();

function isRunningAndReady(pod: Pod): boolean {
  let is = runningAndReady.get(pod);
  if (is === undefined) runningAndReady.set(pod, (is = pod.status?.phase === 'Running' && isPodReady(pod)));
  return is;
}

/** Runs, is ready, and has been for as long as the set wants. */
function isSettled(session: Session, { spec: { minReadySeconds } }: StatefulSet, pod: Pod): boolean {
  return isRunningAndReady(pod) && (!minReadySeconds || isAvailable(pod, minReadySeconds, session.now));
}

function isHealthy(pod: Pod): boolean {
  return isRunningAndReady(pod) && !pod.metadata.deletionTimestamp;
}

function revisionOfPod(pod: Pod): string | undefined {
  return pod.metadata.labels?.[REVISION_LABEL];
}

function say(
  session: Session,
  set: StatefulSet,
  verb: 'Create' | 'Delete' | 'Update',
  pod: Pod,
  error?: string,
): void {
  const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (error === undefined) session.event(set, 'Normal', `Successful${verb}`, `${what} successful`);
  else session.event(set, 'Warning', `Failed${verb}`, `${what} failed error: ${error}`);
}

function createPod(session: Session, set: StatefulSet, pod: Pod): boolean {
  const problem = createClaims(session, set, pod);
  if (problem !== undefined) {
    say(session, set, 'Create', pod, problem);
    session.fail(problem);
    return false;
  }
  const { refusal } = session.create(pod);
  if (refusal) {
    session.fail(refusal.message);
    if (refusal.reason !== 'AlreadyExists') say(session, set, 'Create', pod, refusal.message);
    return false;
  }
  say(session, set, 'Create', pod);
  keepRetention(session, set, pod);
  return true;
}

/** Makes the claims that are missing; returns why it could not. */
function createClaims(session: Session, set: StatefulSet, pod: Pod): string | undefined {
  let problem: string | undefined;
  for (const wanted of claimsOfOrdinal(set, ordinalOf(set, pod))) {
    const { name } = wanted.metadata;
    const existing = session.cluster.get('PersistentVolumeClaim', `${wanted.metadata.namespace}/${name}`);
    if (existing) {
      if (existing.metadata.deletionTimestamp) problem ??= `pvc ${name} is being deleted`;
      continue;
    }
    const { refusal } = session.create(wanted);
    if (refusal) {
      problem ??= `failed to create PVC ${name}: ${refusal.message}`;
      const text = `Create Claim ${name} for Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${refusal.message}`;
      session.event(set, 'Warning', 'FailedCreate', text);
    } else {
      const text = `Create Claim ${name} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} success`;
      session.event(set, 'Normal', 'SuccessfulCreate', text);
    }
  }
  return problem;
}

function removePod(session: Session, set: StatefulSet, pod: Pod): void {
  const { refusal } = session.delete(pod);
  say(session, set, 'Delete', pod, refusal?.message);
}

function keepIdentity(session: Session, set: StatefulSet, pod: Pod, ordinal: number): void {
  const right = identified(set, pod, ordinal);
  if (right === pod) return;
  const { refusal } = session.update(right);
  say(session, set, 'Update', pod, refusal?.message);
}

type Retention = { byPod: boolean; bySet: boolean };

/** Who shall own the claims of a pod, so that they go when it (or the set) goes. */
function retention(set: StatefulSet, pod: Pod): Retention {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } =
    set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const scaledDown = !inRange(set, ordinalOf(set, pod));
  const byPod = whenScaled === 'Delete' && scaledDown;
  return { byPod, bySet: whenDeleted === 'Delete' && !byPod };
}

function keepRetention(session: Session, set: StatefulSet, pod: Pod): void {
  if (!set.spec.volumeClaimTemplates?.length) return;
  const { byPod, bySet } = retention(set, pod);
  for (const { metadata } of claimsOfOrdinal(set, ordinalOf(set, pod))) {
    const existing = session.cluster.get('PersistentVolumeClaim', `${metadata.namespace}/${metadata.name}`);
    if (!existing) continue;
    const stored = session.cluster.get('Pod', `${pod.metadata.namespace}/${pod.metadata.name}`) ?? pod;
    const others = (existing.metadata.ownerReferences ?? []).filter(
      ({ kind, uid }) => kind !== 'Pod' && uid !== set.metadata.uid,
    );
    const ownerReferences: OwnerReference[] = [
      ...others,
      ...(bySet ? [newControllerRef(set)] : []),
      ...(byPod ? [newControllerRef(stored)] : []),
    ];
    if (sameOwners(existing, ownerReferences)) continue;
    session.update({ ...existing, metadata: { ...existing.metadata, ownerReferences } });
  }
}

function sameOwners(existing: PersistentVolumeClaim, wanted: readonly OwnerReference[]): boolean {
  const uids = (list: readonly OwnerReference[] = []) => list.map(({ uid }) => uid).sort();
  return sameValue(uids(existing.metadata.ownerReferences), uids(wanted));
}

/** A claim that still belongs to an earlier pod of the same name is about to go with it. */
function claimIsStale(session: Session, set: StatefulSet, pod: Pod): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  return claimsOfOrdinal(set, ordinalOf(set, pod)).some(({ metadata }) => {
    const existing = session.cluster.get('PersistentVolumeClaim', `${metadata.namespace}/${metadata.name}`);
    return existing?.metadata.ownerReferences?.some(
      ({ kind, name }) => kind === 'Pod' && name === pod.metadata.name,
    );
  });
}
