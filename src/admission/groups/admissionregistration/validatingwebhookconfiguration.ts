import { list } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { nameWarnings } from './static-names.js';
import { defaultWebhooks, validateWebhooks } from './webhooks.js';

const GROUP = 'admissionregistration.k8s.io';

/** admissionregistration.k8s.io ValidatingWebhookConfiguration. */
export const validatingWebhookConfiguration: KindRules<
  Struct<'admissionregistration.v1.ValidatingWebhookConfiguration'>
> = {
  kind: 'ValidatingWebhookConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: (object) => defaultWebhooks(list(object, 'webhooks')),
  validate: (object, errors, context) =>
    validateWebhooks(list(object, 'webhooks'), () => {}, errors, context),
  warnings: nameWarnings,
};
