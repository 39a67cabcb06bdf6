/** The files of a volume that is made of other objects. */

import type { At, FieldErrors } from '../../../field-errors.js';
import { type Int, intPtr, list, ptr, str } from '../../../fields.js';
import { validateNonReservedPath } from '../../../shared/paths.js';
import type { Struct } from '../../../typed.js';
import { VOLUME_FIELDS, validateFieldRef, validateResourceFieldRef } from './env.js';

const BAD_MODE = 'must be a number between 0 and 0777 (octal), both inclusive';

/** The permissions of files. */
export function validateMode(mode: Int | undefined, place: At, errors: FieldErrors): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777)) errors.invalid(place, mode, BAD_MODE);
}

/** Keys of a Secret or ConfigMap as files. */
export function validateKeyToPaths(
  source: Struct<
    | 'core.v1.ConfigMapProjection'
    | 'core.v1.ConfigMapVolumeSource'
    | 'core.v1.SecretProjection'
    | 'core.v1.SecretVolumeSource'
  >,
  place: At,
  errors: FieldErrors,
): void {
  list(source, 'items').forEach((item, index) => {
    const at = place.child('items').index(index);
    if (str(item, 'key') === '') errors.required(at.child('key'));
    if (str(item, 'path') === '') errors.required(at.child('path'));
    validateNonReservedPath(str(item, 'path'), at.child('path'), errors);
    validateMode(intPtr(item, 'mode'), at.child('mode'), errors);
  });
}

/** Fields of the pod as files. */
export function validateDownwardItems(
  source: Struct<'core.v1.DownwardAPIProjection' | 'core.v1.DownwardAPIVolumeSource'>,
  place: At,
  errors: FieldErrors,
): void {
  for (const item of list(source, 'items')) {
    const path = str(item, 'path');
    if (path === '') errors.required(place.child('path'));
    validateNonReservedPath(path, place.child('path'), errors);
    const [field, resource] = [ptr(item, 'fieldRef'), ptr(item, 'resourceFieldRef')];
    if (field) {
      validateFieldRef(field, VOLUME_FIELDS, place.child('fieldRef'), errors);
      if (resource)
        errors.invalid(
          place,
          'resource',
          'fieldRef and resourceFieldRef can not be specified simultaneously',
        );
    } else if (resource) validateResourceFieldRef(resource, true, place.child('resourceFieldRef'), errors);
    else errors.required(place, 'one of fieldRef and resourceFieldRef is required');
    validateMode(intPtr(item, 'mode'), place.child('mode'), errors);
  }
}
