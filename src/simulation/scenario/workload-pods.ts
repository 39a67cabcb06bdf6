/** The pods of a workload, whoever of its own makes them. */
import type { KubeObject } from '../../api/objects.js';
import { isPodTerminal } from '../../api/pods.js';
import type { Cluster } from '../../cluster/cluster.js';
import { ownedPods } from '../../cluster/owned-pods.js';
import { isAvailable } from '../../controllers/availability.js';

/** Pods that have not ended. */
export function livePods(cluster: Cluster, workload: KubeObject): number {
  return ownedPods(cluster, workload).filter((pod) => !isPodTerminal(pod)).length;
}

/** Pods that serve: ready for as long as the workload asks for, and not leaving. */
export function availablePods(cluster: Cluster, workload: KubeObject, now: number): number {
  const { minReadySeconds } = (workload as { spec?: { minReadySeconds?: number } }).spec ?? {};
  return ownedPods(cluster, workload).filter(
    (pod) => !pod.metadata.deletionTimestamp && isAvailable(pod, minReadySeconds, now),
  ).length;
}
