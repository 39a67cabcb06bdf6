/** How many pods workloads have, as the files say. */
import { isObject, textOf } from '../api/json.js';
import { kindOf } from '../api/object-key.js';
import type { LintObject, Place } from './object.js';
import type { Objects } from './objects.js';

/** What sets a number of replicas: kinds whose objects have one. */
const SIZED: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
]);
const AUTOSCALER = 'HorizontalPodAutoscaler';
/** KEDA makes an autoscaler of it. */
const SCALED_OBJECT = 'ScaledObject.keda.sh';

/** The least number of pods that a workload has, and where that is said, or would be. */
export interface Size {
  least: number;
  at: Place;
}

/** True for a workload that has a number of replicas. */
export function hasReplicas(object: LintObject): boolean {
  return SIZED.has(kindOf(object));
}

/** The autoscaler among the files that sets the replicas of a workload. */
export function autoscalerOf(object: LintObject, objects: Objects): LintObject | undefined {
  const namespace = object.namespace ?? 'default';
  return [AUTOSCALER, SCALED_OBJECT]
    .flatMap((kind) => objects.ofKind(kind, namespace))
    .find(({ at }) => scales(at.child('spec', 'scaleTargetRef'), object));
}

function scales(target: Place, { kind, ownName }: LintObject): boolean {
  const named = target.child('kind').value ?? 'Deployment';
  return named === kind && target.child('name').value === ownName && ownName !== '';
}

/**
 * How many pods a workload has at the least: what its autoscaler says, else its own replicas; 1 for a Pod. Undefined where
 * nobody can say: of a DaemonSet, of a Job, of a number that cannot be read.
 */
export function sizeOf(object: LintObject, objects: Objects): Size | undefined {
  const own = object.at.child('spec', 'replicas');
  if (kindOf(object) === 'Pod') return { least: 1, at: object.at };
  if (!hasReplicas(object)) return undefined;
  const autoscaler = autoscalerOf(object, objects);
  const field = autoscaler?.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas';
  const at = autoscaler ? autoscaler.at.child('spec', field) : own;
  const least = at.value ?? (field === 'minReplicaCount' ? 0 : 1);
  return typeof least === 'number' ? { least, at } : undefined;
}

/** How many pods are to be kept, `3 pods`; undefined of one alone. Where nothing is said, somebody else may say it. */
export function severalOf(object: LintObject, objects: Objects): string | undefined {
  const size = sizeOf(object, objects);
  if (!size || (size.least < 2 && size.at.value !== undefined)) return undefined;
  return size.at.value === undefined ? 'pods' : `${size.least} pods`;
}

/** The object that an autoscaler scales, if it is among the files. */
export function scaledBy(autoscaler: LintObject, objects: Objects): LintObject | undefined {
  const target = autoscaler.at.child('spec', 'scaleTargetRef');
  if (!isObject(target.value)) return undefined;
  const [apiVersion, kind, name] = ['apiVersion', 'kind', 'name'].map((key) =>
    textOf(target.child(key).value),
  );
  const filed = kindOf({ apiVersion: apiVersion!, kind: kind! });
  return objects.find(filed, autoscaler.namespace ?? 'default', name!);
}
