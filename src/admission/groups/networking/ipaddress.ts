import { sameDecoded } from '../../../api/equality.js';
import { dns1123SubdomainErrors, pathSegmentErrors } from '../../../api/names.js';
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { obj, ptr, str } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules, NameRule } from '../../kind.js';
import { strictIpErrors } from '../../shared/ip.js';
import { IMMUTABLE } from '../../shared/messages.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');

/** The name is the address. */
const IP_NAME: NameRule = strictIpErrors;

/** networking.k8s.io/v1 IPAddress (pkg/apis/networking/validation). */
export const ipAddress: KindRules<Struct<'networking.v1.IPAddress'>> = {
  kind: 'IPAddress',
  group: 'networking.k8s.io',
  name: IP_NAME,
  validate: validateIpAddress,
  validateUpdate: validateIpAddressUpdate,
};

function validateIpAddress(object: Struct<'networking.v1.IPAddress'>, errors: FieldErrors): void {
  const ref = ptr(obj(object, 'spec'), 'parentRef');
  const place = SPEC.child('parentRef');
  if (!ref) {
    errors.required(place);
    return;
  }
  const group = str(ref, 'group');
  if (group !== '') errors.invalids(place.child('group'), group, dns1123SubdomainErrors(group));
  for (const key of ['resource', 'name'] as const)
    validateSegment(str(ref, key), place.child(key), errors, true);
  validateSegment(str(ref, 'namespace'), place.child('namespace'), errors, false);
}

function validateSegment(text: string, place: At, errors: FieldErrors, needed: boolean): void {
  if (text !== '') errors.invalids(place, text, pathSegmentErrors(text));
  else if (needed) errors.required(place);
}

function validateIpAddressUpdate(
  object: Struct<'networking.v1.IPAddress'>,
  old: Struct<'networking.v1.IPAddress'>,
  errors: FieldErrors,
): void {
  validateIpAddress(object, errors);
  const ref = ptr(obj(object, 'spec'), 'parentRef');
  if (!sameDecoded(ref, ptr(obj(old, 'spec'), 'parentRef'))) {
    errors.invalid(SPEC.child('parentRef'), goValue('networking.v1.ParentReference', ref), IMMUTABLE);
  }
}
