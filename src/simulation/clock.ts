/** Virtual time. It stands still while somebody has something to do, and goes on to the next alarm when nobody has. */
import { parseTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import { Timers } from './timers.js';

const DEFAULT_START = '2026-01-01T00:00:00Z';

export class Clock {
  /** ms since 1970. */
  now: number;
  private readonly alarms = new Timers<() => void>();

  constructor(
    /** The beginning, ms since 1970. */
    public startedAt: number,
  ) {
    this.now = startedAt;
  }

  /** Virtual ms since the beginning. */
  get elapsed(): number {
    return this.now - this.startedAt;
  }

  /** Sets (or moves) the alarm of `id`; a `routine` one comes round again and again: nobody waits for it. */
  wake(id: string, at: number, ring: () => void, routine = false): void {
    this.alarms.set(id, at, ring, routine);
  }

  forget(id: string): void {
    this.alarms.clear(id);
  }

  /** When the next alarm rings that counts; undefined: nobody waits for anything. */
  next({ routine }: { routine: boolean }): number | undefined {
    const at = this.alarms.next();
    return at !== undefined && (routine || this.alarms.restless) ? at : undefined;
  }

  /** Whether anything that counts is due by then. */
  awaits(time: number): boolean {
    return this.alarms.awaited() <= time;
  }

  /** Goes on to `time`, never back; what is due by then rings. */
  goTo(time: number): void {
    this.now = Math.max(this.now, time);
    for (const ring of this.alarms.ring(this.now)) ring();
  }
}

/** Fields of a status that tell when something was. */
const TIMES = ['startTime', 'completionTime', 'lastScheduleTime', 'lastSuccessfulTime', 'lastScaleTime'];
const CONDITION_TIMES = ['lastTransitionTime', 'lastUpdateTime', 'lastHeartbeatTime'];

/** When a world goes on: the latest moment that its objects tell of (ms since 1970). */
export function startOf(cluster: Cluster): number {
  const known = starts.get(cluster.contents);
  if (known !== undefined) return known;
  const latest = new Latest();
  for (const kind of cluster.kinds()) {
    for (const object of cluster.list(kind)) {
      latest.hear(object.metadata.creationTimestamp);
      const status = (object as { status?: Record<string, unknown> }).status ?? {};
      for (const field of TIMES) latest.hear(status[field]);
      const { conditions } = status;
      if (!Array.isArray(conditions)) continue;
      for (const one of conditions) for (const field of CONDITION_TIMES) latest.hear(one?.[field]);
    }
  }
  const start = latest.time ?? parseTime(DEFAULT_START)!;
  starts.set(cluster.contents, start);
  return start;
}

/** The latest of times as they are written: many objects tell of the same. */
class Latest {
  time: number | undefined;
  private readonly heard = new Set<string>();

  hear(text: unknown): void {
    if (typeof text !== 'string' || this.heard.has(text)) return;
    this.heard.add(text);
    const time = parseTime(text);
    // What nobody wrote a time for was adopted at the beginning of time.
    if (time !== undefined && time > 0 && (this.time === undefined || time > this.time)) this.time = time;
  }
}

/** Every object has to be asked, and the same world is begun with many times. */
const starts = new WeakMap<object, number>();
