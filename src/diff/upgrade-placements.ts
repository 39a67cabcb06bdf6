/** Where the pods of manifests go in each minor of an upgrade: the same manifests, nodes and pods, planned in each. */
import type { Release } from '../api/gates.js';
import type { Pod } from '../api/objects.js';
import { numbered } from '../api/text.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOfRef } from '../cluster/object-id.js';
import type { Document } from '../manifest/document.js';
import { defaultScheduler } from '../scheduler/configuration/scheduler.js';
import type { Decision, NodeScore } from '../scheduler/decision.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import type { Plan, Step } from '../simulation/plan.js';
import { planWorld } from '../simulation/plan-world.js';
import { TooManyPods } from '../simulation/pod-limit.js';
import { rootManager } from '../simulation/root-manager.js';
import { buildWorld } from '../simulation/world.js';
import type { Stage } from './moves.js';

/** The pods of one workload in one minor. */
interface Placed {
  /** How many each node gets. */
  nodes: Map<string, number>;
  /** In the order of their binding. */
  bound: Step[];
  /** What the scheduler says of each that it has no node for. */
  pending: string[];
}

/** What was planned in one minor. */
interface Played {
  release: Release;
  plan: Plan;
  /** By `KIND KEY` of the workload. */
  placed: Map<string, Placed>;
}

/** Plans manifests in every minor that is asked for, each once. */
export class Placements {
  private readonly played = new Map<number, Played>();

  constructor(
    private readonly documents: readonly Document[],
    private readonly releases: readonly Release[],
    private readonly stage: Stage,
  ) {}

  /**
   * Workloads, by `KIND KEY`, that are placed otherwise in the last minor than in the first, with what is to be said. Undefined
   * where there are more pods than are planned for.
   */
  differences(): Map<string, string> | undefined {
    try {
      return this.found();
    } catch (error) {
      if (error instanceof TooManyPods) return undefined;
      throw error;
    }
  }

  private found(): Map<string, string> {
    const last = this.releases.length - 1;
    const [before, after] = [this.at(0), this.at(last)];
    const texts = new Map<string, string>();
    for (const id of new Set([...before.placed.keys(), ...after.placed.keys()])) {
      if (isAlike(before.placed.get(id), after.placed.get(id))) continue;
      let from = last;
      while (from > 1 && isAlike(this.at(from - 1).placed.get(id), after.placed.get(id))) from -= 1;
      texts.set(id, this.textOf(id, from));
    }
    return texts;
  }

  /** How a workload is placed otherwise from one minor on than in the one before. */
  private textOf(id: string, from: number): string {
    const [was, now] = [this.at(from - 1), this.at(from)];
    const [old, next] = [was.placed.get(id) ?? NOTHING, now.placed.get(id) ?? NOTHING];
    const since = this.releases.length > 2 ? ` since ${now.release.version}` : '';
    const why = whyOtherwise(was, now, old, next);
    return `scheduled otherwise${since}: ${placesText(old, next)}${why === undefined ? '' : `; ${why}`}`;
  }

  private at(at: number): Played {
    const known = this.played.get(at);
    if (known) return known;
    const release = this.releases[at] as Release;
    const stage = { ...this.stage, version: release.version, gates: release.gates };
    const world = buildWorld({ documents: [...this.documents], findings: [] }, stage);
    const plan = planWorld(world, { openWorld: stage.isOpen, order: 'install' });
    const played = { release, plan, placed: placedIn(plan) };
    this.played.set(at, played);
    return played;
  }
}

const NOTHING: Placed = { nodes: new Map(), bound: [], pending: [] };

function placedIn({ steps, stuck, managers }: Plan): Map<string, Placed> {
  const found = new Map<string, Placed>();
  const of = (pod: Step['object']): Placed => {
    const id = rootManager(managers, idOfRef(pod));
    const known = found.get(id) ?? { nodes: new Map(), bound: [], pending: [] };
    found.set(id, known);
    return known;
  };
  for (const step of steps) {
    if (step.verb !== 'bind' || step.object.kind !== 'Pod') continue;
    const { nodes, bound } = of(step.object);
    const node = nodeOf(step);
    nodes.set(node, (nodes.get(node) ?? 0) + 1);
    bound.push(step);
  }
  for (const { object, reason, message } of stuck) if (reason === 'Pending') of(object).pending.push(message);
  return found;
}

/** The node of a step that binds a pod: `→ node-1`. */
function nodeOf({ message }: Step): string {
  return message.replace(/^→ /, '');
}

/** The same nodes as often, as many without one; or others only where each minor draws among as many equal ones. */
function isAlike(one: Placed = NOTHING, other: Placed = NOTHING): boolean {
  if (one.pending.length !== other.pending.length) return false;
  const { nodes } = one;
  if (nodes.size === other.nodes.size && [...nodes].every(([node, count]) => other.nodes.get(node) === count))
    return true;
  const [first, second] = firstOther(one, other);
  return first?.equals !== undefined && first.equals > 1 && first.equals === second?.equals;
}

/** The first pods, one after the other, that get another node. */
function firstOther(one: Placed, other: Placed): [Step | undefined, Step | undefined] {
  const at = one.bound.findIndex(
    (step, index) => !other.bound[index] || nodeOf(step) !== nodeOf(other.bound[index]),
  );
  const index = at === -1 ? one.bound.length : at;
  return [one.bound[index], other.bound[index]];
}

/** So many nodes are named. */
const MOST_NODES = 4;

/** `2 → 1 pods on node-1, 0 → 1 Pending`: of nodes those that have another number. */
function placesText(old: Placed, next: Placed): string {
  const otherwise = [...new Set([...old.nodes.keys(), ...next.nodes.keys()])]
    .filter((node) => old.nodes.get(node) !== next.nodes.get(node))
    .sort((a, b) => (a < b ? -1 : 1));
  const numbers = (node: string): string => `${old.nodes.get(node) ?? 0} → ${next.nodes.get(node) ?? 0}`;
  const more = otherwise.length - MOST_NODES;
  return [
    ...otherwise
      .slice(0, MOST_NODES)
      .map((node, at) => `${numbers(node)}${at === 0 ? ' pods' : ''} on ${node}`),
    ...(more > 0 ? [`others on ${more} more nodes`] : []),
    ...(old.pending.length === next.pending.length
      ? []
      : [`${old.pending.length} → ${next.pending.length} Pending`]),
  ].join(', ');
}

/** What the scheduler says of a pod that gets a node in one minor alone, or by what another node is better. */
function whyOtherwise(was: Played, now: Played, old: Placed, next: Placed): string | undefined {
  const isWorse = next.pending.length > old.pending.length;
  if (isWorse || old.pending.length > next.pending.length) {
    const { release } = isWorse ? now : was;
    const [message] = isWorse ? next.pending : old.pending;
    return `Kubernetes ${release.version}: ${message}`;
  }
  const [first, second] = firstOther(old, next);
  if (!first || !second) return undefined;
  const [one, other] = [nodeOf(first), nodeOf(second)];
  const [there, then] = [momentOf(was, first), momentOf(now, second)];
  if (!there || !then) return undefined;
  const [before, after] = [decided(there, there.pod, was.release), decided(then, then.pod, now.release)];
  // What does not come out again, in the world as it stood then, rests on more than is looked at here.
  if (before.node !== one || after.node !== other) return undefined;
  if (decided(then, there.pod, was.release).node === other) return 'as other pods are elsewhere by then';
  const failure = after.failures?.find(({ node }) => node === one);
  if (failure) return `Kubernetes ${now.release.version} refuses ${one}: ${failure.reasons.join(', ')}`;
  if (decided(then, then.pod, was.release).node === other) return 'as its pods are others';
  const by = pluginThatTurned(before, after, one, other);
  if (!by) return undefined;
  return `${by.plugin} gives ${other} ${pointsText(by.is)} than ${one}, where Kubernetes ${was.release.version} gives it ${pointsText(by.was)}`;
}

function pointsText(points: number): string {
  return `${numbered(Math.abs(points), 'point')} ${points < 0 ? 'fewer' : 'more'}`;
}

/** When a pod was bound: the pod without its node, and the world with the pods that had theirs before it. */
interface Moment {
  world: Cluster;
  pod: Pod;
}

function momentOf({ plan }: Played, step: Step): Moment | undefined {
  const later = new Set(
    plan.steps.flatMap(({ id, verb, object }) => (verb === 'bind' && id >= step.id ? [idOfRef(object)] : [])),
  );
  const id = idOfRef(step.object);
  const pods = plan.cluster.list('Pod');
  const bound = pods.find((one) => podId(one) === id);
  if (!bound) return undefined;
  const gone = pods.filter((one) => later.has(podId(one)) || !one.spec.nodeName);
  const { nodeName: _node, ...spec } = bound.spec;
  return {
    world: plan.cluster.with(gone.map((object) => ({ verb: 'delete', object }))),
    pod: { ...bound, spec, status: {} },
  };
}

function decided({ world }: Moment, pod: Pod, { version, gates }: Release): Decision {
  const state = SchedulerState.ofCluster(world);
  return scheduleOne(state, pod, defaultScheduler(version, gates), { detail: true });
}

function podId({ metadata: { namespace, name = '' } }: Pod): string {
  return idOfRef({ apiVersion: 'v1', kind: 'Pod', name, ...(namespace !== undefined && { namespace }) });
}

/** The plugin that speaks for the other node by the most more than it did, and by how many points each time. */
function pluginThatTurned(
  before: Decision,
  after: Decision,
  one: string,
  other: string,
): { plugin: string; was: number; is: number } | undefined {
  const leads = (decision: Decision): Map<string, number> => {
    const [own, better] = [one, other].map((node) => scoreOf(decision, node));
    const plugins = new Set([...Object.keys(own?.plugins ?? {}), ...Object.keys(better?.plugins ?? {})]);
    return new Map(
      [...plugins].map((name) => [name, (better?.plugins[name] ?? 0) - (own?.plugins[name] ?? 0)]),
    );
  };
  const had = leads(before);
  let most: { plugin: string; was: number; is: number } | undefined;
  for (const [plugin, is] of leads(after)) {
    const was = had.get(plugin) ?? 0;
    if (is - was > (most ? most.is - most.was : 0)) most = { plugin, was, is };
  }
  return most;
}

function scoreOf({ scores = [] }: Decision, node: string): NodeScore | undefined {
  return scores.find((score) => score.node === node);
}
