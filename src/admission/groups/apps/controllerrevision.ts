import { sameDecoded } from '../../../api/equality.js';
import { isObject } from '../../../api/json.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import { get, int } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE, NON_NEGATIVE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

/** apps/v1 ControllerRevision. */
export const controllerRevision: KindRules<Struct<'apps.v1.ControllerRevision'>> = {
  kind: 'ControllerRevision',
  group: 'apps',
  name: SUBDOMAIN,
  validate: validateRevision,
  validateUpdate: validateRevisionUpdate,
};

function validateRevision(object: Struct<'apps.v1.ControllerRevision'>, errors: FieldErrors): void {
  validateRevisionNumber(object, errors);
  const data = get(object, 'data');
  if (data === undefined) errors.required(at('data'), 'data is mandatory');
  else if (!isObject(data)) errors.required(at('data'), 'data must be a valid JSON object');
}

function validateRevisionNumber(object: Struct<'apps.v1.ControllerRevision'>, errors: FieldErrors): void {
  const revision = int(object, 'revision');
  if (revision < 0) errors.invalid(at('revision'), revision, NON_NEGATIVE);
}

function validateRevisionUpdate(
  object: Struct<'apps.v1.ControllerRevision'>,
  old: Struct<'apps.v1.ControllerRevision'>,
  errors: FieldErrors,
): void {
  validateRevisionNumber(object, errors);
  if (!sameDecoded(get(object, 'data'), get(old, 'data'))) {
    errors.invalid(at('data'), json(get(object, 'data')), IMMUTABLE);
  }
}
