import { isBefore } from '../../api/version.js';
import { ENFORCED_ENUMS, ENFORCED_SINCE } from './enum-values.js';
import { typeName } from './type-name.js';

/**
 * The values that `property` of `definition` may have in a Kubernetes minor, or undefined where any will do. The empty string is
 * always among them: the server takes it for an unset field and either fills it in or says that it is required. What some
 * documents say of values in their prose are those that Go has names for, which are more than a server takes.
 */
export function enumOf(definition: string, property: string, kubernetes: string): string[] | undefined {
  const values = enforced(`${typeName(definition)}.${property}`, kubernetes);
  return values && ['', ...values.filter((value) => value !== '')];
}

function enforced(field: string, kubernetes: string): readonly string[] | undefined {
  const since = ENFORCED_SINCE[field];
  return since !== undefined && isBefore(kubernetes, since) ? undefined : ENFORCED_ENUMS[field];
}
