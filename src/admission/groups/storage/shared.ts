/** What kinds of storage.k8s.io share. */

import { sameDecoded } from '../../../api/equality.js';
import { byteLength, labelKeyErrors } from '../../../api/names.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import { entries, get, obj } from '../../fields.js';
import { IMMUTABLE } from '../../shared/messages.js';
import type { AnyField, Struct, StructName } from '../../typed.js';

const MOST_PARAMETERS = 512;
const LONGEST_PARAMETERS = 262144;

/** A field that cannot change. */
export function kept<N extends StructName>(
  object: Struct<N>,
  old: Struct<N>,
  key: AnyField<N>,
  place: At,
  errors: FieldErrors,
): void {
  if (!sameDecoded(get(object, key), get(old, key))) errors.invalid(place, json(get(object, key)), IMMUTABLE);
}

export function validateProvisioner(name: string, place: At, errors: FieldErrors): void {
  if (name === '') errors.required(place);
  else errors.invalids(place, name.toLowerCase(), labelKeyErrors(name.toLowerCase()));
}

export function validateParameters(
  object: Struct<'storage.v1.StorageClass' | 'storage.v1.VolumeAttributesClass'>,
  mayBeEmpty: boolean,
  errors: FieldErrors,
): void {
  const place = at('parameters');
  const pairs = entries(obj(object, 'parameters'));
  if (pairs.length > MOST_PARAMETERS) {
    errors.tooLong(place, MOST_PARAMETERS);
    return;
  }
  let size = 0;
  for (const [key, value] of pairs) {
    if (key === '') errors.invalid(place, '', 'field can not be empty.');
    size += byteLength(key) + byteLength(value);
  }
  if (size > LONGEST_PARAMETERS) errors.tooLong(place, LONGEST_PARAMETERS);
  if (!mayBeEmpty && pairs.length === 0) {
    errors.required(place, 'must contain at least one key/value pair');
  }
}
