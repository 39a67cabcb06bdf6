/** The kinds of admissionregistration.k8s.io: webhooks and policies. */
import type { KindRules } from '../../kind.js';
import { mutatingAdmissionPolicy } from './mutatingadmissionpolicy.js';
import { mutatingAdmissionPolicyBinding } from './mutatingadmissionpolicybinding.js';
import { mutatingWebhookConfiguration } from './mutatingwebhookconfiguration.js';
import { validatingAdmissionPolicy } from './validatingadmissionpolicy.js';
import { validatingAdmissionPolicyBinding } from './validatingadmissionpolicybinding.js';
import { validatingWebhookConfiguration } from './validatingwebhookconfiguration.js';

export const KINDS: readonly KindRules[] = [
  mutatingAdmissionPolicy,
  mutatingAdmissionPolicyBinding,
  mutatingWebhookConfiguration,
  validatingAdmissionPolicy,
  validatingAdmissionPolicyBinding,
  validatingWebhookConfiguration,
];
