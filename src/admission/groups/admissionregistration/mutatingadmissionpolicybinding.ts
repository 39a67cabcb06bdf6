import { at } from '../../field-errors.js';
import { obj, ptr } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { defaultPolicyBinding, validatePolicyBinding } from './bindings.js';
import { validateMutatingOperations } from './matching.js';
import { nameWarnings } from './static-names.js';

const GROUP = 'admissionregistration.k8s.io';

/** admissionregistration.k8s.io MutatingAdmissionPolicyBinding. */
export const mutatingAdmissionPolicyBinding: KindRules<
  Struct<'admissionregistration.v1.MutatingAdmissionPolicyBinding'>
> = {
  kind: 'MutatingAdmissionPolicyBinding',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultPolicyBinding,
  validate(object, errors, context) {
    validatePolicyBinding(object, errors, context);
    const match = ptr(obj(object, 'spec'), 'matchResources');
    validateMutatingOperations(match, at('spec', 'matchResources'), errors);
  },
  warnings: nameWarnings,
};
