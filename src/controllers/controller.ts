import { append } from '../api/lists.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { handle } from '../apiserver/handle.js';
import type { Propagation, Request, Status } from '../apiserver/request.js';
import type { Change, ChangeNote, Cluster } from '../cluster/cluster.js';

/** Something that was said about an object, as `kubectl describe` lists it. */
export interface EventRecord {
  /** Virtual time, ms since 1970. */
  at: number;
  object: KubeObject;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** What a controller did with one key. */
export interface Reconciled {
  changes: Change[];
  /** The world after each of the changes. */
  states: Cluster[];
  events: EventRecord[];
  /** Look again at this time (ms since 1970) even if nothing changes. */
  requeueAt?: number;
  /** True when the later look is routine (the next run of a CronJob): the world is at rest all the same. */
  routine?: boolean;
  /** True where what it did only goes on as it did before: no step of a plan. */
  quiet?: boolean;
  /** What the controller wants to remember of this key: it gets it back at the next look. */
  memory?: unknown;
  /** Something went wrong: look again when the world has changed. */
  failure?: string;
}

/** A change together with what the object was before it; `cluster` is the world after the change. */
export interface Seen {
  verb: Change['verb'];
  object: KubeObject;
  before?: KubeObject;
  cluster: Cluster;
  /** When it happened, ms since 1970: for keys that have to remember it. */
  now: number;
}

/**
 * A control loop. `watches` says, by kind (`*`: every kind), which keys a change makes worth another look; `reconcile` brings the world
 * one step nearer to what the key's object asks for. It looks at the state, never at the change.
 */
export interface Controller {
  /** Its name in plans and as the source of its events. */
  name: string;
  /**
   * Gets its turn when the others have none: it writes so much in one sync that those who act on its writes are done
   * before it looks again.
   */
  patient?: boolean;
  watches: Record<string, (seen: Seen) => readonly string[]>;
  /** `memory`: what the last look at this key returned as such; the objects alone decide where it is left out. */
  reconcile(cluster: Cluster, key: string, now: number, memory?: unknown): Reconciled;
}

/** Builds a controller whose `sync` works on a private fork of the world, through the API server's write path. */
export function controller(
  name: string,
  watches: Controller['watches'],
  sync: (session: Session, key: string) => void,
  { patient = false } = {},
): Controller {
  return {
    name,
    patient,
    watches,
    reconcile(cluster, key, now, memory) {
      const session = new Session(cluster, now, memory);
      sync(session, key);
      return session.done();
    },
  };
}

export type Result<T> = { object: T; refusal?: undefined } | { object?: undefined; refusal: Status };

/** One look at one key: reads the world, writes through the API server, says events. Nothing of it outlives `done`. */
export class Session {
  private readonly changes: Change[] = [];
  private readonly states: Cluster[] = [];
  private readonly events: EventRecord[] = [];
  private requeueAt: number | undefined;
  private routine = true;
  private failure: string | undefined;
  /** What is done in this look only goes on as it did before. */
  quiet = false;

  constructor(
    /** The world as it is now, this session's own writes included. */
    public cluster: Cluster,
    /** Virtual time in ms since 1970. */
    readonly now: number,
    /** What is remembered of the key between two looks, where objects do not tell it (a back-off). */
    public memory?: unknown,
  ) {}

  /** `like`: what came of the last of several that are the same but for their names, in this look. */
  create<T extends KubeObject>(object: T, like?: T): Result<T> {
    return this.write({ verb: 'create', object, like });
  }

  /** Stores an object's spec and metadata. */
  update<T extends KubeObject>(object: T, note?: ChangeNote): Result<T> {
    return this.write({ verb: 'update', object }, note);
  }

  /** Stores an object's status (and annotations), nothing else. */
  updateStatus<T extends KubeObject>(object: T): Result<T> {
    return this.write({ verb: 'update', object, subresource: 'status' });
  }

  /** Stores what is left of a namespace's own finalizers. */
  finalize<T extends KubeObject>(object: T): Result<T> {
    return this.write({ verb: 'update', object, subresource: 'finalize' });
  }

  delete<T extends KubeObject>(
    object: T,
    options: { propagation?: Propagation; gracePeriodSeconds?: number } = {},
    note?: ChangeNote,
  ): Result<T> {
    return this.write({ verb: 'delete', kind: kindOf(object), key: keyOf(object), ...options }, note);
  }

  event(object: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.events.push({ at: this.now, object, type, reason, message });
  }

  /** Look at this key again at `time`; the earliest wish counts. */
  wakeAt(time: number, { routine = false } = {}): void {
    this.requeueAt = Math.min(this.requeueAt ?? Number.POSITIVE_INFINITY, time);
    this.routine &&= routine;
  }

  /** The sync did not get through: it is tried again once the world has changed. */
  fail(message: string): void {
    this.failure = message;
  }

  done(): Reconciled {
    return {
      changes: this.changes,
      states: this.states,
      events: this.events,
      ...(this.requeueAt === undefined ? {} : { requeueAt: this.requeueAt, routine: this.routine }),
      ...(this.quiet ? { quiet: true } : {}),
      ...(this.memory === undefined ? {} : { memory: this.memory }),
      ...(this.failure === undefined ? {} : { failure: this.failure }),
    };
  }

  private write<T extends KubeObject>(request: Request, note?: ChangeNote): Result<T> {
    const result = handle(this.cluster, request, this.now);
    if ('refusal' in result) return { refusal: result.refusal };
    this.cluster = result.cluster;
    append(this.changes, note ? noted(result.changes, note) : result.changes);
    append(this.states, result.states);
    return { object: result.object as T };
  }
}

/** The changes of one request; what is known of it is told of the first of them. */
function noted([first, ...others]: readonly Change[], note: ChangeNote): Change[] {
  return first ? [{ ...first, note }, ...others] : [];
}
