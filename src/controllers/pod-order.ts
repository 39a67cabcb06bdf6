/** Which pods go first when there are too many (pkg/controller/controller_utils.go, ActivePodsWithRanks). */
import type { Pod } from '../api/objects.js';
import { condition, isPodReady, isSidecar } from '../api/pods.js';
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
  return [...pods].sort((a, b) => compare(a, b, order));
}

function compare(a: Pod, b: Pod, { rank, logarithmic, deletionCost, now }: PodOrder): number {
  const assigned = Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName));
  if (assigned) return assigned;
  const phase = phaseOf(a) - phaseOf(b);
  if (phase) return phase;
  const ready = Number(isPodReady(a)) - Number(isPodReady(b));
  if (ready) return ready;
  const cost = deletionCost ? costOf(a) - costOf(b) : 0;
  if (cost) return cost;
  const crowd = rank ? rank(b) - rank(a) : 0;
  if (crowd) return crowd;
  if (isPodReady(a) && isPodReady(b)) {
    const age = younger(readySince(a), readySince(b), logarithmic, now);
    if (age !== 0) return age;
    if (logarithmic && readySince(a) !== readySince(b)) return byUid(a, b);
  }
  const [restartsA, sidecarA] = restarts(a);
  const [restartsB, sidecarB] = restarts(b);
  if (restartsA !== restartsB) return restartsB - restartsA;
  if (sidecarA !== sidecarB) return sidecarB - sidecarA;
  const [createdA, createdB] = [createdAt(a), createdAt(b)];
  if (createdA !== createdB) {
    return younger(createdA, createdB, logarithmic, now) || (logarithmic ? byUid(a, b) : 0);
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
  return parseTime(condition(pod.status?.conditions, 'Ready')?.lastTransitionTime ?? '') ?? 0;
}

function createdAt(pod: Pod): number {
  return parseTime(pod.metadata.creationTimestamp ?? '') ?? 0;
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
  const [x = '', y = ''] = [a.metadata.uid, b.metadata.uid];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The most restarts of any container, and of any sidecar. */
function restarts(pod: Pod): [number, number] {
  const regular = (pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);
  const sidecars = new Set(pod.spec.initContainers?.filter(isSidecar).map(({ name }) => name));
  const beside = (pod.status?.initContainerStatuses ?? [])
    .filter(({ name }) => sidecars.has(name))
    .map(({ restartCount }) => restartCount);
  return [Math.max(0, ...regular), Math.max(0, ...beside)];
}
