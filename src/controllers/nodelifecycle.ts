/** Nodes that fall silent, and the taints that say how a node is (pkg/controller/nodelifecycle). */

import { setCondition } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import { keyOf } from '../api/object-key.js';
import type { Condition, Node, Taint } from '../api/objects.js';
import { condition } from '../api/pods.js';
import { formatTime, parseTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';

/** On a node whose lease is not renewed: since when (a model's stand-in for the Lease object). */
export const SILENT_SINCE = 'kubeplan.dev/lease-not-renewed-since';
const PREFIX = 'node.kubernetes.io/';
const STATUS_UNKNOWN = 'NodeStatusUnknown';
const STOPPED_POSTING = 'Kubelet stopped posting node status.';
const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'] as const;
const PRESSURE_TAINTS: Record<(typeof PRESSURES)[number], string> = {
  MemoryPressure: 'memory-pressure',
  DiskPressure: 'disk-pressure',
  PIDPressure: 'pid-pressure',
  NetworkUnavailable: 'network-unavailable',
};
const GRACE_SECONDS = 50;
const EVICTION_INTERVAL_MS = 10_000;
const SLOW_EVICTION_INTERVAL_MS = 100_000;
const UNHEALTHY_ZONE = 0.55;
const LARGE_ZONE = 50;
const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';

/** `graceSeconds`: how long a node may be silent (--node-monitor-grace-period). */
export function nodeLifecycle(graceSeconds: number = GRACE_SECONDS): Controller {
  return controller('nodelifecycle', { Node: allNodes }, (session, name) => {
    const node = session.cluster.get('Node', name);
    if (node) sync(session, node, graceSeconds);
  });
}

/** How one node is decides how fast others of its zone are emptied. */
function allNodes({ verb, object, before, cluster }: Seen): string[] {
  const ready = (node: unknown) => readyOf(node as Node)?.status;
  const others = verb !== 'update' || (before && ready(before) !== ready(object));
  return others
    ? [...new Set([keyOf(object), ...cluster.list('Node').filter(isSilent).map(keyOf)])]
    : [keyOf(object)];
}

function readyOf(node: Node): Condition | undefined {
  return condition(node.status?.conditions, 'Ready');
}

function isSilent(node: Node): boolean {
  return node.metadata.annotations?.[SILENT_SINCE] !== undefined || readyOf(node)?.status !== 'True';
}

function sync(session: Session, given: Node, graceSeconds: number): void {
  const node = markSilent(session, given, graceSeconds);
  const wanted = taintsOf(session, node);
  if (sameValue(wanted, node.spec?.taints)) return;
  session.update({
    ...node,
    spec: { ...node.spec, taints: wanted.length > 0 ? wanted : undefined },
  });
}

/** Nobody has heard of the node for too long: its conditions become Unknown and its pods not ready. */
function markSilent(session: Session, node: Node, graceSeconds: number): Node {
  const since = parseTime(node.metadata.annotations?.[SILENT_SINCE]);
  if (since === undefined) return node;
  const end = since + graceSeconds * 1000;
  if (session.now < end) {
    session.wakeAt(end);
    return node;
  }
  if (readyOf(node)?.status === 'Unknown') return node;
  let conditions = node.status?.conditions ?? [];
  for (const { type } of conditions) {
    const known = type === 'Ready' || (PRESSURES as readonly string[]).includes(type);
    if (!known || type === 'NetworkUnavailable') continue;
    const next = { type, status: 'Unknown' as const, reason: STATUS_UNKNOWN, message: STOPPED_POSTING };
    conditions = setCondition(conditions, next, session.now);
  }
  const { object } = session.updateStatus({ ...node, status: { ...node.status, conditions } });
  session.event(node, 'Normal', 'NodeNotReady', `Node ${node.metadata.name} status is now: NodeNotReady`);
  for (const pod of session.cluster.podsOnNode(node.metadata.name ?? '')) {
    const ready = condition(pod.status?.conditions, 'Ready');
    if (ready?.status !== 'True') continue;
    const unready = { type: 'Ready', status: 'False' as const, reason: ready.reason, message: ready.message };
    const next = setCondition(pod.status?.conditions, unready, session.now);
    session.updateStatus({ ...pod, status: { ...pod.status, conditions: next } });
    session.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
  }
  return object ?? node;
}

const OWN = new Set(
  ['not-ready', 'unreachable', 'unschedulable', ...Object.values(PRESSURE_TAINTS)].map(
    (name) => PREFIX + name,
  ),
);

/** The node's taints as they should be: those of others, and one for each thing that is wrong with it. */
function taintsOf(session: Session, node: Node): Taint[] {
  const current = node.spec?.taints ?? [];
  const taints = current.filter(({ key }) => !OWN.has(key));
  const add = (name: string, effect: Taint['effect']) => {
    const key = PREFIX + name;
    const old = current.find((taint) => taint.key === key && taint.effect === effect);
    taints.push(old ?? { key, effect, timeAdded: formatTime(session.now) });
  };
  const ready = readyOf(node)?.status;
  const name =
    ready === 'Unknown' ? 'unreachable' : ready === 'True' || ready === undefined ? undefined : 'not-ready';
  if (name) add(name, 'NoSchedule');
  for (const type of PRESSURES) {
    if (condition(node.status?.conditions, type)?.status === 'True') add(PRESSURE_TAINTS[type], 'NoSchedule');
  }
  if (node.spec?.unschedulable) add('unschedulable', 'NoSchedule');
  if (name && mayEvict(session, node, PREFIX + name)) add(name, 'NoExecute');
  return taints;
}

/** Nodes are emptied one after the other; slower where most of a zone is gone, not at all where everything is. */
function mayEvict(session: Session, node: Node, key: string): boolean {
  const nodes = session.cluster.list('Node');
  if (nodes.every((one) => isDown(one))) return false;
  if (node.spec?.taints?.some((taint) => taint.key === key && taint.effect === 'NoExecute')) return true;
  const interval = intervalOf(nodes.filter((one) => zoneOf(one) === zoneOf(node)));
  if (interval === undefined) return false;
  const last = lastEviction(session.cluster, zoneOf(node), node);
  const next = last === undefined ? session.now : last + interval;
  if (next <= session.now) return true;
  session.wakeAt(next);
  return false;
}

function isDown(node: Node): boolean {
  return (readyOf(node)?.status ?? 'True') !== 'True';
}

function zoneOf({ metadata }: Node): string {
  return `${metadata.labels?.[REGION] ?? ''} ${metadata.labels?.[ZONE] ?? ''}`;
}

function intervalOf(zone: readonly Node[]): number | undefined {
  const down = zone.filter(isDown).length;
  if (down === zone.length || down <= 2 || down / zone.length < UNHEALTHY_ZONE) return EVICTION_INTERVAL_MS;
  return zone.length > LARGE_ZONE ? SLOW_EVICTION_INTERVAL_MS : undefined;
}

function lastEviction(cluster: Cluster, zone: string, except: Node): number | undefined {
  let last: number | undefined;
  for (const node of cluster.list('Node')) {
    if (zoneOf(node) !== zone || node.metadata.uid === except.metadata.uid) continue;
    for (const { key, effect, timeAdded } of node.spec?.taints ?? []) {
      const time = effect === 'NoExecute' && OWN.has(key) ? parseTime(timeAdded) : undefined;
      if (time !== undefined && (last === undefined || time > last)) last = time;
    }
  }
  return last;
}
