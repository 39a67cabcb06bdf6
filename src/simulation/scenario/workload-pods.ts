/** The pods of a workload, whoever of its own makes them. */
import { append } from '../../api/lists.js';
import type { KubeObject, Pod } from '../../api/objects.js';
import { isPodTerminal } from '../../api/pods.js';
import type { Cluster } from '../../cluster/cluster.js';
import { controlledBy } from '../../cluster/controlled-by.js';
import { isAvailable } from '../../controllers/availability.js';

/** What stands between a workload and its pods. */
const BETWEEN = ['ReplicaSet', 'Job'] as const;

/** The pods that a workload manages, itself or through its ReplicaSets or Jobs; a pod is its own. */
function podsOfWorkload(cluster: Cluster, workload: KubeObject): Pod[] {
  if (workload.kind === 'Pod') return [workload as Pod];
  const pods = controlledBy(cluster, workload, 'Pod');
  for (const kind of BETWEEN) {
    for (const one of controlledBy(cluster, workload, kind)) append(pods, controlledBy(cluster, one, 'Pod'));
  }
  return pods;
}

/** Pods that have not ended. */
export function livePods(cluster: Cluster, workload: KubeObject): number {
  return podsOfWorkload(cluster, workload).filter((pod) => !isPodTerminal(pod)).length;
}

/** Pods that serve: ready for as long as the workload asks for, and not leaving. */
export function availablePods(cluster: Cluster, workload: KubeObject, now: number): number {
  const { minReadySeconds } = (workload as { spec?: { minReadySeconds?: number } }).spec ?? {};
  return podsOfWorkload(cluster, workload).filter(
    (pod) => !pod.metadata.deletionTimestamp && isAvailable(pod, minReadySeconds, now),
  ).length;
}
