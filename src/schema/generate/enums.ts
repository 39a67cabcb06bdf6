import { isBefore } from '../../api/version.js';
import { ENFORCED_ENUMS, ENFORCED_SINCE } from './enum-values.js';
import type { OpenApiSchema } from './openapi.js';
import { typeName } from './type-name.js';

/** How API servers that print enums at all print them in a field's prose. */
const PROSE_HEADING = 'Possible enum values:';
const PROSE_VALUE = /^\s*- `"([^"`]*)"`/;

/**
 * The values that `property` of `definition` may have in a Kubernetes minor, or undefined where any will do. The empty string is
 * always among them: the server takes it for an unset field and either fills it in or says that it is required.
 */
export function enumOf(
  definition: string,
  property: string,
  schema: OpenApiSchema,
  kubernetes: string,
): string[] | undefined {
  const values =
    proseValues(schema.description) ?? enforced(`${typeName(definition)}.${property}`, kubernetes);
  return values && ['', ...values.filter((value) => value !== '')];
}

function enforced(field: string, kubernetes: string): readonly string[] | undefined {
  const since = ENFORCED_SINCE[field];
  return since !== undefined && isBefore(kubernetes, since) ? undefined : ENFORCED_ENUMS[field];
}

function proseValues(description: string | undefined): string[] | undefined {
  const start = description?.indexOf(PROSE_HEADING) ?? -1;
  if (description === undefined || start < 0) return undefined;
  const values: string[] = [];
  for (const line of description.slice(start + PROSE_HEADING.length).split('\n')) {
    const value = PROSE_VALUE.exec(line)?.[1];
    if (value !== undefined) values.push(value);
  }
  return values.length > 0 ? values : undefined;
}
