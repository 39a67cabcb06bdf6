/** What lint could not look into, so that its silence about that is not taken for an all-clear. */
import { isObject, type JsonValue, valueAt } from '../api/json.js';
import type { LintObject } from './object.js';

/** What is not known, one of: a kind without its definition, webhooks, conversions by webhook. */
type NotKnownWhat = 'kind' | 'webhook' | 'conversion';

export interface NotKnown {
  what: NotKnownWhat;
  count: number;
}

const WEBHOOKS: ReadonlySet<unknown> = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);

/**
 * What there is of each, in the order kinds, webhooks, conversions, none with a count of 0. `values` are all that was
 * given: the files, and what is told beside them.
 */
export function unknownsOf(objects: readonly LintObject[], values: readonly JsonValue[]): NotKnown[] {
  const kinds = new Set(
    objects.filter(({ hasSchema }) => !hasSchema).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
  );
  let [webhooks, conversions] = [0, 0];
  for (const value of values) {
    if (!isObject(value)) continue;
    const hooks = value['webhooks'];
    if (WEBHOOKS.has(value['kind'])) webhooks += Array.isArray(hooks) ? hooks.length : 0;
    if (
      value['kind'] === 'CustomResourceDefinition' &&
      valueAt(value, ['spec', 'conversion', 'strategy']) === 'Webhook'
    ) {
      conversions++;
    }
  }
  const found: NotKnown[] = [
    { what: 'kind', count: kinds.size },
    { what: 'webhook', count: webhooks },
    { what: 'conversion', count: conversions },
  ];
  return found.filter(({ count }) => count > 0);
}
