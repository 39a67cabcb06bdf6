/** Workloads that the API server takes and whose pods it does not: nothing is ever Pending, and no node is to blame. */
import { fieldPath, type Path } from '../api/json.js';
import { keyOf, kindOf, refOf, refText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { idOf } from '../cluster/object-id.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Plan } from '../simulation/plan.js';
import { shownRefusal } from '../simulation/refusal-text.js';
import { locator, type World } from '../simulation/world.js';
import { type Ending, endOf } from './ending.js';
import type { Refusal } from './left-out.js';
import { refusalOf } from './lifts/index.js';
import type { Refused } from './lifts/lift.js';
import { defaultingRange } from './lifts/limitrange.js';
import { MOST_PROVEN } from './prove.js';
import { provenRemedies } from './proven.js';
import { POD_MAKERS } from './refused-pod.js';
import { podsOf, topOwner, workloadOf } from './target.js';
import { toldFix } from './told-fixes.js';

/** The words of an event of this kind, for what says them through its conditions. */
const CREATING = 'Error creating: ';

/** The same for all workloads of the manifests, and those of the cluster. */
export function allNeverMade(world: World, plan: Plan, scheduler: Scheduler): Refusal[] {
  const written = world.manifests.flatMap(
    ({ object }) => plan.cluster.get(kindOf(object), keyOf(object)) ?? [],
  );
  const known = new Set((written as KubeObject[]).map(idOf));
  const others = POD_MAKERS.flatMap((kind) => plan.cluster.list(kind) as KubeObject[]).filter(
    (one) => !known.has(idOf(one)) && topOwner(plan.cluster, one) === one,
  );
  const all = [...(written as KubeObject[]), ...others].filter((one) => refusalOf(plan.cluster, one));
  return all.flatMap((object, at) => {
    const share = at < MOST_PROVEN ? all.length : 0;
    return neverMade(world, plan, scheduler, object, share) ?? [];
  });
}

/**
 * Why pods of an object are never made, with what of its template is at fault, who decided so, and what would lift it;
 * undefined where all are there, or would come, or it is none that makes any.
 */
export function neverMade(
  world: World,
  plan: Plan,
  scheduler: Scheduler,
  object: KubeObject,
  share = 1,
): Refusal | undefined {
  const { cluster } = plan;
  const owner = workloadOf(object) ? topOwner(cluster, object) : object;
  const end = endOf(plan, owner);
  const refused = refusalOf(cluster, owner);
  if (!refused || !end) return undefined;
  const manifest = world.manifests.find(({ object: one }) => idOf(one) === idOf(owner));
  const scene = { world, scheduler, owner, plan, end, share };
  const { errors = [], places = errors.map(({ path }) => path) } = refused.refusal;
  const { ready, desired, complete } = end;
  return {
    object: refOf(owner),
    message: shownRefusal(refused.refusal, refused.pod),
    ...(manifest && { document: manifest.document }),
    event: eventOf(refused, end),
    end: { ready, desired, complete, there: podsOf(cluster, owner).length },
    ...(share === 0
      ? { untried: true }
      : { fixes: provenRemedies(scene).map((one) => toldFix(scene, one, refused.pod)) }),
    pods: places.map((place) => {
      const path = [...refused.path, ...place];
      return {
        field: fieldPath(path),
        ...(manifest && { at: manifest.document.locate(path) }),
      };
    }),
    ...decider(world, refused),
  };
}

/** What the one who would make the pod says: `replicaset/web-6cd7596d68: Error creating: …`. */
function eventOf({ maker, refusal, pod }: Refused, { reason }: Ending): string {
  const isSaid = reason !== undefined && / (is forbidden|is invalid)[: ]|not found/.test(reason);
  const words = isSaid ? reason : shownRefusal(refusal, pod);
  const event = /^(Error creating|[Cc]reate Pod) ?/.test(words) ? words : `${CREATING}${words}`;
  return `${refText(refOf(maker))}: ${event}`;
}

function decider(world: World, refused: Refused): Pick<Refusal, 'by'> {
  const { refusal, cluster } = refused;
  const { by } = refusal;
  if (by) {
    const live = cluster.get(by.kind, by.namespace === undefined ? by.name : `${by.namespace}/${by.name}`);
    return { by: { kind: by.kind, name: by.name, ...(live && placeIn(world, live as KubeObject, by.path)) } };
  }
  const defaulting = defaultingRange(refused);
  if (!defaulting) return {};
  const { range, path } = defaulting;
  return { by: { kind: range.kind, name: range.metadata.name ?? '', ...placeIn(world, range, path) } };
}

function placeIn(world: World, object: KubeObject, path: Path) {
  const locate = locator(world, object);
  return locate ? { at: locate(path) } : {};
}
