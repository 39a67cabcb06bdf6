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

/** What lets a container run as root, or in its group; undefined if nothing does. */
export function rootOf(container: ContainerAt): string | undefined {
  const user = contextField(container, 'runAsUser').value;
  if (user === 0) return 'runAsUser 0, which is root,';
  if (contextField(container, 'runAsGroup').value === 0) return 'runAsGroup 0, the group of root,';
  if (typeof user === 'number' || contextField(container, 'runAsNonRoot').value === true) return undefined;
  return 'neither runAsNonRoot nor runAsUser';
}
