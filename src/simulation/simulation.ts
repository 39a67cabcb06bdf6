/** A cluster in virtual time: whoever has something to do is asked in turn, until nobody has. */

import { setCondition, without } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import type { Location, ObjectRef } from '../api/finding.js';
import { controllerRef, keyOf, kindOf, objectKey, refOf } from '../api/object-key.js';
import type { Deployment, KubeObject, Pod } from '../api/objects.js';
import { condition, isPodTerminal } from '../api/pods.js';
import { formatTime, parseTime } from '../api/time.js';
import type { PersistentVolume, PersistentVolumeClaim, StatefulSet } from '../api/workloads.js';
import { handle } from '../apiserver/handle.js';
import type { Answer, Request } from '../apiserver/request.js';
import type { Change, Cluster } from '../cluster/cluster.js';
import { CONTROLLERS, type Controller, type EventRecord } from '../controllers/index.js';
import { drainable, isDrained } from '../kubectl/drain.js';
import { HEALTHY, type KubeletModel, kubelet, provisioner } from '../kubelet/index.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { type Action, evictPod, type Outcome, perform } from './actions.js';
import { describe } from './describe.js';
import { EventFilter } from './event-filter.js';
import { PendingPods } from './pending-pods.js';
import type { Move, Step } from './plan.js';
import { Queue } from './queue.js';
import { type PodScheduler, podScheduler } from './scheduling.js';
import { Timers } from './timers.js';

const DEFAULT_START = '2026-01-01T00:00:00Z';
const DEFAULT_SCHEDULER = 'default-scheduler';
const SCHEDULER = 'scheduler';
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
/** Kinds whose changes may make room for a pod that found none. */
const MAKES_ROOM = new Set([
  'Node',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSINode',
  'ResourceClaim',
  'PodDisruptionBudget',
]);

export interface SimulationOptions {
  /** Virtual time at the beginning, ms since 1970. Left out: the latest time that the world's objects tell of. */
  startAt?: number;
  /** The model of a node; `false`: nobody starts pods (someone else writes their status). */
  kubelet?: KubeletModel | false;
  controllers?: readonly Controller[];
  scheduler?: Scheduler;
  /** Where the user wrote an object, by kind and key as `KIND KEY`. */
  locations?: ReadonlyMap<string, Location>;
}

export interface Limits {
  /** Stop when there are that many steps. */
  maxSteps?: number;
  /** Stop at this virtual time (ms since 1970) even if something would still happen later. */
  until?: number;
  /** Also let time pass for what comes round again and again (CronJobs); only with `until`. */
  routine?: boolean;
}

interface Item {
  controller: Controller | undefined;
  key: string;
}

const SCHEDULER_ITEM: Item = { controller: undefined, key: '' };

/** Reconciles that a settling may take beyond what its steps explain: a guard against two that undo each other. */
const MAX_IDLE_TURNS = 20_000;
/** At the beginning everybody looks at every object of the world that is given. */
const TURNS_PER_OBJECT = 40;

export class Simulation {
  /** What was done so far, in order. */
  readonly steps: Step[] = [];
  /** What was said about objects so far. */
  readonly events: (EventRecord & { source: string })[] = [];
  /** Virtual time, ms since 1970. */
  now: number;
  readonly startedAt: number;

  /** By `KIND KEY`: who manages an object that was ever seen. */
  readonly managers = new Map<string, string>();
  /** By `KIND KEY`: how the numbers of a workload moved. */
  readonly moves = new Map<string, Move[]>();

  /** Turns without a step after which two controllers are taken to undo each other's work. */
  private readonly patience: number;
  private readonly watchers = new Map<
    string,
    { controller: Controller; keys: Controller['watches'][string] }[]
  >();
  private readonly locations: Map<string, Location>;
  private readonly scheduler: PodScheduler;
  private controllers: Controller[];
  private readonly quick = new Queue<Item>();
  private readonly patient = new Queue<Item>();
  private readonly dirty = new Map<string, number | undefined>();
  private readonly memories = new Map<string, unknown>();
  private readonly eventFilters = new Map<string, EventFilter>();
  private readonly timers = new Timers<Item & { cause: number | undefined }>();
  private readonly failed = new Map<string, { item: Item; revision: number; cause: number | undefined }>();
  private readonly pending = new PendingPods();
  private readonly unschedulable = new Map<string, number | undefined>();
  /** Nodes that are being drained, with the revision of the world at which that was last tried. */
  private readonly drains = new Map<string, number>();
  private roomMade: { cause: number | undefined } | undefined;

  constructor(
    public cluster: Cluster,
    options: SimulationOptions = {},
  ) {
    this.startedAt = options.startAt ?? latestTime(cluster) ?? parseTime(DEFAULT_START)!;
    this.now = this.startedAt;
    this.patience = MAX_IDLE_TURNS + TURNS_PER_OBJECT * cluster.revision;
    this.locations = new Map(options.locations);
    this.scheduler = podScheduler(cluster, options.scheduler);
    this.controllers = [...(options.controllers ?? CONTROLLERS)];
    this.useKubelet(options.kubelet ?? HEALTHY);
    // A world that is given may not be at rest: everybody looks at everything once.
    for (const kind of cluster.kinds()) {
      for (const object of cluster.list(kind)) this.seen({ verb: 'update', object }, object, undefined);
    }
  }

  /** Does one thing that a user can do. What follows from it happens when `settle` is called. */
  act(action: Action): Outcome {
    return perform(this, action);
  }

  /** Lets everybody work until nothing changes any more. False when a limit was reached before that. */
  settle(limits: Limits = {}): boolean {
    const { maxSteps = Number.POSITIVE_INFINITY, until = Number.POSITIVE_INFINITY, routine = false } = limits;
    for (let turns = 0; turns < this.patience + 100 * this.steps.length; turns++) {
      if (this.steps.length >= maxSteps) return false;
      const item = this.take();
      if (item) this.run(item);
      else if (!this.tryAgain()) {
        const at = this.timers.next();
        const due = at !== undefined && (routine || this.timers.restless);
        if (!due || at > until) {
          if (Number.isFinite(until) && routine) this.now = Math.max(this.now, until);
          return !due || routine;
        }
        this.now = Math.max(this.now, at);
        for (const rung of this.timers.ring(this.now)) this.mark(rung.controller, rung.key, rung.cause);
      }
    }
    return false;
  }

  /** Lets virtual time pass, with all that happens in it. */
  advance(ms: number): void {
    this.settle({ until: this.now + ms, routine: true });
  }

  /** One request to the API server in somebody's name; its consequences are queued. */
  write(
    request: Request,
    actor: string,
    cause?: number,
    location?: Location,
  ): { answer: Answer; step: number | undefined } {
    const answer = handle(this.cluster, request, this.now);
    if ('refusal' in answer) return { answer, step: undefined };
    const step = this.commit(answer.changes, answer.states, actor, cause, location);
    return { answer, step };
  }

  /** A step that changes nothing in the world: a refusal, a model's rule. Returns its number. */
  tell(
    actor: string,
    verb: string,
    object: ObjectRef,
    message: string,
    cause?: number,
    location?: Location,
  ): number {
    const place = location ?? this.locations.get(`${object.kind} ${refKey(object)}`);
    const step: Step = {
      id: this.steps.length + 1,
      at: this.now - this.startedAt,
      actor,
      verb,
      object,
      message,
      ...(cause === undefined ? {} : { cause }),
      ...(place ? { location: place } : {}),
    };
    this.steps.push(step);
    return step.id;
  }

  /** Nodes behave by another model from now on; every pod is looked at again. */
  useKubelet(model: KubeletModel | false, cause?: number): void {
    const others = this.controllers.filter(({ name }) => name !== 'kubelet' && name !== 'provisioner');
    this.controllers = model ? [...others, kubelet(model), provisioner] : others;
    this.kubeletModel = model || HEALTHY;
    this.watchers.clear();
    for (const controller of this.controllers) {
      for (const [kind, keys] of Object.entries(controller.watches)) {
        const list = this.watchers.get(kind) ?? [];
        list.push({ controller, keys });
        this.watchers.set(kind, list);
      }
    }
    const current = this.controllers.find(({ name }) => name === 'kubelet');
    if (current) for (const pod of this.cluster.list('Pod')) this.mark(current, keyOf(pod), cause);
  }

  kubeletModel: KubeletModel = HEALTHY;

  /** Takes over changes one by one; `states`: the world after each of them, as who made them knows it. */
  private commit(
    changes: readonly Change[],
    states: readonly Cluster[],
    actor: string,
    cause?: number,
    location?: Location,
  ): number | undefined {
    let last: number | undefined;
    for (const [i, change] of changes.entries()) {
      const before = this.cluster.get(kindOf(change.object), keyOf(change.object));
      this.cluster = states[i]!;
      const told = describe(change, before);
      const step = told && this.tell(actor, told.verb, refOf(change.object), told.message, cause, location);
      last = step ?? last;
      this.remember(change.object);
      this.seen(change, before, step ?? cause);
    }
    return last;
  }

  /** Keeps what a plan tells of an object even when it is gone. */
  private remember(object: KubeObject): void {
    const id = `${kindOf(object)} ${keyOf(object)}`;
    const manager = controllerRef(object);
    if (manager)
      this.managers.set(id, `${kindOf(manager)} ${objectKey(object.metadata.namespace, manager.name)}`);
    const numbers = numbersOf(object);
    if (!numbers) return;
    const at = this.now - this.startedAt;
    const moves = this.moves.get(id) ?? [];
    const last = moves.at(-1);
    if (last?.at === at) Object.assign(last, numbers);
    else if (!last || !sameNumbers(last, numbers)) moves.push({ at, ...numbers });
    this.moves.set(id, moves);
  }

  /** Marks all that a change makes worth another look. */
  private seen(change: Change, before: KubeObject | undefined, cause: number | undefined): void {
    const kind = kindOf(change.object);
    const seen = { ...change, before, cluster: this.cluster, now: this.now };
    for (const { controller, keys } of [
      ...(this.watchers.get(kind) ?? []),
      ...(this.watchers.get('*') ?? []),
    ]) {
      for (const key of keys(seen)) this.mark(controller, key, cause);
    }
    // At the very beginning the scheduler knows the world already.
    if (change.verb === 'delete' || before !== change.object) this.scheduler.apply([change]);
    if (kind === 'Pod') this.queueForScheduling(change, before as Pod | undefined, cause);
    else if (MAKES_ROOM.has(kind)) this.roomMade = { cause };
  }

  private mark(controller: Controller | undefined, key: string, cause: number | undefined): void {
    const id = idOf(controller, key);
    if (controller && !this.dirty.has(id)) {
      (controller.patient ? this.patient : this.quick).push({ controller, key });
    }
    this.dirty.set(id, cause);
  }

  /** The scheduler is quicker than any controller: a pod has its node before anybody changes their mind about it. */
  private take(): Item | undefined {
    if (this.dirty.has(SCHEDULER)) return SCHEDULER_ITEM;
    return this.quick.take() ?? this.patient.take();
  }

  private run(item: Item): void {
    const id = idOf(item.controller, item.key);
    const cause = this.dirty.get(id);
    this.dirty.delete(id);
    if (!item.controller) {
      this.scheduleNext();
      return;
    }
    const { changes, states, events, requeueAt, routine, failure, memory } = item.controller.reconcile(
      this.cluster,
      item.key,
      this.now,
      this.memories.get(id),
    );
    if (memory === undefined) this.memories.delete(id);
    else this.memories.set(id, memory);
    this.timers.clear(id);
    this.failed.delete(id);
    const { name } = item.controller;
    for (const event of events) this.record(event, name);
    this.commit(changes, states, name, cause);
    if (requeueAt !== undefined) this.timers.set(id, requeueAt, { ...item, cause }, routine);
    if (failure !== undefined) this.failed.set(id, { item, revision: this.cluster.revision, cause });
  }

  private record(event: EventRecord, source: string): void {
    const filter = this.eventFilters.get(source) ?? new EventFilter();
    this.eventFilters.set(source, filter);
    const message = filter.pass(event.object, event.type, event.reason, event.message, event.at);
    if (message !== undefined) this.events.push({ ...event, message, source });
  }

  /** Empties a node from now on, as far as disruption budgets let it. */
  drain(node: string): void {
    this.drains.set(node, -1);
  }

  /** Evicts what may go from the nodes that are being drained. True when something did. */
  private evictMore(): boolean {
    let evicted = false;
    for (const [node, tried] of this.drains) {
      if (tried === this.cluster.revision) continue;
      for (const pod of drainable(this.cluster, node)) {
        if (!evictPod(this, keyOf(pod), true).refusal) evicted = true;
      }
      this.drains.set(node, this.cluster.revision);
      if (isDrained(this.cluster, node)) this.drains.delete(node);
    }
    return evicted;
  }

  /** What failed, or found no room, is tried again when the world has changed since. */
  private tryAgain(): boolean {
    let again = false;
    for (const [id, { item, revision, cause }] of this.failed) {
      if (revision === this.cluster.revision) continue;
      this.failed.delete(id);
      this.mark(item.controller, item.key, cause);
      again = true;
    }
    if (this.roomMade && this.unschedulable.size > 0) {
      for (const [key, cause] of this.unschedulable) {
        const priority = this.cluster.get('Pod', key)?.spec.priority ?? 0;
        this.pending.add(key, priority, this.roomMade.cause ?? cause);
      }
      this.unschedulable.clear();
      this.mark(undefined, '', this.roomMade.cause);
      again = true;
    }
    this.roomMade = undefined;
    return again || this.evictMore();
  }

  private queueForScheduling(
    { verb, object }: Change,
    before: Pod | undefined,
    cause: number | undefined,
  ): void {
    const pod = object as Pod;
    const key = keyOf(pod);
    if (verb === 'delete' || isPodTerminal(pod) || pod.spec.nodeName) {
      this.pending.delete(key);
      this.unschedulable.delete(key);
      if (pod.spec.nodeName && (verb === 'delete' || isPodTerminal(pod) || !before?.spec.nodeName)) {
        this.roomMade = { cause };
      }
      return;
    }
    if (pod.metadata.deletionTimestamp) return;
    const same =
      before &&
      before !== pod &&
      sameValue(before.spec, pod.spec) &&
      sameValue(before.metadata.labels, pod.metadata.labels);
    if (same) return;
    this.unschedulable.delete(key);
    this.pending.add(key, pod.spec.priority ?? 0, cause);
    this.mark(undefined, '', cause);
  }

  private scheduleNext(): void {
    const next = this.pending.take();
    if (!next) return;
    if (this.pending.size > 0) this.mark(undefined, '', next.cause);
    const pod = this.cluster.get('Pod', next.key);
    if (pod) this.schedule(pod, next.cause);
  }

  private schedule(pod: Pod, cause: number | undefined): void {
    const key = keyOf(pod);
    const decision = this.scheduler.place(pod);
    if (decision.outcome === 'ignored' || (decision.outcome === 'gated' && !decision.message)) return;
    if (decision.outcome === 'bound' && decision.node) {
      if (decision.volumes?.length) {
        // The pod is bound once its claims are: then it is asked for again.
        this.unschedulable.set(key, cause);
        const object: Pod = { ...pod, status: { ...pod.status, nominatedNodeName: decision.node } };
        this.write({ verb: 'update', object, subresource: 'status' }, SCHEDULER, cause);
        for (const { claim, volume } of decision.volumes)
          this.bindVolume(claim, volume, decision.node, cause);
        return;
      }
      const message = `Successfully assigned ${key} to ${decision.node}`;
      this.say(pod, 'Normal', 'Scheduled', message);
      this.write({ verb: 'bind', key, node: decision.node }, SCHEDULER, cause);
      return;
    }
    const { message = '', reason = 'Unschedulable', nominatedNode } = decision;
    this.unschedulable.set(key, cause);
    if (reason !== 'SchedulingGated') this.say(pod, 'Warning', 'FailedScheduling', message);
    const old = condition(pod.status?.conditions, 'PodScheduled');
    if (
      old?.reason !== reason ||
      old.message !== message ||
      nominatedNode !== pod.status?.nominatedNodeName
    ) {
      const next = {
        type: 'PodScheduled',
        status: 'False' as const,
        lastProbeTime: null,
        lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : formatTime(this.now),
        reason,
        message,
      };
      const { nominatedNodeName: _before, ...status } = pod.status ?? {};
      const object: Pod = {
        ...pod,
        status: {
          ...status,
          ...(nominatedNode ? { nominatedNodeName: nominatedNode } : {}),
          conditions: [...without(status.conditions, 'PodScheduled'), next],
        },
      };
      this.write({ verb: 'update', object, subresource: 'status' }, SCHEDULER, cause);
    }
    for (const victim of decision.victims ?? []) this.preempt(victim, pod, nominatedNode ?? '', cause);
  }

  /** A pod of lower priority makes room: it is told so, and deleted. */
  private preempt(victim: Pod, preemptor: Pod, node: string, cause: number | undefined): void {
    const current = this.cluster.get('Pod', keyOf(victim));
    if (!current || current.metadata.deletionTimestamp) return;
    const target = setCondition(
      current.status?.conditions,
      {
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'PreemptionByScheduler',
        message: `${DEFAULT_SCHEDULER}: preempting to accommodate a higher priority pod`,
      },
      this.now,
    );
    const object: Pod = { ...current, status: { ...current.status, conditions: target } };
    this.write({ verb: 'update', object, subresource: 'status' }, SCHEDULER, cause);
    this.say(current, 'Normal', 'Preempted', `Preempted by pod ${preemptor.metadata.uid} on node ${node}`);
    this.write({ verb: 'delete', kind: 'Pod', key: keyOf(victim) }, SCHEDULER, cause);
  }

  /** What the scheduler writes to a claim that waits for its first consumer. */
  private bindVolume(
    claim: string,
    volume: string | undefined,
    node: string,
    cause: number | undefined,
  ): void {
    const stored = this.cluster.get('PersistentVolumeClaim', claim);
    if (!stored) return;
    if (volume === undefined) {
      const annotations = { ...stored.metadata.annotations, [SELECTED_NODE]: node };
      const object = { ...stored, metadata: { ...stored.metadata, annotations } };
      this.write({ verb: 'update', object }, SCHEDULER, cause);
      return;
    }
    const found = this.cluster.get('PersistentVolume', volume);
    if (found) this.write({ verb: 'update', object: claimed(found, stored) }, SCHEDULER, cause);
  }

  private say(object: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.events.push({ at: this.now, object, type, reason, message, source: SCHEDULER });
  }
}

function claimed(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { namespace, name, uid } = claim.metadata;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
  return { ...volume, spec: { ...volume.spec, claimRef } };
}

/** The numbers that a rollout is followed by, of a kind that has them. */
function numbersOf(object: KubeObject): Omit<Move, 'at'> | undefined {
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return undefined;
  const { status = {} } = object as Deployment | StatefulSet;
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
  return {
    old: replicas - updatedReplicas,
    new: updatedReplicas,
    ready: readyReplicas,
    available: availableReplicas,
  };
}

function sameNumbers(a: Omit<Move, 'at'>, b: Omit<Move, 'at'>): boolean {
  return a.old === b.old && a.new === b.new && a.ready === b.ready && a.available === b.available;
}

function idOf(controller: Controller | undefined, key: string): string {
  return controller ? `${controller.name} ${key}` : SCHEDULER;
}

function refKey({ namespace, name }: ObjectRef): string {
  return namespace ? `${namespace}/${name}` : name;
}

/** The latest moment that the objects of a snapshot tell of: there its virtual time goes on. */
function latestTime(cluster: Cluster): number | undefined {
  let latest: number | undefined;
  for (const kind of cluster.kinds()) {
    for (const { metadata, ...rest } of cluster.list(kind)) {
      const conditions = (rest as { status?: { conditions?: unknown } }).status?.conditions;
      const times = Array.isArray(conditions) ? conditions.map((one) => one?.lastTransitionTime) : [];
      for (const text of [metadata.creationTimestamp, ...times]) {
        const time = typeof text === 'string' ? parseTime(text) : undefined;
        if (time !== undefined && (latest === undefined || time > latest)) latest = time;
      }
    }
  }
  return latest;
}
