/** The control loops of a world: which keys each has to look at, and who is next. */
import { keyOf, kindOf, refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Controller } from '../controllers/controller.js';
import type { Actor, Noticed } from './actor.js';
import type { LiveCluster } from './live-cluster.js';
import { Queue } from './queue.js';
import { type Restless, Unrest } from './unrest.js';

interface Item {
  controller: Controller;
  key: string;
}

/** Reasons of events that no status tells. */
const TELL_STEPS: ReadonlySet<string> = new Set(['FailedMount', 'FailedAttachVolume']);

type Watcher = Item['controller']['watches'][string];

/**
 * One queue for all loops: who was asked first looks first, whichever loop it is, and each looks once at a key however
 * often it was marked meanwhile. Patient loops have their turn when the others have none.
 */
export class ControlLoops implements Actor {
  private readonly watchers = new Map<string, { controller: Controller; keys: Watcher }[]>();
  private readonly quick = new Queue<Item>();
  private readonly patient = new Queue<Item>();
  /** What is to be looked at, and why. */
  private readonly dirty = new Map<string, number | undefined>();
  private readonly memories = new Map<string, unknown>();
  private readonly failed = new Map<string, { item: Item; revision: number; cause: number | undefined }>();

  private readonly unrest: Unrest;

  constructor(private readonly world: LiveCluster) {
    this.unrest = new Unrest(world);
  }

  /** What would be looked at for ever: it is left alone. */
  get restless(): readonly Restless[] {
    return [...this.unrest.found.values()];
  }

  /** These are the loops from now on. */
  use(controllers: readonly Controller[]): void {
    this.watchers.clear();
    for (const controller of controllers) {
      for (const [kind, keys] of Object.entries(controller.watches)) {
        const list = this.watchers.get(kind) ?? [];
        list.push({ controller, keys });
        this.watchers.set(kind, list);
      }
    }
  }

  /** Makes a loop look at an object whatever it watches. */
  look(controller: Controller, object: KubeObject, cause: number | undefined): void {
    this.mark({ controller, key: keyOf(object) }, cause);
  }

  notice(change: Noticed): void {
    for (const kind of [kindOf(change.object), '*']) {
      for (const { controller, keys } of this.watchers.get(kind) ?? []) {
        for (const key of keys(change)) this.mark({ controller, key }, change.cause);
      }
    }
  }

  work(): boolean {
    const item = this.quick.take() ?? this.patient.take();
    if (item) this.reconcile(item);
    return item !== undefined;
  }

  /** What failed is tried again when the world has changed since. */
  retry(): boolean {
    let again = false;
    for (const [id, { item, revision, cause }] of this.failed) {
      if (revision === this.world.cluster.revision) continue;
      this.failed.delete(id);
      this.mark(item, cause);
      again = true;
    }
    return again;
  }

  private mark(item: Item, cause: number | undefined): void {
    const id = idOf(item);
    if (this.unrest.found.has(id)) return;
    if (!this.dirty.has(id)) (item.controller.patient ? this.patient : this.quick).push(item);
    this.dirty.set(id, cause);
  }

  private reconcile(item: Item): void {
    const { controller, key } = item;
    const { world } = this;
    const id = idOf(item);
    const cause = this.dirty.get(id);
    this.dirty.delete(id);
    const { changes, states, events, requeueAt, routine, failure, memory, quiet } = controller.reconcile(
      world.cluster,
      key,
      world.clock.now,
      this.memories.get(id),
    );
    if (memory === undefined) this.memories.delete(id);
    else this.memories.set(id, memory);
    world.clock.forget(id);
    this.failed.delete(id);
    for (const event of events) {
      if (!isClosed(world.cluster, event.object)) world.log.record(event, controller.name);
      if (TELL_STEPS.has(event.reason)) {
        const told = `${event.reason}: ${event.message}`;
        world.trace.tell({ actor: controller.name, cause }, 'fail', refOf(event.object), told);
      }
    }
    world.commit(changes, states, { actor: controller.name, cause, quiet });
    const again = requeueAt !== undefined && routine !== true;
    const pods = changes.filter(({ verb, object }) => verb === 'create' && kindOf(object) === 'Pod').length;
    this.unrest.saw(id, { actor: controller.name, key }, { changed: changes.length > 0, pods, again });
    if (requeueAt !== undefined) world.clock.wake(id, requeueAt, () => this.mark(item, cause), routine);
    if (failure !== undefined) this.failed.set(id, { item, revision: world.cluster.revision, cause });
  }
}

/** A namespace that is on its way out takes nothing new, events neither. */
function isClosed(cluster: Cluster, { metadata: { namespace } }: KubeObject): boolean {
  const home = namespace === undefined ? undefined : cluster.get('Namespace', namespace);
  return (home as KubeObject | undefined)?.metadata.deletionTimestamp !== undefined;
}

function idOf({ controller, key }: Item): string {
  return `${controller.name} ${key}`;
}
