/** What a PodGroup and the templates of a Workload have in common. */
import type { At, FieldErrors } from '../../field-errors.js';
import { drop, get, isEmpty, obj, ptr } from '../../fields.js';
import { requiredMinimum, validateUnion } from '../../shared/tagged-rules.js';
import type { Struct } from '../../typed.js';

/** The server takes no more claims of a group. */
export const MOST_CLAIMS = 4;

type GroupFields = Struct<'scheduling.v1alpha2.PodGroupSpec' | 'scheduling.v1alpha2.PodGroupTemplate'>;

/** Of features that a server has off even where it serves the kinds, unless it is told otherwise. */
const OFF_FIELDS = [
  'schedulingConstraints',
  'resourceClaims',
  'disruptionMode',
  'priorityClassName',
  'priority',
] as const;

/** Takes away fields of features that are off, where the stored object does not have them. */
export function dropOffFields(group: GroupFields, old: GroupFields | undefined): void {
  for (const name of OFF_FIELDS) {
    const used = name === 'resourceClaims' ? !isEmpty(old ?? {}, name) : hasValue(old, name);
    if (!used) drop(group, name);
  }
}

/** Whether a field holds anything but Go's zero value. */
export function hasValue(group: GroupFields | undefined, name: (typeof OFF_FIELDS)[number]): boolean {
  const value = get(group, name);
  return value !== undefined && value !== '';
}

/** One policy, and of a gang how many have to start together. */
export function validateSchedulingPolicy(group: GroupFields, place: At, errors: FieldErrors): void {
  const policy = obj(group, 'schedulingPolicy');
  const policyAt = place.child('schedulingPolicy');
  validateUnion(policy, ['basic', 'gang'], policyAt, errors);
  const gang = ptr(policy, 'gang');
  if (gang) requiredMinimum(gang, 'minCount', policyAt.child('gang'), 1, errors);
}
