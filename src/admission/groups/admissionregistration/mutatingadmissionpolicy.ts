import {
  type AdmissionVariables,
  APPLY_CONFIGURATION,
  admissionEnvironment,
  JSON_PATCH,
} from '../../cel/admission-environment.js';
import { expectCel, newTo } from '../../cel/expect.js';
import { type CelType, listOf } from '../../cel/types.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import { list, obj, ptr, str } from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { REINVOCATION_POLICIES } from './choices.js';
import { validateChoice, validateMatchConditions, validateMutatingOperations } from './matching.js';
import { defaultPolicy, validateCommon, validateVariables } from './policies.js';
import { nameWarnings } from './static-names.js';

const GROUP = 'admissionregistration.k8s.io';
const SPEC = at('spec');

/** admissionregistration.k8s.io MutatingAdmissionPolicy. */
export const mutatingAdmissionPolicy: KindRules<Struct<'admissionregistration.v1.MutatingAdmissionPolicy'>> =
  {
    kind: 'MutatingAdmissionPolicy',
    group: GROUP,
    name: SUBDOMAIN,
    defaults: defaultPolicy,
    validate: validateMutatingPolicy,
    warnings: nameWarnings,
  };

/** Checks a MutatingAdmissionPolicy. */
function validateMutatingPolicy(
  object: Struct<'admissionregistration.v1.MutatingAdmissionPolicy'>,
  errors: FieldErrors,
  context: Context,
): void {
  const spec = obj(object, 'spec');
  const params = validateCommon(spec, errors);
  validateMutatingOperations(ptr(spec, 'matchConstraints'), SPEC.child('matchConstraints'), errors);
  validateMatchConditions(
    list(spec, 'matchConditions'),
    { params, ...newTo(context) },
    SPEC.child('matchConditions'),
    errors,
  );
  const variables: Record<string, CelType> = Object.create(null);
  const scope: AdmissionVariables = { params, authorizer: true, ...newTo(context), variables };
  validateVariables(spec, scope, variables, errors);
  const mutations = list(spec, 'mutations');
  if (mutations.length === 0) {
    errors.required(SPEC.child('mutations'), 'mutations must contain at least one item');
  }
  mutations.forEach((mutation, index) => {
    validateMutation(mutation, { ...scope, mutation: true }, SPEC.child('mutations').index(index), errors);
  });
  if (str(spec, 'reinvocationPolicy') === '') errors.required(SPEC.child('reinvocationPolicy'));
  else validateChoice(spec, 'reinvocationPolicy', REINVOCATION_POLICIES, SPEC, errors);
}

const PATCHES: readonly [type: string, key: 'applyConfiguration' | 'jsonPatch', result: CelType][] = [
  ['ApplyConfiguration', 'applyConfiguration', APPLY_CONFIGURATION],
  ['JSONPatch', 'jsonPatch', listOf(JSON_PATCH)],
];

function validateMutation(
  mutation: Struct<'admissionregistration.v1.Mutation'>,
  scope: AdmissionVariables,
  place: At,
  errors: FieldErrors,
): void {
  const type = str(mutation, 'patchType');
  if (type === '') {
    errors.required(place.child('patchType'));
    return;
  }
  const own = PATCHES.find(([name]) => name === type);
  if (!own) {
    errors.unsupported(
      place.child('patchType'),
      json(type),
      PATCHES.map(([name]) => name),
    );
    return;
  }
  const [, key, result] = own;
  const patch = ptr(mutation, key);
  if (!patch) errors.required(place.child(key), `must be specified when patchType is ${type}`);
  else {
    const expression = str(patch, 'expression').trim();
    const expressionAt = place.child(key, 'expression');
    if (expression === '') errors.required(expressionAt);
    else expectCel(expression, [result], admissionEnvironment(scope), expressionAt, errors);
  }
  for (const [, other] of PATCHES) {
    if (other === key || !ptr(mutation, other)) continue;
    errors.invalid(place.child(other), `{${other}}`, `must not be specified when patchType is ${type}`);
  }
}
