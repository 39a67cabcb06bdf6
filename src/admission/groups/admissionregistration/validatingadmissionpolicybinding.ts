import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { defaultBinding, validateBinding } from './bindings.js';
import { nameWarnings } from './static-names.js';

const GROUP = 'admissionregistration.k8s.io';

/** admissionregistration.k8s.io ValidatingAdmissionPolicyBinding. */
export const validatingAdmissionPolicyBinding: KindRules = {
  kind: 'ValidatingAdmissionPolicyBinding',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultBinding,
  validate: (object, errors, context) => validateBinding(object, false, errors, context),
  warnings: nameWarnings,
};
