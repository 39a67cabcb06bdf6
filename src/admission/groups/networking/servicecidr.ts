import { parseCidr } from '../../../api/ip.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import { obj, strings } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { strictCidrErrors } from '../../shared/ip.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');

/** networking.k8s.io/v1 ServiceCIDR (pkg/apis/networking/validation). */
export const serviceCidr: KindRules<Struct<'networking.v1.ServiceCIDR'>> = {
  kind: 'ServiceCIDR',
  group: 'networking.k8s.io',
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate: validateServiceCidr,
  validateUpdate: validateServiceCidrUpdate,
};

function validateServiceCidr(object: Struct<'networking.v1.ServiceCIDR'>, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const cidrs = strings(spec, 'cidrs');
  const place = SPEC.child('cidrs');
  if (cidrs.length === 0) {
    errors.required(place, 'at least one CIDR required');
    return;
  }
  if (cidrs.length > 2) {
    errors.invalid(place, goValue('networking.v1.ServiceCIDRSpec', spec), 'may only hold up to 2 values');
    return;
  }
  cidrs.forEach((cidr, index) => {
    errors.invalids(place.index(index), cidr, strictCidrErrors(cidr));
  });
  const families = cidrs.map((cidr) => parseCidr(cidr)?.address.family);
  if (cidrs.length === 2 && families.every((family) => family !== undefined) && families[0] === families[1]) {
    errors.invalid(
      place,
      json([...cidrs]),
      'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64',
    );
  }
}

function validateServiceCidrUpdate(
  object: Struct<'networking.v1.ServiceCIDR'>,
  old: Struct<'networking.v1.ServiceCIDR'>,
  errors: FieldErrors,
): void {
  const [cidrs, before] = [strings(obj(object, 'spec'), 'cidrs'), strings(obj(old, 'spec'), 'cidrs')];
  const place = SPEC.child('cidrs');
  const changed = (index: number): void => {
    const cidr = cidrs[index] ?? '';
    if (cidr !== before[index]) errors.invalid(place.index(index), cidr, IMMUTABLE);
  };
  if (cidrs.length === before.length) for (const index of cidrs.keys()) changed(index);
  else if (before.length === 1 && cidrs.length === 2) {
    changed(0);
    validateServiceCidr(object, errors);
  } else errors.invalid(place, json([...cidrs]), IMMUTABLE);
}
