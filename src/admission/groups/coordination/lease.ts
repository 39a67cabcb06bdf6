import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, intPtr, type Obj, obj } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { NON_NEGATIVE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';

const SPEC = at('spec');

/** coordination.k8s.io/v1 Lease (pkg/apis/coordination/validation). */
export const lease: KindRules = {
  kind: 'Lease',
  group: 'coordination.k8s.io',
  name: SUBDOMAIN,
  prepare(object, old) {
    const spec = ensure(object, 'spec');
    for (const name of ['strategy', 'preferredHolder']) {
      if (get(obj(old, 'spec'), name) === undefined) delete spec[name];
    }
  },
  validate: validateLease,
};

function validateLease(object: Obj, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const [duration, transitions] = [intPtr(spec, 'leaseDurationSeconds'), intPtr(spec, 'leaseTransitions')];
  if (duration !== undefined && duration <= 0) {
    errors.invalid(SPEC.child('leaseDurationSeconds'), duration, 'must be greater than 0');
  }
  if (transitions !== undefined && transitions < 0) {
    errors.invalid(SPEC.child('leaseTransitions'), transitions, NON_NEGATIVE);
  }
}
