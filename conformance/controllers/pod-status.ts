/** What the recorder's stand-in for the kubelet writes to a pod's status. */
import type { Condition, Pod } from '../../src/api/objects.js';
import { condition } from '../../src/api/pods.js';
import { formatTime } from '../../src/api/time.js';
import type { HowPodsEnd } from './actions/action.js';

export type PodStatus = Partial<NonNullable<Pod['status']>>;

/** A pod that runs (`podIP`: its address), or waits for `waiting`. */
export function startedStatus(
  pod: Pod,
  phase: 'Pending' | 'Running',
  {
    ready,
    waiting,
    podIP,
    now,
  }: { ready: boolean; waiting?: string; podIP: string | undefined; now: number },
): PodStatus {
  const time = formatTime(now);
  const running = { state: { running: { startedAt: time } } };
  const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
    name,
    image,
    ready,
    started: phase === 'Running',
    restartCount: waiting === 'CrashLoopBackOff' ? 1 : 0,
    ...(waiting ? { state: { waiting: { reason: waiting } } } : running),
  }));
  return {
    phase,
    startTime: pod.status?.startTime ?? time,
    ...(podIP ? { podIP, podIPs: [{ ip: podIP }] } : {}),
    conditions: withReady(pod, ready, now),
    containerStatuses,
  };
}

/** How a pod ends. */
export interface PodEnd extends HowPodsEnd {
  phase: 'Succeeded' | 'Failed';
  exitCode: number;
}

/** A pod that has ended. */
export function endedStatus(
  pod: Pod,
  { phase, exitCode, container, reason, disruption, bare }: PodEnd,
  now: number,
): PodStatus {
  const time = formatTime(now);
  const containerStatuses = pod.spec.containers.map(({ name, image }) => {
    const code = container === undefined || container === name ? exitCode : 0;
    const terminated = {
      exitCode: code,
      reason: code === 0 ? 'Completed' : 'Error',
      startedAt: time,
      finishedAt: time,
    };
    return { name, image, ready: false, started: false, restartCount: 0, state: { terminated } };
  });
  const conditions = withReady(pod, false, now);
  if (disruption) {
    conditions.push({
      type: 'DisruptionTarget',
      status: 'True',
      reason: disruption,
      lastTransitionTime: time,
    });
  }
  return {
    phase,
    ...(reason ? { reason } : {}),
    conditions,
    containerStatuses: bare ? [] : containerStatuses,
  };
}

/** A pod that is not ready any more, though it runs. */
export function unreadyStatus(pod: Pod, now: number): PodStatus {
  return {
    conditions: withReady(pod, false, now),
    containerStatuses: pod.status?.containerStatuses?.map((status) => ({ ...status, ready: false })) ?? [],
  };
}

function withReady(pod: Pod, ready: boolean, now: number): Condition[] {
  const status = ready ? ('True' as const) : ('False' as const);
  const time = formatTime(now);
  const old = condition(pod.status?.conditions, 'Ready');
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
  const lastTransitionTime = old?.status === status ? (old.lastTransitionTime ?? time) : time;
  return [...others, { type: 'Ready', status, lastTransitionTime }];
}
