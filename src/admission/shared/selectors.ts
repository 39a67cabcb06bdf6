/** Label selectors (apimachinery pkg/apis/meta/v1/validation). */

import { matchesSelector } from '../../api/labels.js';
import { labelKeyErrors, labelValueErrors } from '../../api/names.js';
import { asLabels, asSelector } from '../../api/unstructured.js';
import type { At, FieldErrors } from '../field-errors.js';
import { list, obj, str, strings } from '../fields.js';
import type { Struct, Unnamed } from '../typed.js';
import { validateLabels } from './object-meta.js';
import type { LabelSelector } from './structs.js';

export const NEEDS_VALUES = "must be specified when `operator` is 'In' or 'NotIn'";
export const NO_VALUES = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
export const BAD_OPERATOR = 'not a valid selector operator';

interface SelectorOptions {
  /** The stored object has bad values already: they are let through. */
  lenientValues?: boolean;
  /** Operators that nobody knows are let through. */
  anyOperator?: boolean;
}

/** Checks a selector, which may be absent. */
export function validateSelector(
  selector: LabelSelector | undefined,
  place: At,
  errors: FieldErrors,
  options: SelectorOptions = {},
): void {
  validateLabels(obj(selector, 'matchLabels'), place.child('matchLabels'), errors);
  list(selector, 'matchExpressions').forEach((requirement, index) => {
    validateRequirement(requirement, place.child('matchExpressions').index(index), errors, options);
  });
}

/** Checks one requirement of a selector. */
export function validateRequirement(
  requirement: Struct<'meta.v1.LabelSelectorRequirement'>,
  place: At,
  errors: FieldErrors,
  options: SelectorOptions,
): void {
  const values = strings(requirement, 'values');
  const operator = str(requirement, 'operator');
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.required(place.child('values'), NEEDS_VALUES);
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.forbidden(place.child('values'), NO_VALUES);
      break;
    default:
      if (!options.anyOperator) errors.invalid(place.child('operator'), operator, BAD_OPERATOR);
  }
  errors.invalids(place.child('key'), str(requirement, 'key'), labelKeyErrors(str(requirement, 'key')));
  if (options.lenientValues) return;
  for (const [index, value] of values.entries()) {
    errors.invalids(place.child('values').index(index), value, labelValueErrors(value));
  }
}

export function isEmptyLabelSelector(selector: LabelSelector): boolean {
  return (
    Object.keys(obj(selector, 'matchLabels')).length === 0 && list(selector, 'matchExpressions').length === 0
  );
}

/** Whether LabelSelectorAsSelector would take it. */
export function isConvertible(selector: LabelSelector | undefined): boolean {
  if (!selector) return true;
  const labels = obj(selector, 'matchLabels');
  for (const key of Object.keys(labels)) {
    if (labelKeyErrors(key).length > 0 || labelValueErrors(str(labels, key)).length > 0) return false;
  }
  return list(selector, 'matchExpressions').every((requirement) => {
    const values = strings(requirement, 'values');
    const operator = str(requirement, 'operator');
    if (operator === 'In' || operator === 'NotIn' ? values.length === 0 : values.length > 0) return false;
    if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)) return false;
    return (
      labelKeyErrors(str(requirement, 'key')).length === 0 &&
      values.every((value) => labelValueErrors(value).length === 0)
    );
  });
}

/** Whether the selector selects the labels; a nil selector selects nothing. */
export function selects(selector: LabelSelector | undefined, labels: Unnamed): boolean {
  return matchesSelector(selector && asSelector(selector), asLabels(labels));
}
