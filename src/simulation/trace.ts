/** What happens in a simulation, taken down as it happens: the steps of a plan, each with its cause. */
import type { Location, ObjectRef } from '../api/finding.js';
import { controllerRef, kindOf, objectKey, refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Change } from '../cluster/cluster.js';
import { idOf, idOfRef } from '../cluster/object-id.js';
import type { Clock } from './clock.js';
import { describe } from './describe.js';
import { addMove, numbersOf } from './moves.js';
import type { DrawnFrom, Move, Step } from './plan.js';

/** In whose name something is done, and what made them do it. */
export interface By {
  actor: string;
  /** The step without which it would not be done. */
  cause?: number | undefined;
  /** Where the user wrote the object. */
  location?: Location | undefined;
  /** It only goes on as it was told before: no step. */
  quiet?: boolean | undefined;
  /** Of a choice among so many that are as good. */
  equals?: number | undefined;
  /** Why, where neither the step nor its cause tells it. */
  because?: string;
}

export class Trace {
  /** What was done so far, in order. */
  readonly steps: Step[] = [];
  /** By `KIND KEY`: who manages an object that was ever seen. */
  readonly managers = new Map<string, string>();
  /** By `KIND KEY`: how the numbers of a workload moved. */
  readonly moves = new Map<string, Move[]>();

  /** By `KIND KEY`: an object that is as good as others, taken by chance; every later step about it says so. */
  private readonly drawn = new Map<string, DrawnFrom>();

  /** `locations`: where the user wrote an object, by `KIND KEY`. */
  constructor(
    private readonly clock: Clock,
    private readonly locations: ReadonlyMap<string, Location>,
  ) {}

  /** One more step; of one that changes nothing in the world (a refusal) nothing else tells. Returns its number. */
  tell({ actor, cause, location, equals = 1 }: By, verb: string, object: ObjectRef, message: string): number {
    const id = idOfRef(object);
    const place = location ?? this.locations.get(id);
    const drawn = this.drawn.get(id);
    const step: Step = {
      id: this.steps.length + 1,
      at: this.clock.elapsed,
      actor,
      verb,
      object,
      message,
      ...(cause === undefined ? {} : { cause }),
      ...(place ? { location: place } : {}),
      ...(drawn ? { drawn } : {}),
      ...(equals > 1 ? { equals } : {}),
    };
    this.steps.push(step);
    return step.id;
  }

  /** What was taken down so far, in order; it is forgotten, as if nothing had happened before. */
  takeOut(): Step[] {
    this.moves.clear();
    return this.steps.splice(0);
  }

  /** Takes down a change. Returns its step; undefined for one that only keeps the books. */
  changed(change: Change, before: KubeObject | undefined, by: By, drawn?: DrawnFrom): number | undefined {
    const told = by.quiet ? undefined : describe(change, before);
    const because = change.note?.because ?? by.because;
    const message = told && because ? `${told.message}, ${because}` : told?.message;
    if (drawn) this.drawn.set(idOf(change.object), drawn);
    const step = told && this.tell(by, told.verb, refOf(change.object), message ?? '');
    this.remember(change.object);
    return step;
  }

  /** Keeps what a plan tells of an object even when it is gone. */
  private remember(object: KubeObject): void {
    const id = idOf(object);
    const manager = controllerRef(object);
    if (manager)
      this.managers.set(id, `${kindOf(manager)} ${objectKey(object.metadata.namespace, manager.name)}`);
    const numbers = numbersOf(object);
    if (!numbers) return;
    const moves = this.moves.get(id) ?? [];
    addMove(moves, this.clock.elapsed, numbers);
    this.moves.set(id, moves);
  }
}
