import { ensure, list, type Obj, obj, ptr, setDefault, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';
import {
  validateBinding,
  validateMutatingPolicy,
  validateValidatingPolicy,
} from './admissionregistration/policies.js';
import { validateWebhooks } from './admissionregistration/webhooks.js';

const GROUP = 'admissionregistration.k8s.io';
const STATIC = '.static.k8s.io';

function nameWarnings(object: Obj): string[] {
  if (!str(obj(object, 'metadata'), 'name').endsWith(STATIC)) return [];
  return [
    `metadata.name: names ending with "${STATIC}" are reserved for static manifest-based configurations and cannot be managed via the API`,
  ];
}

function defaultRules(rules: readonly Obj[]): void {
  for (const rule of rules) setDefault(rule, 'scope', '*');
}

function defaultWebhooks(object: Obj, mutating: boolean): void {
  for (const webhook of list(object, 'webhooks')) {
    setDefault(webhook, 'failurePolicy', 'Fail');
    setDefault(webhook, 'matchPolicy', 'Equivalent');
    ensure(webhook, 'namespaceSelector');
    ensure(webhook, 'objectSelector');
    setDefault(webhook, 'timeoutSeconds', 10);
    if (mutating) setDefault(webhook, 'reinvocationPolicy', 'Never');
    defaultRules(list(webhook, 'rules'));
    const service = ptr(ptr(webhook, 'clientConfig'), 'service');
    if (service) setDefault(service, 'port', 443);
  }
}

function defaultMatch(match: Obj | undefined): void {
  if (!match) return;
  setDefault(match, 'matchPolicy', 'Equivalent');
  ensure(match, 'namespaceSelector');
  ensure(match, 'objectSelector');
  defaultRules(list(match, 'resourceRules'));
  defaultRules(list(match, 'excludeResourceRules'));
}

function defaultPolicy(object: Obj): void {
  const spec = ensure(object, 'spec');
  setDefault(spec, 'failurePolicy', 'Fail');
  defaultMatch(ptr(spec, 'matchConstraints'));
}

function defaultBinding(object: Obj): void {
  defaultMatch(ptr(ensure(object, 'spec'), 'matchResources'));
}

/** admissionregistration.k8s.io ValidatingWebhookConfiguration. */
export const validatingWebhookConfiguration: KindRules = {
  kind: 'ValidatingWebhookConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: (object) => defaultWebhooks(object, false),
  validate: validateWebhooks,
  warnings: nameWarnings,
};

/** admissionregistration.k8s.io MutatingWebhookConfiguration. */
export const mutatingWebhookConfiguration: KindRules = {
  kind: 'MutatingWebhookConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: (object) => defaultWebhooks(object, true),
  validate: validateWebhooks,
  warnings: nameWarnings,
};

/** admissionregistration.k8s.io ValidatingAdmissionPolicy. */
export const validatingAdmissionPolicy: KindRules = {
  kind: 'ValidatingAdmissionPolicy',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultPolicy,
  prepare: statusFromServer,
  validate: validateValidatingPolicy,
  warnings: nameWarnings,
};

/** admissionregistration.k8s.io ValidatingAdmissionPolicyBinding. */
export const validatingAdmissionPolicyBinding: KindRules = {
  kind: 'ValidatingAdmissionPolicyBinding',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultBinding,
  validate: (object, errors, context) => validateBinding(object, false, errors, context),
  warnings: nameWarnings,
};

/** admissionregistration.k8s.io MutatingAdmissionPolicy. */
export const mutatingAdmissionPolicy: KindRules = {
  kind: 'MutatingAdmissionPolicy',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultPolicy,
  validate: validateMutatingPolicy,
  warnings: nameWarnings,
};

/** admissionregistration.k8s.io MutatingAdmissionPolicyBinding. */
export const mutatingAdmissionPolicyBinding: KindRules = {
  kind: 'MutatingAdmissionPolicyBinding',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultBinding,
  validate: (object, errors, context) => validateBinding(object, true, errors, context),
  warnings: nameWarnings,
};
