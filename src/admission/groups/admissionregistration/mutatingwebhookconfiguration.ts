import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { nameWarnings } from './static-names.js';
import { defaultWebhooks, validateWebhooks } from './webhooks.js';

const GROUP = 'admissionregistration.k8s.io';

/** admissionregistration.k8s.io MutatingWebhookConfiguration. */
export const mutatingWebhookConfiguration: KindRules = {
  kind: 'MutatingWebhookConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: (object) => defaultWebhooks(object, true),
  validate: validateWebhooks,
  warnings: nameWarnings,
};
