/** Who reads a ConfigMap or a Secret, and whether a change reaches them. */

import type { JsonObject } from '../../api/json.js';
import { refText } from '../../api/object-key.js';
import { listed, numbered } from '../../api/text.js';
import { type ReferenceIndex, referenceIndex } from '../../references/readers.js';
import type { Way } from '../../references/reference.js';
import { type Changed, type Consequence, type Stored, specNumber, type World } from './context.js';

interface Reader {
  workload: Stored;
  ways: Set<Way>;
}

/** The workloads whose pods read a ConfigMap or Secret, by how. */
export function readersOf(kind: string, namespace: string | undefined, name: string, world: World): Reader[] {
  const { index, stored } = indexOf(world);
  return index.readersOf(kind, namespace, name).flatMap(({ object, references }) => {
    const workload = stored.get(object);
    const ways = new Set(references.flatMap(({ reads }) => reads));
    return workload && ways.size > 0 ? [{ workload, ways }] : [];
  });
}

interface WorldIndex {
  index: ReferenceIndex<JsonObject>;
  stored: ReadonlyMap<JsonObject, Stored>;
}

const indexes = new WeakMap<World, WorldIndex>();

/** What all objects of a world name: put together once, asked for every changed ConfigMap. */
function indexOf(world: World): WorldIndex {
  let made = indexes.get(world);
  if (!made) {
    const stored = new Map(world.objects.map((one) => [one.object, one]));
    made = { index: referenceIndex(stored.keys()), stored };
    indexes.set(world, made);
  }
  return made;
}

/** Consequences of a changed ConfigMap or Secret: nothing restarts by itself. */
export function configChanged(changed: Changed, world: World): Consequence[] {
  const readers = readersOf(changed.kind, changed.namespace, changed.name, world);
  if (
    !changed.changes.some(({ newPath }) => ['data', 'stringData', 'binaryData'].includes(String(newPath[0])))
  ) {
    return [{ type: 'in-place', text: 'changed in place, what pods read of it stays the same' }];
  }
  if (readers.length === 0) {
    return [{ type: 'in-place', text: 'changed in place; none of these workloads reads it' }];
  }
  const restarted = readers.filter(({ workload }) => workload.rollsOut);
  const rest = readers.filter(({ workload }) => !workload.rollsOut);
  const stale = rest.filter(({ ways }) => ways.has('env') || ways.has('subPath'));
  const follow = rest.filter(({ ways }) => ways.has('files') && !ways.has('env') && !ways.has('subPath'));
  const later = rest.filter(({ ways }) => ways.size === 1 && ways.has('pull'));
  const parts: string[] = [];
  if (stale.length > 0)
    parts.push(`${podsOf(stale)} ${isOne(stale) ? 'reads' : 'read'} it and will not restart`);
  if (follow.length > 0) {
    const see = isOne(follow) ? 'sees' : 'see';
    parts.push(`${podsOf(follow)} ${see} the new files within about a minute, without a restart`);
  }
  if (restarted.length > 0)
    parts.push(`${namesOf(restarted)} ${restarted.length === 1 ? 'restarts' : 'restart'} with it`);
  if (later.length > 0)
    parts.push(`${namesOf(later)} ${later.length === 1 ? 'uses' : 'use'} it for the next image pull`);
  return [
    {
      type: stale.length > 0 ? 'no-restart' : 'in-place',
      text: `changed in place; ${parts.join('; ')}`,
      facts: {
        readers: readers.map(({ workload, ways }) => ({
          kind: workload.kind,
          name: workload.name,
          by: [...ways].sort(),
          restarts: workload.rollsOut,
        })),
      },
    },
  ];
}

function namesOf(readers: readonly Reader[]): string {
  return listed(readers.map(({ workload }) => refText(workload)));
}

/** What makes so many pods by itself. */
const COUNTED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** Whether it is one pod that reads it. */
function isOne(readers: readonly Reader[]): boolean {
  const [{ workload } = {}] = readers;
  if (!workload || readers.length > 1) return false;
  const counts = COUNTED.includes(workload.kind);
  return workload.kind === 'Pod' || (counts && specNumber(workload.object, 'replicas') === 1);
}

/** `6 pods of deployment/web and the pods of daemonset/agent`. */
function podsOf(readers: readonly Reader[]): string {
  return listed(
    readers.map(({ workload }) => {
      const counts = COUNTED.includes(workload.kind);
      if (workload.kind === 'Pod') return refText(workload);
      const pods = counts ? numbered(specNumber(workload.object, 'replicas'), 'pod') : 'the pods';
      return `${pods} of ${refText(workload)}`;
    }),
  );
}
