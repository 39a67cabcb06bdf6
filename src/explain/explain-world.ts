/** Explains what a world comes to: the manifests are played through first, so that pods have the names that a plan gives. */
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { simulate } from '../simulation/simulate.js';
import { locator, type World } from '../simulation/world.js';
import { explain } from './explain.js';
import type { Explanation } from './explanation.js';
import { pendingOwners, topOwner, workloadOf } from './target.js';

/** The world when all has happened that the manifests bring about. Throws `TooManyPods`. */
export function comeAbout({ before, manifests }: World, scheduler: Scheduler, maxPods?: number): Cluster {
  return simulate(
    before,
    manifests.map(({ given, location }) => ({ object: given, location })),
    { scheduler, order: 'install', ...(maxPods !== undefined && { maxPods }) },
  ).cluster;
}

/** Explains one pod or workload of `cluster`; a pod is told of by what the manifests hold: its owner's. */
export function explainObject(
  world: World,
  cluster: Cluster,
  scheduler: Scheduler,
  object: KubeObject,
): Explanation {
  const owner = topOwner(cluster, object);
  const locate = locator(world, owner);
  const source = locate && workloadOf(owner) ? owner : object;
  return explain(cluster, object, { scheduler, source, ...(locate && { locate }) });
}

/** One explanation for each owner of pods that have no place. */
export function explainPending(world: World, cluster: Cluster, scheduler: Scheduler): Explanation[] {
  return pendingOwners(cluster)
    .filter((object) => workloadOf(object) !== undefined)
    .map((object) => explainObject(world, cluster, scheduler, object))
    .filter(({ decision }) => decision.outcome !== 'bound');
}
