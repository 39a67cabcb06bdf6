/** What is taken for true of containers, because nothing in manifests says how an image behaves. */
import type { Container, Pod } from '../api/objects.js';
import { matchesWildcard } from '../api/wildcard.js';

/** How a container ends, so many seconds after it began to run. */
export interface Exit {
  code: number;
  after: number;
}

/** Of which containers something is told: of those for which all that is said holds. */
export interface Whom {
  /** Their image, whole, with `*` for anything; without a tag, whatever its tag. */
  image?: string;
  /** By `KIND NAMESPACE/NAME`, the kind as the cluster files it: what their pods belong to, or the pod itself. */
  workload?: string;
  /** Their name. */
  container?: string;
}

/** What containers do, all times in seconds. What is left out is as it is otherwise. */
export interface Does {
  pull?: number | 'fails';
  start?: number;
  ready?: number | 'never';
  exit?: Exit | 'never';
  stop?: number;
}

export interface Assumption {
  of: Whom;
  does: Does;
}

/** An image that cannot be pulled, whose containers never get ready, or that end with an error as soon as they run. */
export const failsToPull = (image: string): Assumption => ({ of: { image }, does: { pull: 'fails' } });
export const neverReady = (image: string): Assumption => ({ of: { image }, does: { ready: 'never' } });
export const crashes = (image: string): Assumption => ({
  of: { image },
  does: { exit: { code: 1, after: 0 } },
});

/** Whether an image is what a pattern says: whole, with `*` for anything; without a tag, whatever its tag. */
export function matches(image: string | undefined, pattern: string): boolean {
  const name = image ?? '';
  return matchesWildcard(name, pattern) || name.startsWith(`${pattern}:`);
}

/** Whether something is told of a container; `workload`: what its pod belongs to. */
export function isMeant(
  { image, workload: wanted, container: name }: Whom,
  container: Container,
  workload: string,
  { metadata: { namespace, name: podName } }: Pod,
): boolean {
  return (
    (image === undefined || matches(container.image, image)) &&
    (wanted === undefined || wanted === workload || wanted === `Pod ${namespace}/${podName}`) &&
    (name === undefined || name === container.name)
  );
}
