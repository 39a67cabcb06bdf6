/** What ConfigMaps and Secrets share. */

import { sameDecoded } from '../../../api/equality.js';
import { At, at, type FieldErrors } from '../../field-errors.js';
import { bool, get } from '../../fields.js';
import type { AnyField, Struct } from '../../typed.js';

export const MAX_DATA_BYTES = 1048576;

/** The place of an error about the whole object. */
export const WHOLE = At.named('[]', []);
const FROZEN = 'field is immutable when `immutable` is set';

type Holder = 'core.v1.ConfigMap' | 'core.v1.Secret';

/** Nothing of an immutable object's data may change, nor may the mark be taken away. */
export function validateImmutable<N extends Holder>(
  object: Struct<N>,
  old: Struct<N>,
  fields: readonly AnyField<N>[],
  errors: FieldErrors,
): void {
  if (!isMarked(old)) return;
  if (!isMarked(object)) errors.forbidden(at('immutable'), FROZEN);
  for (const field of fields) {
    if (!sameDecoded(get(object, field) ?? {}, get(old, field) ?? {})) errors.forbidden(at(field), FROZEN);
  }
}

function isMarked(object: Struct<Holder>): boolean {
  return bool(object, 'immutable');
}
