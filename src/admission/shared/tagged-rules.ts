/**
 * What newer kinds are held to by tags of their types (apimachinery/pkg/api/validate), where older ones have rules written
 * out: the same names, with limits that are told in bytes.
 */

import {
  dns1123LabelErrors,
  dns1123SubdomainCaselessErrors,
  dns1123SubdomainErrors,
  maxBytesError,
  maxLengthError,
  pathSegmentErrors,
} from '../../api/names.js';
import type { Words } from '../../api/wording.js';
import { type At, type FieldErrors, json } from '../field-errors.js';
import { type Int, int, ptr, str } from '../fields.js';
import type { FieldOf, HeldField, NumberField, Struct, StructName, TextField } from '../typed.js';
import { IMMUTABLE } from './messages.js';

type Format = (text: string) => readonly Words[];

/** A DNS label. */
export const SHORT_NAME: Format = (text) => dns1123LabelErrors(text).map(inBytes);
/** A DNS subdomain. */
export const LONG_NAME: Format = (text) => dns1123SubdomainErrors(text).map(inBytes);
/** A DNS subdomain in letters of either case. */
export const LONG_NAME_CASELESS: Format = (text) => dns1123SubdomainCaselessErrors(text).map(inBytes);
/** What can stand between the slashes of a URL. */
export const SEGMENT: Format = pathSegmentErrors;

function inBytes(error: string): Words {
  for (const limit of [63, 253]) if (error === maxLengthError(limit)) return maxBytesError(limit);
  return error;
}

/** A text that has to be there, in its format. */
export function requiredText<N extends StructName>(
  from: Struct<N>,
  name: TextField<N>,
  place: At,
  format: Format,
  errors: FieldErrors,
): void {
  const text = str(from, name);
  if (text === '') errors.required(place.child(name));
  else errors.invalids(place.child(name), text, format(text));
}

/** A number that is not less than `low`; of one that has to be there 0 counts as left out. */
export function requiredMinimum<N extends StructName>(
  from: Struct<N>,
  name: NumberField<N>,
  place: At,
  low: Int,
  errors: FieldErrors,
): void {
  const value = int(from, name);
  if (value === 0) errors.required(place.child(name));
  else if (value < low) errors.invalid(place.child(name), value, minimumError(low));
}

/** `must be greater than or equal to 1` */
export function minimumError(low: Int): string {
  return `must be greater than or equal to ${low}`;
}

/** `must be less than or equal to 1000` */
export function maximumError(high: Int): string {
  return `must be less than or equal to ${high}`;
}

/** Exactly one of the fields, each a struct behind a pointer, has to be there. */
export function validateUnion<N extends StructName>(
  from: Struct<N>,
  members: readonly (HeldField<N> & FieldOf<N, `*{${string}}`>)[],
  place: At,
  errors: FieldErrors,
): void {
  const given = members.filter((member) => ptr(from, member) !== undefined);
  const all = members.map((member) => `\`${member}\``).join(', ');
  if (given.length > 1) {
    errors.invalid(place, `{${given.join(', ')}}`, `must specify exactly one of: ${all}`);
  }
  if (given.length === 0) errors.invalid(place, '', `must specify one of: ${all}`);
}

/** The error of a field that cannot be changed, which does not show its value. */
export function immutable(place: At, errors: FieldErrors): void {
  errors.invalid(place, json(null), IMMUTABLE);
}
