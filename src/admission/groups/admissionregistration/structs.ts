/** Structs that the kinds of admissionregistration.k8s.io share, by shorter names. */
import type { Struct } from '../../typed.js';

export type MatchResources = Struct<'admissionregistration.v1.MatchResources'>;
export type MatchCondition = Struct<'admissionregistration.v1.MatchCondition'>;
export type Rule = Struct<
  'admissionregistration.v1.RuleWithOperations' | 'admissionregistration.v1.NamedRuleWithOperations'
>;

export type WebhookConfiguration = Struct<
  | 'admissionregistration.v1.MutatingWebhookConfiguration'
  | 'admissionregistration.v1.ValidatingWebhookConfiguration'
>;
export type WebhookName =
  | 'admissionregistration.v1.MutatingWebhook'
  | 'admissionregistration.v1.ValidatingWebhook';
export type Webhook = Struct<WebhookName>;

export type Policy = Struct<
  'admissionregistration.v1.MutatingAdmissionPolicy' | 'admissionregistration.v1.ValidatingAdmissionPolicy'
>;
export type PolicySpec = Struct<
  | 'admissionregistration.v1.MutatingAdmissionPolicySpec'
  | 'admissionregistration.v1.ValidatingAdmissionPolicySpec'
>;
export type Binding = Struct<
  | 'admissionregistration.v1.MutatingAdmissionPolicyBinding'
  | 'admissionregistration.v1.ValidatingAdmissionPolicyBinding'
>;
export type BindingSpec = Struct<
  | 'admissionregistration.v1.MutatingAdmissionPolicyBindingSpec'
  | 'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec'
>;
