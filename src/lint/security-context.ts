/** What containers are allowed, where it stands. */
import type { Path } from '../api/json.js';
import type { Place } from './object.js';
import type { ContainerAt } from './pods.js';

/** A field of a container's securityContext, or of its pod's where the container does not say. */
export function contextField({ at, pod }: ContainerAt, ...steps: Path): Place {
  const own = at.child('securityContext', ...steps);
  const shared = pod.spec.child('securityContext', ...steps);
  return own.value === undefined && shared.value !== undefined ? shared : own;
}
