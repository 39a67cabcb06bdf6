/** Amounts that devices share out. */

import { dns1123LabelErrors } from '../../../../api/names.js';
import type { Quantity } from '../../../../api/objects.js';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  quantityInt64,
} from '../../../../api/quantity.js';
import type { At, FieldErrors } from '../../../field-errors.js';
import { get, keys, ptr } from '../../../fields.js';
import type { FieldOf, Struct, StructName } from '../../../typed.js';
import { eachOnce } from '../lists.js';
import type { Counters } from './structs.js';

const MOST_COUNTERS = 32;
const MOST_OPTIONS = 10;

export function amount<N extends StructName>(
  from: Struct<N>,
  field: FieldOf<N, 'Quantity' | '*Quantity'>,
): Quantity | undefined {
  const value = get(from, field);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** How a shared device's capacity may be asked for: a default, and values or a range that hold it. */
export function validatePolicy(
  policy: Struct<'resource.v1.CapacityRequestPolicy'>,
  capacity: Quantity,
  place: At,
  errors: FieldErrors,
): void {
  const values = (get(policy, 'validValues') ?? []) as Quantity[];
  const range = ptr(policy, 'validRange');
  if (values.length > 0 && range) {
    errors.forbidden(
      place,
      'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time',
    );
    return;
  }
  if (values.length === 0 && !range) return;
  const field = range ? 'validRange' : 'validValues';
  const usual = amount(policy, 'default');
  if (usual === undefined) errors.required(place.child('default'), `required when ${field} is defined`);
  else if (range) validateRange(range, usual, capacity, place.child(field), errors);
  else validateValues(values, usual, capacity, place.child(field), errors);
}

function validateValues(
  values: readonly Quantity[],
  usual: Quantity,
  capacity: Quantity,
  place: At,
  errors: FieldErrors,
): void {
  let before: Quantity | undefined;
  for (const [index, value] of values.entries()) {
    if (before !== undefined && compareQuantities(before, value) > 0) {
      errors.invalid(
        place.index(index),
        canonicalQuantity(value),
        'values must be sorted in ascending order',
      );
    }
    before = value;
  }
  let found = false;
  eachOnce(
    values,
    MOST_OPTIONS,
    place,
    errors,
    (value) => String(quantityInt64(value)),
    (value, own) => {
      if (compareQuantities(value, capacity) > 0) {
        const detail = `option is larger than capacity value: ${canonicalQuantity(capacity)}`;
        errors.invalid(own, canonicalQuantity(value), detail);
      }
      found ||= compareQuantities(value, usual) === 0;
    },
  );
  if (!found) {
    errors.invalid(
      place,
      canonicalQuantity(usual),
      'default value is not valid according to the requestPolicy',
    );
  }
}

function validateRange(
  range: Struct<'resource.v1.CapacityRequestPolicyRange'>,
  usual: Quantity,
  capacity: Quantity,
  place: At,
  errors: FieldErrors,
): void {
  const [min, max, step] = [amount(range, 'min'), amount(range, 'max'), amount(range, 'step')];
  const check = (field: string, wrong: boolean, value: Quantity, words: string, limit: Quantity) => {
    if (!wrong) return;
    errors.invalid(place.child(field), canonicalQuantity(value), `${words}: ${canonicalQuantity(limit)}`);
  };
  const [minAt, stepAt] = [place.child('min'), place.child('step')];
  if (min === undefined) {
    errors.required(minAt, 'required when validRange is defined');
    return;
  }
  const exceeds = (a: Quantity, b: Quantity) => compareQuantities(a, b) > 0;
  check('min', exceeds(min, capacity), min, 'min is larger than capacity value', capacity);
  check('min', exceeds(min, usual), usual, 'default is less than min', min);
  if (max !== undefined) {
    check('max', exceeds(min, max), min, 'min is larger than max', max);
    check('max', exceeds(max, capacity), max, 'max is larger than capacity value', capacity);
    check('max', exceeds(usual, max), usual, 'default is more than max', max);
  }
  if (step === undefined) return;
  const added = addQuantities(min, step);
  if (compareQuantities(added, capacity) > 0) {
    const detail = `one step ${formatQuantity(added)} is larger than capacity value: ${canonicalQuantity(capacity)}`;
    errors.invalid(stepAt, canonicalQuantity(step), detail);
  }
  const width = quantityInt64(step);
  for (const value of max === undefined ? [usual] : [usual, max]) {
    if (width === 0n || (quantityInt64(value) - quantityInt64(min)) % width === 0n) continue;
    const detail = `value is not a multiple of a given step (${canonicalQuantity(step)}) from (${canonicalQuantity(min)})`;
    errors.invalid(stepAt, canonicalQuantity(value), detail);
  }
}

/** A set of counters, or what a device takes of one. */
export function validateCounters(
  set: Counters,
  name: string,
  place: At,
  nameAt: At,
  errors: FieldErrors,
): void {
  if (name === '') errors.required(nameAt);
  else errors.invalids(nameAt, name, dns1123LabelErrors(name));
  const names = keys(ptr(set, 'counters'));
  const countersAt = place.child('counters');
  if (names.length === 0) errors.required(countersAt);
  else if (names.length > MOST_COUNTERS) errors.tooMany(countersAt, names.length, MOST_COUNTERS);
  else
    for (const counter of names)
      errors.invalids(countersAt.key(counter), counter, dns1123LabelErrors(counter));
}
