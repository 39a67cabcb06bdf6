/** Admission that looks at the world: the API server's plugins that decide whether an object may exist. */
import type { AdmissionPlugin } from '../admission/admit.js';
import type { Cluster } from '../cluster/cluster.js';

/** The plugins for the world as it is, in the server's order. */
export function worldPlugins(_cluster: Cluster): AdmissionPlugin[] {
  return [];
}
