/** Images on a node: which of them have to be pulled (pkg/kubelet/images). */
import type { Container, Node, Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';

/** Pulling takes its time once for each image that is neither on the node nor used by a pod that runs there. */
export function pullSeconds(
  cluster: Cluster,
  pod: Pod,
  node: Node,
  secondsOf: (container: Container, init: boolean) => number,
): number {
  const missing = new Map<string, { container: Container; init: boolean }>();
  for (const container of pod.spec.containers) missing.set(container.image ?? '', { container, init: false });
  for (const container of pod.spec.initContainers ?? [])
    missing.set(container.image ?? '', { container, init: true });
  for (const { names } of node.status?.images ?? []) for (const name of names ?? []) missing.delete(name);
  const { name = '' } = node.metadata;
  let seconds = 0;
  for (const [image, { container, init }] of missing) {
    if (!cluster.hasRun(name, image, pod.status?.startTime ?? '', pod.metadata.uid))
      seconds += secondsOf(container, init);
  }
  return seconds;
}
