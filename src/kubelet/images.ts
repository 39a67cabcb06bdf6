/** Images on a node: which of them have to be pulled, and which cannot be (pkg/kubelet/images). */

import type { Container, Node, Pod } from '../api/objects.js';
import { matchesWildcard } from '../api/wildcard.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Session } from '../controllers/controller.js';
import type { KubeletModel } from './model.js';

/** Why a container waits whose image cannot be pulled. */
export const PULL_BACK_OFF = 'ImagePullBackOff';

/** Whether an image is named by one of the patterns: whole, with `*` for anything; without a tag, whatever its tag. */
export function matches(image: string | undefined, patterns: readonly string[]): boolean {
  const name = image ?? '';
  return patterns.some((pattern) => matchesWildcard(name, pattern) || name.startsWith(`${pattern}:`));
}

/** Whether one of the pod's containers has an image of the patterns. */
export function usesImageOf(pod: Pod, patterns: readonly string[]): boolean {
  return pod.spec.containers.some(({ image }) => matches(image, patterns));
}

/** Pulling takes its time once for each image that is neither on the node nor used by a pod that runs there. */
export function pullSeconds(cluster: Cluster, pod: Pod, node: Node, model: KubeletModel): number {
  const missing = new Set<string>();
  for (const { image } of pod.spec.containers) missing.add(image ?? '');
  for (const { image } of pod.spec.initContainers ?? []) missing.add(image ?? '');
  for (const { names } of node.status?.images ?? []) for (const name of names ?? []) missing.delete(name);
  const { name = '' } = node.metadata;
  for (const image of missing) {
    if (cluster.hasRun(name, image, pod.status?.startTime ?? '', pod.metadata.uid)) missing.delete(image);
  }
  return missing.size * model.pullSeconds;
}

/** What is said of a container whose image cannot be pulled, once. */
export function sayPullFailed(session: Session, pod: Pod, { image }: Container): void {
  session.event(pod, 'Warning', 'Failed', `Failed to pull image "${image}": not found`);
  session.event(pod, 'Normal', 'BackOff', backOffText(image));
}

/** The state of a container whose image cannot be pulled. */
export function pullBackOff(image: string | undefined): { reason: string; message: string } {
  return { reason: PULL_BACK_OFF, message: backOffText(image) };
}

function backOffText(image: string | undefined): string {
  return `Back-off pulling image "${image}"`;
}
