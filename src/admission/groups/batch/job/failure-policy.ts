/** When the failures of pods end a Job, or do not count. */

import { labelKeyErrors } from '../../../../api/names.js';
import { type At, type FieldErrors, json, jsonList, OMITTED } from '../../../field-errors.js';
import { get, ints, list, obj, ptr, setZero, str } from '../../../fields.js';
import type { Struct } from '../../../typed.js';

export const MOST_RULES = 20;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const STATUSES = ['False', 'True', 'Unknown'];

/** The statuses of a failure policy's conditions; they alone are defaulted in a CronJob's template too. */
export function defaultFailurePolicy(spec: Struct<'batch.v1.JobSpec'>): void {
  for (const rule of list(ptr(spec, 'podFailurePolicy'), 'rules')) {
    for (const pattern of list(rule, 'onPodConditions')) setZero(pattern, 'status', 'True');
  }
}

function quotedList(values: readonly string[]): string {
  return `valid values: [${values.map((value) => JSON.stringify(value)).join(' ')}]`;
}

export function validateFailurePolicy(
  spec: Struct<'batch.v1.JobSpec'>,
  policy: Struct<'batch.v1.PodFailurePolicy'>,
  place: At,
  errors: FieldErrors,
): void {
  const rules = list(policy, 'rules');
  const at2 = place.child('rules');
  if (rules.length > MOST_RULES) errors.tooMany(at2, rules.length, MOST_RULES);
  const podSpec = obj(obj(spec, 'template'), 'spec');
  const names = new Set(
    [...list(podSpec, 'containers'), ...list(podSpec, 'initContainers')].map((one) => str(one, 'name')),
  );
  rules.forEach((rule, index) => {
    const one = at2.index(index);
    const action = str(rule, 'action');
    if (action === '') errors.required(one.child('action'), quotedList(ACTIONS));
    else if (action === 'FailIndex') {
      if (get(spec, 'backoffLimitPerIndex') === undefined) {
        errors.invalid(one.child('action'), json(action), 'requires the backoffLimitPerIndex to be set');
      }
    } else if (!ACTIONS.includes(action)) errors.unsupported(one.child('action'), json(action), ACTIONS);
    const codes = ptr(rule, 'onExitCodes');
    if (codes) validateExitCodes(codes, names, one.child('onExitCodes'), errors);
    const patterns = list(rule, 'onPodConditions');
    validatePatterns(patterns, one.child('onPodConditions'), errors);
    if (codes && patterns.length > 0) {
      errors.invalid(one, OMITTED, 'specifying both OnExitCodes and OnPodConditions is not supported');
    } else if (!codes && patterns.length === 0) {
      errors.invalid(one, OMITTED, 'specifying one of OnExitCodes and OnPodConditions is required');
    }
  });
}

function validateExitCodes(
  codes: Struct<'batch.v1.PodFailurePolicyOnExitCodesRequirement'>,
  names: ReadonlySet<string>,
  place: At,
  errors: FieldErrors,
): void {
  const operator = str(codes, 'operator');
  if (operator === '') errors.required(place.child('operator'), quotedList(['In', 'NotIn']));
  else if (operator !== 'In' && operator !== 'NotIn') {
    errors.unsupported(place.child('operator'), json(operator), ['In', 'NotIn']);
  }
  const container = get(codes, 'containerName');
  if (typeof container === 'string' && !names.has(container)) {
    errors.invalid(
      place.child('containerName'),
      container,
      'must be one of the container or initContainer names in the pod template',
    );
  }
  const values = ints(codes, 'values');
  const at2 = place.child('values');
  if (values.length === 0)
    errors.invalid(at2, jsonList('int32', get(codes, 'values')), 'at least one value is required');
  else if (values.length > 255) errors.tooMany(at2, values.length, 255);
  const seen = new Set<string>();
  let ordered = true;
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0)
      errors.invalid(at2.index(index), value, 'must not be 0 for the In operator');
    if (seen.has(String(value))) errors.duplicate(at2.index(index), value);
    seen.add(String(value));
    const before = values[index - 1];
    if (before !== undefined && value < before) ordered = false;
  });
  if (!ordered) errors.invalid(at2, jsonList('int32', get(codes, 'values')), 'must be ordered');
}

function validatePatterns(
  patterns: readonly Struct<'batch.v1.PodFailurePolicyOnPodConditionsPattern'>[],
  place: At,
  errors: FieldErrors,
): void {
  if (patterns.length > MOST_RULES) errors.tooMany(place, patterns.length, MOST_RULES);
  patterns.forEach((pattern, index) => {
    const one = place.index(index);
    errors.invalids(one.child('type'), str(pattern, 'type'), labelKeyErrors(str(pattern, 'type')));
    const status = str(pattern, 'status');
    if (status === '') errors.required(one.child('status'), quotedList(STATUSES));
    else if (!STATUSES.includes(status)) errors.unsupported(one.child('status'), json(status), STATUSES);
  });
}
