/** The amounts of resources that a container asks for. */
import type { Place } from '../../object.js';
import type { ContainerAt } from '../../pods.js';

/** Where a container says how much of some resources it requests, and how much it may use at most. */
export function askedOf({ at }: ContainerAt, resources: readonly string[]): Place[] {
  return ['requests', 'limits'].flatMap((list) =>
    resources
      .map((resource) => at.child('resources', list, resource))
      .filter(({ value }) => value !== undefined && value !== null),
  );
}
