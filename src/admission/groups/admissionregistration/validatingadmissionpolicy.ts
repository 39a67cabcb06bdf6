import { byteLength, labelKeyErrors } from '../../../api/names.js';
import { type AdmissionVariables, admissionEnvironment } from '../../cel/admission-environment.js';
import { expectCel, newTo } from '../../cel/expect.js';
import { BOOL, type CelType, STRING } from '../../cel/types.js';
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { list, obj, str } from '../../fields.js';
import { goValues } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { NOT_EMPTY, ONE_LINE, ofRule } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { validateChoice, validateMatchConditions } from './matching.js';
import { defaultPolicy, validateCommon, validateVariables } from './policies.js';
import { nameWarnings } from './static-names.js';

const GROUP = 'admissionregistration.k8s.io';
const SPEC = at('spec');
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const NULL: CelType = { kind: 'null' };
const MOST_ANNOTATIONS = 20;
const LONGEST_VALUE = 5120;
const NOTHING_TO_DO = 'validations or auditAnnotations must contain at least one item';
const LINE_BREAK = /[\n\r]/;

/** admissionregistration.k8s.io ValidatingAdmissionPolicy. */
export const validatingAdmissionPolicy: KindRules<
  Struct<'admissionregistration.v1.ValidatingAdmissionPolicy'>
> = {
  kind: 'ValidatingAdmissionPolicy',
  group: GROUP,
  name: SUBDOMAIN,
  defaults: defaultPolicy,
  prepare: statusFromServer,
  validate: validateValidatingPolicy,
  warnings: nameWarnings,
};

/** Checks a ValidatingAdmissionPolicy. */
function validateValidatingPolicy(
  object: Struct<'admissionregistration.v1.ValidatingAdmissionPolicy'>,
  errors: FieldErrors,
  context: Context,
): void {
  const spec = obj(object, 'spec');
  const params = validateCommon(spec, errors);
  validateMatchConditions(
    list(spec, 'matchConditions'),
    { params, ...newTo(context) },
    SPEC.child('matchConditions'),
    errors,
  );
  const composed = list(spec, 'variables').length > 0;
  const variables: Record<string, CelType> = Object.create(null);
  const scope: AdmissionVariables = {
    params,
    authorizer: true,
    ...newTo(context),
    ...(composed && { variables }),
  };
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

function validateValidation(
  validation: Struct<'admissionregistration.v1.Validation'>,
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
    errors.invalid(messageAt, message, NOT_EMPTY);
  } else if (message !== '') {
    expectCel(message, [STRING], admissionEnvironment({ ...scope, authorizer: false }), messageAt, errors);
  }
  const text = str(validation, 'message');
  if (text !== '' && text.trim() === '') {
    errors.invalid(place.child('message'), text, ofRule('message', NOT_EMPTY));
  } else if (LINE_BREAK.test(text.trim())) {
    errors.invalid(place.child('message'), text, ofRule('message', ONE_LINE));
  }
  validateChoice(validation, 'reason', REASONS, place, errors);
}

function validateAnnotation(
  annotation: Struct<'admissionregistration.v1.AuditAnnotation'>,
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
