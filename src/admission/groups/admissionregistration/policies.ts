/** What both kinds of admission policy share (pkg/apis/admissionregistration/validation). */

import { dns1035LabelErrors, dns1123SubdomainErrors } from '../../../api/names.js';
import { wording } from '../../../api/wording.js';
import { type AdmissionVariables, admissionEnvironment } from '../../cel/admission-environment.js';
import { expectCel } from '../../cel/expect.js';
import type { CelType } from '../../cel/types.js';
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { ensure, list, ptr, setDefault, str } from '../../fields.js';
import type { Struct } from '../../typed.js';
import { FAILURE_POLICIES } from './choices.js';
import { defaultMatch, validateChoice, validateMatchResources } from './matching.js';
import type { Policy, PolicySpec } from './structs.js';

const SPEC = at('spec');
const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

export function defaultPolicy(object: Policy): void {
  const spec = ensure(object, 'spec');
  setDefault(spec, 'failurePolicy', 'Fail');
  defaultMatch(ptr(spec, 'matchConstraints'));
}

/** What both kinds of policy have; says whether there are parameters. */
export function validateCommon(spec: PolicySpec, errors: FieldErrors): boolean {
  validateChoice(spec, 'failurePolicy', FAILURE_POLICIES, SPEC, errors);
  const paramKind = ptr(spec, 'paramKind');
  if (paramKind) validateParamKind(paramKind, SPEC.child('paramKind'), errors);
  const match = ptr(spec, 'matchConstraints');
  const place = SPEC.child('matchConstraints');
  if (!match) errors.required(place);
  else {
    validateMatchResources(match, place, errors);
    if (list(match, 'resourceRules').length === 0) errors.required(place.child('resourceRules'));
  }
  return paramKind !== undefined;
}

function validateParamKind(
  kind: Struct<'admissionregistration.v1.ParamKind'>,
  place: At,
  errors: FieldErrors,
): void {
  const apiVersion = str(kind, 'apiVersion');
  const apiAt = place.child('apiVersion');
  const parts = apiVersion.split('/');
  if (apiVersion === '') errors.required(apiAt);
  else if (parts.length > 2) {
    errors.invalid(apiAt, apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  } else {
    const version = parts[parts.length - 1] ?? '';
    const group = parts.length === 2 ? (parts[0] ?? '') : '';
    const badGroup = group === '' ? [] : dns1123SubdomainErrors(group);
    if (badGroup.length > 0) errors.invalid(apiAt, group, badGroup.join(','));
    if (version === '') errors.invalid(apiAt, apiVersion, 'version must be specified');
    else {
      const bad = dns1035LabelErrors(version);
      if (bad.length > 0) errors.invalid(apiAt, version, bad.join(','));
    }
  }
  const name = str(kind, 'kind');
  if (name === '') errors.required(place.child('kind'));
  else {
    const bad = dns1035LabelErrors(name.toLowerCase());
    if (bad.length > 0) {
      errors.invalid(
        place.child('kind'),
        name,
        `may have mixed case, but should otherwise match: ${bad.join(',')}`,
      );
    }
  }
}

const NO_IDENTIFIER = wording('must be a valid CEL identifier', {
  '1.33': 'name is not a valid CEL identifier',
});

export function validateVariables(
  spec: PolicySpec,
  scope: AdmissionVariables,
  variables: Record<string, CelType>,
  errors: FieldErrors,
): void {
  list(spec, 'variables').forEach((variable, index) => {
    const place = SPEC.child('variables').index(index);
    const name = str(variable, 'name');
    if (name.trim() === '') errors.required(place.child('name'), 'name is not specified');
    else if (!IDENTIFIER.test(name) || RESERVED.has(name)) {
      errors.invalid(place.child('name'), name, NO_IDENTIFIER);
    }
    const expression = str(variable, 'expression');
    if (expression.trim() === '') errors.required(place.child('expression'), 'expression is not specified');
    else {
      const type = expectCel(expression, [], admissionEnvironment(scope), place.child('expression'), errors);
      if (type) variables[name] = type;
    }
  });
}
