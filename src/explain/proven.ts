/** Which remedies are worth telling: each is tried to its end, and those come first that complete the workload. */

import { append, smallest } from '../api/lists.js';
import { keyOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { condition } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf } from '../cluster/object-id.js';
import type { Plan } from '../simulation/plan.js';
import type { Ending } from './ending.js';
import { liftsOf } from './lifts/index.js';
import { type Proof, prove, type Scene } from './prove.js';
import { remediesOf } from './remedies/index.js';
import { lookAt } from './remedies/look.js';
import { FEWER } from './remedies/numbers.js';
import { followedBy, type Remedy, remedySteps, wholeOf } from './remedy.js';
import { podsOf, topOwner } from './target.js';

/** How many are told. */
const MOST_TOLD = 5;
/** How many are tried alone, and how many of two steps, of three, of four; fewer in large worlds. */
const MOST_TRIED = 24;
const MOST_FURTHER = [16, 12, 12];
/** So many pods may be played through again for one answer. */
const MOST_PLAYED = 60_000;
/** What never rests is played until it is stopped, each time. */
const COST_OF_UNREST = 20;
/** So many ways are tried in any case, and where nothing rests. */
const LEAST_TRIED = 4;
const LEAST_TRIED_IN_UNREST = 2;
/** So many of two steps are tried where one is enough, and dear. */
const MOST_BESIDE = 8;
/** What costs as much leaves room for two smaller steps. */
const DEAR = 3;
/** How many first steps a second one is looked for. */
const MOST_FIRST = 4;

export interface Proven {
  remedy: Remedy;
  proof: Proof;
}

/** What was found. `known`: what was tried before, and gets further. */
export function provenRemedies(scene: Scene, known: readonly Proven[] = []): Proven[] {
  const trial = new Trial(scene, known);
  const pools = new Set(known.flatMap(({ remedy }) => remedy.kinds));
  const first = remediesFor(scene, scene.plan, scene.owner, scene.end).filter(
    ({ kinds }) => !kinds.some((kind) => pools.has(kind)),
  );
  let starts = [...known, ...trial.try(first, MOST_TRIED)];
  for (const most of MOST_FURTHER) {
    if (starts.length === 0 || trial.found.some((one) => isWhole(one) && !isDear(one))) break;
    const isFound = trial.found.some(isWhole);
    starts = goFurther(trial, scene, starts, isFound ? MOST_BESIDE : most);
    // Of more than two steps one that is dear is worth more.
    if (isFound) break;
  }
  return trial.best();
}

function remediesFor(
  { world, scheduler }: Scene,
  { cluster }: Scene['plan'],
  owner: KubeObject,
  end: Ending,
): Remedy[] {
  const look = lookAt(world, cluster, scheduler, owner);
  const all = [...liftsOf(cluster, owner), ...(look ? remediesOf(look, end) : [])];
  return all.sort((a, b) => a.cost - b.cost || (a.title < b.title ? -1 : 1));
}

/** One more step after each of the most promising ways so far. */
function goFurther(trial: Trial, scene: Scene, starts: readonly Proven[], most: number): Proven[] {
  const further = starts
    .filter((one) => !isWhole(one))
    .sort((a, b) => stage(b, scene) - stage(a, scene) || wholeOf(a.remedy).cost - wholeOf(b.remedy).cost)
    .slice(0, MOST_FIRST)
    .flatMap(({ remedy, proof }) =>
      remediesFor(scene, proof.plan, proof.owner, proof.end)
        .filter(({ kinds }) => !kinds.every((kind) => wholeOf(remedy).kinds.includes(kind)))
        .map((next) => followedBy(remedy, next))
        .filter((both) => isCheaper(both, trial.found.filter(isWhole))),
    )
    .map((remedy) => ({ remedy, key: sameKey(remedy), cost: wholeOf(remedy).cost }))
    .sort((a, b) => a.cost - b.cost);
  const seen = new Set<string>();
  const different = further.filter(({ key }) => !seen.has(key) && seen.add(key));
  return trial.try(
    different.map(({ remedy }) => remedy),
    most,
  );
}

/** The same steps in whatever order. */
function sameKey(remedy: Remedy): string {
  return remedySteps(remedy)
    .map(({ title }) => title)
    .sort()
    .join('\n');
}

/** How much further it gets: what is ready, and of the newest template. */
function progress({ proof: { end } }: Proven, { end: base }: Scene): number {
  return end.ready - base.ready + (end.updated - base.updated) / 100;
}

/** The same, with pods that are made, and have a place, as a beginning. */
function stage(one: Proven, scene: Scene): number {
  const count = ({ cluster }: Plan, owner: KubeObject) => {
    const pods = podsOf(cluster, owner);
    const placed = pods.filter(({ spec }) => spec.nodeName !== undefined);
    const looked = pods.filter(
      (pod) => condition(pod.status?.conditions, 'PodScheduled')?.reason === 'Unschedulable',
    );
    return pods.length / 1e5 + placed.length / 1e3 + looked.length / 1e7;
  };
  return progress(one, scene) + count(one.proof.plan, one.proof.owner) - count(scene.plan, scene.owner);
}

function isWhole({ proof }: Proven): boolean {
  return proof.end.complete && proof.harmed.length === 0;
}

/** Beside what is enough two steps are worth telling where they take fewer nodes, and no replicas away. */
function isCheaper(remedy: Remedy, enough: readonly Proven[]): boolean {
  if (enough.length === 0) return true;
  const nodesOf = (one: Remedy) =>
    remedySteps(one).flatMap(({ creates }) => creates.filter(({ kind }) => kind === 'Node')).length;
  const counts = enough.map((one) => nodesOf(one.remedy)).filter((count) => count > 0);
  return (
    !wholeOf(remedy).kinds.includes(FEWER) && nodesOf(remedy) < smallest(counts, Number.POSITIVE_INFINITY)
  );
}

/** Nodes are bought, or the workload is made smaller. */
function isDear({ remedy }: Proven): boolean {
  return wholeOf(remedy).cost >= DEAR;
}

/** Remedies tried one after the other. */
class Trial {
  readonly found: Proven[] = [];
  private readonly tried = new Set<string>();
  private left: number;

  constructor(
    private readonly scene: Scene,
    known: readonly Proven[],
  ) {
    append(this.found, known);
    const { cluster, settled, beforehand } = scene.plan;
    const rests = settled && beforehand.settled;
    const pods = Math.max(1, cluster.list('Pod').length) * (rests ? 1 : COST_OF_UNREST);
    const least = rests ? LEAST_TRIED : LEAST_TRIED_IN_UNREST;
    this.left = Math.max(least, Math.floor(MOST_PLAYED / pods / (scene.share ?? 1)));
  }

  /** What was tried, whatever came of it. */
  try(remedies: readonly Remedy[], most: number): Proven[] {
    const tried: Proven[] = [];
    const complete: (readonly string[])[] = [];
    let count = 0;
    for (const remedy of remedies) {
      const { kinds } = wholeOf(remedy);
      if (count >= most || this.left <= 0 || complete.length >= MOST_TOLD) break;
      // What changes more than one that works is none.
      if (complete.some((fewer) => fewer.every((kind) => kinds.includes(kind)))) continue;
      // Two nodes that are short of the same ask for the same.
      const key = sameKey(remedy);
      if (this.tried.has(key)) continue;
      this.tried.add(key);
      count += 1;
      this.left -= 1;
      const proof = prove(this.scene, remedy);
      if (!proof) continue;
      const one = { remedy, proof };
      tried.push(one);
      if (isWhole(one)) complete.push(kinds);
      if (proof.end.complete || progress(one, this.scene) > 0) this.found.push(one);
    }
    return tried;
  }

  /** Those that complete it first, then those that get further; of what harms others only where nothing else does. */
  best(): Proven[] {
    const whole = this.found.filter(isWhole);
    const harmful = this.found.filter(({ proof }) => proof.end.complete && proof.harmed.length > 0);
    const partial = this.found
      .filter(({ proof }) => !proof.end.complete)
      .sort((a, b) => progress(b, this.scene) - progress(a, this.scene));
    const rest = whole.length >= 2 ? [...harmful.slice(0, 1)] : [...harmful, ...partial.slice(0, 3)];
    return [...whole, ...rest].slice(0, MOST_TOLD);
  }
}

/** Pods of others that ran from the beginning, would go on, and are gone; not those that others of their workload came for. */
export function goneIn({ world, plan: base, owner }: Scene, { plan }: Proof): Pod[] {
  const own = idOf(owner);
  const isThere = (cluster: Cluster, pod: Pod) =>
    cluster.get('Pod', keyOf(pod))?.metadata.uid === pod.metadata.uid;
  return world.before.list('Pod').filter((pod) => {
    if (!pod.spec.nodeName || !isThere(base.cluster, pod) || isThere(plan.cluster, pod)) return false;
    const root = topOwner(world.before, pod);
    if (idOf(root) === own) return false;
    const placed = ({ cluster }: Plan) =>
      podsOf(cluster, root).filter(({ spec }) => spec.nodeName !== undefined).length;
    return root === pod || placed(plan) < placed(base);
  });
}
