/** How many nodes of each pool it takes until no pod waits: found by the scheduler, then played through as a plan is. */
import type { ObjectRef } from '../api/finding.js';
import { keyOf, kindOf, refOf } from '../api/object-key.js';
import type { Deployment, KubeObject, Pod } from '../api/objects.js';
import { condition } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import { limitReached, type NodePool } from '../cluster/pools/index.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { shownRefusal } from '../simulation/refusal-text.js';
import type { SimulateOptions } from '../simulation/simulate.js';
import type { World } from '../simulation/world.js';
import { addedText } from './added-text.js';
import { QuotaLedger } from './capacity-quota.js';
import { askedFor } from './moves/requests.js';
import { type AddedNode, Packing, type Trial, unusedOn, waitingIn, withoutIdle } from './packing.js';
import { keptOff } from './pool-answer.js';
import { playedThrough } from './prove.js';
import { refusedPod } from './refused-pod.js';
import { lookAt } from './remedies/look.js';
import type { RequestsWish } from './requests-change.js';
import { surgePods } from './surge.js';
import { pendingOwners, workloadOf } from './target.js';

/** No more nodes are added. */
const MOST_ADDED = 5000;
/** So often more nodes are added after a trial fell short. */
const MOST_AGAIN = 4;

/** Pods of a workload that wait all the same. */
interface StillWaiting {
  object: ObjectRef;
  pods: number;
  /** What keeps them off, with the scheduler's words. */
  message: string;
}

/** Pods that come for a while when a Deployment rolls out. */
export interface SurgeNeed {
  object: ObjectRef;
  pods: number;
  /** So many nodes more have room for them; missing where none of the pools takes them. */
  nodes?: number;
  /** A quota that does not let them in. */
  quota?: string;
}

/** What one pool, or several together, come to. */
export interface PoolsNeed {
  pools: string[];
  /** `2 nodes of pool big (zone=a)`. */
  title: string;
  nodes: { pool: string; node: string; labels: Record<string, string> }[];
  /** How many of the pods that waited have a place then. */
  placed: number;
  complete: boolean;
  /** What nobody asks for on these nodes: cpu in milli-cores, memory in bytes. */
  unused: Record<string, number>;
  /** What its nodes are taken to have though nothing says so: `topology.kubernetes.io/zone=c`. */
  supposed: string[];
  /** Resources that pods ask for, of which nothing says how much its nodes have: nothing is counted then. */
  unsized: string[];
  /** What keeps more nodes from being added. */
  bound?: string;
  left: StillWaiting[];
  surge: SurgeNeed[];
}

export interface Need {
  /** The nodes that are there. */
  nodeCount: number;
  /** How many pods wait without any new node. */
  waiting: number;
  /** Those that need no more than one another first: complete ones, the least unused first. */
  pools: PoolsNeed[];
  /** The requests that were counted with, where those are others than the manifests'. */
  wishes?: readonly RequestsWish[];
  /** Pods that are never made, whatever nodes there are. */
  neverMade: { object: ObjectRef; pods: number; message: string }[];
}

type Played = Trial<readonly AddedNode[]>;

/** How a world is asked. */
export interface NeedOptions {
  maxPods?: number | undefined;
  /** Where the world comes to rest as it is, if that is known. */
  rested?: Cluster | undefined;
  /** Told how far each trial has come. */
  turn?: SimulateOptions['turn'];
}

/** Asks every pool of the world by itself, and all of them together where none is enough. Throws `TooManyPods`. */
export function needOf(world: World, scheduler: Scheduler, options: NeedOptions = {}): Need {
  const { maxPods, rested, turn } = options;
  const cluster = rested ?? playedThrough(world, scheduler, maxPods, turn).cluster;
  const ask = { world, scheduler, cluster, maxPods, turn };
  const waiting = unplaced(cluster, scheduler);
  const neverMade = refusedIn(world, cluster);
  const nodeCount = world.before.list('Node').length;
  if (waiting === 0) return { nodeCount, waiting, pools: [], neverMade };
  const alone = world.pools.map((pool) => poolsNeed(ask, [pool], waiting));
  const sized = world.pools.filter((_, at) => alone[at]?.unsized.length === 0);
  const isEnough = alone.some(({ complete }) => complete) || sized.length < 2;
  const together = isEnough ? undefined : poolsNeed(ask, sized, waiting);
  const isBetter = together !== undefined && alone.every(({ placed }) => placed < together.placed);
  const pools = together && isBetter ? [together, ...alone] : alone;
  pools.sort(
    (a, b) =>
      Number(b.complete) - Number(a.complete) || b.placed - a.placed || wasteOf(a, ask) - wasteOf(b, ask),
  );
  return { nodeCount, waiting, pools, neverMade };
}

interface Ask {
  world: World;
  scheduler: Scheduler;
  /** Where the world comes to rest without any new node. */
  cluster: Cluster;
  maxPods: number | undefined;
  turn: SimulateOptions['turn'];
}

/** How many pods wait for a place, or to be made after one that waits. */
function unplaced(cluster: Cluster, { version }: Scheduler): number {
  return waitingIn(cluster, version).reduce((sum, { pods }) => sum + pods.length, 0);
}

function poolsNeed(ask: Ask, pools: readonly NodePool[], waiting: number): PoolsNeed {
  const { world, scheduler, maxPods, turn } = ask;
  const play = (added: readonly AddedNode[]): Played => {
    const before = world.before.with(added.map(({ node }) => ({ verb: 'create', object: node })));
    const { cluster } = playedThrough({ ...world, before }, scheduler, maxPods, turn);
    return { far: -unplaced(cluster, scheduler), result: added, cluster };
  };
  const more = (cluster: Cluster, added: readonly AddedNode[]): readonly AddedNode[] => {
    const packing = new Packing(cluster, scheduler, waitingIn(cluster, scheduler.version), added);
    packing.grow(pools, MOST_ADDED - added.length);
    return packing.added;
  };
  let added = more(ask.cluster, []);
  const unsized = [...new Set(added.flatMap(({ supposed }) => supposed))].filter(
    (what) => !what.includes('='),
  );
  if (unsized.length > 0) {
    const nothing: Played = { far: -waiting, result: [], cluster: ask.cluster };
    return { ...toldNeed(ask, pools, waiting, [], nothing), unsized, left: [] };
  }
  let trial: Played = added.length > 0 ? play(added) : { far: -waiting, result: [], cluster: ask.cluster };
  for (let again = 0; trial.far < 0 && added.length > 0 && again < MOST_AGAIN; again++) {
    const next = more(trial.cluster, added);
    const further = next.length > 0 ? play([...added, ...next]) : undefined;
    if (!further || further.far <= trial.far) break;
    added = further.result;
    trial = further;
  }
  const found = withoutIdle(added, trial, play);
  return toldNeed(ask, pools, waiting, found.added, found.trial);
}

function toldNeed(
  { world, scheduler }: Ask,
  pools: readonly NodePool[],
  waiting: number,
  added: readonly AddedNode[],
  { far, cluster }: Played,
): PoolsNeed {
  const unused = unusedOn(SchedulerState.ofCluster(cluster), added);
  const last = added.at(-1);
  const complete = far === 0;
  const limit = complete || !last ? undefined : limitReached(last.pool, ownOf(added, last.pool), last.node);
  return {
    pools: pools.map(({ title }) => title),
    title: addedText(added),
    nodes: added.map(({ pool, node }) => ({
      pool: pool.title,
      node: node.metadata.name ?? '',
      labels: node.metadata.labels ?? {},
    })),
    placed: waiting + far,
    complete,
    unused: Object.fromEntries(Object.entries(unused).map(([resource, { free }]) => [resource, free])),
    supposed: [...new Set(added.flatMap(({ supposed }) => supposed))],
    unsized: [],
    ...(limit && { bound: limit.text }),
    left: leftIn(world, cluster, scheduler, pools),
    surge: complete ? surgesIn(world, cluster, scheduler, pools, added) : [],
  };
}

function ownOf(added: readonly AddedNode[], pool: NodePool) {
  return added.filter((one) => one.pool === pool).map(({ node }) => node);
}

/** What still waits: what keeps it off the nodes of one pool, or what the scheduler says of the first of its pods. */
function leftIn(
  world: World,
  cluster: Cluster,
  scheduler: Scheduler,
  pools: readonly NodePool[],
): StillWaiting[] {
  const [pool, ...others] = pools;
  return pendingOwners(cluster)
    .filter((owner) => workloadOf(owner) !== undefined)
    .flatMap((owner) => {
      const look = lookAt(world, cluster, scheduler, owner);
      if (!look || look.missing === 0) return [];
      const live = cluster.get('Pod', keyOf(look.pod));
      const kept = pool && others.length === 0 ? keptOff(pool, look) : undefined;
      const message = kept ?? condition(live?.status?.conditions, 'PodScheduled')?.message ?? '';
      return [{ object: refOf(owner), pods: look.missing, message }];
    });
}

/** For each Deployment of the manifests the pods that a rollout brings for a while, one Deployment at a time. */
function surgesIn(
  world: World,
  cluster: Cluster,
  scheduler: Scheduler,
  pools: readonly NodePool[],
  added: readonly AddedNode[],
): SurgeNeed[] {
  return writtenIn(world, cluster).flatMap((object): SurgeNeed[] => {
    if (object.kind !== 'Deployment') return [];
    const pods = surgePods(cluster, object as Deployment, scheduler);
    if (pods.length === 0) return [];
    const ledger = new QuotaLedger(cluster);
    const quota = pods.map((pod) => ledger.take([pod])).find((end) => end !== undefined);
    const packing = new Packing(cluster, scheduler, [{ pods }], added);
    packing.grow(pools, pods.length);
    return [
      {
        object: refOf(object),
        pods: pods.length,
        ...(packing.left === 0 && { nodes: packing.added.length }),
        ...(quota && { quota: quota.quota }),
      },
    ];
  });
}

/** The objects of the manifests as they stand in a cluster. */
function writtenIn({ manifests }: World, cluster: Cluster): KubeObject[] {
  return manifests.flatMap(
    ({ object }) => (cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined) ?? [],
  );
}

function refusedIn(world: World, cluster: Cluster): Need['neverMade'] {
  return writtenIn(world, cluster).flatMap((object) => {
    const found = refusedPod(cluster, object);
    if (!found) return [];
    const { wanted, there, refusal, pod } = found;
    return [{ object: refOf(object), pods: wanted - there, message: shownRefusal(refusal, pod) }];
  });
}

/** What stays unused, as a share of what all pods that wait ask for. */
function wasteOf({ unused, nodes }: PoolsNeed, { cluster, scheduler }: Ask): number {
  const kinds = waitingIn(cluster, scheduler.version);
  const asked = askedByAll(kinds.flatMap(({ pods }) => pods));
  return Object.entries(unused).reduce((sum, [resource, free]) => {
    const all = asked[resource] ?? 0;
    return sum + (all > 0 ? free / all : nodes.length);
  }, 0);
}

function askedByAll(pods: readonly Pod[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const pod of pods) {
    for (const [resource, amount] of Object.entries(askedFor(pod))) {
      sums[resource] = (sums[resource] ?? 0) + amount;
    }
  }
  return sums;
}
