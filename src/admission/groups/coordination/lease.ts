import { at, type FieldErrors } from '../../field-errors.js';
import { drop, ensure, get, intPtr, obj } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { NON_NEGATIVE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');

/** coordination.k8s.io/v1 Lease (pkg/apis/coordination/validation). */
export const lease: KindRules<Struct<'coordination.v1.Lease'>> = {
  kind: 'Lease',
  group: 'coordination.k8s.io',
  name: SUBDOMAIN,
  prepare(object, old) {
    const spec = ensure(object, 'spec');
    for (const name of ['strategy', 'preferredHolder'] as const) {
      if (get(obj(old, 'spec'), name) === undefined) drop(spec, name);
    }
  },
  validate: validateLease,
};

function validateLease(object: Struct<'coordination.v1.Lease'>, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const [duration, transitions] = [intPtr(spec, 'leaseDurationSeconds'), intPtr(spec, 'leaseTransitions')];
  if (duration !== undefined && duration <= 0) {
    errors.invalid(SPEC.child('leaseDurationSeconds'), duration, 'must be greater than 0');
  }
  if (transitions !== undefined && transitions < 0) {
    errors.invalid(SPEC.child('leaseTransitions'), transitions, NON_NEGATIVE);
  }
}
