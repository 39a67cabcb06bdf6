/** Pods that wait are put on nodes that pools could add, one node after the other, as the scheduler would put them. */
import type { KubeObject, Node, Pod } from '../api/objects.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Cluster } from '../cluster/cluster.js';
import { renamedNode } from '../cluster/node-spec.js';
import { limitReached, type NodePool, type Shape } from '../cluster/pools/index.js';
import { fitsNode, podForNode } from '../controllers/daemonset-pods.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { amountsOf } from './amounts.js';
import { askedFor } from './moves/requests.js';
import { wantedLabels } from './new-node.js';
import { refusedPod } from './refused-pod.js';
import { caseOf, pendingOwners, podsOf, storedPod, workloadOf } from './target.js';

/** What is paid for, whoever asks for it. */
export const COUNTED = ['cpu', 'memory'];

/** A node that a pool adds. */
export interface AddedNode {
  pool: NodePool;
  node: Node;
  supposed: readonly string[];
}

/** Pods that are alike: of one workload. */
interface Kind {
  pods: Pod[];
}

/** The pods of a cluster that wait for a place, and those that others wait to be made after; by workload, the more important first. */
export function waitingIn(cluster: Cluster, version: KubernetesVersion): Kind[] {
  return pendingOwners(cluster)
    .filter((owner) => workloadOf(owner) !== undefined)
    .map((owner) => waitingOf(cluster, owner, version))
    .sort((a, b) => (b.pods[0]?.spec.priority ?? 0) - (a.pods[0]?.spec.priority ?? 0));
}

/** The same of one workload. */
export function waitingOf(cluster: Cluster, owner: KubeObject, version: KubernetesVersion): Kind {
  const found = caseOf(cluster, owner, version);
  if (!found) return { pods: [] };
  const own = owner.kind === 'Pod' ? [owner as Pod] : podsOf(cluster, owner);
  const waiting = own.filter(({ spec }) => !spec.nodeName);
  // Those that admission does not take never come.
  const coming = refusedPod(cluster, owner) ? 0 : Math.max(0, found.missing - waiting.length);
  const more = Array.from({ length: coming }, (_, i): Pod => {
    const { pod } = found;
    return { ...pod, metadata: { ...pod.metadata, name: `${pod.metadata.name}.${i}` } };
  });
  return { pods: [...waiting, ...more] };
}

/** A world to which nodes are added until nobody waits. */
export class Packing {
  readonly added: AddedNode[] = [];
  private state: SchedulerState;
  private kinds: Kind[];

  /** `before`: what pools have added already. */
  constructor(
    private readonly cluster: Cluster,
    private readonly scheduler: Scheduler,
    kinds: readonly Kind[],
    private readonly before: readonly AddedNode[] = [],
  ) {
    this.state = SchedulerState.ofCluster(cluster);
    this.kinds = placeAll(this.state, kinds, scheduler).left;
  }

  get left(): number {
    return this.kinds.reduce((sum, { pods }) => sum + pods.length, 0);
  }

  /** Adds nodes of these pools until nobody waits whom they could take, or there are so many. */
  grow(pools: readonly NodePool[], most: number): void {
    while (this.left > 0 && this.added.length < most) {
      const best = this.bestOf(this.choices(pools));
      if (!best) return;
      this.state = best.state;
      this.kinds = best.left;
      this.added.push(best.choice);
    }
  }

  /** The nodes that could be added next: each of a pool that has not come to its end. */
  private choices(pools: readonly NodePool[]): AddedNode[] {
    const wishes = this.kinds.flatMap(({ pods: [pod] }) => (pod ? [wishOf(pod)] : []));
    return pools.flatMap((pool) => {
      const own = [...this.before, ...this.added].filter((one) => one.pool === pool).map(({ node }) => node);
      const name = freeName(this.state, pool.name);
      const shapes = new Map<string, Shape>();
      for (const shape of wishes.flatMap((wish) => pool.shapes(wish)))
        shapes.set(JSON.stringify(shape.node), shape);
      return (
        [...shapes.values()]
          // Of what is not known of its nodes nothing is counted.
          .filter(({ node, supposed }) => !limitReached(pool, own, node, leastOf(supposed, {})))
          .map(({ node, supposed }) => ({ pool, node: renamedNode(node, name), supposed }))
      );
    });
  }

  /** The one that leaves the least unused for what it takes, and what comes of it; undefined where none takes any. */
  private bestOf(choices: readonly AddedNode[]): Step | undefined {
    let best: (Step & { cost: number }) | undefined;
    for (const choice of choices) {
      const state = this.state.fork();
      state.apply(withDaemons(state, this.cluster, choice.node, this.scheduler));
      const { placed, left } = placeAll(state, this.kinds, this.scheduler);
      if (placed.length === 0) continue;
      const cost = choices.length > 1 ? unusedFor(state, [choice], placed) : 0;
      if (!best || cost < best.cost) best = { choice, state, left, cost };
    }
    return best;
  }
}

/** A node that is added, and the world with it. */
interface Step {
  choice: AddedNode;
  state: SchedulerState;
  left: Kind[];
}

/** What a pod that waits wants of a node. */
export function wishOf(pod: Pod): { labels: Record<string, string>; resources: string[] } {
  return { labels: wantedLabels(pod), resources: Object.keys(askedFor(pod)) };
}

/** Of resources of which nothing is known on a node what a pod asks for: at least so much it has. */
export function leastOf(
  supposed: readonly string[],
  asked: Readonly<Record<string, number>>,
): Record<string, number> {
  const unknown = supposed.filter((what) => !what.includes('='));
  return Object.fromEntries(unknown.map((resource) => [resource, asked[resource] ?? 0]));
}

/** A name that no node has: the pool's, with a number. */
export function freeName(state: SchedulerState, name: string): string {
  for (let i = 1; ; i++) if (!state.node(`${name}-${i}`)) return `${name}-${i}`;
}

/** The node, and what every node of its kind runs: the pods of DaemonSets. */
export function withDaemons(
  state: SchedulerState,
  cluster: Cluster,
  node: Node,
  scheduler: Scheduler,
): { verb: 'create'; object: KubeObject }[] {
  const trial = state.fork();
  trial.apply([{ verb: 'create', object: node }]);
  const name = node.metadata.name ?? '';
  const pods = cluster.list('DaemonSet').flatMap((set) => {
    if (!fitsNode(set, node).run) return [];
    const made = podForNode(set, name, 'next');
    const named = {
      ...made,
      metadata: { ...made.metadata, name: `${set.metadata.name}-${name}`, namespace: set.metadata.namespace },
    };
    const pod = storedPod(named as Pod, scheduler.version, cluster);
    const placed = placing(trial, pod, scheduler);
    return placed ? [placed] : [];
  });
  return [node, ...pods].map((object) => ({ verb: 'create', object }));
}

/** Puts the pod where the scheduler would; undefined where it finds no place. */
function placing(state: SchedulerState, pod: Pod, scheduler: Scheduler): Pod | undefined {
  const { outcome, node } = scheduleOne(state, pod, scheduler);
  if (outcome !== 'bound' || node === undefined) return undefined;
  const bound: Pod = { ...pod, spec: { ...pod.spec, nodeName: node } };
  state.apply([{ verb: 'update', object: bound }]);
  return bound;
}

/** Puts in all that find a place; of pods alike none is tried after one that finds none. */
function placeAll(
  state: SchedulerState,
  kinds: readonly Kind[],
  scheduler: Scheduler,
): { placed: Pod[]; left: Kind[] } {
  const all: Pod[] = [];
  const left: Kind[] = [];
  for (const { pods } of kinds) {
    let count = 0;
    for (; count < pods.length; count++) {
      const placed = placing(state, pods[count] as Pod, scheduler);
      if (!placed) break;
      all.push(placed);
    }
    if (count < pods.length) left.push({ pods: pods.slice(count) });
  }
  return { placed: all, left };
}

/** How much stays unused of nodes for what pods ask for: of each resource as a share of that. */
function unusedFor(state: SchedulerState, added: readonly AddedNode[], pods: readonly Pod[]): number {
  const unused = unusedOn(state, added);
  return COUNTED.reduce((sum, resource) => {
    const asked = pods.reduce((total, pod) => total + (askedFor(pod)[resource] ?? 0), 0);
    const { free = 0, allocatable = 0 } = unused[resource] ?? {};
    const share = asked > 0 ? free / asked : allocatable > 0 ? free / allocatable : 0;
    return sum + share;
  }, 0);
}

/** What nobody asks for on the nodes that were added; not of what is not known of them. */
export function unusedOn(
  state: SchedulerState,
  added: readonly AddedNode[],
): Record<string, { free: number; allocatable: number }> {
  const sums: Record<string, { free: number; allocatable: number }> = {};
  for (const { node, supposed } of added) {
    const info = state.node(node.metadata.name ?? '');
    if (!info) continue;
    for (const resource of COUNTED.filter((one) => !supposed.includes(one))) {
      const [allocatable, used] = amountsOf(resource, info);
      const before = sums[resource] ?? { free: 0, allocatable: 0 };
      sums[resource] = {
        free: before.free + Math.max(0, allocatable - used),
        allocatable: before.allocatable + allocatable,
      };
    }
  }
  return sums;
}

/** A trial of nodes: how far it gets, the larger the better. */
export interface Trial<T> {
  far: number;
  result: T;
  cluster: Cluster;
}

/** The same nodes without those that nothing comes of: each kind of them is left out once, and all is played through. */
export function withoutIdle<T>(
  added: readonly AddedNode[],
  trial: Trial<T>,
  play: (added: readonly AddedNode[]) => Trial<T> | undefined,
): { added: readonly AddedNode[]; trial: Trial<T> } {
  const seen = new Set<string>();
  for (let at = added.length - 1; at >= 0; at--) {
    const key = shapeKey(added[at] as AddedNode);
    if (seen.has(key)) continue;
    seen.add(key);
    const fewer = added.filter((_, i) => i !== at);
    const tried = play(fewer);
    if (tried && tried.far >= trial.far) return withoutIdle(fewer, tried, play);
  }
  return { added, trial };
}

/** Nodes that are alike but for their names. */
export function shapeKey({ pool, node }: AddedNode): string {
  return JSON.stringify([pool.title, renamedNode(node, '')]);
}
