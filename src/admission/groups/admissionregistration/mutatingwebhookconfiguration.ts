import type { At } from '../../field-errors.js';
import { list, setDefault } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { REINVOCATION_POLICIES } from './choices.js';
import { validateChoice } from './matching.js';
import { nameWarnings } from './static-names.js';
import { defaultWebhooks, validateWebhooks } from './webhooks.js';

const GROUP = 'admissionregistration.k8s.io';

/** admissionregistration.k8s.io MutatingWebhookConfiguration. */
export const mutatingWebhookConfiguration: KindRules<
  Struct<'admissionregistration.v1.MutatingWebhookConfiguration'>
> = {
  kind: 'MutatingWebhookConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults(object) {
    const webhooks = list(object, 'webhooks');
    defaultWebhooks(webhooks);
    for (const webhook of webhooks) setDefault(webhook, 'reinvocationPolicy', 'Never');
  },
  validate(object, errors, context) {
    const validateOwn = (webhook: Struct<'admissionregistration.v1.MutatingWebhook'>, place: At): void =>
      validateChoice(webhook, 'reinvocationPolicy', REINVOCATION_POLICIES, place, errors);
    validateWebhooks(list(object, 'webhooks'), validateOwn, errors, context);
  },
  warnings: nameWarnings,
};
