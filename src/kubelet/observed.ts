/** What a snapshot shows of containers that do not do well: they keep doing so until they are made otherwise. */

import { sameValue } from '../api/equality.js';
import { isObject } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import type { Container, ContainerStatus, Pod } from '../api/objects.js';
import { condition, isPodActive, isSidecar } from '../api/pods.js';
import { parseTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Exit } from './assumption.js';
import { type Configured, containerFailure, type IsOutside } from './configuration.js';
import { probed } from './probes.js';
import { restarts } from './restart-policy.js';
import { volumeTroubles } from './volumes.js';
import { CONFIG_ERROR, CRASH_BACK_OFF, isOnTheWay, isPullFailure, type Waiting } from './waiting.js';
import { workloadOfPod } from './workload.js';

/** What was seen of a container. */
export interface Seen {
  pull?: Waiting;
  /** It is not created, for other reasons than its image. */
  create?: Waiting;
  ready?: 'never';
  exit?: Exit | 'never';
}

/** What was seen of a container that is defined so. */
interface SeenSo {
  container: Container;
  seen: Seen;
}

export interface Observed {
  /** Of how many containers something was seen. */
  count: number;
  /** By the uid of the pod and the container's name. */
  pods: ReadonlyMap<string, SeenSo>;
  /** By the workload and the container's name: of those of which none does well. */
  workloads: ReadonlyMap<string, SeenSo>;
  /** Images that a node cannot get, and that no container runs. */
  images: ReadonlyMap<string, Waiting>;
}

export const NOTHING_SEEN: Observed = { count: 0, pods: new Map(), workloads: new Map(), images: new Map() };

/** So long a pod may take for what neither probes nor its containers explain: the kubelet's patience with volumes. */
const PATIENCE_MS = 123_000;
/** The token that the API server gives every pod is mounted under another name each time. */
const TOKEN_MOUNT = /^kube-api-access-[a-z0-9]{5}$/;

/** What the pods of a snapshot show that was taken at `now` (ms since 1970), as far as what they lack does not tell it. */
export function observe(cluster: Cluster, now: number, isOutside: IsOutside): Observed {
  const world = { cluster, isOutside };
  const pods = new Map<string, SeenSo>();
  const workloads = new Map<string, SeenSo>();
  const images = new Map<string, Waiting>();
  const well = new Map<string, Container[]>();
  const run = new Set<string>();
  for (const pod of cluster.list('Pod')) {
    if (!isPodActive(pod) || !pod.spec.nodeName) continue;
    const workload = workloadOfPod(cluster, pod);
    for (const one of containersOf(pod)) {
      const { container, status } = one;
      const place = `${workload} ${container.name}`;
      if (status.ready) pushTo(well, place, container);
      if (status.state?.running) run.add(container.image ?? '');
      const seen = seenIn(pod, one, now, world);
      if (!seen) continue;
      pods.set(`${pod.metadata.uid} ${container.name}`, { container, seen });
      workloads.set(place, { container, seen });
      if (seen.pull) images.set(container.image ?? '', seen.pull);
    }
  }
  for (const [place, { container }] of workloads) {
    const so = definition(container);
    if (well.get(place)?.some((one) => definition(one) === so)) workloads.delete(place);
  }
  for (const image of run) images.delete(image);
  return { count: pods.size, pods, workloads, images };
}

/** What was seen of a container of a pod that belongs to a workload: of itself, of its like, of its image. */
export function seenOf(observed: Observed, pod: Pod, container: Container, workload: string): Seen {
  for (const found of [
    observed.pods.get(`${pod.metadata.uid} ${container.name}`),
    observed.workloads.get(`${workload} ${container.name}`),
  ]) {
    if (found && definition(found.container) === definition(container)) return found.seen;
  }
  const pull = observed.images.get(container.image ?? '');
  return pull ? { pull } : {};
}

/** Without what was seen of an image; without all of it where none is named. */
export function forgetting(observed: Observed, image: string | undefined): Observed {
  if (image === undefined) return NOTHING_SEEN;
  const others = (map: ReadonlyMap<string, SeenSo>) =>
    new Map([...map].filter(([, { container }]) => container.image !== image));
  const pods = others(observed.pods);
  const images = new Map([...observed.images].filter(([one]) => one !== image));
  return { count: pods.size, pods, workloads: others(observed.workloads), images };
}

interface ContainerSeen {
  container: Container;
  status: ContainerStatus;
  init: boolean;
}

function* containersOf(pod: Pod): Iterable<ContainerSeen> {
  const { initContainers = [], containers } = pod.spec;
  for (const [list, statuses, init] of [
    [initContainers, pod.status?.initContainerStatuses, true],
    [containers, pod.status?.containerStatuses, false],
  ] as const) {
    for (const container of list) {
      const status =
        statuses?.find(({ name }) => name === container.name) ??
        (init ? undefined : asToldOf(pod, container));
      if (status) yield { container, status, init };
    }
  }
}

/** A container of a pod that runs, of which its status does not tell. */
function asToldOf({ status = {} }: Pod, { name }: Container): ContainerStatus | undefined {
  const ready = condition(status.conditions, 'Ready');
  if (status.phase !== 'Running' || !ready) return undefined;
  const { startTime } = status;
  const state = { running: startTime === undefined ? {} : { startedAt: startTime } };
  return { name, restartCount: 0, ready: ready.status === 'True', state };
}

/** All that a container is told, as a text that is the same for the same. */
function definition({ volumeMounts = [], ...rest }: Container): string {
  const mounts = volumeMounts.filter(({ name }) => !TOKEN_MOUNT.test(name));
  return JSON.stringify(sorted({ ...rest, volumeMounts: mounts }));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).filter((key) => !sameValue(value[key], undefined));
  return Object.fromEntries(keys.sort().map((key) => [key, sorted(value[key])]));
}

function seenIn(
  pod: Pod,
  { container, status, init }: ContainerSeen,
  now: number,
  world: Configured,
): Seen | undefined {
  const { ready, restartCount, state = {}, lastState } = status;
  const { waiting, running, terminated } = state;
  if (isPullFailure(waiting?.reason)) return { pull: { ...waiting, reason: waiting?.reason ?? '' } };
  if (waiting?.reason === CRASH_BACK_OFF) return { exit: exitOf(lastState?.terminated) };
  if (waiting?.reason && !isOnTheWay(waiting.reason)) {
    // What it waits for may come.
    const isLack = waiting.reason === CONFIG_ERROR && containerFailure(world, pod, container) !== undefined;
    return isLack ? undefined : { create: { ...waiting, reason: waiting.reason } };
  }
  const always = init && isSidecar(container);
  if (terminated) {
    const again = init ? terminated.exitCode !== 0 : true;
    return again && restarts(pod, terminated.exitCode, always) ? { exit: exitOf(terminated) } : undefined;
  }
  if (running && !ready) {
    const since = parseTime(running.startedAt) ?? now;
    if (restartCount > 0 && lastState?.terminated && !init) return { exit: exitOf(lastState.terminated) };
    if (init && !always) return since + PATIENCE_MS < now ? { exit: 'never' } : undefined;
    const { readyAt } = probed(container, since, 0);
    return readyAt !== undefined && readyAt + PATIENCE_MS < now ? { ready: 'never' } : undefined;
  }
  const started = parseTime(pod.status?.startTime);
  const isFirst = waiting?.reason !== 'PodInitializing';
  if (!waiting || !isFirst || started === undefined || started + PATIENCE_MS >= now) return undefined;
  if (volumeTroubles(world, pod).length > 0) return undefined;
  return { create: { ...waiting, reason: waiting.reason ?? '' } };
}

type Ended = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** How a container that ended so will end again. */
function exitOf(ended: Ended | undefined): Exit {
  const [from, to] = [parseTime(ended?.startedAt), parseTime(ended?.finishedAt)];
  const after = from !== undefined && to !== undefined ? Math.max(0, to - from) / 1000 : 0;
  return { code: ended?.exitCode ?? 1, after };
}
