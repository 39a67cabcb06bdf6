/** kubectl drain NODE --ignore-daemonsets --delete-emptydir-data [--force] (k8s.io/kubectl/pkg/drain) */
import { controllerRef, keyOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Client } from './client.js';
import { cordon } from './cordon.js';
import { clientError, type Outcome } from './outcome.js';

const MIRROR = 'kubernetes.io/config.mirror';

/** The pods that a drain asks to leave: all that it does not pass over, but those that leave already. */
export function drainable(cluster: Cluster, node: string): Pod[] {
  return cluster.podsOnNode(node).filter((pod) => !isPassedOver(pod) && !pod.metadata.deletionTimestamp);
}

/** True where nothing is left that a drain waits for. */
export function isDrained(cluster: Cluster, node: string): boolean {
  return cluster.podsOnNode(node).every(isPassedOver);
}

/** Pods of the node's own files, and those of DaemonSets that have not ended, stay. */
function isPassedOver(pod: Pod): boolean {
  if (pod.metadata.annotations?.[MIRROR] !== undefined) return true;
  return controllerRef(pod)?.kind === 'DaemonSet' && !isPodTerminal(pod);
}

/**
 * The beginning of a drain: closes the node, and refuses where a pod would not come back. Evicting goes on for as long as
 * budgets say no: whoever drains asks for `drainable` again and again.
 */
export function beginDrain(client: Client, node: string, { force = false } = {}): Outcome {
  const cordoned = cordon(client, node);
  if (!cordoned.word) return cordoned;
  const unmanaged = drainable(client.cluster, node).filter(
    (pod) => !controllerRef(pod) && !isPodTerminal(pod),
  );
  if (unmanaged.length === 0 || force) return cordoned;
  const names = unmanaged.map(keyOf).join(', ');
  return clientError(
    `unable to drain node "${node}" due to error: cannot delete Pods that declare no controller (use --force to override): ${names}`,
    cordoned.object,
  );
}
