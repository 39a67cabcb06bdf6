/** Whose turn it is: everybody works until nobody has anything to do, then time goes on to the next alarm. */
import type { Actor } from './actor.js';
import type { LiveCluster } from './live-cluster.js';

export interface Limits {
  /** Stop when there are that many steps. */
  maxSteps?: number;
  /** Stop when more pods than this were made. */
  maxPods?: number;
  /** Stop at this virtual time (ms since 1970) even if something would still happen later. */
  until?: number;
  /** Also let time pass for what comes round again and again (CronJobs); only with `until`. */
  routine?: boolean;
  /** Stop as soon as this is so: asked after each turn. */
  stop?: () => boolean;
  /** Told before each turn how many steps there are, and how much virtual time has passed (ms). */
  turn?: (steps: number, elapsed: number) => void;
  /** Stop as soon as nothing is due by `until` that is more than routine. */
  soon?: boolean;
}

/** Turns that a settling may take beyond what its steps explain: a guard against two that undo each other's work. */
const MAX_IDLE_TURNS = 20_000;
/** At the beginning everybody looks at every object of the world that is given. */
const TURNS_PER_OBJECT = 40;
const TURNS_PER_STEP = 100;

export class Loop {
  private readonly patience: number;

  /**
   * `actors`: the first of them that has something to do has its turn. `askers`: they ask every few seconds, by when all
   * others are done.
   */
  constructor(
    private readonly world: LiveCluster,
    private readonly actors: readonly Actor[],
    private readonly askers: readonly Actor[],
  ) {
    this.patience = MAX_IDLE_TURNS + TURNS_PER_OBJECT * world.cluster.revision;
  }

  /** Lets everybody work until nothing changes any more. False when a limit was reached before that. */
  settle(limits: Limits = {}): boolean {
    const { maxSteps = Number.POSITIVE_INFINITY, maxPods = Number.POSITIVE_INFINITY } = limits;
    const { until = Number.POSITIVE_INFINITY, routine = false, soon = false } = limits;
    const { clock, trace } = this.world;
    for (let turns = 0; turns < this.patience + TURNS_PER_STEP * trace.steps.length; turns++) {
      if (trace.steps.length >= maxSteps || this.world.podsMade > maxPods || limits.stop?.()) return false;
      limits.turn?.(trace.steps.length, clock.elapsed);
      if (this.work() || this.retry()) continue;
      if (soon && !clock.awaits(until)) return clock.next({ routine: false }) === undefined;
      const at = clock.next({ routine });
      if (at === undefined || at > until) {
        if (Number.isFinite(until) && routine) clock.goTo(until);
        return at === undefined || routine;
      }
      clock.goTo(at);
    }
    return false;
  }

  private work(): boolean {
    return this.actors.some((actor) => actor.work());
  }

  private retry(): boolean {
    const again = this.actors.filter((actor) => actor.retry?.());
    return again.length > 0 || this.askers.some((asker) => asker.work());
  }
}
