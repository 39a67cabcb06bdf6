/** StatefulSets (pkg/controller/statefulset/stateful_set_control.go). */

import { sameValue } from '../api/equality.js';
import { isOn } from '../api/gates.js';
import { scaledIntOrPercent } from '../api/int-or-percent.js';
import type { Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { revisionName, statefulSetRevisionHash } from '../api/revision-hash.js';
import type { ControllerRevision, StatefulSet, StatefulSetStatus } from '../api/workloads.js';
import { availableAt, isAvailable } from './availability.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { currentRevision, revisionsOf, templateOf, truncateHistory } from './history.js';
import { claim, itsController, itsControllerOrAdopters, itself, specSelector } from './ownership.js';
import { claimIsStale, createClaims, keepRetention } from './statefulset-claims.js';
import { firstOrdinal, identified, newPod } from './statefulset-identity.js';
import { isCreated, isSeenByItsSet, type Member, memberOf } from './statefulset-member.js';

const setsOfPod = itsControllerOrAdopters('StatefulSet', specSelector);

/** Brings a StatefulSet's pods to its size and template, one after the other unless they may be managed in parallel. */
export const statefulSet: Controller = controller(
  'statefulset',
  {
    StatefulSet: (seen) => (isMoreThanCounts(seen) ? itself(seen) : []),
    Pod: (seen) => (isSeenByItsSet(seen) ? setsOfPod(seen) : []),
    ControllerRevision: itsController('StatefulSet'),
    PersistentVolumeClaim: itsController('StatefulSet'),
  },
  (session, key) => {
    const set = session.cluster.get('StatefulSet', key);
    // One of an old version in a dump may have none: it selects nothing.
    if (set?.spec.selector) sync(session, set);
  },
);

/** Whether a change of a set is one that it acts on itself: what it counted of its pods, it does not read. */
function isMoreThanCounts({ verb, object, before }: Seen): boolean {
  if (verb !== 'update' || !before || before === object) return true;
  const [now, was] = [readOfItself(object as StatefulSet), readOfItself(before as StatefulSet)];
  return now.some((part, i) => !sameValue(part, was[i]));
}

function readOfItself({ metadata, spec, status }: StatefulSet): unknown[] {
  const { currentRevision: current, collisionCount, currentReplicas } = status ?? {};
  const bound = spec.updateStrategy?.rollingUpdate ? undefined : currentReplicas;
  return [
    metadata.uid,
    metadata.generation,
    metadata.deletionTimestamp,
    spec,
    current,
    collisionCount,
    bound,
  ];
}

/** What one sync goes by. */
interface Plan {
  set: StatefulSet;
  current: ControllerRevision;
  update: ControllerRevision;
  /** The pods that are wanted, by how far their ordinals are from the first; undefined where one is yet to be made. */
  replicas: (Member | undefined)[];
  /** Beyond the wanted ordinals, highest first. */
  condemned: Member[];
  monotonic: boolean;
  /** Two pods have one ordinal (`web-1`, `web-01`). */
  hasTwins: boolean;
}

function sync(session: Session, set: StatefulSet): void {
  const pods = claim(session, set, set.spec.selector, 'Pod', (pod) => memberOf(set, pod).ordinal >= 0);
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
  const members = pods.map((pod) => memberOf(set, pod));
  const plan = planOf(set, members, current, update);
  const status = run(session, plan, members, found.collisions);
  complete(set, status);
  const stored = session.cluster.get('StatefulSet', `${set.metadata.namespace}/${set.metadata.name}`);
  if (stored && !sameValue(stored.status, status)) session.updateStatus({ ...stored, status });

  truncateHistory(session, revisions, set.spec.revisionHistoryLimit, (revision) => {
    const { name } = revision.metadata;
    return revision === current || revision === update || members.some((member) => member.revision === name);
  });
}

function planOf(
  set: StatefulSet,
  members: readonly Member[],
  current: ControllerRevision,
  update: ControllerRevision,
): Plan {
  const start = firstOrdinal(set);
  // A dump may say what no server takes.
  const replicas = new Array<Member | undefined>(Math.max(0, set.spec.replicas ?? 1)).fill(undefined);
  const condemned: Member[] = [];
  let hasTwins = false;
  for (const member of members) {
    const at = member.ordinal - start;
    if (at < 0 || at >= replicas.length) condemned.push(member);
    else if (replicas[at]) hasTwins = true;
    else replicas[at] = member;
  }
  condemned.sort((a, b) => b.ordinal - a.ordinal);
  return {
    set,
    current,
    update,
    replicas,
    condemned,
    monotonic: set.spec.podManagementPolicy !== 'Parallel',
    hasTwins,
  };
}

/** The revision that the pod of an ordinal is made of. */
function origin({ set, current, update }: Plan, ordinal: number): ControllerRevision {
  return startsFromCurrent(set, ordinal) ? current : update;
}

/** A pod that went missing comes back as it was, unless the update has reached its ordinal. */
function startsFromCurrent(set: StatefulSet, ordinal: number): boolean {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return false;
  const bound = rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0);
  return ordinal < firstOrdinal(set) + bound;
}

/** Does what can be done now and returns the status that comes of it. */
function run(
  session: Session,
  plan: Plan,
  members: readonly Member[],
  collisionCount: number,
): StatefulSetStatus {
  const { set, current, update, replicas, condemned } = plan;
  const status: StatefulSetStatus = {
    observedGeneration: set.metadata.generation,
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount,
  };
  count(session, plan, status, members);
  if (set.metadata.deletionTimestamp) return status;
  const mayUpdate = makeAll(session, plan) && removeCondemned(session, plan);
  // Of two pods with one ordinal one counts from here on.
  if (plan.hasTwins) {
    const counted = [...replicas, ...condemned].filter((member) => member !== undefined);
    count(session, plan, status, counted);
  }
  if (mayUpdate && set.spec.updateStrategy?.type !== 'OnDelete') {
    // As many pods may be away during an update as the set says.
    const roll = isOn('MaxUnavailableStatefulSet', session.cluster) ? rollMany : rollOne;
    roll(session, plan, status);
  }
  return status;
}

function makeAll(session: Session, plan: Plan): boolean {
  const { set, replicas, monotonic } = plan;
  // A steady pod of a set without claims: nothing is to be done for it, whatever happens to the others.
  const isPlain = !set.spec.minReadySeconds && !set.spec.volumeClaimTemplates?.length;
  for (let at = 0; at < replicas.length; at++) {
    const member = replicas[at];
    if (isPlain && member?.isSteady) continue;
    const step = member ? keep(session, plan, member) : make(session, plan, newMember(plan, at));
    if (step === 'failed' || (step === 'wait' && monotonic)) return false;
  }
  return true;
}

/** The pod that is to be made, so far behind the first. */
function newMember(plan: Plan, at: number): Pod {
  const ordinal = firstOrdinal(plan.set) + at;
  const from = origin(plan, ordinal);
  return newPod(plan.set, templateOf(from), from.metadata.name ?? '', ordinal);
}

type StepResult = 'done' | 'wait' | 'failed';

function make(session: Session, { set, monotonic }: Plan, pod: Pod): StepResult {
  if (claimIsStale(session, set, pod)) return 'wait';
  if (!createPod(session, set, pod)) return 'failed';
  return monotonic ? 'wait' : 'done';
}

function keep(session: Session, plan: Plan, member: Member): StepResult {
  const { set, monotonic } = plan;
  const { pod, ordinal } = member;
  if (isPodTerminal(pod)) {
    if (!pod.metadata.deletionTimestamp) removePod(session, set, pod);
    return 'wait';
  }
  if (!isCreated(pod)) return make(session, plan, pod);
  if (pod.status?.phase === 'Pending') createClaims(session, set, pod);
  const waits = pod.metadata.deletionTimestamp || !isSettled(session, set, member);
  if (waits && monotonic) return 'wait';
  keepIdentity(session, set, pod, ordinal);
  keepRetention(session, set, pod);
  return 'done';
}

function removeCondemned(session: Session, plan: Plan): boolean {
  const { set, condemned, monotonic } = plan;
  if (condemned.length === 0) return true;
  const unhealthy = firstUnhealthy(plan);
  for (const { pod } of condemned) keepRetention(session, set, pod);
  for (const member of condemned) {
    if (member.pod.metadata.deletionTimestamp) {
      if (monotonic) return false;
      continue;
    }
    if (!isSettled(session, set, member) && monotonic && member !== unhealthy) return false;
    removePod(session, set, member.pod);
    if (monotonic) return false;
  }
  return true;
}

/** Of the condemned ones the first to heal, unless a wanted one comes before it. */
function firstUnhealthy({ replicas, condemned }: Plan): Member | undefined {
  if (replicas.some((member) => !member || !isHealthy(member))) return undefined;
  return condemned.findLast((member) => !isHealthy(member));
}

/** Deletes pods that are not of the update revision, from the highest on, while not too many are away. */
function rollMany(session: Session, plan: Plan, status: StatefulSetStatus): void {
  const { set, replicas } = plan;
  const away = replicas.filter((member) => !member || isAway(session, set, member)).length;
  let left = mostAway(set, replicas.length) - away;
  for (let at = replicas.length - 1; at >= leastOrdinal(set) && left > 0; at--) {
    if (!isOutdated(plan, at)) continue;
    removeOutdated(session, plan, at, status);
    left--;
  }
}

/** How many pods may be away at once, one at least. */
export function mostAway({ spec }: StatefulSet, replicas: number): number {
  return Math.max(
    1,
    scaledIntOrPercent(spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, replicas, 'down') ?? 1,
  );
}

/** How far the update reaches. The partition counts pods. */
function leastOrdinal({ spec }: StatefulSet): number {
  return spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}

/** Whether a pod is neither of the update revision nor going. */
function isOutdated(plan: Plan, at: number): boolean {
  const { set, update, replicas } = plan;
  const member = replicas[at];
  const revision = member ? member.revision : origin(plan, firstOrdinal(set) + at).metadata.name;
  return revision !== update.metadata.name && !member?.pod.metadata.deletionTimestamp;
}

function removeOutdated(
  session: Session,
  { set, replicas }: Plan,
  at: number,
  status: StatefulSetStatus,
): void {
  const made = replicas[at]?.pod;
  if (made && isCreated(made)) removePod(session, set, made);
  status.currentReplicas = (status.currentReplicas ?? 0) - 1;
}

function isAway(session: Session, set: StatefulSet, member: Member): boolean {
  return member.pod.metadata.deletionTimestamp !== undefined || !isSettled(session, set, member);
}

/** Deletes the highest pod that is not of the update revision, once all above it are. */
function rollOne(session: Session, plan: Plan, status: StatefulSetStatus): void {
  const { set, replicas } = plan;
  for (let at = replicas.length - 1; at >= leastOrdinal(set); at--) {
    if (isOutdated(plan, at)) {
      removeOutdated(session, plan, at, status);
      return;
    }
    const member = replicas[at];
    if (!member || isAway(session, set, member)) return;
  }
}

function count(
  session: Session,
  { set, current, update }: Plan,
  status: StatefulSetStatus,
  members: readonly Member[],
): void {
  const counts = { made: 0, ready: 0, available: 0, current: 0, updated: 0 };
  const [currentName, updateName] = [current.metadata.name, update.metadata.name];
  const { minReadySeconds } = set.spec;
  for (const member of members) {
    const { pod, isReady, revision } = member;
    if (!isCreated(pod)) continue;
    counts.made++;
    if (isReady) counts.ready++;
    if (isReady && (!minReadySeconds || isAvailable(pod, minReadySeconds, session.now))) counts.available++;
    else if (isReady) wakeWhenAvailable(session, set, pod);
    if (pod.metadata.deletionTimestamp) continue;
    if (revision === currentName) counts.current++;
    if (revision === updateName) counts.updated++;
  }
  status.replicas = counts.made;
  status.readyReplicas = counts.ready;
  status.availableReplicas = counts.available;
  status.currentReplicas = counts.current;
  status.updatedReplicas = counts.updated;
}

function wakeWhenAvailable(session: Session, { spec }: StatefulSet, pod: Pod): void {
  const at = availableAt(pod, spec.minReadySeconds ?? 0);
  if (at !== undefined && at > session.now) session.wakeAt(at);
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

/** Runs, is ready, and has been for as long as the set wants. */
function isSettled(session: Session, { spec: { minReadySeconds } }: StatefulSet, member: Member): boolean {
  return member.isReady && (!minReadySeconds || isAvailable(member.pod, minReadySeconds, session.now));
}

function isHealthy({ isReady, pod }: Member): boolean {
  return isReady && !pod.metadata.deletionTimestamp;
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
