/** Names that are kept for configurations that are not managed via the API. */
import { obj, str } from '../../fields.js';
import type { Binding, Policy, WebhookConfiguration } from './structs.js';

const STATIC = '.static.k8s.io';

export function nameWarnings(object: Binding | Policy | WebhookConfiguration): string[] {
  if (!str(obj(object, 'metadata'), 'name').endsWith(STATIC)) return [];
  return [
    `metadata.name: names ending with "${STATIC}" are reserved for static manifest-based configurations and cannot be managed via the API`,
  ];
}
