/** How long a plan lasts in virtual time. */
import { largest } from '../api/lists.js';
import type { LoadSpec } from './load-spec.js';
import type { Limits } from './loop.js';
import type { Simulation } from './simulation.js';

const DEFAULT_MAX_SECONDS = 3600;

/** A moment of virtual time: ms since 1970, or so many ms after the one that it would be otherwise. */
export type Moment = { at: number } | { after: number };

export interface TimeSettings {
  /** When it begins; at the latest moment that the objects of the world tell of, unless told. */
  startAt?: Moment;
  /** The plan does not settle beyond so many seconds. */
  maxSeconds?: number;
  /** Let that much virtual time pass after the world has come to rest (CronJobs run then). */
  forSeconds?: number;
  /** Let time pass until this moment, however long the world has been at rest. */
  until?: Moment;
}

/** The moment that is meant; `start`: what it would be otherwise. */
export function momentAfter(start: number, moment: Moment): number {
  return 'at' in moment ? moment.at : start + moment.after;
}

/** So much time passes for what comes round again and again. */
export function routineMs({ startedAt }: Simulation, { forSeconds = 0, until }: TimeSettings): number {
  return Math.max(forSeconds * 1000, until ? momentAfter(startedAt, until) - startedAt : 0);
}

/** Lets the world come to rest. False when a limit was reached before that. */
export function settleWithin(
  simulation: Simulation,
  { maxSeconds = DEFAULT_MAX_SECONDS, loads = [] }: TimeSettings & { loads?: readonly LoadSpec[] },
  limits: Omit<Limits, 'until' | 'routine'>,
): boolean {
  const { startedAt, now } = simulation;
  // As long as a load is still to change, nobody is at rest.
  const lasts = loads.flatMap(({ points }) => points.map(({ after }) => startedAt + after));
  return simulation.settle({ ...limits, until: Math.max(now, largest(lasts, now)) + maxSeconds * 1000 });
}

/** Lets time pass as far as was asked for. False when a limit was reached before that. */
export function passTime(
  simulation: Simulation,
  { forSeconds = 0, until }: TimeSettings,
  limits: Omit<Limits, 'until' | 'routine'>,
): boolean {
  const asked = until ? momentAfter(simulation.startedAt, until) : simulation.now;
  const end = Math.max(asked, simulation.now + forSeconds * 1000);
  return end <= simulation.now || simulation.settle({ ...limits, until: end, routine: true });
}
