/** Counts and percentages, as several kinds have them. */

import { percentOf } from '../../api/int-or-percent.js';
import { percentErrors } from '../../api/names.js';
import type { IntOrString } from '../../api/objects.js';
import type { At, FieldErrors } from '../field-errors.js';
import { intPtr } from '../fields.js';
import { intOrStringValue } from '../go/value.js';
import type { NumberField, Struct, StructName } from '../typed.js';
import { NON_NEGATIVE } from './messages.js';

/** Numbers that may not be negative. */
export function validateNonNegative<N extends StructName>(
  from: Struct<N>,
  names: readonly NumberField<N>[],
  place: At,
  errors: FieldErrors,
): void {
  for (const name of names) {
    const value = intPtr(from, name);
    if (value !== undefined && value < 0) errors.invalid(place.child(name), value, NON_NEGATIVE);
  }
}

/** A count that is not negative, or a percentage. */
export function validateCountOrPercent(value: IntOrString | undefined, place: At, errors: FieldErrors): void {
  if (typeof value === 'string') errors.invalids(place, intOrStringValue(value), percentErrors(value));
  else if (typeof value === 'number' && value < 0) errors.invalid(place, value, NON_NEGATIVE);
}

export function validateAtMost100Percent(
  value: IntOrString | undefined,
  place: At,
  errors: FieldErrors,
): void {
  const percent = percentOf(value);
  if (
    typeof value === 'string' &&
    percentErrors(value).length === 0 &&
    percent !== undefined &&
    percent > 100
  ) {
    errors.invalid(place, intOrStringValue(value), 'must not be greater than 100%');
  }
}

/** The number of a count or percentage, as the rules against two zeros take it. */
export function plainNumber(value: IntOrString | undefined): number {
  if (typeof value === 'number' || value === undefined) return value ?? 0;
  const text = value.endsWith('%') && percentErrors(value).length === 0 ? value.slice(0, -1) : value;
  return /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}
