/** How far a rollout may go from the wanted number of pods (pkg/controller/deployment/util, ResolveFenceposts). */
import { scaledIntOrPercent } from '../api/int-or-percent.js';
import type { Deployment } from '../api/objects.js';

export function isRollingUpdate(deployment: Deployment): boolean {
  return (deployment.spec.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
}

export function desiredReplicas(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

/** maxSurge as written, in pods: what the creation of a new ReplicaSet goes by. */
export function rawSurge(deployment: Deployment): number {
  const { maxSurge = '25%' } = deployment.spec.strategy?.rollingUpdate ?? {};
  return scaledIntOrPercent(maxSurge, desiredReplicas(deployment), 'up') ?? 0;
}

/** Pods above the wanted number; 0 unless the strategy is RollingUpdate. */
export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? rawSurge(deployment) : 0;
}

/** Pods that may be missing; 1 where neither surge nor missing pods are allowed, as nothing could move otherwise. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = desiredReplicas(deployment);
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  const { maxUnavailable: wanted = '25%' } = deployment.spec.strategy?.rollingUpdate ?? {};
  let unavailable = scaledIntOrPercent(wanted, replicas, 'down') ?? 0;
  if (unavailable === 0 && rawSurge(deployment) === 0) unavailable = 1;
  return Math.min(unavailable, replicas);
}
