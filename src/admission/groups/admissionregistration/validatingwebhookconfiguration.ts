import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { nameWarnings } from './static-names.js';
import { defaultWebhooks, validateWebhooks } from './webhooks.js';

const GROUP = 'admissionregistration.k8s.io';

/** admissionregistration.k8s.io ValidatingWebhookConfiguration. */
export const validatingWebhookConfiguration: KindRules = {
  kind: 'ValidatingWebhookConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: (object) => defaultWebhooks(object, false),
  validate: validateWebhooks,
  warnings: nameWarnings,
};
