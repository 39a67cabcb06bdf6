/** The pods that a rollout brings beside those that are there, for a while. */
import type { Deployment, Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { isRollingUpdate, maxSurge } from '../controllers/deployment-limits.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { nextPods } from './capacity-pods.js';

/** Those of a Deployment when all its pods are replaced; none where the old ones go first. */
export function surgePods(cluster: Cluster, deployment: Deployment, { version }: Scheduler): Pod[] {
  if (!isRollingUpdate(deployment)) return [];
  const source = nextPods(cluster, deployment, version);
  if (!source || 'refused' in source) return [];
  return Array.from({ length: maxSurge(deployment) }, (_, i) => source.pod(i));
}
