/** What lint could not look into, so that its silence about that is not taken for an all-clear. */
import { isObject, type JsonValue, valueAt } from '../api/json.js';
import type { LintObject } from './object.js';

/** What is not known: kinds without a definition, webhooks, conversions by webhook, expressions that ask who may do what. */
type NotKnownWhat = 'kind' | 'webhook' | 'conversion' | 'authorizer check';

export interface NotKnown {
  what: NotKnownWhat;
  count: number;
}

const WEBHOOKS: ReadonlySet<unknown> = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);

const POLICIES: ReadonlySet<unknown> = new Set(['MutatingAdmissionPolicy', 'ValidatingAdmissionPolicy']);

/** The expressions of a policy, wherever they are in it. */
function expressionsIn(value: JsonValue | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'string') return EXPRESSIONS.has(key) ? [inner] : [];
    return expressionsIn(inner);
  });
}

const EXPRESSIONS: ReadonlySet<string> = new Set(['expression', 'messageExpression', 'valueExpression']);
const TEXTS = /"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)/gs;

function asksAuthorizer(expression: string): boolean {
  return /(?<![\w.])authorizer\s*\./.test(expression.replace(TEXTS, '""'));
}

/**
 * What there is of each, in the order kinds, webhooks, conversions, checks, none with a count of 0. `values` are all that was
 * given: the files, and what is told beside them.
 */
export function unknownsOf(objects: readonly LintObject[], values: readonly JsonValue[]): NotKnown[] {
  const kinds = new Set(
    objects.filter(({ hasSchema }) => !hasSchema).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
  );
  let [webhooks, conversions, checks] = [0, 0, 0];
  for (const value of values) {
    if (!isObject(value)) continue;
    const hooks = value['webhooks'];
    if (POLICIES.has(value['kind'])) checks += expressionsIn(value['spec']).filter(asksAuthorizer).length;
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
    { what: 'authorizer check', count: checks },
  ];
  return found.filter(({ count }) => count > 0);
}
