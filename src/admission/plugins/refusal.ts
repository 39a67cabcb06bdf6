import { goQuote } from '../field-errors.js';
import { type Obj, obj, str } from '../fields.js';
import type { Refusal } from '../kind.js';
import type { AdmissionRequest } from '../plugin.js';

/** The 403 of a plugin: `pods "web" is forbidden: …`, with what is known of its cause. */
export function forbid(
  { rules, object }: AdmissionRequest,
  why: string,
  cause: Pick<Refusal, 'places' | 'by'> = {},
): Refusal {
  const metadata = obj(object, 'metadata');
  const resource = rules.group === '' ? rules.resource : `${rules.resource}.${rules.group}`;
  const name = str(metadata, 'name') || str(metadata, 'generateName') || 'Unknown';
  const message = `${resource} ${goQuote(name)} is forbidden: ${why}`;
  return { code: 403, reason: 'Forbidden', message, ...cause };
}

/** True for a request about this kind of Kubernetes' own. */
export function isFor({ rules }: AdmissionRequest, group: string, kind: string): boolean {
  return rules.group === group && rules.kind === kind;
}

export function namespaceOf(object: Obj): string {
  return str(obj(object, 'metadata'), 'namespace');
}
