/** The cluster while it changes: every write goes through the API server, is taken down, and is noticed by all. */
import { append } from '../api/lists.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { handle } from '../apiserver/handle.js';
import type { Answer, Request } from '../apiserver/request.js';
import type { Change, Cluster } from '../cluster/cluster.js';
import type { Load } from '../cluster/load.js';
import type { Observer } from './actor.js';
import type { Clock } from './clock.js';
import { drawnFrom } from './drawn.js';
import type { EventLog } from './event-log.js';
import type { By, Trace } from './trace.js';

export class LiveCluster {
  /** How many pods were created so far. */
  podsMade = 0;
  private readonly observers: Observer[] = [];
  /** As it was at the beginning. */
  private readonly first: Cluster;

  constructor(
    /** As it is now. */
    public cluster: Cluster,
    readonly clock: Clock,
    readonly trace: Trace,
    readonly log: EventLog,
  ) {
    this.first = cluster;
  }

  /**
   * Everybody who is told of changes from now on, in this order. A world may not be at rest: they look at all of it once; of one
   * that is, at the pods that wait for a node.
   */
  open(observers: readonly Observer[], isAtRest = false): void {
    append(this.observers, observers);
    const kinds = isAtRest ? ['Pod'] : this.cluster.kinds();
    for (const kind of kinds) {
      for (const object of this.cluster.list(kind) as KubeObject[]) {
        if (isAtRest && (object as Pod).spec.nodeName) continue;
        this.tellAll({ verb: 'update', object }, object, undefined);
      }
    }
  }

  /** One more who is told of changes from now on. */
  observe(observer: Observer): void {
    this.observers.push(observer);
  }

  /** One request to the API server in somebody's name. `step`: the last one that tells of what it changed. */
  write(request: Request, by: By): { answer: Answer; step: number | undefined } {
    const answer = handle(this.cluster, request, this.clock.now);
    if ('refusal' in answer) return { answer, step: undefined };
    return { answer, step: this.commit(answer.changes, answer.states, by) };
  }

  /** Takes over changes one by one; `states`: the world after each of them, as who made them knows it. */
  commit(changes: readonly Change[], states: readonly Cluster[], by: By): number | undefined {
    let last: number | undefined;
    for (const [i, change] of changes.entries()) {
      const kind = kindOf(change.object);
      if (change.verb === 'create' && kind === 'Pod') this.podsMade += 1;
      const before = this.cluster.get(kind, keyOf(change.object));
      const { drawn } = change.note ?? {};
      const from = drawn && drawnFrom(drawn, this.first, this.cluster);
      this.cluster = states[i]!;
      const step = this.trace.changed(change, before, by, from);
      last = step ?? last;
      this.tellAll(change, before, step ?? by.cause);
    }
    return last;
  }

  /** Metrics tell this from now on: who goes by them looks again. */
  measure(loads: readonly Load[]): void {
    this.cluster = this.cluster.withLoads(loads);
    for (const object of this.cluster.list('HorizontalPodAutoscaler')) {
      this.tellAll({ verb: 'update', object }, object, undefined);
    }
  }

  private tellAll(change: Change, before: KubeObject | undefined, cause: number | undefined): void {
    const noticed = { ...change, before, cluster: this.cluster, now: this.clock.now, cause };
    for (const observer of this.observers) observer.notice(noticed);
  }
}
