import type { Pod } from '../api/objects.js';
import { matchesRequiredNodeAffinity } from '../api/node-selector.js';
import { isPodTerminal } from '../api/pods.js';
import type { Change, Cluster } from '../cluster/cluster.js';

/** Where a pod goes, or why it goes nowhere. */
export interface Placement {
  node?: string;
  /** The scheduler's whole message, for a pod that stays Pending. */
  message?: string;
  reason?: string;
  nominatedNode?: string;
  victims?: readonly Pod[];
}

/** The scheduler as the simulation uses it: told of every change, asked for one pod at a time. */
export interface PodScheduler {
  apply(changes: readonly Change[], cluster: Cluster): void;
  place(pod: Pod, cluster: Cluster): Placement;
}

// Shim until src/scheduler decides.
export function scheduler(_cluster: Cluster): PodScheduler {
  return {
    apply() {},
    place(pod, cluster) {
      const nodes = cluster.list('Node');
      const fits = nodes.filter((node) => !node.spec?.unschedulable && matchesRequiredNodeAffinity(pod.spec, node));
      const load = (name: string) => cluster.podsOnNode(name).filter((one) => !isPodTerminal(one)).length;
      const best = fits.sort((a, b) => load(a.metadata.name!) - load(b.metadata.name!))[0];
      if (best) return { node: best.metadata.name };
      return {
        reason: 'Unschedulable',
        message: `0/${nodes.length} nodes are available: ${nodes.length} node(s) didn't match Pod's node affinity/selector.`,
      };
    },
  };
}
