/** kubectl drain NODE --ignore-daemonsets --delete-emptydir-data [--force] (k8s.io/kubectl/pkg/drain) */
import type { Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Client } from './client.js';
import { cordon } from './cordon.js';
import { drainList } from './drain-list.js';
import { clientError, type Outcome } from './outcome.js';

/** Passes over the pods of DaemonSets, and takes all others. */
const ALL = { force: true, ignoreDaemonSets: true, deleteEmptyDirData: true };

/** The pods that a drain asks to leave: all that it does not pass over, but those that leave already. */
export function drainable(cluster: Cluster, node: string): Pod[] {
  return drainList(cluster, node, ALL, 0).pods.filter(({ metadata }) => !metadata.deletionTimestamp);
}

/** True where nothing is left that a drain waits for. */
export function isDrained(cluster: Cluster, node: string): boolean {
  return drainList(cluster, node, ALL, 0).pods.length === 0;
}

/**
 * The beginning of a drain: closes the node, and refuses where a pod would not come back. Evicting goes on for as long as
 * budgets say no: whoever drains asks for `drainable` again and again.
 */
export function beginDrain(client: Client, node: string, { force = false } = {}): Outcome {
  const cordoned = cordon(client, node);
  if (!cordoned.word) return cordoned;
  const { errors } = drainList(client.cluster, node, { ...ALL, force }, client.now);
  const [error] = errors;
  if (error === undefined) return cordoned;
  return clientError(`unable to drain node "${node}" due to error: ${error}`, cordoned.object);
}
