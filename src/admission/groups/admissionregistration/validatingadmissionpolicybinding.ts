import { wording } from '../../../api/wording.js';
import { at, type FieldErrors, json, jsonList } from '../../field-errors.js';
import { obj, strings } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { defaultPolicyBinding, validatePolicyBinding } from './bindings.js';
import { nameWarnings } from './static-names.js';

const GROUP = 'admissionregistration.k8s.io';
const ACTIONS = ['Audit', 'Deny', 'Warn'];

/** admissionregistration.k8s.io ValidatingAdmissionPolicyBinding. */
export const validatingAdmissionPolicyBinding: KindRules<
  Struct<'admissionregistration.v1.ValidatingAdmissionPolicyBinding'>
> = {
  kind: 'ValidatingAdmissionPolicyBinding',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultPolicyBinding,
  validate(object, errors, context) {
    validatePolicyBinding(object, errors, context);
    validateActions(strings(obj(object, 'spec'), 'validationActions'), errors);
  },
  warnings: nameWarnings,
};

function validateActions(actions: readonly string[], errors: FieldErrors): void {
  const place = at('spec', 'validationActions');
  const seen = new Set<string>();
  actions.forEach((action, index) => {
    if (!ACTIONS.includes(action)) errors.unsupported(place.index(index), json(action), ACTIONS);
    if (seen.has(action)) errors.duplicate(place.index(index), json(action));
    seen.add(action);
  });
  if (seen.has('Deny') && seen.has('Warn')) {
    errors.invalid(
      place,
      jsonList('admissionregistration.ValidationAction', [...actions]),
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
    );
  }
  if (actions.length === 0) {
    errors.required(place, wording('', { '1.36': 'at least one validation action is required' }));
  }
}
