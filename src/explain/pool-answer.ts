/** Which pools could take a pod that waits, what keeps it off the others, and how many nodes of each its workload needs. */
import type { Path } from '../api/json.js';
import { renamedNode } from '../cluster/node-spec.js';
import {
  limitReached,
  type NodePool,
  type PoolLimit,
  type PoolPart,
  type Shape,
} from '../cluster/pools/index.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import { explainNode } from '../scheduler/obstacles.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { locator } from '../simulation/world.js';
import { amountText } from './amounts.js';
import type { PoolAnswer, PoolNeed, PoolPlace } from './explanation.js';
import { askedFor } from './moves/requests.js';
import { knownOf, obstacleText } from './obstacles/index.js';
import {
  type AddedNode,
  freeName,
  leastOf,
  Packing,
  type Trial,
  unusedOn,
  waitingOf,
  wishOf,
  withDaemons,
  withoutIdle,
} from './packing.js';
import { type Proof, prove, type Scene } from './prove.js';
import type { Proven } from './proven.js';
import type { Look } from './remedies/look.js';
import { adding } from './remedies/pools.js';

/** So many nodes of a pool are tried at most. */
const MOST_ADDED = 2000;
/** So often more nodes are added after a trial fell short. */
const MOST_AGAIN = 3;
/** So many pods may be played through again for one answer. */
const MOST_PLAYED = 60_000;
const COST = 1.2;

interface Judged extends PoolAnswer {
  source: NodePool;
  /** All is known that the pod asks for. */
  isSized: boolean;
  /** The smaller, the nearer. */
  distance: number;
}

export interface PoolAnswers {
  /** Those that take it first, the least unused first; then the nearest miss. */
  answers: PoolAnswer[];
  /** Adding nodes as fixes, each tried. */
  proven: Proven[];
}

/** Every pool of the world. `isTried`: also how many nodes it takes. */
export function poolAnswers(scene: Scene, look: Look, isTried = true): PoolAnswers {
  const judged = look.world.pools.map((pool) => judge(pool, look)).sort((a, b) => a.distance - b.distance);
  const budget = budgetOf(scene);
  const tried = judged.map((one): { answer: Judged; proven?: Proven; waste: number } => {
    const isCounted = isTried && one.takes && one.isSized;
    const found = isCounted ? needOf(scene, one.source, budget) : undefined;
    if (!found) return { answer: one, waste: Number.POSITIVE_INFINITY };
    return { answer: { ...one, need: found.need }, proven: found.proven, waste: wasteOf(found.need, look) };
  });
  tried.sort(
    (a, b) =>
      Number(b.answer.takes) - Number(a.answer.takes) ||
      Number(b.answer.need?.complete ?? false) - Number(a.answer.need?.complete ?? false) ||
      (a.waste < b.waste ? -1 : a.waste > b.waste ? 1 : 0),
  );
  return {
    answers: tried.map(
      ({ answer: { source: _source, distance: _distance, isSized: _isSized, ...answer } }) => answer,
    ),
    proven: tried.flatMap(({ proven }, at) =>
      proven ? [{ ...proven, remedy: { ...proven.remedy, cost: COST + at / 100 } }] : [],
    ),
  };
}

/** What keeps a pod off the nodes of a pool, the nearest of them: `taint team=a:NoSchedule (node(s) had …)`; undefined where it may go there. */
export function keptOff(pool: NodePool, look: Look): string | undefined {
  const { takes, verdict, reasons } = judge(pool, look);
  if (takes) return undefined;
  return keptOffText(verdict, reasons);
}

/** Ours, then the scheduler's words. */
export function keptOffText(verdict: readonly string[], reasons: readonly string[]): string {
  const [own, theirs] = [verdict.join(', '), reasons.join(', ')];
  if (theirs === '') return own;
  return own === '' || own === theirs ? theirs : `${own} (${theirs})`;
}

/** The nearest of the pool's nodes. */
function judge(pool: NodePool, look: Look): Judged {
  const all = pool.shapes(wishOf(look.pod)).map((shape) => judgeShape(pool, shape, look));
  return all.reduce((best, one) => (one.distance < best.distance ? one : best));
}

function judgeShape(source: NodePool, { node: like, supposed }: Shape, look: Look): Judged {
  const { pod, scheduler, cluster } = look;
  const state = look.state.fork();
  const node = renamedNode(like, freeName(state, source.name));
  state.apply(withDaemons(state, cluster, node, scheduler));
  const found = explainNode(state, pod, scheduler, node.metadata.name ?? '');
  const base = {
    source,
    pool: source.title,
    ...(source.ref && { object: source.ref }),
    ...(source.locate && { location: source.locate(['metadata', 'name']) }),
    ...(source.problems.length > 0 && {
      amiss: source.problems.map(({ text, path }) => ({
        text,
        ...(source.locate && { location: source.locate(path) }),
      })),
    }),
    supposed: supposed.map((what) => supposedText(what, look)),
    isSized: !supposed.some((what) => wishOf(pod).resources.includes(what)),
  };
  const everywhere = found ? found.everywhere?.reasons : [`no scheduler is called ${pod.spec.schedulerName}`];
  if (!found || everywhere) {
    const reasons = everywhere ?? [];
    return { ...base, takes: false, verdict: reasons, reasons, places: [], distance: 1000 };
  }
  const { refusals, fits } = found.node;
  const limit = fits ? limitReached(source, [], node, leastOf(supposed, askedFor(pod))) : undefined;
  if (limit) return { ...base, ...bounded(source, limit) };
  const obstacles = refusals.flatMap(({ details }) => details);
  return {
    ...base,
    takes: fits,
    verdict: [...new Set(obstacles.map(obstacleText))],
    reasons: [...new Set(refusals.flatMap(({ reasons }) => reasons))],
    places: fits ? [] : placesOf(source, obstacles, look),
    distance: fits ? supposed.length / 100 : obstacles.reduce((sum, one) => sum + distanceOf(one), 0),
  };
}

/** One that would take it, and may add no node. */
function bounded(
  pool: NodePool,
  { resource, left, text }: PoolLimit,
): Pick<Judged, 'takes' | 'verdict' | 'reasons' | 'places' | 'distance'> {
  const why = left <= 0 ? 'may add no more nodes' : 'one more node would be more than it may add';
  const places = pool.locate
    ? [{ of: 'pool' as const, location: pool.locate(pool.at('limit', resource)) }]
    : [];
  return { takes: false, verdict: [`${why}: ${text}`], reasons: [], places, distance: 1 };
}

function supposedText(what: string, { pod }: Look): string {
  const amount = askedFor(pod)[what];
  return amount === undefined ? what : `${amountText(what, amount)} ${what}`;
}

/** What is short is near where little is missing; all else is one thing that is in the way. */
function distanceOf(obstacle: Obstacle): number {
  if (obstacle.kind !== 'resource') return 1;
  const { short, requested } = obstacle;
  return requested > 0 ? Math.min(1, short / requested) : 1;
}

/** Where the pool, and where the workload says what does not go together. */
function placesOf(pool: NodePool, obstacles: readonly Obstacle[], look: Look): PoolPlace[] {
  const locate = locator(look.world, look.owner);
  const places = obstacles.flatMap((obstacle): PoolPlace[] => {
    const part = partOf(obstacle);
    const [move] = knownOf(obstacle).podMoves(obstacle, look.pod);
    const path: Path | undefined = move?.edits[0]?.path;
    return [
      ...(part && pool.locate ? [{ of: 'pool' as const, location: pool.locate(pool.at(...part)) }] : []),
      ...(path && locate ? [{ of: 'workload' as const, location: locate([...look.path, ...path]) }] : []),
    ];
  });
  const seen = new Set<string>();
  return places.filter(({ location: { file, start } }) => {
    const key = `${file}:${start.offset}`;
    return !seen.has(key) && seen.add(key);
  });
}

function partOf(obstacle: Obstacle): [PoolPart, string] | undefined {
  switch (obstacle.kind) {
    case 'resource':
      return ['resource', obstacle.resource];
    case 'taint':
      return ['taint', obstacle.taint.key];
    case 'node-selector':
      return ['label', obstacle.key];
    case 'node-affinity':
      return ['label', obstacle.terms[0]?.matchExpressions?.[0]?.key ?? ''];
    default:
      return undefined;
  }
}

/** How often the world may be played through still. */
interface Budget {
  plays: number;
  /** It would have been once more. */
  isOver: boolean;
}

/** Less often in a large world, and where many are asked about at once. */
function budgetOf({ plan, share = 1 }: Scene): Budget {
  const pods = Math.max(1, plan.cluster.list('Pod').length);
  return { plays: Math.max(2, Math.floor(MOST_PLAYED / pods / Math.max(1, share))), isOver: false };
}

/** So many nodes of the pool that the workload gets as far as it can with them, and no more than are needed. */
function needOf(
  scene: Scene,
  pool: NodePool,
  budget: Budget,
): { need: PoolNeed; proven: Proven } | undefined {
  const { owner, scheduler, plan } = scene;
  const play = (added: readonly AddedNode[]): Trial<Proven> | undefined => {
    if (budget.plays <= 0) {
      budget.isOver = true;
      return undefined;
    }
    budget.plays -= 1;
    const remedy = adding(pool, added);
    const proof = prove(scene, remedy);
    return proof && { far: farOf(proof), result: { remedy, proof }, cluster: proof.plan.cluster };
  };
  const more = (cluster: typeof plan.cluster, added: readonly AddedNode[]): readonly AddedNode[] => {
    const packing = new Packing(cluster, scheduler, [waitingOf(cluster, owner, scheduler.version)], added);
    packing.grow([pool], MOST_ADDED - added.length);
    return packing.added;
  };
  let added = more(plan.cluster, []);
  let trial = added.length > 0 ? play(added) : undefined;
  for (let again = 0; trial && !trial.result.proof.end.complete && again < MOST_AGAIN; again++) {
    const next = more(trial.cluster, added);
    const further = next.length > 0 ? play([...added, ...next]) : undefined;
    if (!further || further.far <= trial.far) break;
    [added, trial] = [[...added, ...next], further];
  }
  if (!trial || trial.far <= scene.end.ready) return undefined;
  const found = withoutIdle(added, trial, play);
  const { ready, desired, complete } = found.trial.result.proof.end;
  const nodes = found.added.map(({ node }) => node);
  const limit = complete || !nodes[0] ? undefined : limitReached(pool, nodes, nodes[0]);
  return {
    need: {
      nodes: found.added.length,
      ready,
      desired,
      complete,
      unused: unusedAmounts(found.trial.cluster, found.added),
      least: !budget.isOver,
      ...(limit && { bound: limit.text }),
    },
    proven: found.trial.result,
  };
}

function farOf({ end: { ready, complete }, harmed }: Proof): number {
  return ready + (complete ? 0.5 : 0) - harmed.length;
}

function unusedAmounts(cluster: Look['cluster'], added: readonly AddedNode[]): Record<string, number> {
  const unused = unusedOn(SchedulerState.ofCluster(cluster), added);
  return Object.fromEntries(Object.entries(unused).map(([resource, { free }]) => [resource, free]));
}

/** What stays unused, of each resource as a share of what the missing pods ask for. */
function wasteOf({ unused, nodes }: PoolNeed, { pod, missing }: Look): number {
  const requests = askedFor(pod);
  return Object.entries(unused).reduce((sum, [resource, free]) => {
    const all = (requests[resource] ?? 0) * Math.max(1, missing);
    return sum + (all > 0 ? free / all : nodes);
  }, 0);
}
