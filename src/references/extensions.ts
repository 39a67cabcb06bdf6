/** Whom the API server asks: webhooks, aggregated servers; and which objects the policies of admission look at. */
import type { NameRow, ReferenceRow } from './row.js';

/** Where the API server asks unless it is told. */
const HTTPS = 443;

const asks = (at: string): NameRow => ({
  at,
  to: 'Service',
  name: 'name',
  namespace: 'namespace',
  ports: [{ each: '', first: ['port'], unsaid: HTTPS }],
  unmet: 'unreachable',
});

/** Of webhooks that change objects, and of those that only refuse them. */
export const WEBHOOK_REFERENCES: readonly ReferenceRow[] = [
  asks('webhooks[*].clientConfig.service'),
  {
    at: 'webhooks[*]',
    to: 'Namespace',
    selector: 'namespaceSelector',
    form: 'LabelSelector',
    unmet: 'no-effect',
  },
];

/** Of definitions whose versions a webhook converts. */
export const DEFINITION_REFERENCES: readonly ReferenceRow[] = [
  asks('spec.conversion.webhook.clientConfig.service'),
];

export const API_SERVICE_REFERENCES: readonly ReferenceRow[] = [asks('spec.service')];

const LOOKS_AT = {
  to: 'Namespace',
  selector: 'namespaceSelector',
  form: 'LabelSelector',
  unmet: 'no-effect',
} as const;

/** Of policies that change objects, and of those that only refuse them. */
export const POLICY_REFERENCES: readonly ReferenceRow[] = [{ at: 'spec.matchConstraints', ...LOOKS_AT }];

/** Of their bindings. What `paramRef` names is of the kind that the policy says. */
export const policyBindingReferences = (policy: string): ReferenceRow[] => [
  { at: 'spec.policyName', to: policy, unmet: 'no-effect' },
  { at: 'spec.matchResources', ...LOOKS_AT },
];
