import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, obj, ptr } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { defaultDevices, dropCapacity, validateAdminAccess, validateDevices } from './device-requests.js';

const SPEC = at('spec');

/** resource.k8s.io/v1 ResourceClaim (pkg/apis/resource/validation). */
export const resourceClaim: KindRules<Struct<'resource.v1.ResourceClaim'>> = {
  kind: 'ResourceClaim',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    defaultDevices(ptr(ensure(object, 'spec'), 'devices'));
  },
  prepare(object, old, context) {
    statusFromServer(object, old);
    dropCapacity(ptr(obj(object, 'spec'), 'devices'), context);
  },
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
};

function validateClaim(
  object: Struct<'resource.v1.ResourceClaim'>,
  errors: FieldErrors,
  context: Context,
): void {
  const spec = obj(object, 'spec');
  validateDevices(obj(spec, 'devices'), SPEC.child('devices'), context, errors);
  validateAdminAccess(obj(spec, 'devices'), SPEC.child('devices'), context, errors);
}

function validateClaimUpdate(
  object: Struct<'resource.v1.ResourceClaim'>,
  old: Struct<'resource.v1.ResourceClaim'>,
  errors: FieldErrors,
): void {
  if (!sameDecoded(get(object, 'spec'), get(old, 'spec'))) {
    errors.invalid(SPEC, goValue('resource.v1.ResourceClaimSpec', obj(object, 'spec')), IMMUTABLE);
  }
}
