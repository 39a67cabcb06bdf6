/** The rules of admission policies and their bindings. */
import {
  byteLength,
  dns1035LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  pathSegmentErrors,
} from '../../../api/names.js';
import {
  type AdmissionVariables,
  APPLY_CONFIGURATION,
  admissionEnvironment,
  JSON_PATCH,
} from '../../cel/admission-environment.js';
import { expectCel } from '../../cel/expect.js';
import { BOOL, type CelType, listOf, STRING } from '../../cel/types.js';
import { At, at, type FieldErrors, json, jsonList } from '../../field-errors.js';
import { list, type Obj, obj, ptr, str, strings, strPtr } from '../../fields.js';
import { goValues } from '../../go/value.js';
import type { Context } from '../../kind.js';
import { validateSelector } from '../../shared/selectors.js';
import { isBefore } from '../../versions/since.js';
import {
  validateChoice,
  validateMatchConditions,
  validateMatchResources,
  validateMutatingOperations,
} from './matching.js';
import { FAILURE_POLICIES, REINVOCATION_POLICIES } from './webhooks.js';

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const ACTIONS = ['Audit', 'Deny', 'Warn'];
const NOT_FOUND_ACTIONS = ['Deny', 'Allow'];
const NULL: CelType = { kind: 'null' };
const MOST_ANNOTATIONS = 20;
const LONGEST_VALUE = 5120;
const NOTHING_TO_DO = 'validations or auditAnnotations must contain at least one item';
const EXCLUSIVE = 'name and selector are mutually exclusive';
const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const LINE_BREAK = /[\n\r]/;
const SPEC = at('spec');

/** Checks a ValidatingAdmissionPolicy. */
export function validateValidatingPolicy(object: Obj, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const params = validateCommon(spec, errors);
  validateMatchConditions(spec, params, SPEC.child('matchConditions'), errors);
  const composed = list(spec, 'variables').length > 0;
  const variables: Record<string, CelType> = Object.create(null);
  const scope: AdmissionVariables = { params, authorizer: true, ...(composed && { variables }) };
  validateVariables(spec, scope, variables, errors);
  const validations = list(spec, 'validations');
  const annotations = list(spec, 'auditAnnotations');
  if (validations.length === 0 && annotations.length === 0) {
    errors.required(SPEC.child('validations'), NOTHING_TO_DO);
    errors.required(SPEC.child('auditAnnotations'), NOTHING_TO_DO);
    return;
  }
  validations.forEach((validation, index) => {
    validateValidation(validation, scope, SPEC.child('validations').index(index), errors);
  });
  const place = SPEC.child('auditAnnotations');
  if (annotations.length > MOST_ANNOTATIONS) {
    errors.invalid(
      place,
      goValues('admissionregistration.v1.AuditAnnotation', annotations),
      `must not have more than ${MOST_ANNOTATIONS} auditAnnotations`,
    );
  }
  const seen = new Set<string>();
  annotations.forEach((annotation, index) => {
    validateAnnotation(annotation, str(obj(object, 'metadata'), 'name'), scope, place.index(index), errors);
    const key = str(annotation, 'key');
    if (seen.has(key)) errors.duplicate(place.index(index).child('key'), key);
    seen.add(key);
  });
}

/** Checks a MutatingAdmissionPolicy. */
export function validateMutatingPolicy(object: Obj, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const params = validateCommon(spec, errors);
  validateMutatingOperations(ptr(spec, 'matchConstraints'), SPEC.child('matchConstraints'), errors);
  validateMatchConditions(spec, params, SPEC.child('matchConditions'), errors);
  const variables: Record<string, CelType> = Object.create(null);
  const scope: AdmissionVariables = { params, authorizer: true, variables };
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

/** What both kinds of policy have; says whether there are parameters. */
function validateCommon(spec: Obj, errors: FieldErrors): boolean {
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

function validateParamKind(kind: Obj, place: At, errors: FieldErrors): void {
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

function validateVariables(
  spec: Obj,
  scope: AdmissionVariables,
  variables: Record<string, CelType>,
  errors: FieldErrors,
): void {
  list(spec, 'variables').forEach((variable, index) => {
    const place = SPEC.child('variables').index(index);
    const name = str(variable, 'name');
    if (name.trim() === '') errors.required(place.child('name'), 'name is not specified');
    else if (!IDENTIFIER.test(name) || RESERVED.has(name)) {
      errors.invalid(place.child('name'), name, 'must be a valid CEL identifier');
    }
    const expression = str(variable, 'expression');
    if (expression.trim() === '') errors.required(place.child('expression'), 'expression is not specified');
    else {
      const type = expectCel(expression, [], admissionEnvironment(scope), place.child('expression'), errors);
      if (type) variables[name] = type;
    }
  });
}

function validateValidation(
  validation: Obj,
  scope: AdmissionVariables,
  place: At,
  errors: FieldErrors,
): void {
  const expression = str(validation, 'expression');
  const expressionAt = place.child('expression');
  if (expression.trim() === '') errors.required(expressionAt, 'expression is not specified');
  else expectCel(expression, [BOOL], admissionEnvironment(scope), expressionAt, errors);
  const message = str(validation, 'messageExpression');
  const messageAt = place.child('messageExpression');
  if (message !== '' && message.trim() === '') {
    errors.invalid(messageAt, message, 'must be non-empty if specified');
  } else if (message !== '') {
    expectCel(message, [STRING], admissionEnvironment({ ...scope, authorizer: false }), messageAt, errors);
  }
  const text = str(validation, 'message');
  if (text !== '' && text.trim() === '') {
    errors.invalid(place.child('message'), text, 'must be non-empty if specified');
  } else if (LINE_BREAK.test(text.trim())) {
    errors.invalid(place.child('message'), text, 'must not contain line breaks');
  }
  validateChoice(validation, 'reason', REASONS, place, errors);
}

function validateAnnotation(
  annotation: Obj,
  policy: string,
  scope: AdmissionVariables,
  place: At,
  errors: FieldErrors,
): void {
  const key = str(annotation, 'key');
  if (policy === '') errors.invalid(place.child('key'), key, 'requires metadata.name be non-empty');
  else {
    const whole = `${policy}/${key}`;
    errors.invalids(place.child('key'), whole, labelKeyErrors(whole));
  }
  const value = str(annotation, 'valueExpression');
  const valueAt = place.child('valueExpression');
  const trimmed = value.trim();
  if (trimmed === '') errors.required(valueAt, 'valueExpression is not specified');
  else if (byteLength(trimmed) > LONGEST_VALUE) {
    errors.required(valueAt, `must not exceed ${LONGEST_VALUE} bytes in length`);
  } else expectCel(trimmed, [STRING, NULL], admissionEnvironment(scope), valueAt, errors, value);
}

const PATCHES: readonly [type: string, key: string, result: CelType][] = [
  ['ApplyConfiguration', 'applyConfiguration', APPLY_CONFIGURATION],
  ['JSONPatch', 'jsonPatch', listOf(JSON_PATCH)],
];

function validateMutation(mutation: Obj, scope: AdmissionVariables, place: At, errors: FieldErrors): void {
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
  const [, other = ''] = PATCHES.find(([name]) => name !== type) ?? [];
  if (ptr(mutation, other)) {
    errors.invalid(place.child(other), `{${other}}`, `must not be specified when patchType is ${type}`);
  }
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
