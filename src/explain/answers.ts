/** All that explain says of one workload, or of all that have pods without a place. */

import type { ObjectRef } from '../api/finding.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { ownedPods } from '../cluster/owned-pods.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Plan } from '../simulation/plan.js';
import type { World } from '../simulation/world.js';
import type { Chain } from './chains/chain.js';
import { followed } from './chains/index.js';
import { isServing } from './chains/pods.js';
import { asIn, type ChainScene, linkOf, sceneOf } from './chains/scene.js';
import { explainObject, explainPending } from './explain-world.js';
import type { Explanation } from './explanation.js';
import { type Refusal, refusalsOf } from './left-out.js';
import { allNeverMade, neverMade } from './never-made.js';
import { podsOf, workloadOf } from './target.js';

const RUN_NOW_AND_THEN: ReadonlySet<string> = new Set(['CronJob', 'Job']);

export interface Answers {
  /** What is asked about and is no matter of the scheduler, or not of it alone. */
  chains: readonly Chain[];
  explanations: readonly Explanation[];
  /** What is refused: objects of the manifests, and pods of objects that are taken. */
  refused: readonly Refusal[];
}

/**
 * What becomes of one object; of one whose pods are in part refused and in part wait, both is told. What makes pods is told of
 * by its chain too where something of that is wrong.
 */
export function answerAbout(world: World, plan: Plan, scheduler: Scheduler, object: KubeObject): Answers {
  const scene = sceneOf(world, plan);
  const chain = followed(scene, asIn(scene.cluster, object));
  const isThere = plan.cluster.get(kindOf(object), keyOf(object)) !== undefined;
  if (!workloadOf(object) || !isThere) return { chains: chain ? [chain] : [], explanations: [], refused: [] };
  const refused = object.kind === 'Pod' ? undefined : neverMade(world, plan, scheduler, object);
  const waits = podsOf(plan.cluster, object).some(({ spec }) => spec.nodeName === undefined);
  const explanations = refused && !waits ? [] : [explainObject(world, plan, scheduler, object)];
  const isPlaceless = explanations.some(({ decision }) => decision.outcome !== 'bound');
  const isTold = chain?.well
    ? (isPlaceless && object.kind !== 'CronJob') || !isOfTime(scene, object)
    : (refused !== undefined || isPlaceless) && isToldBeside(scene, object);
  return {
    chains: chain && !isTold ? [withPlace(scene, object, chain, explanations)] : [],
    explanations,
    refused: toldOnce(explanations, refused ? [refused] : []),
  };
}

/** What runs now and then is asked about for its times; a Job of the manifests runs at once. */
function isOfTime({ observed }: ChainScene, { kind }: KubeObject): boolean {
  return kind === 'CronJob' || (observed && RUN_NOW_AND_THEN.has(kind));
}

/** A CronJob that nobody has seen at work: its pods would find a node. */
function withPlace(
  scene: ChainScene,
  object: KubeObject,
  chain: Chain,
  [explanation]: readonly Explanation[],
): Chain {
  const node = explanation?.decision.outcome === 'bound' ? explanation.decision.node : undefined;
  const [first] = chain.links;
  if (object.kind !== 'CronJob' || scene.observed || first?.is !== 'well' || node === undefined) return chain;
  const text = `a pod of it finds a place now, on ${node}`;
  return {
    ...chain,
    links: [...chain.links, linkOf(scene, object, 'well', text, { at: workloadOf(object)?.path ?? [] })],
  };
}

/** Pods that are not made, or have no place, are told of by who refuses them, and by the scheduler: no others are not ready. */
function isToldBeside({ cluster }: ChainScene, object: KubeObject): boolean {
  if (RUN_NOW_AND_THEN.has(object.kind)) return false;
  return ownedPods(cluster, object).every(
    (pod) => isPodTerminal(pod) || pod.spec.nodeName === undefined || isServing(pod),
  );
}

/** What becomes of all that waits or is refused. */
export function answerAll(world: World, plan: Plan, scheduler: Scheduler): Answers {
  const explanations = explainPending(world, plan, scheduler);
  const neverMade = allNeverMade(world, plan, scheduler);
  return { chains: [], explanations, refused: [...refusalsOf(world), ...toldOnce(explanations, neverMade)] };
}

/** What lifts a refusal is told where the pods of the same object are explained. */
function toldOnce(explanations: readonly Explanation[], refused: readonly Refusal[]): Refusal[] {
  const key = (one: ObjectRef) => `${kindOf(one)} ${keyOf({ ...one, metadata: one })}`;
  const explained = new Set(explanations.map(({ object }) => key(object)));
  return refused.map((one) => {
    const { fixes: _fixes, ...rest } = one;
    return explained.has(key(one.object)) ? rest : one;
  });
}
