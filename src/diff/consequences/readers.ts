/** Who reads a ConfigMap or a Secret, and whether a change reaches them. */
import { isObject, type JsonValue } from '../../api/json.js';
import type { Container, PodSpec } from '../../api/objects.js';
import { podSpecOf } from '../pod-template.js';
import {
  type Changed,
  type Consequence,
  counted,
  listed,
  named,
  type Stored,
  specNumber,
  type World,
} from './context.js';

/** How a pod reads: `env` is read once at the start, `files` follow, `subPath` files do not. */
type Way = 'env' | 'files' | 'subPath' | 'pull';

/** The object's fields by which a pod spec refers to the two kinds. */
const FIELDS = {
  ConfigMap: { ref: 'configMapRef', keyRef: 'configMapKeyRef', volume: 'configMap', volumeName: 'name' },
  Secret: { ref: 'secretRef', keyRef: 'secretKeyRef', volume: 'secret', volumeName: 'secretName' },
} as const;

type ConfigKind = keyof typeof FIELDS;

interface Reader {
  workload: Stored;
  ways: Set<Way>;
}

/** The workloads that read a ConfigMap or Secret, by how. */
export function readersOf(
  kind: ConfigKind,
  namespace: string | undefined,
  name: string,
  world: World,
): Reader[] {
  const readers: Reader[] = [];
  for (const workload of world.objects) {
    if (workload.namespace !== namespace) continue;
    const spec = podSpecOf(workload.kind, workload.object);
    const ways = spec ? waysOf(kind, name, spec) : new Set<Way>();
    if (ways.size > 0) readers.push({ workload, ways });
  }
  return readers;
}

function waysOf(kind: ConfigKind, name: string, spec: PodSpec): Set<Way> {
  const { ref, keyRef } = FIELDS[kind];
  const ways = new Set<Way>();
  const volumes = new Set(
    (spec.volumes ?? []).filter((volume) => volumeReads(kind, name, volume)).map((volume) => volume.name),
  );
  const containers: Container[] = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  for (const container of containers) {
    const fromEnv = (container.env ?? []).some((variable) => refersTo(variable.valueFrom?.[keyRef], name));
    const fromAll = (container.envFrom ?? []).some((source) => refersTo(source[ref], name));
    if (fromEnv || fromAll) ways.add('env');
    for (const mount of container.volumeMounts ?? []) {
      if (volumes.has(mount.name)) ways.add(mount.subPath ? 'subPath' : 'files');
    }
  }
  const pulls = (spec as { imagePullSecrets?: { name?: string }[] }).imagePullSecrets ?? [];
  if (kind === 'Secret' && pulls.some((secret) => secret.name === name)) ways.add('pull');
  return ways;
}

function volumeReads(
  kind: ConfigKind,
  name: string,
  volume: { [key: string]: JsonValue | undefined },
): boolean {
  const { volume: field, volumeName } = FIELDS[kind];
  if (refersTo(volume[field], name, volumeName)) return true;
  const projected = volume['projected'];
  const sources = isObject(projected) && Array.isArray(projected['sources']) ? projected['sources'] : [];
  return sources.some((source) => isObject(source) && refersTo(source[field], name));
}

function refersTo(value: JsonValue | undefined, name: string, field = 'name'): boolean {
  return isObject(value) && value[field] === name;
}

/** Consequences of a changed ConfigMap or Secret: nothing restarts by itself. */
export function configChanged(changed: Changed, world: World): Consequence[] {
  const kind = changed.kind as ConfigKind;
  const readers = readersOf(kind, changed.namespace, changed.name, world);
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
  if (stale.length > 0) parts.push(`${podsOf(stale)} read it and will not restart`);
  if (follow.length > 0)
    parts.push(`${podsOf(follow)} see the new files within about a minute, without a restart`);
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
  return listed(readers.map(({ workload }) => named(workload)));
}

/** `6 pods of deployment/web and the pods of daemonset/agent`. */
function podsOf(readers: readonly Reader[]): string {
  return listed(
    readers.map(({ workload }) => {
      const counts = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'].includes(
        workload.kind,
      );
      if (workload.kind === 'Pod') return named(workload);
      const pods = counts ? counted(specNumber(workload.object, 'replicas'), 'pod') : 'the pods';
      return `${pods} of ${named(workload)}`;
    }),
  );
}
