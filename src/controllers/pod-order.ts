/** Which pods go first when there are too many (pkg/controller/controller_utils.go, ActivePodsWithRanks). */

import { largest } from '../api/lists.js';
import type { Pod } from '../api/objects.js';
import { condition, isPodReady, isSidecar } from '../api/pods.js';
import { compareTexts } from '../api/text.js';
import { parseTime } from '../api/time.js';

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
  return pods
    .map((pod) => standing(pod, order))
    .sort((a, b) => compare(a, b, order))
    .map(({ pod }) => pod);
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

function compare(a: Standing, b: Standing, { logarithmic, now }: PodOrder): number {
  if (a.assigned !== b.assigned) return a.assigned - b.assigned;
  if (a.phase !== b.phase) return a.phase - b.phase;
  if (a.ready !== b.ready) return Number(a.ready) - Number(b.ready);
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.crowd !== b.crowd) return b.crowd - a.crowd;
  if (a.ready && b.ready) {
    const age = younger(a.readySince, b.readySince, logarithmic, now);
    if (age !== 0) return age;
    if (logarithmic && a.readySince !== b.readySince) return byUid(a.pod, b.pod);
  }
  const [restartsA, sidecarA] = a.restarts;
  const [restartsB, sidecarB] = b.restarts;
  if (restartsA !== restartsB) return restartsB - restartsA;
  if (sidecarA !== sidecarB) return sidecarB - sidecarA;
  if (a.createdAt !== b.createdAt) {
    return younger(a.createdAt, b.createdAt, logarithmic, now) || (logarithmic ? byUid(a.pod, b.pod) : 0);
  }
  return 0;
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

function byUid(a: Pod, b: Pod): number {
  return compareTexts(a.metadata.uid ?? '', b.metadata.uid ?? '');
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
