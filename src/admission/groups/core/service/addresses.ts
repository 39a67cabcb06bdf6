/** The addresses of a Service and their families, as given and as the allocators look at them. */

import { at, FieldErrors, json } from '../../../field-errors.js';
import { get, obj, str, strings } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import { ipErrors } from '../../../shared/ip.js';
import { isHeadless, type ServiceSpec } from './types.js';

const SPEC = at('spec');

function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

export function validateClusterIps(
  spec: ServiceSpec,
  old: ServiceSpec | undefined,
  context: Context,
  errors: FieldErrors,
): void {
  if (str(spec, 'type') === 'ExternalName') return;
  const first = str(spec, 'clusterIP');
  const addresses = strings(spec, 'clusterIPs');
  const place = SPEC.child('clusterIPs');
  const shown = json([...addresses]);
  if (first !== '') {
    if (addresses.length === 0) errors.required(place);
    else if (addresses[0] !== first) errors.invalid(place, shown, 'first value must match `clusterIP`');
  } else if (addresses.length > 0)
    errors.invalid(place, shown, 'must be empty when `clusterIP` is not specified');
  const families = strings(spec, 'ipFamilies');
  families.forEach((family, index) => {
    const at2 = SPEC.child('ipFamilies').index(index);
    if (family !== 'IPv4' && family !== 'IPv6') errors.unsupported(at2, json(family), ['IPv4', 'IPv6']);
    if (families.indexOf(family) < index) errors.duplicate(at2, json(family));
  });
  const policy = get(spec, 'ipFamilyPolicy');
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  if (policy !== undefined && !policies.includes(String(policy))) {
    errors.unsupported(SPEC.child('ipFamilyPolicy'), json(policy), policies);
  }
  if (addresses.length === 0) return;
  if (addresses[0] === 'None') {
    if (addresses.length > 1) errors.invalid(place, shown, "'None' must be the first and only value");
    return;
  }
  const known = strings(old, 'clusterIPs');
  let bad = false;
  addresses.forEach((address, index) => {
    const details = ipErrors(address, context, { known });
    errors.invalids(place.index(index), address, details);
    if (details.length > 0) bad = true;
  });
  if (addresses.length > 2) errors.invalid(place, shown, 'may only hold up to 2 values');
  if (bad) return;
  if (addresses.length > 1 && new Set(addresses.map(familyOf)).size < 2) {
    errors.invalid(place, shown, 'may specify no more than one IP for each IP family');
  }
  addresses.forEach((address, index) => {
    const family = families[index];
    if (family === undefined || family === familyOf(address) || (family !== 'IPv4' && family !== 'IPv6'))
      return;
    errors.invalid(
      place.index(index),
      address,
      `expected an ${family} value as indicated by \`ipFamilies[${index}]\``,
    );
  });
}

export function allocationErrors(spec: ServiceSpec, context: Context): FieldErrors {
  const errors = new FieldErrors(context.version, context.gates);
  if (str(spec, 'type') === 'ExternalName') return errors;
  validateClusterIps(spec, undefined, context, errors);
  if (errors.count > 0) return errors;
  const headless = isHeadless(spec);
  const selectorless = Object.keys(obj(spec, 'selector')).length === 0;
  const policy =
    get(spec, 'ipFamilyPolicy') ?? (headless && selectorless ? 'RequireDualStack' : 'SingleStack');
  if (policy !== 'SingleStack') return errors;
  const place = SPEC.child('ipFamilyPolicy');
  const text = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  if (strings(spec, 'clusterIPs').length === 2)
    errors.invalid(place, json(policy), `${text} cluster IPs are specified`);
  if (strings(spec, 'ipFamilies').length === 2)
    errors.invalid(place, json(policy), `${text} IP families are specified`);
  return errors;
}
