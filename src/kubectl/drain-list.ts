/** Which pods of a node a drain takes away, and what it says of the others (k8s.io/kubectl/pkg/drain/filters.go). */

import { matchesSelector } from '../api/labels.js';
import { pushTo } from '../api/lists.js';
import { controllerRef, keyOf } from '../api/object-key.js';
import type { LabelSelector, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { parseTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';

const MIRROR = 'kubernetes.io/config.mirror';
const DAEMON_SET_FATAL = 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)';
const DAEMON_SET_WARNING = 'ignoring DaemonSet-managed Pods';
const LOCAL_FATAL = 'Pods with local storage (use --delete-emptydir-data to override)';
const LOCAL_WARNING = 'deleting Pods with local storage';
const UNMANAGED_FATAL = 'Pods that declare no controller (use --force to override)';
const UNMANAGED_WARNING = 'deleting Pods that declare no controller';

/** What a drain was told, as far as it says which pods go. */
export interface DrainFilters {
  force?: boolean;
  ignoreDaemonSets?: boolean;
  deleteEmptyDirData?: boolean;
  podSelector?: LabelSelector;
  /** Pods that have been leaving for longer than that are not waited for. */
  skipAfterSeconds?: number;
}

/** The pods of a node as a drain sees them. */
export interface DrainList {
  /** Those that go. */
  pods: readonly Pod[];
  /** What is said beside that: `ignoring DaemonSet-managed Pods: shop/agent-x`. */
  warnings: string;
  /** Why nothing is done at all: `cannot delete Pods with local storage (…): shop/a`. */
  errors: readonly string[];
}

type Fate = { goes: boolean; warning?: string; error?: string };
const GOES: Fate = { goes: true };
const STAYS: Fate = { goes: false };

/** Goes through the pods of a node. `now`: ms since 1970. */
export function drainList(cluster: Cluster, node: string, filters: DrainFilters, now: number): DrainList {
  const pods: Pod[] = [];
  const warnings = new Map<string, string[]>();
  const errors = new Map<string, string[]>();
  for (const pod of cluster.podsOnNode(node)) {
    const { podSelector } = filters;
    if (podSelector && !matchesSelector(podSelector, pod.metadata.labels)) continue;
    const { goes, warning, error } = fateOf(cluster, pod, filters, now);
    if (goes) pods.push(pod);
    if (warning !== undefined) pushTo(warnings, warning, keyOf(pod));
    if (error !== undefined) pushTo(errors, error, keyOf(pod));
  }
  return {
    pods,
    warnings: [...warnings].map(([what, keys]) => `${what}: ${keys.join(', ')}`).join('; '),
    errors: [...errors].map(([what, keys]) => `cannot delete ${what}: ${keys.join(', ')}`),
  };
}

/** The filters in kubectl's order: the first that keeps a pod decides, else the last says what is said. */
function fateOf(cluster: Cluster, pod: Pod, filters: DrainFilters, now: number): Fate {
  if (isLeavingFor(pod, filters.skipAfterSeconds, now)) return STAYS;
  let fate = GOES;
  for (const filter of [ofDaemonSet, ofNode, withLocalStorage, ofNobody]) {
    fate = filter(pod, filters, cluster);
    if (!fate.goes) return fate;
  }
  return fate;
}

/** True of a pod that has been leaving for longer than a drain cares to wait. */
export function isLeavingFor({ metadata }: Pod, seconds: number | undefined, now: number): boolean {
  const since = parseTime(metadata.deletionTimestamp);
  return seconds !== undefined && seconds > 0 && since !== undefined && (now - since) / 1000 > seconds;
}

function ofDaemonSet(pod: Pod, { force, ignoreDaemonSets }: DrainFilters, cluster: Cluster): Fate {
  const owner = controllerRef(pod);
  if (owner?.kind !== 'DaemonSet' || owner.apiVersion !== 'apps/v1' || isPodTerminal(pod)) return GOES;
  if (!cluster.get('DaemonSet', `${pod.metadata.namespace}/${owner.name}`)) {
    const missing = `daemonsets.apps "${owner.name}" not found`;
    return force ? { goes: true, warning: missing } : { goes: false, error: missing };
  }
  return ignoreDaemonSets
    ? { goes: false, warning: DAEMON_SET_WARNING }
    : { goes: false, error: DAEMON_SET_FATAL };
}

/** Pods of the node's own files cannot be deleted through the server. */
function ofNode({ metadata }: Pod): Fate {
  return metadata.annotations?.[MIRROR] === undefined ? GOES : STAYS;
}

function withLocalStorage(pod: Pod, { deleteEmptyDirData }: DrainFilters): Fate {
  const isLocal = (pod.spec.volumes ?? []).some(
    ({ emptyDir }) => emptyDir !== undefined && emptyDir !== null,
  );
  if (!isLocal || isPodTerminal(pod)) return GOES;
  return deleteEmptyDirData ? { goes: true, warning: LOCAL_WARNING } : { goes: false, error: LOCAL_FATAL };
}

function ofNobody(pod: Pod, { force }: DrainFilters): Fate {
  if (isPodTerminal(pod) || controllerRef(pod)) return GOES;
  return force ? { goes: true, warning: UNMANAGED_WARNING } : { goes: false, error: UNMANAGED_FATAL };
}
