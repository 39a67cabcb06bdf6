/** The bindings of admission policies. */

import { dns1123SubdomainErrors, pathSegmentErrors } from '../../../api/names.js';
import { At, at, type FieldErrors, json, jsonList } from '../../field-errors.js';
import { ensure, type Obj, obj, ptr, str, strings, strPtr } from '../../fields.js';
import type { Context } from '../../kind.js';
import { validateSelector } from '../../shared/selectors.js';
import { isBefore } from '../../versions/since.js';
import {
  defaultMatch,
  validateChoice,
  validateMatchResources,
  validateMutatingOperations,
} from './matching.js';

const SPEC = at('spec');
const ACTIONS = ['Audit', 'Deny', 'Warn'];
const NOT_FOUND_ACTIONS = ['Deny', 'Allow'];
const EXCLUSIVE = 'name and selector are mutually exclusive';

export function defaultBinding(object: Obj): void {
  defaultMatch(ptr(ensure(object, 'spec'), 'matchResources'));
}

/** Checks the binding of a policy. */
export function validateBinding(
  object: Obj,
  mutating: boolean,
  errors: FieldErrors,
  { version }: Context,
): void {
  const spec = obj(object, 'spec');
  const policy = str(spec, 'policyName');
  if (policy === '') errors.required(SPEC.child('policyName'));
  else errors.invalids(SPEC.child('policyName'), policy, dns1123SubdomainErrors(policy));
  const ref = ptr(spec, 'paramRef');
  if (ref) validateParamRef(ref, SPEC.child('paramRef'), errors);
  const match = ptr(spec, 'matchResources');
  const matchAt = SPEC.child('matchResources');
  // Older servers misspelt the place.
  const named = isBefore(version, '1.33') ? At.named('spec.matchResouces', matchAt.path) : matchAt;
  if (match) validateMatchResources(match, named, errors);
  if (mutating) validateMutatingOperations(match, SPEC.child('matchResources'), errors);
  else validateActions(strings(spec, 'validationActions'), SPEC.child('validationActions'), errors);
}

function validateParamRef(ref: Obj, place: At, errors: FieldErrors): void {
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

function validateActions(actions: readonly string[], place: At, errors: FieldErrors): void {
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
  if (actions.length === 0) errors.required(place, 'at least one validation action is required');
}
