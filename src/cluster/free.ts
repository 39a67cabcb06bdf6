/** What of the nodes' room is not asked for. */
import { isPodTerminal, podRequests } from '../api/pods.js';
import { resourceAmount } from '../api/quantity.js';
import type { Cluster } from './cluster.js';

/**
 * What is free on all nodes together: allocatable, less what the pods there request that have not ended; less than nothing
 * where they are overcommitted.
 * @returns cpu in thousandths, memory in bytes
 */
export function freeOnNodes(cluster: Cluster): { cpu: number; memory: number } {
  const free = { cpu: 0, memory: 0 };
  for (const node of cluster.list('Node')) {
    const { cpu = '0', memory = '0' } = node.status?.allocatable ?? {};
    free.cpu += resourceAmount('cpu', cpu);
    free.memory += resourceAmount('memory', memory);
    for (const pod of cluster.podsOnNode(node.metadata.name ?? '')) {
      if (isPodTerminal(pod)) continue;
      const requests = podRequests(pod.spec);
      free.cpu -= requests['cpu'] ?? 0;
      free.memory -= requests['memory'] ?? 0;
    }
  }
  return free;
}
