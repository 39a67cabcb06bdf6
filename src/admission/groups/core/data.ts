/** What ConfigMaps and Secrets share. */

import { sameDecoded } from '../../../api/equality.js';
import { At, at, type FieldErrors } from '../../field-errors.js';
import { bool, get, type Obj } from '../../fields.js';

export const MAX_DATA_BYTES = 1048576;

/** The place of an error about the whole object. */
export const WHOLE = At.named('[]', []);
const FROZEN = 'field is immutable when `immutable` is set';

/** Nothing of an immutable object's data may change, nor may the mark be taken away. */
export function validateImmutable(
  object: Obj,
  old: Obj,
  fields: readonly string[],
  errors: FieldErrors,
): void {
  if (!bool(old, 'immutable')) return;
  if (!bool(object, 'immutable')) errors.forbidden(at('immutable'), FROZEN);
  for (const field of fields) {
    if (!sameDecoded(get(object, field) ?? {}, get(old, field) ?? {})) errors.forbidden(at(field), FROZEN);
  }
}
