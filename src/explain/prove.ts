/** Tries a remedy as its user would: the manifests are edited, go through admission, and are played through to their end. */

import type { JsonValue } from '../api/json.js';
import { keyOf, kindOf, objectKey, refOf, refText } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf, idOfRef } from '../cluster/object-id.js';
import { HEALTHY, type KubeletModel } from '../kubelet/model.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Action } from '../simulation/actions/action.js';
import type { Given } from '../simulation/apply-manifests.js';
import { planCommands } from '../simulation/commands/index.js';
import type { PlanCommand } from '../simulation/commands/plan-verb.js';
import type { CommandInput } from '../simulation/commands/run-command.js';
import { MAX_PODS } from '../simulation/most-pods.js';
import { outsideOf } from '../simulation/outside.js';
import type { Plan } from '../simulation/plan.js';
import { type SimulateOptions, simulate } from '../simulation/simulate.js';
import type { World } from '../simulation/world.js';
import { type Ending, endOf } from './ending.js';
import { changedObject } from './moves/edit.js';
import { befallingFirst, type Remedy, remedySteps } from './remedy.js';
import { topOwner } from './target.js';

/** Their pods, or their templates, are not changed in place. */
const FIXED: ReadonlySet<string> = new Set(['Pod', 'Job']);

/** Of more workloads that are asked about at once than these nothing is tried: each try plays the whole world. */
export const MOST_PROVEN = 10;

/** A world of so many pods is large. */
const LARGE = 200;

/** A world to which something is done once its manifests are applied. */
export interface ThenWorld extends World {
  afterwards?: { commands: readonly PlanCommand[]; input: CommandInput };
}

/** What is asked about, and the world that it is in. */
export interface Scene {
  world: ThenWorld;
  scheduler: Scheduler;
  /** The workload, as the cluster has it in the end. */
  owner: KubeObject;
  /** What comes of the world as it is. */
  plan: Plan;
  /** How the workload ends there. */
  end: Ending;
  /** So many workloads are asked about at once: each gets its share of the trying. */
  share?: number;
}

export interface Proof {
  plan: Plan;
  /** The workload in the end; edits may have given it another name. */
  owner: KubeObject;
  end: Ending;
  /** What got along before, and no longer does: `deployment/api`. */
  harmed: readonly string[];
  /** It had to be made anew: the server does not change it in place. */
  anew: boolean;
}

/** What comes of a remedy; undefined where the workload is refused then, or gone. */
export function prove(scene: Scene, remedy: Remedy): Proof | undefined {
  const changes = remedySteps(remedy).some(({ edits }) => edits.length > 0);
  const isWritten = scene.world.manifests.some(({ given }) => idOf(given) === idOf(scene.owner));
  if (changes && !isWritten && FIXED.has(scene.owner.kind)) return play(scene, remedy, true);
  const tried = play(scene, remedy, false);
  return tried && isRefused(tried) ? play(scene, remedy, true) : tried;
}

/** The plan of the world as it is: what `plan` says of it. Throws `TooManyPods`. */
export function playedThrough(
  world: ThenWorld,
  scheduler: Scheduler,
  maxPods?: number,
  turn?: SimulateOptions['turn'],
): Plan {
  const { before, manifests, afterwards } = world;
  return simulate(
    before,
    manifests.map(({ given, location }) => ({ object: given, location })),
    {
      scheduler,
      order: 'install',
      kubelet: kubeletIn(world),
      ...(afterwards && { commands: afterwards.commands, commandInput: afterwards.input }),
      ...(maxPods !== undefined && { maxPods }),
      turn,
    },
  );
}

/** As a plan has it: what the world is said to hold is all that there is of it. */
export function kubeletIn({ before, described }: World): KubeletModel {
  return { ...HEALTHY, isOutside: outsideOf(before, { described, open: false }) };
}

function isRefused({ plan, owner }: Proof): boolean {
  return plan.workloads.some(({ object, state }) => state === 'refused' && idOfRef(object) === idOf(owner));
}

function play(scene: Scene, remedy: Remedy, anew: boolean): Proof | undefined {
  const { world, scheduler } = scene;
  const { before: came, beforehand } = scene.plan;
  // In a large world it takes longest to begin.
  const isSame = remedySteps(remedy).every(
    ({ others = [], creates }) => others.length === 0 && creates.every(({ kind }) => kind !== 'Node'),
  );
  const rested = isSame && beforehand.settled && came.list('Pod').length >= LARGE;
  const input = inputOf(scene, rested ? came : world.before, remedy, anew);
  const namespace = scene.owner.metadata.namespace ?? 'default';
  const commands = befallingFirst(remedySteps(remedy)).flatMap((step) =>
    [...(step.befalls ?? []), ...step.commands].flatMap((line) => planCommands(line)),
  );
  const plan = simulate(input.before, input.given, {
    scheduler,
    kubelet: kubeletIn(world),
    order: 'install',
    rested,
    actions: input.actions,
    // What is done in any case is done first.
    commands: [...(world.afterwards?.commands ?? []), ...commands],
    commandInput: { ...world.afterwards?.input, namespace: world.namespace ?? namespace },
    // Whoever allowed more for the plan allows as many for its like.
    maxPods: Math.max(MAX_PODS, 2 * came.list('Pod').length, 2 * scene.plan.cluster.list('Pod').length),
  });
  const { owner } = input;
  const live = plan.cluster.get(kindOf(owner), keyOf(owner)) as KubeObject | undefined;
  const end = endOf(plan, owner);
  if (!end) return undefined;
  return { plan, owner: live ?? owner, end, harmed: harmedBy(scene, plan), anew };
}

interface Input {
  before: Cluster;
  given: Given[];
  actions: Action[];
  owner: KubeObject;
}

/** The world and the manifests with the remedy's changes in them; objects of the cluster alone are patched in it. */
function inputOf({ world, owner }: Scene, start: Cluster, remedy: Remedy, anew: boolean): Input {
  const steps = remedySteps(remedy);
  const changes = new Map<string, KubeObject>();
  const change = (object: KubeObject, edits: Remedy['edits']) => {
    const id = idOf(object);
    const manifest = world.manifests.find(({ given }) => idOf(given) === id);
    const before =
      changes.get(id) ??
      manifest?.given ??
      (world.before.get(kindOf(object), keyOf(object)) as KubeObject | undefined);
    if (before && edits.length > 0) changes.set(id, changedObject(before, edits));
  };
  for (const { edits, others = [] } of steps) {
    change(owner, edits);
    for (const one of others) change(one.object, one.edits);
  }
  const given: Given[] = world.manifests.map(({ given: object, location }) => ({
    object: changes.get(idOf(object)) ?? object,
    location,
  }));
  const written = new Set(world.manifests.map(({ given: object }) => idOf(object)));
  const creates = steps.flatMap((step) => step.creates);
  for (const object of creates) if (object.kind !== 'Node') given.push({ object });
  const live = [...changes].filter(([id]) => !written.has(id));
  const others = live.filter(([id]) => id !== idOf(owner)).map(([, object]) => object);
  const actions = live.flatMap(([id, object]) => (id === idOf(owner) ? patched(object, anew) : []));
  const nodes = creates.filter(({ kind }) => kind === 'Node');
  const gone = anew && written.has(idOf(owner)) ? removed(start, owner) : [];
  return {
    // What is typed about other objects is typed first.
    before: start.with([
      ...others.map((object) => ({ verb: 'update' as const, object })),
      ...gone,
      ...steps.flatMap((step) => step.removes ?? []).flatMap((one) => removed(start, one)),
      ...nodes.map((object) => ({ verb: 'create' as const, object })),
    ]),
    given,
    actions,
    owner: changes.get(idOf(owner)) ?? owner,
  };
}

/** The object and what it owns, taken out of a world. */
function removed(cluster: Cluster, object: KubeObject): { verb: 'delete'; object: KubeObject }[] {
  const live = cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  if (!live) return [];
  const below = live.metadata.uid ? cluster.dependents(live.metadata.uid) : [];
  return [...below.flatMap((one) => removed(cluster, one)), { verb: 'delete' as const, object: live }];
}

/** What a live object is changed by: its fields are replaced, or it is deleted and made anew. */
function patched(object: KubeObject, anew: boolean): Action[] {
  const target = { kind: kindOf(object), key: keyOf(object) };
  if (anew) {
    const {
      uid: _uid,
      resourceVersion: _version,
      ...metadata
    } = object.metadata as typeof object.metadata & {
      resourceVersion?: string;
    };
    const { status: _status, ...rest } = object as Pod;
    return [
      { do: 'delete', ...target, gracePeriodSeconds: 0 },
      { do: 'create', object: { ...rest, metadata } },
    ];
  }
  const { apiVersion: _apiVersion, kind: _kind, metadata, status: _status, ...fields } = asJson(object);
  const patch: JsonValue[] = Object.entries(fields).map(([key, value]) => ({
    op: 'replace',
    path: `/${key}`,
    value: value ?? null,
  }));
  const labels = (metadata as { labels?: JsonValue } | undefined)?.labels;
  if (labels) patch.push({ op: 'add', path: '/metadata/labels', value: labels });
  return [{ do: 'patch', ...target, type: 'json', patch }];
}

/** Workloads that had no stuck pods and have some; the workload itself is not among them. */
function harmedBy({ plan: base, owner }: Scene, plan: Plan): string[] {
  const own = idOf(owner);
  const before = new Set(stuckOwners(base).map(idOf));
  const now = stuckOwners(plan).filter((one) => idOf(one) !== own && !before.has(idOf(one)));
  return [...new Set(now.map((one) => refText(refOf(one))))];
}

function stuckOwners({ stuck, cluster }: Plan): KubeObject[] {
  return stuck.flatMap(({ object: { kind, namespace, name } }) => {
    const pod = cluster.get(kind, objectKey(namespace, name)) as KubeObject | undefined;
    return pod ? [topOwner(cluster, pod)] : [];
  });
}
