/** The containers that run before the others, one after the other (kuberuntime, computeInitContainerActions). */
import type { ContainerStatus } from '../api/objects.js';
import { parseTime } from '../api/time.js';
import { advanced, type Begin, inState, type Runner, type Turn } from './containers.js';
import { CONFIG_ERROR, INITIALIZING, type Waiting } from './waiting.js';

const WAITS = { reason: INITIALIZING };

/** What the init containers of a pod are by now, and when the others begin, or why they do not. */
export interface Initialized {
  statuses: ContainerStatus[];
  others: Begin;
  /** All of them have done their work, and all sidecars run. */
  done: boolean;
}

/** `from`: when the first of them may be created. */
export function initialized(
  runners: readonly Runner[],
  before: readonly ContainerStatus[] | undefined,
  from: number,
  turn: Turn,
): Initialized {
  let at: number | undefined = from;
  const statuses = runners.map((runner) => {
    const was = before?.find(({ name }) => name === runner.container.name);
    if (at === undefined)
      return was?.state?.waiting ? was : inState(runner.container, { waiting: WAITS }, was);
    const begin = beginOf(runner, was, { at, creating: { reason: INITIALIZING } }, turn);
    const status = advanced(runner, was, begin, turn);
    at = doneAt(runner, status);
    if (at === undefined || runner.always || status.ready) return status;
    return { ...status, ready: true };
  });
  return { statuses, done: at !== undefined, others: at === undefined ? { waits: WAITS } : { at } };
}

/** When a container begins to run whose turn it is from a time on. */
export function beginOf(
  { container, does, lacks }: Runner,
  before: ContainerStatus | undefined,
  { at, creating }: { at: number; creating: Waiting },
  turn: Turn,
): Begin {
  if (typeof does.pull !== 'number') return { waits: does.pull };
  if (does.create) return { waits: does.create };
  const { waiting, running, terminated } = before?.state ?? {};
  const lack = running || terminated ? undefined : lacks();
  if (lack) return { waits: lack };
  const again = waiting?.reason === CONFIG_ERROR;
  const from = turn.triedAt(container.name, at, again);
  if (again && from > turn.now) {
    turn.wakeAt(from);
    return { waits: { ...waiting, reason: CONFIG_ERROR } };
  }
  return { at: from + does.start * 1000, creating };
}

/** When the next one may begin; undefined: not yet. */
function doneAt({ always }: Runner, { state, lastState }: ContainerStatus): number | undefined {
  if (always) return parseTime((state?.running ?? state?.terminated ?? lastState?.terminated)?.startedAt);
  return state?.terminated?.exitCode === 0 ? parseTime(state.terminated.finishedAt) : undefined;
}
