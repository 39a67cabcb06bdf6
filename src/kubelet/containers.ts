/** One container of a pod through its states: created, running, ended, started again (pkg/kubelet/kuberuntime, kubelet_pods.go). */
import { sameValue } from '../api/equality.js';
import type { Container, ContainerStatus, Pod } from '../api/objects.js';
import { formatTime, parseTime } from '../api/time.js';
import type { Exit } from './assumption.js';
import { backOffSeconds, backOffText } from './back-off.js';
import type { Behaviour } from './behaviour.js';
import { probed, probeErrors } from './probes.js';
import { restarts } from './restart-policy.js';
import {
  CRASH_BACK_OFF,
  CREATING,
  INVALID_IMAGE,
  isOnTheWay,
  isPullFailure,
  NEVER_PULLED,
  UNHEALTHY,
  type Waiting,
} from './waiting.js';

/** When a container that does not run yet begins to (ms since 1970), or why it does not. */
export type Begin = { at: number; creating?: Waiting } | { waits: Waiting };

/** One look at a pod: its containers say there when to look again, and what is to be told. */
export interface Turn {
  now: number;
  pod: Pod;
  /** When a container is created that may be from a time on; `again`: what it needs was not there when it was tried last. */
  triedAt(container: string, from: number, again: boolean): number;
  wakeAt(time: number, options?: { routine?: boolean }): void;
  event(type: 'Normal' | 'Warning', reason: string, message: string): void;
}

/** A container, how it behaves, and which of the pod's rules hold for it. */
export interface Runner {
  container: Container;
  does: Behaviour;
  /** What keeps it from being created by now. */
  lacks(): Waiting | undefined;
  /** A sidecar: started again however it ends. */
  always?: boolean;
  /** One of those that run before the others: it has done its work once it has ended well. */
  init?: boolean;
}

type State = NonNullable<ContainerStatus['state']>;
type Ended = NonNullable<State['terminated']>;

/** A container that was started again so often is taken to be so for ever: nobody waits for the next time. */
const AWAITED_RESTARTS = 1;
/** Of a Job's pods, which it gives up after some. */
const AWAITED_RESTARTS_OF_JOB = 12;
/** Exit code of a container that was killed. */
const KILLED = 137;

/** The status of a container as it is by now. `begin`: for one that does not run yet. */
export function advanced(
  runner: Runner,
  before: ContainerStatus | undefined,
  begin: Begin,
  turn: Turn,
): ContainerStatus {
  let status = begun(runner, before, begin, turn);
  for (;;) {
    const next = step(runner, status, turn);
    if (next === undefined) return sameValue(status, before) && before ? before : status;
    status = next;
  }
}

/** Whether a container that ended and was started again will end again, and so on. */
export function isDoomed({ container, does, always }: Omit<Runner, 'lacks'>, pod: Pod): boolean {
  const { exit } = does;
  if (exit && restarts(pod, exit.code, always)) return true;
  return probed(container, 0, does.ready).killed !== undefined;
}

/** A container that is in one state, `from`: what it was before. */
export function inState({ name, image }: Container, state: State, from?: ContainerStatus): ContainerStatus {
  const { restartCount = 0, lastState } = from ?? {};
  const kept = from ? { ...from } : { name, image };
  return {
    ...kept,
    name,
    image,
    restartCount,
    ready: false,
    started: state.running !== undefined,
    state,
    ...(lastState && { lastState }),
  };
}

/** One that has run stays what it is; others begin to, or wait. */
function begun({ container, does }: Runner, before: ContainerStatus | undefined, begin: Begin, turn: Turn) {
  const { waiting, ...on } = before?.state ?? {};
  if (before && (on.running || on.terminated)) return before;
  if (before && waiting?.reason === CRASH_BACK_OFF) return before;
  if ('at' in begin && begin.at <= turn.now) {
    for (const { message } of probeErrors(container)) turn.event('Warning', UNHEALTHY, message);
    const begins = inState(container, running(begin.at), before);
    // One that has run before is started again.
    return before?.lastState?.terminated ? { ...begins, restartCount: begins.restartCount + 1 } : begins;
  }
  if ('at' in begin) turn.wakeAt(begin.at);
  const waits: Waiting = 'waits' in begin ? begin.waits : (begin.creating ?? { reason: CREATING });
  // What the snapshot says of it stays as it is told there.
  if (before && isPullFailure(waiting?.reason) && isPullFailure(waits.reason)) return before;
  if (before && waiting && does.create?.reason === waiting.reason) return before;
  const isTold = waiting?.reason === waits.reason && waiting.message === waits.message;
  if (!isTold && !isOnTheWay(waits.reason)) tellFailure(container, waits, turn);
  return inState(container, { waiting: { ...waits } }, before);
}

/** The next state, undefined for one that lasts. */
function step(runner: Runner, status: ContainerStatus, turn: Turn): ContainerStatus | undefined {
  const { running: runs, terminated, waiting } = status.state ?? {};
  if (runs) return afterRun(runner, status, parseTime(runs.startedAt) ?? turn.now, turn);
  if (terminated) return afterEnd(runner, status, terminated, turn);
  if (waiting?.reason === CRASH_BACK_OFF) return afterBackOff(runner, status, turn);
  return undefined;
}

function afterRun(
  { container, does, init, always }: Runner,
  status: ContainerStatus,
  since: number,
  turn: Turn,
): ContainerStatus | undefined {
  const { now } = turn;
  const { readyAt, killed } = probed(container, since, does.ready);
  const end = endOf(does.exit, killed?.at, since);
  // One that is ready has outlived what would have ended it.
  const lasts = end === undefined || (status.ready && end.at < now && does.exit?.code !== 0);
  if (!lasts && end.at <= now) {
    if (killed && end.at === killed.at) tellKilled(container, killed.by, turn);
    return ended(status, { code: end.code, from: since, to: Math.max(end.at, since) });
  }
  if (!lasts) turn.wakeAt(end.at, { routine: status.restartCount > AWAITED_RESTARTS });
  if (init && !always) return undefined;
  const ready = status.ready || (readyAt !== undefined && readyAt <= now && !isKilledFirst(killed, readyAt));
  if (!ready && readyAt !== undefined) turn.wakeAt(readyAt);
  return ready === status.ready ? undefined : { ...status, ready };
}

function isKilledFirst(killed: { at: number } | undefined, readyAt: number): boolean {
  return killed !== undefined && killed.at < readyAt;
}

function endOf(exit: Exit | undefined, killedAt: number | undefined, since: number) {
  const exits = exit && since + exit.after * 1000;
  if (exits === undefined) return killedAt === undefined ? undefined : { at: killedAt, code: KILLED };
  if (killedAt !== undefined && killedAt < exits) return { at: killedAt, code: KILLED };
  return { at: exits, code: exit!.code };
}

function ended(status: ContainerStatus, { code, from, to }: { code: number; from: number; to: number }) {
  const terminated: Ended = {
    exitCode: code,
    reason: code === 0 ? 'Completed' : 'Error',
    startedAt: formatTime(from),
    finishedAt: formatTime(to),
  };
  return { ...status, ready: false, started: false, state: { terminated } };
}

function afterEnd(
  runner: Runner,
  status: ContainerStatus,
  end: Ended,
  turn: Turn,
): ContainerStatus | undefined {
  const { container, always = false, init = false } = runner;
  const isDone = init && !always && end.exitCode === 0;
  if (isDone || !restarts(turn.pod, end.exitCode, always)) return undefined;
  const wait = backOffSeconds(status.restartCount, ranSeconds(end));
  const lastState = { terminated: end };
  if (wait === 0)
    return restarted(runner, { ...status, lastState }, parseTime(end.finishedAt) ?? turn.now, turn);
  const { name, namespace, uid } = turn.pod.metadata;
  const pod = `${name}_${namespace}(${uid})`;
  if (status.restartCount === 1)
    turn.event('Warning', 'BackOff', `Back-off restarting failed container ${container.name} in pod ${pod}`);
  const message = `back-off ${backOffText(wait)} restarting failed container=${container.name} pod=${pod}`;
  return { ...status, lastState, state: { waiting: { reason: CRASH_BACK_OFF, message } } };
}

function ranSeconds({ startedAt, finishedAt }: Ended): number {
  const [from, to] = [parseTime(startedAt), parseTime(finishedAt)];
  return from === undefined || to === undefined ? 0 : (to - from) / 1000;
}

function afterBackOff(runner: Runner, status: ContainerStatus, turn: Turn): ContainerStatus | undefined {
  const { does } = runner;
  const end = status.lastState?.terminated;
  const finished = parseTime(end?.finishedAt);
  const wait = backOffSeconds(Math.max(1, status.restartCount), end ? ranSeconds(end) : 0) * 1000;
  // A dump may not say when it ended.
  if (finished === undefined && does.exit === undefined) return restarted(runner, status, turn.now, turn);
  const at = (finished ?? turn.now) + wait;
  if (at <= turn.now) return restarted(runner, status, turn.now, turn);
  turn.wakeAt(at, { routine: isForEver(does, status, turn.pod) });
  return undefined;
}

function isForEver({ exit }: Behaviour, { restartCount }: ContainerStatus, pod: Pod): boolean {
  if (exit === undefined) return false;
  const isOfJob = pod.spec.restartPolicy === 'OnFailure';
  return restartCount >= (isOfJob ? AWAITED_RESTARTS_OF_JOB : AWAITED_RESTARTS);
}

/** Started again, or not created again: its configuration is read each time. */
function restarted(runner: Runner, status: ContainerStatus, at: number, turn: Turn): ContainerStatus {
  const lack = runner.lacks();
  if (lack) {
    tellFailure(runner.container, lack, turn);
    return { ...status, ready: false, started: false, state: { waiting: lack } };
  }
  const restartCount = status.restartCount + 1;
  return { ...status, restartCount, ready: false, started: true, state: running(at) };
}

function running(at: number): State {
  return { running: { startedAt: formatTime(at) } };
}

/** The reasons of events about images that are not pulled at all, by that of the container's state. */
const LOOKED_FOR: Readonly<Record<string, string>> = {
  [INVALID_IMAGE]: 'InspectFailed',
  [NEVER_PULLED]: NEVER_PULLED,
};

function tellFailure({ image }: Container, { reason, message = '' }: Waiting, turn: Turn): void {
  if (!isPullFailure(reason)) {
    turn.event('Warning', 'Failed', `Error: ${message}`);
    return;
  }
  const looked = LOOKED_FOR[reason];
  if (looked !== undefined) {
    turn.event('Warning', looked, message);
    turn.event('Warning', 'Failed', `Error: ${reason}`);
    return;
  }
  turn.event('Warning', 'Failed', `Failed to pull image "${image}": not found`);
  turn.event('Normal', 'BackOff', message);
}

function tellKilled({ name }: Container, by: 'Startup' | 'Liveness', turn: Turn): void {
  const why = `Container ${name} failed ${by.toLowerCase()} probe, will be restarted`;
  turn.event('Normal', 'Killing', why);
}
