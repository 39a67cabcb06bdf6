/** The states of containers in a pod's status (pkg/kubelet/kubelet_pods.go, kuberuntime). */
import type { Container, ContainerStatus, Pod } from '../api/objects.js';
import { isSidecar } from '../api/pods.js';
import { formatTime } from '../api/time.js';
import { matches, PULL_BACK_OFF, pullBackOff } from './images.js';
import type { KubeletModel } from './model.js';

/** Why a container waits that has exited with an error. */
export const CRASH_BACK_OFF = 'CrashLoopBackOff';

/** How far a pod is: its containers are about to be created, run, are ready, or do not start. */
export type Phase = 'waiting' | 'running' | 'ready' | typeof PULL_BACK_OFF | typeof CRASH_BACK_OFF;

/** Whether one of the pod's containers waits for that reason. */
export function waits(pod: Pod, reason: string): boolean {
  return pod.status?.containerStatuses?.some(({ state }) => state?.waiting?.reason === reason) ?? false;
}

/** Init containers run one after the other, each for as long as a container takes to start. */
export function initSeconds(pod: Pod, model: KubeletModel): number {
  return (pod.spec.initContainers?.length ?? 0) * model.startSeconds;
}

/** The status of one of the pod's containers in a phase. `now`: ms since 1970. */
export function containerStatus(
  container: Container,
  phase: Phase,
  now: number,
  pod: Pod,
  model: KubeletModel,
): ContainerStatus {
  const before = pod.status?.containerStatuses?.find(({ name }) => name === container.name);
  const base = { name: container.name, image: container.image, restartCount: before?.restartCount ?? 0 };
  const down = { ready: false, started: false };
  if (phase === 'waiting') return { ...base, ...down, state: { waiting: { reason: 'ContainerCreating' } } };
  if (phase === PULL_BACK_OFF) {
    const bad = matches(container.image, model.failImages);
    const waiting = bad ? pullBackOff(container.image) : { reason: 'ContainerCreating' };
    return { ...base, ...down, state: { waiting } };
  }
  if (phase === CRASH_BACK_OFF && matches(container.image, model.crash)) {
    const { name, namespace, uid } = pod.metadata;
    const message = `back-off 10s restarting failed container=${container.name} pod=${name}_${namespace}(${uid})`;
    const waiting = { reason: CRASH_BACK_OFF, message };
    return { ...base, restartCount: base.restartCount + 1, ...down, state: { waiting } };
  }
  const startedAt = before?.state?.running?.startedAt ?? formatTime(now);
  return { ...base, ready: phase === 'ready', started: true, state: { running: { startedAt } } };
}

/** The status of an init container, `done` once the pod's containers run: a sidecar runs beside them, others have ended. */
export function initContainerStatus(container: Container, done: boolean, now: number): ContainerStatus {
  const time = formatTime(now);
  const base = { name: container.name, image: container.image, restartCount: 0 };
  if (!done)
    return { ...base, ready: false, started: false, state: { waiting: { reason: 'PodInitializing' } } };
  if (isSidecar(container))
    return { ...base, ready: true, started: true, state: { running: { startedAt: time } } };
  const terminated = { exitCode: 0, reason: 'Completed', startedAt: time, finishedAt: time };
  return { ...base, ready: true, started: false, state: { terminated } };
}

/** The status of a container that ran, ready no more, and ended well. */
export function completed(status: ContainerStatus, now: number): ContainerStatus {
  const time = formatTime(now);
  const startedAt = status.state?.running?.startedAt ?? time;
  const terminated = { exitCode: 0, reason: 'Completed', startedAt, finishedAt: time };
  return { ...status, started: false, state: { terminated } };
}
