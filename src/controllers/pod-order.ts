/** Which pods go first when there are too many (pkg/controller/controller_utils.go, ActivePodsWithRanks). */

import { largest } from '../api/lists.js';
import { keyOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { condition, isPodReady, isSidecar } from '../api/pods.js';
import { compareTexts } from '../api/text.js';
import { parseTime } from '../api/time.js';
import type { Drawn } from '../cluster/cluster.js';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES = ['Pending', 'Unknown', 'Running'];

/** What besides the pods themselves decides. */
export interface PodOrder {
  /** How many pods of the same family share a pod's node: more go first. Left out: it does not count. */
  rank?: (pod: Pod) => number;
  /** Whether ages are told apart by powers of two only, ties by uid, as ReplicaSets do. */
  logarithmic: boolean;
  deletionCost: boolean;
  now: number;
}

/** The pods in the order of deletion: first those that are missed least. */
export function deletionOrder(pods: readonly Pod[], order: PodOrder): Pod[] {
  return inOrder(pods, order).map(({ pod }) => pod);
}

/** So many pods that go first, and among which equal ones chance decides (a controller sorts them in any order). */
export function victimsOf(
  pods: readonly Pod[],
  count: number,
  order: PodOrder,
): { victims: Pod[]; drawn?: Drawn } {
  const sorted = inOrder(pods, order);
  const victims = sorted.slice(0, count);
  const [last, next] = [victims.at(-1), sorted[count]];
  if (!last || !next || compare(last, next, order).by === 'rule') return { victims: victims.map(podOf) };
  const equal = sorted.filter((one) => one === last || compare(one, last, order).by !== 'rule');
  const drawn = {
    count: equal.filter((one) => victims.includes(one)).length,
    among: equal.map(({ pod }) => keyOf(pod)),
    byUid: equal.some((one) => one !== last && compare(one, last, order).by === 'uid'),
  };
  return { victims: victims.map(podOf), drawn };
}

function inOrder(pods: readonly Pod[], order: PodOrder): Standing[] {
  return pods.map((pod) => standing(pod, order)).sort((a, b) => compare(a, b, order).order);
}

function podOf({ pod }: Standing): Pod {
  return pod;
}

/** All that a pod is judged by, looked up once and not at each comparison. */
interface Standing {
  pod: Pod;
  assigned: number;
  phase: number;
  ready: boolean;
  cost: number;
  crowd: number;
  readySince: number;
  createdAt: number;
  restarts: [number, number];
}

function standing(pod: Pod, { rank, deletionCost }: PodOrder): Standing {
  return {
    pod,
    assigned: Number(Boolean(pod.spec.nodeName)),
    phase: phaseOf(pod),
    ready: isPodReady(pod),
    cost: deletionCost ? costOf(pod) : 0,
    crowd: rank ? rank(pod) : 0,
    readySince: readySince(pod),
    createdAt: createdAt(pod),
    restarts: restarts(pod),
  };
}

/** Who of two goes first, and what decides: a rule, only their uids, or nothing. */
function compare(
  a: Standing,
  b: Standing,
  { logarithmic, now }: PodOrder,
): { order: number; by: 'rule' | 'uid' | 'nothing' } {
  const plain =
    a.assigned - b.assigned ||
    a.phase - b.phase ||
    Number(a.ready) - Number(b.ready) ||
    a.cost - b.cost ||
    b.crowd - a.crowd ||
    (a.ready && b.ready ? younger(a.readySince, b.readySince, logarithmic, now) : 0);
  if (plain !== 0) return { order: plain, by: 'rule' };
  if (logarithmic && a.ready && b.ready && a.readySince !== b.readySince) return byUid(a, b);
  const [restartsA, sidecarA] = a.restarts;
  const [restartsB, sidecarB] = b.restarts;
  const late =
    restartsB - restartsA || sidecarB - sidecarA || younger(a.createdAt, b.createdAt, logarithmic, now);
  if (late !== 0) return { order: late, by: 'rule' };
  if (logarithmic && a.createdAt !== b.createdAt) return byUid(a, b);
  return { order: 0, by: 'nothing' };
}

function phaseOf(pod: Pod): number {
  return PHASES.indexOf(pod.status?.phase ?? 'Pending');
}

function costOf(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST];
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : 0;
}

function readySince(pod: Pod): number {
  return parseTime(condition(pod.status?.conditions, 'Ready')?.lastTransitionTime) ?? 0;
}

function createdAt(pod: Pod): number {
  return parseTime(pod.metadata.creationTimestamp) ?? 0;
}

/** The later of two times goes first; with the logarithmic rule only if it is younger by a power of two. */
function younger(a: number, b: number, logarithmic: boolean, now: number): number {
  if (!logarithmic) return b - a;
  return rankOfAge(now - a) - rankOfAge(now - b);
}

function rankOfAge(ms: number): number {
  return ms <= 0 ? -1 : Math.trunc(Math.log2(ms * 1e6));
}

function byUid(a: Standing, b: Standing): { order: number; by: 'uid' } {
  const [uidA = '', uidB = ''] = [a.pod.metadata.uid, b.pod.metadata.uid];
  return { order: compareTexts(uidA, uidB), by: 'uid' };
}

/** The most restarts of any container, and of any sidecar. */
function restarts(pod: Pod): [number, number] {
  const regular = (pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);
  const sidecars = new Set(pod.spec.initContainers?.filter(isSidecar).map(({ name }) => name));
  const beside = (pod.status?.initContainerStatuses ?? [])
    .filter(({ name }) => sidecars.has(name))
    .map(({ restartCount }) => restartCount);
  return [largest(regular, 0), largest(beside, 0)];
}
