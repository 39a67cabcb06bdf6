/** The model of a node: pulls images, starts containers, probes them, stops them (pkg/kubelet, as far as it shows in a pod's status). */

import { setCondition } from '../api/conditions.js';
import type { Condition, Container, ContainerStatus, Node, Pod } from '../api/objects.js';
import { condition, isPodReady, isPodTerminal, isSidecar } from '../api/pods.js';
import { formatTime, parseTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Controller, controller, type Session } from './controller.js';
import { itself } from './ownership.js';

/** How nodes and images behave. Patterns are regular expressions over whole image names; `*` in them is a wildcard. */
export interface KubeletModel {
  /** Seconds to pull an image that the node does not have yet. */
  pullSeconds: number;
  /** Seconds from a pulled image to running containers. */
  startSeconds: number;
  /** Seconds that a container takes to stop once it is asked to; never more than the pod's grace period. */
  stopSeconds: number;
  /** Seconds that a Job's containers run. Undefined: they run for ever. */
  jobSeconds: number | undefined;
  /** Images that cannot be pulled. */
  failImages: readonly string[];
  /** Images whose readiness probe never succeeds. */
  neverReady: readonly string[];
  /** Images whose containers exit with an error. */
  crash: readonly string[];
}

export const HEALTHY: KubeletModel = {
  pullSeconds: 2,
  startSeconds: 1,
  stopSeconds: 1,
  jobSeconds: 5,
  failImages: [],
  neverReady: [],
  crash: [],
};

const PULL_BACK_OFF = 'ImagePullBackOff';
const CRASH_BACK_OFF = 'CrashLoopBackOff';
const PERIOD_SECONDS = 10;

/** Looks after the pods that are bound to a living node. */
export function kubelet(model: KubeletModel): Controller {
  return controller('kubelet', { Pod: itself, Node: podsOfNode }, (session, key) => {
    const pod = session.cluster.get('Pod', key);
    if (pod) sync(session, pod, model);
  });
}

function podsOfNode({
  object,
  cluster,
  before,
}: {
  object: unknown;
  before?: unknown;
  cluster: Cluster;
}): string[] {
  const node = object as Node;
  if (before && isAlive(node) === isAlive(before as Node)) return [];
  return cluster
    .podsOnNode(node.metadata.name ?? '')
    .map((pod) => `${pod.metadata.namespace}/${pod.metadata.name}`);
}

function isAlive(node: Node): boolean {
  return condition(node.status?.conditions, 'Ready')?.status !== 'Unknown';
}

function sync(session: Session, pod: Pod, model: KubeletModel): void {
  const node = pod.spec.nodeName ? session.cluster.get('Node', pod.spec.nodeName) : undefined;
  if (!node || !isAlive(node)) return;
  if (pod.metadata.deletionTimestamp) {
    stop(session, pod, model);
    return;
  }
  if (isPodTerminal(pod) || (isPodReady(pod) && runsForEver(pod))) return;
  start(session, pod, node, model);
}

/** Containers get a second or so to stop, then the pod is gone. */
function stop(session: Session, pod: Pod, model: KubeletModel): void {
  const grace = pod.metadata.deletionGracePeriodSeconds ?? 0;
  const end = parseTime(pod.metadata.deletionTimestamp ?? '') ?? session.now;
  const asked = end - grace * 1000;
  const running = pod.status?.containerStatuses?.some(({ state }) => state?.running) ?? false;
  const gone = asked + (running ? Math.min(model.stopSeconds, grace) * 1000 : 0);
  if (gone <= session.now) session.delete(pod, { gracePeriodSeconds: 0 });
  else session.wakeAt(gone);
}

function start(session: Session, pod: Pod, node: Node, model: KubeletModel): void {
  const { now } = session;
  const startedAt = parseTime(pod.status?.startTime ?? '');
  if (startedAt === undefined) {
    session.wakeAt(now);
    session.updateStatus(
      withStatus(pod, node, now, { startTime: formatTime(now), phase: 'Pending' }, 'waiting'),
    );
    return;
  }
  const bad = pod.spec.containers.find(({ image }) => matches(image, model.failImages));
  const pulled = startedAt + pullSeconds(session.cluster, pod, node, model) * 1000;
  if (now < pulled) {
    session.wakeAt(pulled);
    return;
  }
  if (bad) {
    if (waits(pod, PULL_BACK_OFF)) return;
    session.event(pod, 'Warning', 'Failed', `Failed to pull image "${bad.image}": not found`);
    session.event(pod, 'Normal', 'BackOff', `Back-off pulling image "${bad.image}"`);
    session.updateStatus(withStatus(pod, node, now, {}, PULL_BACK_OFF, model));
    return;
  }
  const runningAt = pulled + (model.startSeconds + initSeconds(pod, model)) * 1000;
  if (now < runningAt) {
    session.wakeAt(runningAt);
    return;
  }
  if (pod.spec.containers.some(({ image }) => matches(image, model.crash))) {
    if (!waits(pod, CRASH_BACK_OFF)) {
      session.updateStatus(withStatus(pod, node, now, { phase: 'Running' }, CRASH_BACK_OFF, model));
    }
    return;
  }
  const doomed = pod.spec.containers.some(({ image }) => matches(image, model.neverReady));
  const ends = endsAt(pod, runningAt, model);
  if (ends !== undefined && now >= ends) {
    session.updateStatus(finished(pod, node, now));
    return;
  }
  const readyAt = Math.max(...pod.spec.containers.map((container) => readyTime(container, runningAt)));
  const ready = !doomed && now >= readyAt;
  const current = condition(pod.status?.conditions, 'Ready')?.status === 'True';
  if (pod.status?.phase !== 'Running' || current !== ready) {
    const running = withStatus(pod, node, now, { phase: 'Running' }, ready ? 'ready' : 'running');
    session.updateStatus(running);
  }
  if (!ready && !doomed) session.wakeAt(readyAt);
  if (ends !== undefined) session.wakeAt(ends);
}

function runsForEver(pod: Pod): boolean {
  return (pod.spec.restartPolicy ?? 'Always') === 'Always';
}

/** A pod that need not run for ever (a Job's) ends after a while. */
function endsAt(pod: Pod, runningAt: number, model: KubeletModel): number | undefined {
  if (runsForEver(pod) || model.jobSeconds === undefined) return undefined;
  return runningAt + model.jobSeconds * 1000;
}

/** Pulling takes its time once for each image that is neither on the node nor used by a pod that runs there. */
function pullSeconds(cluster: Cluster, pod: Pod, node: Node, model: KubeletModel): number {
  const missing = new Set<string>();
  for (const { image } of pod.spec.containers) missing.add(image ?? '');
  for (const { image } of pod.spec.initContainers ?? []) missing.add(image ?? '');
  for (const { names } of node.status?.images ?? []) for (const name of names ?? []) missing.delete(name);
  if (missing.size === 0) return 0;
  for (const other of cluster.podsOnNode(node.metadata.name ?? '')) {
    if (!other.spec.containers.some(({ image }) => missing.has(image ?? ''))) continue;
    if (other.metadata.uid === pod.metadata.uid || !ranBefore(other, pod)) continue;
    for (const { image } of other.spec.containers) missing.delete(image ?? '');
    if (missing.size === 0) return 0;
  }
  return missing.size * model.pullSeconds;
}

function ranBefore(other: Pod, pod: Pod): boolean {
  const running = other.status?.containerStatuses?.[0]?.state?.running?.startedAt;
  return running !== undefined && running <= (pod.status?.startTime ?? '');
}

/** Init containers run one after the other, each for as long as a container takes to start. */
function initSeconds(pod: Pod, model: KubeletModel): number {
  return (pod.spec.initContainers?.length ?? 0) * model.startSeconds;
}

/** When probes let a container count as ready: after the startup probe, then the readiness probe's first successes. */
function readyTime(container: Container, runningAt: number): number {
  let at = runningAt;
  for (const probe of [container.startupProbe, container.readinessProbe]) {
    if (!probe) continue;
    const period = probe.periodSeconds ?? PERIOD_SECONDS;
    const earliest = runningAt + (probe.initialDelaySeconds ?? 0) * 1000;
    const first =
      at >= earliest ? at : runningAt + Math.ceil((earliest - runningAt) / (period * 1000)) * period * 1000;
    at = Math.max(at, first) + ((probe.successThreshold ?? 1) - 1) * period * 1000;
  }
  return at;
}

function waits(pod: Pod, reason: string): boolean {
  return pod.status?.containerStatuses?.some(({ state }) => state?.waiting?.reason === reason) ?? false;
}

/** Whether an image is named by one of the patterns: whole, with `*` for anything; without a tag, whatever its tag. */
export function matches(image: string | undefined, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${source}$`).test(image ?? '') || (image ?? '').startsWith(`${pattern}:`);
  });
}

type Phase = 'waiting' | 'running' | 'ready' | typeof PULL_BACK_OFF | typeof CRASH_BACK_OFF;

function withStatus(
  pod: Pod,
  node: Node,
  now: number,
  status: Partial<NonNullable<Pod['status']>>,
  phase: Phase,
  model: KubeletModel = HEALTHY,
): Pod {
  const states = (containers: readonly Container[] | undefined) =>
    containers?.map((container) => containerStatus(container, phase, now, pod, model));
  const hasIp = phase === 'running' || phase === 'ready' || phase === CRASH_BACK_OFF;
  const podIP = pod.status?.podIP ?? addressOf(pod);
  const init = pod.spec.initContainers?.map((container) => initStatus(container, hasIp, now));
  return {
    ...pod,
    status: {
      ...pod.status,
      ...status,
      hostIP:
        node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? pod.status?.hostIP,
      ...(hasIp ? { podIP, podIPs: [{ ip: podIP }] } : {}),
      conditions: podConditions(pod, phase === 'ready', hasIp, now),
      containerStatuses: states(pod.spec.containers),
      ...(init ? { initContainerStatuses: init } : {}),
    },
  };
}

function containerStatus(
  container: Container,
  phase: Phase,
  now: number,
  pod: Pod,
  model: KubeletModel,
): ContainerStatus {
  const before = pod.status?.containerStatuses?.find(({ name }) => name === container.name);
  const base = { name: container.name, image: container.image, restartCount: before?.restartCount ?? 0 };
  const startedAt = before?.state?.running?.startedAt ?? formatTime(now);
  if (phase === 'waiting') {
    return { ...base, ready: false, started: false, state: { waiting: { reason: 'ContainerCreating' } } };
  }
  if (phase === PULL_BACK_OFF) {
    const bad = matches(container.image, model.failImages);
    const waiting = bad
      ? { reason: PULL_BACK_OFF, message: `Back-off pulling image "${container.image}"` }
      : { reason: 'ContainerCreating' };
    return { ...base, ready: false, started: false, state: { waiting } };
  }
  if (phase === CRASH_BACK_OFF && matches(container.image, model.crash)) {
    const message = `back-off 10s restarting failed container=${container.name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
    const waiting = { reason: CRASH_BACK_OFF, message };
    return { ...base, restartCount: base.restartCount + 1, ready: false, started: false, state: { waiting } };
  }
  return { ...base, ready: phase === 'ready', started: true, state: { running: { startedAt } } };
}

function initStatus(container: Container, done: boolean, now: number): ContainerStatus {
  const time = formatTime(now);
  const base = { name: container.name, image: container.image, restartCount: 0 };
  if (!done)
    return { ...base, ready: false, started: false, state: { waiting: { reason: 'PodInitializing' } } };
  if (isSidecar(container))
    return { ...base, ready: true, started: true, state: { running: { startedAt: time } } };
  const terminated = { exitCode: 0, reason: 'Completed', startedAt: time, finishedAt: time };
  return { ...base, ready: true, started: false, state: { terminated } };
}

function podConditions(
  pod: Pod,
  ready: boolean,
  initialized: boolean,
  now: number,
  reason?: string,
): Condition[] {
  const names = pod.spec.containers.map(({ name }) => name).join(' ');
  const unready = {
    reason: reason ?? 'ContainersNotReady',
    ...(reason ? {} : { message: `containers with unready status: [${names}]` }),
  };
  let conditions = pod.status?.conditions ?? [];
  const set = (type: string, on: boolean, why: { reason?: string; message?: string }) => {
    conditions = setCondition(conditions, { type, status: on ? 'True' : 'False', ...(on ? {} : why) }, now);
  };
  set('PodReadyToStartContainers', initialized, {});
  set('Initialized', initialized || !pod.spec.initContainers?.length, { reason: 'ContainersNotInitialized' });
  set('Ready', ready, unready);
  set('ContainersReady', ready, unready);
  return conditions;
}

function finished(pod: Pod, node: Node, now: number): Pod {
  const done = withStatus(pod, node, now, { phase: 'Succeeded' }, 'running');
  const time = formatTime(now);
  const containerStatuses = done.status!.containerStatuses!.map((status) => ({
    ...status,
    ready: false,
    started: false,
    state: {
      terminated: {
        exitCode: 0,
        reason: 'Completed',
        startedAt: status.state?.running?.startedAt ?? time,
        finishedAt: time,
      },
    },
  }));
  const conditions = podConditions(pod, false, true, now, 'PodCompleted');
  return { ...done, status: { ...done.status, conditions, containerStatuses } };
}

/** An address that no other pod has, as long as names are unique: from the hash of the pod's key. */
function addressOf(pod: Pod): string {
  const { namespace, name, uid } = pod.metadata;
  let hash = 7;
  for (const char of `${namespace}/${name}/${uid}`) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  return `10.${64 + (hash & 63)}.${(hash >>> 8) & 255}.${((hash >>> 16) % 254) + 1}`;
}
