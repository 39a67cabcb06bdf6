/** DaemonSets (pkg/controller/daemon). */

import { sameValue } from '../api/equality.js';
import { scaledIntOrPercent } from '../api/int-or-percent.js';
import { isEmptySelector } from '../api/labels.js';
import { append } from '../api/lists.js';
import { keyOf } from '../api/object-key.js';
import type { Node, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { daemonSetRevisionHash, revisionName } from '../api/revision-hash.js';
import type { DaemonSet } from '../api/workloads.js';
import { isNamespaceTerminating } from '../apiserver/admit-object.js';
import type { Cluster } from '../cluster/cluster.js';
import { isAvailable } from './availability.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { type Place, type PlacedPod, type Places, placesOf } from './daemonset-places.js';
import { byBindingAndAge, podForNode, REVISION_LABEL } from './daemonset-pods.js';
import { currentRevision, revisionsOf, truncateHistory } from './history.js';
import { claim, itsController, itsControllerOrAdopters, itself, specSelector } from './ownership.js';

const SELECTING_ALL = 'This daemon set is selecting all pods. A non-empty selector is required.';
const BURST = 250;

/** Keeps one pod of a DaemonSet on every node that it belongs on. */
export const daemonSet: Controller = controller(
  'daemonset',
  {
    DaemonSet: itself,
    Pod: itsControllerOrAdopters('DaemonSet', specSelector),
    ControllerRevision: itsController('DaemonSet'),
    Node: everySet,
  },
  (session, key) => {
    const set = session.cluster.get('DaemonSet', key);
    // One of an old version in a dump may have none: it selects nothing.
    if (set?.spec.selector && !set.metadata.deletionTimestamp) sync(session, set);
  },
);

function everySet({ object, before, cluster }: Seen): string[] {
  const [now, was] = [object as Node, before as Node | undefined];
  const same = was && sameValue(now.metadata.labels, was.metadata.labels) && sameValue(now.spec, was.spec);
  return same && was !== now ? [] : cluster.list('DaemonSet').map(keyOf);
}

function sync(session: Session, set: DaemonSet): void {
  if (isEmptySelector(set.spec.selector)) {
    session.event(set, 'Warning', 'SelectingAll', SELECTING_ALL);
    return;
  }
  const { template } = set.spec;
  const revisions = revisionsOf(session, set, set.spec.selector);
  const found = currentRevision(
    session,
    set,
    template,
    revisions,
    set.status?.collisionCount ?? 0,
    (collisions) => {
      const hash = daemonSetRevisionHash(
        template,
        collisions === 0 ? undefined : collisions,
        session.cluster.version,
      );
      return {
        name: revisionName(set.metadata.name ?? '', hash),
        hash,
        extraLabels: { [REVISION_LABEL]: hash },
      };
    },
  );
  if (!found) return;
  const hash = found.revision.metadata.labels?.[REVISION_LABEL] ?? '';
  const nodes = session.cluster.list('Node');
  let seen: { places: Places; cluster: Cluster } | undefined;
  const places = (): Places => {
    if (seen?.cluster === session.cluster) return seen.places;
    const found = placesOf(set, nodes, claim(session, set, set.spec.selector, 'Pod'), hash);
    seen = { places: found, cluster: session.cluster };
    return found;
  };

  manage(session, set, places(), hash);
  if (set.spec.updateStrategy?.type !== 'OnDelete') rollingUpdate(session, set, places().all, hash);
  const old = revisions.filter(({ metadata }) => metadata.uid !== found.revision.metadata.uid);
  truncateHistory(session, old, set.spec.revisionHistoryLimit, ({ metadata }) =>
    isOfAny(places(), metadata.labels?.[REVISION_LABEL]),
  );
  updateStatus(session, set, places().all, hash, found.collisions);
}

/** A pod of the set has that revision. */
function isOfAny({ all, strays }: Places, hash: string | undefined): boolean {
  const isOf = (pod: Pod) => pod.metadata.labels?.[REVISION_LABEL] === hash;
  return strays.some(isOf) || all.some(({ pods }) => pods.some(isOf));
}

function hasSurge(set: DaemonSet): boolean {
  const surge = set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0;
  return set.spec.updateStrategy?.type !== 'OnDelete' && surge !== 0 && surge !== '0%';
}

function manage(session: Session, set: DaemonSet, { all, strays }: Places, hash: string): void {
  const missing: string[] = [];
  const surplus: Pod[] = [];
  for (const { node, fit, pods, isKept } of all) {
    if (!fit || isKept) continue;
    if (fit.run && pods.length === 0) missing.push(node);
    else if (fit.stay) append(surplus, surplusOn(session, set, node, pods, hash));
    else
      append(
        surplus,
        pods.filter(({ metadata }) => !metadata.deletionTimestamp),
      );
  }
  append(surplus, strays);
  change(session, set, surplus, missing, hash);
}

function surplusOn(
  session: Session,
  set: DaemonSet,
  node: string,
  pods: readonly Pod[],
  hash: string,
): Pod[] {
  const surplus: Pod[] = [];
  const running: Pod[] = [];
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp) continue;
    if (!isPodTerminal(pod)) {
      running.push(pod);
      continue;
    }
    const failed = pod.status?.phase === 'Failed';
    const text = failed
      ? `Found failed daemon pod ${keyOf(pod)} on node ${node}, will try to kill it`
      : `Found succeeded daemon pod ${keyOf(pod)} on node ${node}, will try to delete it`;
    session.event(
      set,
      failed ? 'Warning' : 'Normal',
      failed ? 'FailedDaemonPod' : 'SucceededDaemonPod',
      text,
    );
    surplus.push(pod);
  }
  running.sort(byBindingAndAge);
  if (!hasSurge(set)) return [...surplus, ...running.slice(1)];
  if (running.length <= 1) return surplus;
  const isNew = (pod: Pod) => pod.metadata.labels?.[REVISION_LABEL] === hash;
  const [newest, ...newSurplus] = running.filter(isNew);
  const [oldest, ...oldSurplus] = running.filter((pod) => !isNew(pod));
  append(surplus, [...newSurplus, ...oldSurplus]);
  // The old pod goes when it is of no use any more, or the new one has taken over.
  if (oldest && newest) {
    const oldGone = !isAvailable(oldest, set.spec.minReadySeconds, session.now);
    if (oldGone || isAvailable(newest, set.spec.minReadySeconds, session.now)) surplus.push(oldest);
  }
  return surplus;
}

function change(
  session: Session,
  set: DaemonSet,
  surplus: readonly Pod[],
  missing: readonly string[],
  hash: string,
): void {
  for (const node of missing.slice(0, BURST)) {
    const { object, refusal } = session.create(podForNode(set, node, hash));
    if (refusal && isNamespaceTerminating(refusal)) break;
    if (refusal) {
      session.event(set, 'Warning', 'FailedCreate', `Error creating: ${refusal.message}`);
      session.fail(refusal.message);
      break;
    }
    session.event(set, 'Normal', 'SuccessfulCreate', `Created pod: ${object.metadata.name}`);
  }
  for (const pod of surplus.slice(0, BURST)) {
    const { refusal } = session.delete(pod);
    if (refusal) session.fail(refusal.message);
    else session.event(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  }
}

function limits(set: DaemonSet, places: readonly Place[]): { surge: number; unavailable: number } {
  const desired = places.filter(({ fit }) => fit?.run).length;
  const { maxUnavailable = 1, maxSurge = 0 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const unavailable = scaledIntOrPercent(maxUnavailable, desired, 'up') ?? 0;
  const surge = scaledIntOrPercent(maxSurge, desired, 'up') ?? 0;
  return { surge, unavailable };
}

function rollingUpdate(session: Session, set: DaemonSet, places: readonly Place[], hash: string): void {
  const { surge, unavailable } = limits(set, places);
  const occupied = places.filter(({ pods }) => pods.length > 0);
  const available = ({ availableAt: at }: PlacedPod) => at !== undefined && at <= session.now;
  if (surge === 0) replaceInPlace(session, set, occupied, hash, unavailable, available);
  else addBeside(session, set, occupied, hash, surge, available);
}

function replaceInPlace(
  session: Session,
  set: DaemonSet,
  places: readonly Place[],
  hash: string,
  most: number,
  available: (pod: PlacedPod) => boolean,
): void {
  let unavailable = 0;
  const replaced: Pod[] = [];
  const candidates: Pod[] = [];
  for (const { sides } of places) {
    if (!sides || Boolean(sides.old) === Boolean(sides.updated)) unavailable++;
    else if (sides.updated) unavailable += available(sides.updated) ? 0 : 1;
    else if (!available(sides.old!)) {
      replaced.push(sides.old!.pod);
      unavailable++;
    } else if (unavailable < most) candidates.push(sides.old!.pod);
  }
  const more = candidates.slice(0, Math.max(0, most - unavailable));
  change(session, set, [...replaced, ...more], [], hash);
}

function addBeside(
  session: Session,
  set: DaemonSet,
  places: readonly Place[],
  hash: string,
  most: number,
  available: (pod: PlacedPod) => boolean,
): void {
  let surging = 0;
  const gone: Pod[] = [];
  const atOnce: string[] = [];
  const candidates: string[] = [];
  for (const { node, fit, sides } of places) {
    if (!sides) {
      surging++;
      continue;
    }
    const { old, updated } = sides;
    if (old && updated) {
      if (available(updated)) gone.push(old.pod);
      else surging++;
    } else if (old) {
      if (!fit?.run) {
        if (!available(old)) gone.push(old.pod);
      } else if (!available(old)) {
        atOnce.push(node);
        surging++;
      } else candidates.push(node);
    }
  }
  const more = candidates.slice(0, Math.max(0, most - surging));
  change(session, set, gone, [...atOnce, ...more], hash);
}

function updateStatus(
  session: Session,
  set: DaemonSet,
  places: readonly Place[],
  hash: string,
  collisions: number,
): void {
  const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 };
  for (const { fit, first } of places) {
    if (!fit) continue;
    if (!fit.run) {
      if (first) counts.misscheduled++;
      continue;
    }
    counts.desired++;
    if (!first) continue;
    counts.current++;
    if (first.isReady) {
      counts.ready++;
      const { availableAt: at = session.now } = first;
      if (first.availableAt !== undefined && at <= session.now) counts.available++;
      else session.wakeAt(at);
    }
    if (first.pod.metadata.labels?.[REVISION_LABEL] === hash) counts.updated++;
  }
  const stored = session.cluster.get('DaemonSet', keyOf(set));
  if (!stored) return;
  const status: DaemonSet['status'] = {
    desiredNumberScheduled: counts.desired,
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    numberReady: counts.ready,
    updatedNumberScheduled: counts.updated,
    numberAvailable: counts.available,
    numberUnavailable: counts.desired - counts.available,
    observedGeneration: set.metadata.generation,
    ...(collisions ? { collisionCount: collisions } : {}),
  };
  if (!sameValue(stored.status, status)) session.updateStatus({ ...stored, status });
}
