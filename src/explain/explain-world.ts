/** Explains what a world comes to: the manifests are played through first, so that pods have the names that a plan gives. */
import { objectText } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Plan } from '../simulation/plan.js';
import { locator, type World } from '../simulation/world.js';
import { causesOf } from './causes.js';
import { type Ending, endOf } from './ending.js';
import { explain } from './explain.js';
import type { Explanation } from './explanation.js';
import { poolAnswers } from './pool-answer.js';
import { MOST_PROVEN } from './prove.js';
import { provenRemedies } from './proven.js';
import { lookAt } from './remedies/look.js';
import { pendingOwners, topOwner, workloadOf } from './target.js';
import { toldFix } from './told-fixes.js';
import { unseenMaker, unseenText } from './unseen.js';

/** The name of the volume that the API server gives each pod for its token. */
const TOKEN_MOUNTS = /(?<="kube-api-access-)[a-z0-9]{5}(?=")/g;

/**
 * Explains one pod or workload; a pod is told of by what the manifests hold: its owner's. `plan` is what the world comes
 * to. Each fix is tried by editing the manifests and playing them through again; `share`: so many are explained at once,
 * 0 for one of so many that nothing is tried for it.
 */
export function explainObject(
  world: World,
  plan: Plan,
  scheduler: Scheduler,
  object: KubeObject,
  share = 1,
): Explanation {
  const { cluster } = plan;
  const owner = topOwner(cluster, object);
  const locate = locator(world, owner);
  const source = locate && workloadOf(owner) ? owner : object;
  const unseen = unseenMaker(plan, object);
  const explained = explain(cluster, object, {
    scheduler,
    source,
    ...(locate && { locate }),
    withoutFixes: true,
    supposed: unseen && unseenText(unseen),
  });
  const end = endOf(plan, workloadOf(owner) ? owner : object);
  if (!end) return explained;
  const isPlaced = explained.decision.outcome === 'bound';
  // A pod that has its place is no matter of the others'.
  const { ready, desired, reason } = end;
  const complete =
    end.complete || end.unknown === true || (isPlaced && object.kind === 'Pod' && object !== owner);
  const told = { ready, desired, complete, ...(reason !== undefined && { reason }) };
  if (complete && isPlaced) return { ...explained, end: told };
  const subject = workloadOf(owner) ? owner : object;
  const look = lookAt(world, cluster, scheduler, subject);
  if (!look) return { ...explained, end: told };
  const scene = { world, scheduler, owner: subject, plan, end, share };
  const pools = look.waits && world.pools.length > 0 ? poolAnswers(scene, look, share > 0) : undefined;
  const held = pools && { pools: pools.answers };
  if (share === 0) return { ...explained, end: told, ...held, untried: true };
  const proven = provenRemedies(scene, pools?.proven);
  return {
    ...explained,
    end: told,
    ...(isPlaced && { answer: stuckText(subject, end) }),
    causes: causesOf(look, proven),
    ...held,
    fixes: proven.map((one) => toldFix(scene, one, look.pod)),
  };
}

/** `deployment/web is stuck at 0 of 3 ready: ImagePullBackOff: …`, of one whose pods all have their places. */
function stuckText(object: KubeObject, { ready, desired, reason }: Ending): string {
  const why = reason ? `: ${reason.replace(/\.$/, '')}` : '';
  const how =
    ready < desired
      ? `is stuck at ${ready} of ${desired} ready`
      : `never completes, with ${ready} of ${desired} ready`;
  return `${objectText(object)} ${how}${why}`;
}

/** One explanation for each owner of pods that have no place. */
export function explainPending(world: World, plan: Plan, scheduler: Scheduler): Explanation[] {
  const owners = pendingOwners(plan.cluster).filter((object) => workloadOf(object) !== undefined);
  const first = new Set(firstOfTheirLike(owners).slice(0, MOST_PROVEN));
  return owners
    .map((object) => {
      const share = first.has(object) ? owners.length : 0;
      return explainObject(world, plan, scheduler, object, share);
    })
    .filter(({ decision }) => decision.outcome !== 'bound');
}

/** Of pods that nobody owns and that are alike, what helps one helps each. */
function firstOfTheirLike(owners: readonly KubeObject[]): KubeObject[] {
  const seen = new Set<string>();
  return owners.filter((owner) => {
    if (owner.kind !== 'Pod') return true;
    const { metadata, spec } = owner as Pod;
    const like = JSON.stringify([metadata.namespace, metadata.labels, spec]).replace(TOKEN_MOUNTS, '');
    return !seen.has(like) && seen.add(like);
  });
}
