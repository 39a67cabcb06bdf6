/** The smallest changes that would let a pod run, each found true by scheduling it again in the changed world. */
import type { KubeObject, Node, Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { NodeVerdict, PodVerdict } from '../scheduler/obstacles.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import type { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { makeRoom } from './make-room.js';
import { changedObject, type FieldEdit } from './moves/edit.js';
import type { NodeMove, PodMove } from './moves/move.js';
import { newClaims, newClasses } from './new-claim.js';
import { newNodes } from './new-node.js';
import { knownOf } from './obstacles/index.js';

/** How many fixes are told. */
const MOST_FIXES = 5;
/** How many candidates are tried; each costs one scheduling attempt. */
const MOST_TRIED = 80;
/** How many of them may change the same things, on different nodes. */
const MOST_ALIKE = 4;

/** A fix before it is put into the words of the manifest. */
export interface FoundFix {
  title: string;
  node: string;
  edits: readonly FieldEdit[];
  commands: string[];
  /** Objects to create, as YAML. */
  manifests: string[];
  pod: Pod;
  /** Objects that are new or different, and pods that go. */
  world: KubeObject[];
  gone: Pod[];
}

/** A change that may let a pod run. */
export interface Candidate {
  title: string;
  /** What it changes; a candidate that changes more than one that works is none. */
  kinds: readonly string[];
  cost: number;
  edits: readonly FieldEdit[];
  commands: string[];
  manifests?: string[];
  /** What `manifests` hold, and nodes to add. */
  creates?: readonly KubeObject[];
  pod: Pod;
  world: KubeObject[];
  gone?: Pod[];
  /** Placing the changed pod tells nothing: the API server makes something else of it. */
  byServer?: boolean;
  /** Without it no node is even looked for: it is a step, wherever the pod may go then. */
  opens?: boolean;
  /** What becomes of a change that controllers act on; undefined where it does not help. Asked when it is tried. */
  unfold?(): { world: KubeObject[]; gone: Pod[]; node: string } | undefined;
}

/** All that may be tried, the smallest steps first. `cluster` tells of the workloads that running pods belong to. */
export function candidatesOf(
  state: SchedulerState,
  pod: Pod,
  scheduler: Scheduler,
  verdict: PodVerdict,
  cluster?: Cluster,
): Candidate[] {
  return [
    ...podCandidates(pod, scheduler),
    ...newClaims(state, pod),
    ...newClasses(state, pod),
    ...verdict.nodes.flatMap((node) => nodeCandidates(state, pod, node)),
    ...makeRoom(state, pod, verdict.nodes, scheduler, cluster),
    ...newNodes(state, pod),
  ].sort((a, b) => a.cost - b.cost || (a.title < b.title ? -1 : 1));
}

/** At most five fixes, the smallest steps first. */
export function findFixes(
  state: SchedulerState,
  pod: Pod,
  scheduler: Scheduler,
  verdict: PodVerdict,
  cluster?: Cluster,
): FoundFix[] {
  const fixes: FoundFix[] = [];
  const found: (readonly string[])[] = [];
  const alike = new Map<string, number>();
  let tried = 0;
  for (const candidate of candidatesOf(state, pod, scheduler, verdict, cluster)) {
    const { kinds } = candidate;
    if (fixes.length >= MOST_FIXES || tried >= MOST_TRIED) break;
    if (found.some((fewer) => fewer.every((kind) => kinds.includes(kind)))) continue;
    const same = [...kinds].sort().join();
    const count = (alike.get(same) ?? 0) + 1;
    alike.set(same, count);
    if (count > MOST_ALIKE) continue;
    tried += 1;
    const fix = candidate.byServer ? undefined : placing(state, candidate, scheduler);
    if (!fix) continue;
    found.push(kinds);
    fixes.push(fix);
  }
  return fixes;
}

/** The pod placed in the world that a candidate makes; undefined where it finds no node there either. */
export function placing(
  state: SchedulerState,
  candidate: Candidate,
  scheduler: Scheduler,
): FoundFix | undefined {
  const { title, edits, commands, manifests = [], pod } = candidate;
  const outcome = candidate.unfold ? candidate.unfold() : candidate;
  if (!outcome) return undefined;
  const { world, gone = [] } = outcome;
  // A rollout places the pod while it goes on, not after it.
  const early = 'node' in outcome ? outcome.node : undefined;
  const decision = scheduleOne(changedBy(state, { world, gone }), pod, scheduler);
  if (decision.outcome !== 'bound' || decision.node === undefined) return undefined;
  return { title, node: early ?? decision.node, edits, commands, manifests, pod, world, gone };
}

/** The world with a fix's objects in it, and without the pods that go. */
export function changedBy(
  state: SchedulerState,
  { world, gone }: Pick<FoundFix, 'world' | 'gone'>,
): SchedulerState {
  if (world.length + gone.length === 0) return state;
  const fork = state.fork();
  fork.apply(gone.map((object) => ({ verb: 'delete', object })));
  fork.apply(world.map((object) => ({ verb: 'update', object })));
  return fork;
}

/** What is wrong with the pod before any node is looked at. */
function podCandidates(pod: Pod, scheduler: Scheduler): Candidate[] {
  const candidates: Candidate[] = [];
  const { schedulingGates: gates = [], ...ungated } = pod.spec;
  if (gates.length > 0) {
    candidates.push({
      title: `remove the scheduling ${gates.length === 1 ? 'gate' : 'gates'} ${gates.map(({ name }) => name).join(', ')}`,
      kinds: ['gates'],
      cost: 1,
      edits: [{ action: 'remove', path: ['spec', 'schedulingGates'] }],
      commands: [],
      pod: { ...pod, spec: ungated },
      opens: true,
      world: [],
    });
  }
  const [first] = scheduler.profiles.keys();
  if (first !== undefined && !scheduler.profiles.has(pod.spec.schedulerName!)) {
    candidates.push({
      title: `let the scheduler ${first} place it`,
      kinds: ['scheduler'],
      cost: 1,
      edits: [{ action: 'replace', path: ['spec', 'schedulerName'], value: first }],
      commands: [],
      pod: { ...pod, spec: { ...pod.spec, schedulerName: first } },
      opens: true,
      world: [],
    });
  }
  return candidates;
}

/** Changes of the pod, of the node, or of both, that take away all that is held against one node. */
function nodeCandidates(state: SchedulerState, pod: Pod, { node, refusals }: NodeVerdict): Candidate[] {
  const obstacles = refusals.flatMap(({ details }) => details);
  if (obstacles.length === 0) return [];
  const original = state.node(node)!.node;
  const ways = obstacles.map((obstacle) => knownOf(obstacle).podMoves(obstacle, pod));
  const byPod = ways.map(([first]) => first);
  const byNode = obstacles.map((obstacle) => knownOf(obstacle).nodeMove(obstacle, node));
  const isClosed = obstacles.map((obstacle) => knownOf(obstacle).isClosure);
  const candidates: Candidate[] = [];
  const offer = (podMoves: (PodMove | undefined)[], nodeMoves: (NodeMove | undefined)[]) => {
    const complete = obstacles.every((_, i) => podMoves[i] || nodeMoves[i]);
    if (complete)
      candidates.push(combine(pod, original, podMoves.filter(isThere), nodeMoves.filter(isThere)));
  };
  const none: undefined[] = obstacles.map(() => undefined);
  offer(byPod, none);
  offer(none, byNode);
  // The node where it is closed, the manifest for the rest.
  offer(
    byPod.map((move, i) => (isClosed[i] && byNode[i] ? undefined : move)),
    byNode.map((move, i) => (isClosed[i] ? move : undefined)),
  );
  // The smaller of the two for each.
  offer(
    byPod.map((move, i) => (isSmaller(byNode[i], move) ? undefined : move)),
    byNode.map((move, i) => (isSmaller(move, byPod[i]) ? move : undefined)),
  );
  // Other ways of the manifest, one obstacle at a time.
  ways.forEach((moves, i) => {
    for (const move of moves.slice(1)) {
      offer(byPod.with(i, move), none);
      offer(
        byPod.map((one, k) => (k === i ? move : isClosed[k] && byNode[k] ? undefined : one)),
        byNode.map((one, k) => (k !== i && isClosed[k] ? one : undefined)),
      );
    }
  });
  return candidates.filter(({ title }, i) => candidates.findIndex((one) => one.title === title) === i);
}

function isSmaller(move: PodMove | NodeMove | undefined, other: PodMove | NodeMove | undefined): boolean {
  return move !== undefined && (other === undefined || move.cost < other.cost);
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function combine(pod: Pod, node: Node, podMoves: PodMove[], nodeMoves: NodeMove[]): Candidate {
  const moves = unique([...podMoves, ...nodeMoves]);
  const ofPod = unique(podMoves);
  const ofNode = unique(nodeMoves);
  return {
    title: [...new Set(moves.map(({ title }) => title))].join(' and '),
    kinds: moves.map(({ kind }) => kind),
    // Two small changes are more than one larger one.
    cost: moves.reduce((sum, { cost }) => sum + cost, 0) + (moves.length - 1) * 0.5,
    edits: ofPod.flatMap(({ edits }) => edits),
    commands: ofNode.flatMap(({ commands }) => commands),
    pod: changedObject(
      pod,
      ofPod.flatMap(({ edits }) => edits),
    ),
    byServer: ofPod.some(({ byServer }) => byServer),
    world: ofNode.length > 0 ? [ofNode.reduce((changed, move) => move.apply(changed), node)] : [],
  };
}

/** A cordon shows twice: as such and as a taint. */
function unique<T extends { kind: string }>(moves: readonly T[]): T[] {
  return moves.filter((move, i) => moves.findIndex(({ kind }) => kind === move.kind) === i);
}
