/** The world that a chain is followed in, and the words that all chains share. */
import { withoutCredentials } from '../../api/hidden.js';
import type { Path } from '../../api/json.js';
import { objectText, refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { closest } from '../../api/suggest.js';
import { parseTime } from '../../api/time.js';
import type { Cluster } from '../../cluster/cluster.js';
import { idOf, objectWith } from '../../cluster/object-id.js';
import type { Controller } from '../../controllers/controller.js';
import type { KubeletModel } from '../../kubelet/model.js';
import { isDescribed } from '../../references/described.js';
import { isClusterScoped } from '../../references/table.js';
import { startOf } from '../../simulation/clock.js';
import type { Plan } from '../../simulation/plan.js';
import { type World, writtenAt } from '../../simulation/world.js';
import { kubeletIn, type ThenWorld } from '../prove.js';
import type { ChainLink } from './chain.js';

export interface ChainScene {
  world: World;
  plan: Plan;
  /** What is looked at. */
  cluster: Cluster;
  /** It is a cluster as it was written down; else what manifests come to. */
  observed: boolean;
  /** The moment of it, ms since 1970. */
  now: number;
  model: KubeletModel;
}

/** A cluster alone is looked at as it was written down; what manifests make of it as it is in the end. */
export function sceneOf(world: ThenWorld, plan: Plan): ChainScene {
  const observed = world.manifests.length === 0 && world.afterwards === undefined;
  // Of workloads whose pods a dump leaves out they are taken to run.
  const now = plan.beforehand.madeUp.length > 0 ? plan.before : world.before;
  const cluster = observed ? now : plan.cluster;
  return { world, plan, cluster, observed, now: startOf(cluster), model: kubeletIn(world) };
}

/** What a link has beside its standing and its text. */
interface More {
  /** Where it is written, from the root of `object`. */
  at?: Path;
  says?: string | undefined;
  links?: readonly ChainLink[];
  /** The place, where it is in another object than the link is about. */
  location?: ChainLink['location'];
}

/** A link about an object. */
export function linkOf(
  { world }: ChainScene,
  object: KubeObject,
  is: ChainLink['is'],
  text: string,
  { at = [], says, links = [], location = writtenAt(world, object, at) }: More = {},
): ChainLink {
  return {
    object: refOf(object),
    is,
    text,
    // What containers and providers say of themselves may hold anything.
    ...(says ? { says: withoutCredentials(says) } : {}),
    ...(location && { location }),
    ...(links.length > 0 && { links }),
  };
}

/** `deployment/web`, or `deployment/web in namespace team` where it is in another than that of the one who is told of. */
export function called(object: KubeObject, beside: KubeObject): string {
  const { namespace } = object.metadata;
  const elsewhere = namespace !== undefined && namespace !== beside.metadata.namespace;
  return `${objectText(object)}${elsewhere ? ` in namespace ${namespace}` : ''}`;
}

/** What is said of an object that is named and not there. `known`: there is none; else it may live outside of what was given. */
export function absence(
  { world, cluster }: ChainScene,
  kind: string,
  namespace: string | undefined,
  name: string,
): { known: boolean; text: string } {
  const space = isClusterScoped(kind) ? undefined : namespace;
  const others = (cluster.list(kind, space) as KubeObject[]).map(({ metadata }) => metadata.name ?? '');
  const near = closest(name, others);
  const known = isDescribed(world.described, kind, space);
  const where = space === undefined ? '' : known ? ` in namespace ${space}` : ` of namespace ${space}`;
  const what = `${kind.split('.')[0]} ${name}${where}`;
  return {
    known,
    text: `${known ? `there is no ${what}` : `${what} is not given`}${near === undefined ? '' : `, did you mean ${near}?`}`,
  };
}

type EventObject = KubeObject & {
  involvedObject?: { kind?: string; namespace?: string; name?: string };
  regarding?: { kind?: string; namespace?: string; name?: string };
  type?: string;
  reason?: string;
  message?: string;
  note?: string;
  lastTimestamp?: string;
  eventTime?: string;
};

/** The last warning about an object among the events that a cluster was written down with: `FailedMount: …`. */
export function lastWarning({ cluster }: ChainScene, object: KubeObject): string | undefined {
  const { namespace, name } = object.metadata;
  const about = (cluster.list('Event', namespace) as EventObject[]).filter(
    ({ involvedObject, regarding, type }) => {
      const on = involvedObject ?? regarding;
      return type === 'Warning' && on?.kind === object.kind && on.name === name;
    },
  );
  const at = (one: EventObject) =>
    parseTime(one.lastTimestamp ?? undefined) ?? parseTime(one.eventTime ?? undefined) ?? 0;
  const last = about.sort((a, b) => at(a) - at(b)).at(-1);
  if (!last) return undefined;
  const { reason = '', message = last.note ?? '' } = last;
  return `${reason}: ${message}`;
}

/** What a controller makes of one key of a world at a moment, and says of it. */
export interface Asked {
  cluster: Cluster;
  /** `FailedBinding: no persistent volumes available …`: of the object that was asked about. */
  said: readonly string[];
}

/** Has a controller look once. Nothing of it stays. */
export function askedOnce(
  { cluster, now }: Pick<ChainScene, 'cluster' | 'now'>,
  { reconcile }: Controller,
  key: string,
  object: KubeObject,
): Asked {
  const { states, events } = reconcile(cluster, key, now);
  const own = events.filter((one) => idOf(one.object) === idOf(object));
  return {
    cluster: states.at(-1) ?? cluster,
    said: own.map(({ reason, message }) => `${reason}: ${message}`),
  };
}

/** The same object as it is in another world. */
export function asIn<T extends KubeObject>(cluster: Cluster, object: T): T {
  return (objectWith(idOf(object), cluster) as T | undefined) ?? object;
}
