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

/** Whether a container, or its pod as a whole, says how much of a resource it requests or may use: in any of the `lists`. */
export function isAsked({ at, pod }: ContainerAt, lists: readonly string[], resource: string): boolean {
  return [at, pod.spec].some((place) =>
    lists.some((list) => place.child('resources', list, resource).value !== undefined),
  );
}
