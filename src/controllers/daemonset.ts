/** DaemonSets (pkg/controller/daemon). */

import { sameValue } from '../api/equality.js';
import { scaledIntOrPercent } from '../api/int-or-percent.js';
import { isEmptySelector } from '../api/labels.js';
import { append } from '../api/lists.js';
import { keyOf } from '../api/object-key.js';
import type { Node, Pod } from '../api/objects.js';
import { isPodReady, isPodTerminal } from '../api/pods.js';
import { daemonSetRevisionHash, revisionName } from '../api/revision-hash.js';
import type { DaemonSet } from '../api/workloads.js';
import { isNamespaceTerminating } from '../apiserver/admit-object.js';
import { availableAt, isAvailable } from './availability.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { byBindingAndAge, fitsNode, nodeMeant, podForNode, REVISION_LABEL } from './daemonset-pods.js';
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

type PodsByNode = Map<string, Pod[]>;

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
  const pods = () => claim(session, set, set.spec.selector, 'Pod');
  const nodes = session.cluster.list('Node');

  manage(session, set, nodes, pods(), hash);
  if (set.spec.updateStrategy?.type !== 'OnDelete') rollingUpdate(session, set, nodes, group(pods()), hash);
  const live = new Set(pods().map((pod) => pod.metadata.labels?.[REVISION_LABEL]));
  const old = revisions.filter(({ metadata }) => metadata.uid !== found.revision.metadata.uid);
  truncateHistory(session, old, set.spec.revisionHistoryLimit, ({ metadata }) =>
    live.has(metadata.labels?.[REVISION_LABEL]),
  );
  updateStatus(session, set, nodes, group(pods()), hash, found.collisions);
}

/** Pods by node; ended ones that are being deleted no longer count. */
function group(pods: readonly Pod[]): PodsByNode {
  const byNode: PodsByNode = new Map();
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp && isPodTerminal(pod)) continue;
    const node = nodeMeant(pod);
    if (node) byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  return byNode;
}

function hasSurge(set: DaemonSet): boolean {
  const surge = set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0;
  return set.spec.updateStrategy?.type !== 'OnDelete' && surge !== 0 && surge !== '0%';
}

function manage(
  session: Session,
  set: DaemonSet,
  nodes: readonly Node[],
  pods: readonly Pod[],
  hash: string,
): void {
  const byNode = group(pods);
  const missing: string[] = [];
  const surplus: Pod[] = [];
  for (const node of nodes) {
    const name = node.metadata.name ?? '';
    const here = byNode.get(name) ?? [];
    const { run, stay } = fitsNode(set, node);
    if (run && here.length === 0) missing.push(name);
    else if (stay) append(surplus, surplusOn(session, set, name, here, hash));
    else
      append(
        surplus,
        here.filter(({ metadata }) => !metadata.deletionTimestamp),
      );
  }
  const known = new Set(nodes.map(({ metadata }) => metadata.name));
  append(
    surplus,
    pods.filter((pod) => !pod.spec.nodeName && !known.has(nodeMeant(pod) ?? '')),
  );
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

function limits(set: DaemonSet, nodes: readonly Node[]): { surge: number; unavailable: number } {
  const desired = nodes.filter((node) => fitsNode(set, node).run).length;
  const { maxUnavailable = 1, maxSurge = 0 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const unavailable = scaledIntOrPercent(maxUnavailable, desired, 'up') ?? 0;
  const surge = scaledIntOrPercent(maxSurge, desired, 'up') ?? 0;
  return { surge, unavailable };
}

interface OnNode {
  old?: Pod;
  updated?: Pod;
}

/** The old and the new pod of a node, undefined where there is more than one of either. */
function oldAndNew(pods: readonly Pod[], hash: string): OnNode | undefined {
  const found: OnNode = {};
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp) continue;
    const side = pod.metadata.labels?.[REVISION_LABEL] === hash ? 'updated' : 'old';
    if (found[side]) return undefined;
    found[side] = pod;
  }
  return found;
}

function rollingUpdate(
  session: Session,
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: PodsByNode,
  hash: string,
): void {
  const { surge, unavailable } = limits(set, nodes);
  const available = (pod: Pod) => isAvailable(pod, set.spec.minReadySeconds, session.now);
  if (surge === 0) replaceInPlace(session, set, byNode, hash, unavailable, available);
  else addBeside(session, set, nodes, byNode, hash, surge, available);
}

function replaceInPlace(
  session: Session,
  set: DaemonSet,
  byNode: PodsByNode,
  hash: string,
  most: number,
  available: (pod: Pod) => boolean,
): void {
  let unavailable = 0;
  const replaced: Pod[] = [];
  const candidates: Pod[] = [];
  for (const node of [...byNode.keys()].sort()) {
    const found = oldAndNew(byNode.get(node)!, hash);
    if (!found || Boolean(found.old) === Boolean(found.updated)) unavailable++;
    else if (found.updated) unavailable += available(found.updated) ? 0 : 1;
    else if (!available(found.old!)) {
      replaced.push(found.old!);
      unavailable++;
    } else if (unavailable < most) candidates.push(found.old!);
  }
  const more = candidates.slice(0, Math.max(0, most - unavailable));
  change(session, set, [...replaced, ...more], [], hash);
}

function addBeside(
  session: Session,
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: PodsByNode,
  hash: string,
  most: number,
  available: (pod: Pod) => boolean,
): void {
  let surging = 0;
  const gone: Pod[] = [];
  const atOnce: string[] = [];
  const candidates: string[] = [];
  for (const name of [...byNode.keys()].sort()) {
    const found = oldAndNew(byNode.get(name)!, hash);
    if (!found) {
      surging++;
      continue;
    }
    const { old, updated } = found;
    if (old && updated) {
      if (available(updated)) gone.push(old);
      else surging++;
    } else if (old) {
      const node = nodes.find(({ metadata }) => metadata.name === name);
      if (!node || !fitsNode(set, node).run) {
        if (!available(old)) gone.push(old);
      } else if (!available(old)) {
        atOnce.push(name);
        surging++;
      } else candidates.push(name);
    }
  }
  const more = candidates.slice(0, Math.max(0, most - surging));
  change(session, set, gone, [...atOnce, ...more], hash);
}

function updateStatus(
  session: Session,
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: PodsByNode,
  hash: string,
  collisions: number,
): void {
  const { minReadySeconds } = set.spec;
  const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 };
  for (const node of nodes) {
    const pods = [...(byNode.get(node.metadata.name ?? '') ?? [])].sort(byBindingAndAge);
    if (!fitsNode(set, node).run) {
      if (pods.length > 0) counts.misscheduled++;
      continue;
    }
    counts.desired++;
    const pod = pods[0];
    if (!pod) continue;
    counts.current++;
    if (isPodReady(pod)) {
      counts.ready++;
      if (isAvailable(pod, minReadySeconds, session.now)) counts.available++;
      else session.wakeAt(availableAt(pod, minReadySeconds) ?? session.now);
    }
    if (pod.metadata.labels?.[REVISION_LABEL] === hash) counts.updated++;
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
