/** The bindings of admission policies. */

import { dns1123SubdomainErrors, pathSegmentErrors } from '../../../api/names.js';
import { isBefore } from '../../../api/version.js';
import { At, at, type FieldErrors } from '../../field-errors.js';
import { ensure, obj, ptr, str, strPtr } from '../../fields.js';
import type { Context } from '../../kind.js';
import { validateSelector } from '../../shared/selectors.js';
import type { Struct } from '../../typed.js';
import { defaultMatch, validateChoice, validateMatchResources } from './matching.js';
import type { Binding } from './structs.js';

const SPEC = at('spec');
const NOT_FOUND_ACTIONS = ['Deny', 'Allow'];
const EXCLUSIVE = 'name and selector are mutually exclusive';

export function defaultPolicyBinding(object: Binding): void {
  defaultMatch(ptr(ensure(object, 'spec'), 'matchResources'));
}

/** Checks what the bindings of both kinds of policy have. */
/** Before this minor the server misspelt the place. */
const SPELT_SINCE = '1.33';

export function validatePolicyBinding(object: Binding, errors: FieldErrors, { version }: Context): void {
  const spec = obj(object, 'spec');
  const policy = str(spec, 'policyName');
  if (policy === '') errors.required(SPEC.child('policyName'));
  else errors.invalids(SPEC.child('policyName'), policy, dns1123SubdomainErrors(policy));
  const ref = ptr(spec, 'paramRef');
  if (ref) validateParamRef(ref, SPEC.child('paramRef'), errors);
  const match = ptr(spec, 'matchResources');
  const matchAt = SPEC.child('matchResources');
  const named = isBefore(version, SPELT_SINCE) ? At.named('spec.matchResouces', matchAt.path) : matchAt;
  if (match) validateMatchResources(match, named, errors);
}

function validateParamRef(
  ref: Struct<'admissionregistration.v1.ParamRef'>,
  place: At,
  errors: FieldErrors,
): void {
  const name = str(ref, 'name');
  const selector = ptr(ref, 'selector');
  if (name !== '') {
    errors.invalids(place.child('name'), name, pathSegmentErrors(name));
    if (selector) errors.forbidden(place.child('name'), EXCLUSIVE);
  }
  if (selector) {
    validateSelector(selector, place.child('selector'), errors);
    if (name !== '') errors.forbidden(place.child('selector'), EXCLUSIVE);
  }
  if (name === '' && !selector) errors.required(place, 'one of name or selector must be specified');
  const action = strPtr(ref, 'parameterNotFoundAction') ?? '';
  if (action === '') errors.required(place.child('parameterNotFoundAction'));
  else validateChoice(ref, 'parameterNotFoundAction', NOT_FOUND_ACTIONS, place, errors);
}
