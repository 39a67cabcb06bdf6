/** What smaller (or larger) requests of workloads free: they roll out in thought, and what is free is counted before and after. */
import { jsonEqual } from '../api/equality.js';
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { keyOf, kindOf, nameText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf } from '../cluster/object-id.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { planCommandOf } from '../simulation/commands/index.js';
import { Simulation } from '../simulation/simulation.js';
import type { World } from '../simulation/world.js';
import { changedObject, type FieldEdit } from './moves/edit.js';
import { POD_MAKERS } from './refused-pod.js';
import { type Room, roomIn } from './room.js';
import { topOwner, workloadOf } from './target.js';

const MAX_MS = 3_600_000;

/** `deployment/web` and what each of its containers is to ask for: `cpu=250m,memory=1Gi`. */
export interface RequestsWish {
  target: string;
  requests: string;
}

export interface ChangedRequests {
  wishes: readonly RequestsWish[];
  before: Room;
  after: Room;
}

/** What comes of it, and the world then. `cluster` is at rest. What kubectl says of a command that fails is thrown by `refuse`. */
export function changedRequests(
  cluster: Cluster,
  wishes: readonly RequestsWish[],
  {
    scheduler,
    namespace,
    refuse,
  }: { scheduler: Scheduler; namespace: string; refuse: (wish: RequestsWish, said: string) => never },
): { answer: ChangedRequests; cluster: Cluster } {
  const simulation = new Simulation(cluster, { isAtRest: true, scheduler });
  for (const wish of wishes) {
    const command = planCommandOf([
      'set',
      'resources',
      wish.target,
      `--requests=${wish.requests}`,
      '-n',
      namespace,
    ]);
    const { exitCode, printed } = simulation.run(command, { namespace });
    if (exitCode !== 0) refuse(wish, printed.join(' '));
    simulation.settle({ until: simulation.now + MAX_MS });
  }
  const answer = { wishes, before: roomIn(cluster), after: roomIn(simulation.cluster) };
  return { answer, cluster: simulation.cluster };
}

/** The manifests, and what of the cluster no manifest holds, with the requests that changed from one world to the other. */
export function withRequests<T extends World>(world: T, before: Cluster, after: Cluster): T {
  const changed = (object: KubeObject): KubeObject | undefined => {
    const path = workloadOf(object)?.path;
    if (!path) return undefined;
    const stored = (cluster: Cluster): JsonValue | undefined => {
      const live = cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
      return live && valueAt(asJson(live), [...path, 'spec']);
    };
    const [old, now] = [containersIn(stored(before)), containersIn(stored(after))];
    const different = [...now].filter(
      ([name, one]) => !jsonEqual(one['resources'] ?? {}, old.get(name)?.['resources'] ?? {}),
    );
    return different.length === 0 ? undefined : withResources(object, [...path, 'spec'], new Map(different));
  };
  const written = new Set(world.manifests.map(({ given }) => idOf(given)));
  const live = POD_MAKERS.flatMap((kind) => world.before.list(kind) as KubeObject[]);
  return {
    ...world,
    manifests: world.manifests.map((one) => ({ ...one, given: changed(one.given) ?? one.given })),
    before: world.before.with(
      live
        .filter((one) => !written.has(idOf(one)) && topOwner(world.before, one) === one)
        .flatMap((one) => changed(one) ?? [])
        .map((object) => ({ verb: 'update' as const, object })),
    ),
  };
}

const LISTS = ['containers', 'initContainers'];

function containersIn(spec: JsonValue | undefined): Map<string, JsonObject> {
  const all = isObject(spec) ? LISTS.flatMap((list) => spec[list] ?? []) : [];
  return new Map(all.filter(isObject).map((one) => [nameText(one['name'] ?? ''), one]));
}

function withResources(object: KubeObject, path: Path, from: ReadonlyMap<string, JsonObject>): KubeObject {
  const spec = valueAt(asJson(object), path);
  const edits = LISTS.flatMap((list) => {
    const containers = isObject(spec) ? spec[list] : undefined;
    return (Array.isArray(containers) ? containers : []).flatMap((one, at): FieldEdit[] => {
      const other = isObject(one) ? from.get(nameText(one['name'] ?? '')) : undefined;
      if (!other) return [];
      return [{ action: 'replace', path: [...path, list, at, 'resources'], value: other['resources'] ?? {} }];
    });
  });
  return changedObject(object, edits);
}
