/** Changing the size of a Deployment's ReplicaSets (pkg/controller/deployment/sync.go). */

import { byAge, DESIRED_REPLICAS, MAX_REPLICAS, toInt } from '../api/deployment-revisions.js';
import type { Deployment, ReplicaSet } from '../api/objects.js';
import type { Session } from './controller.js';
import { desiredReplicas, isRollingUpdate, maxSurge } from './deployment-limits.js';

const SCALING = 'ScalingReplicaSet';

export function replicasOf(set: ReplicaSet): number {
  return set.spec.replicas ?? 1;
}

export function isActive(set: ReplicaSet): boolean {
  return replicasOf(set) > 0;
}

export function sum(sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number | undefined): number {
  return sets.reduce((total, set) => total + (of(set) ?? 0), 0);
}

/** The annotations that remember for which size of the Deployment a ReplicaSet was scaled. */
export function replicasAnnotations(deployment: Deployment): Record<string, string> {
  const replicas = desiredReplicas(deployment);
  return {
    [DESIRED_REPLICAS]: String(replicas),
    [MAX_REPLICAS]: String(replicas + maxSurge(deployment)),
  };
}

/** What became of a ReplicaSet that was to be scaled. */
export interface Scaled {
  set: ReplicaSet;
  scaled: boolean;
}

/** Sets a ReplicaSet's size and says so; the annotations are brought up to date even when the size is right. */
function scaleSet(session: Session, deployment: Deployment, set: ReplicaSet, size: number): Scaled {
  const before = replicasOf(set);
  const wanted = replicasAnnotations(deployment);
  const current = Object.entries(wanted).every(([key, value]) => set.metadata.annotations?.[key] === value);
  if (before === size && current) return { set, scaled: false };
  const { object, refusal } = session.update({
    ...set,
    metadata: { ...set.metadata, annotations: { ...set.metadata.annotations, ...wanted } },
    spec: { ...set.spec, replicas: size },
  });
  if (refusal) {
    session.fail(refusal.message);
    return { set, scaled: false };
  }
  if (before !== size) {
    const direction = size > before ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${size}`;
    session.event(deployment, 'Normal', SCALING, message);
  }
  return { set: object, scaled: before !== size };
}

/** As `scaleSet`, but a ReplicaSet of the right size is left alone altogether. */
export function scaleSetIfNeeded(
  session: Session,
  deployment: Deployment,
  set: ReplicaSet,
  size: number,
): Scaled {
  return replicasOf(set) === size ? { set, scaled: false } : scaleSet(session, deployment, set, size);
}

/** The size that a rolling update gives its new ReplicaSet: as much as the surge allows. `all` includes it. */
export function newSetSize(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  size: number,
  surge: number,
): number {
  const replicas = desiredReplicas(deployment);
  if (!isRollingUpdate(deployment)) return replicas;
  const room = replicas + surge - sum(all, replicasOf);
  return room <= 0 ? size : size + Math.min(room, replicas - size);
}

/** True when the Deployment's size was changed since its ReplicaSets were scaled. */
export function isScalingEvent(deployment: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.filter(isActive).some((set) => {
    const desired = toInt(set.metadata.annotations?.[DESIRED_REPLICAS]);
    return desired !== undefined && desired !== desiredReplicas(deployment);
  });
}

/**
 * Spreads a change of size over the ReplicaSets of a rollout in progress, in proportion to their sizes.
 * Returns the ReplicaSets as they are then.
 */
export function scaleProportionally(
  session: Session,
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): ReplicaSet[] {
  const all = newSet ? [...old, newSet] : [...old];
  const replicas = desiredReplicas(deployment);
  const active = all.filter(isActive);
  const replace = (updated: readonly ReplicaSet[]) =>
    all.map((set) => updated.find((one) => one.metadata.uid === set.metadata.uid) ?? set);

  const only = active.length === 1 ? active[0] : active.length === 0 ? latest(newSet, old) : undefined;
  if (only) return replace([scaleSetIfNeeded(session, deployment, only, replicas).set]);
  if (active.length === 0) return all;
  if (newSet && isSaturated(deployment, newSet)) {
    return replace(old.filter(isActive).map((set) => scaleSetIfNeeded(session, deployment, set, 0).set));
  }
  if (!isRollingUpdate(deployment)) return all;

  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowed - sum(active, replicasOf);
  active.sort((a, b) => replicasOf(b) - replicasOf(a) || (toAdd > 0 ? byAge(b, a) : byAge(a, b)));
  let added = 0;
  const sized = active.map((set) => {
    const part = proportion(deployment, set, toAdd, added);
    added += part;
    return { set, size: replicasOf(set) + part };
  });
  return replace(
    sized.map(({ set, size }, i) => {
      const leftOver = i === 0 && toAdd !== 0 ? toAdd - added : 0;
      return scaleSet(session, deployment, set, Math.max(0, size + leftOver)).set;
    }),
  );
}

function latest(newSet: ReplicaSet | undefined, old: readonly ReplicaSet[]): ReplicaSet | undefined {
  return newSet ?? [...old].sort(byAge).at(-1);
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const replicas = desiredReplicas(deployment);
  return (
    replicasOf(set) === replicas &&
    toInt(set.metadata.annotations?.[DESIRED_REPLICAS]) === replicas &&
    (set.status?.availableReplicas ?? 0) === replicas
  );
}

function proportion(deployment: Deployment, set: ReplicaSet, toAdd: number, added: number): number {
  if (replicasOf(set) === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = fractionOf(deployment, set);
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added);
}

function fractionOf(deployment: Deployment, set: ReplicaSet): number {
  const replicas = desiredReplicas(deployment);
  const size = replicasOf(set);
  if (replicas === 0) return -size;
  const before = toInt(set.metadata.annotations?.[MAX_REPLICAS]) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((size * (replicas + maxSurge(deployment))) / before) - size;
}
