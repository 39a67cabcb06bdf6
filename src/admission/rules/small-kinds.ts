/** The rules of kinds that have only a few. */

import { sameDecoded } from '../../api/equality.js';
import { parseCidr } from '../../api/ip.js';
import { isObject } from '../../api/json.js';
import {
  dns1035LabelErrors,
  dns1123SubdomainErrors,
  pathSegmentErrors,
  portNumberErrors,
} from '../../api/names.js';
import { type At, at, type FieldErrors, json } from '../field-errors.js';
import { bool, get, int, intPtr, type Obj, obj, ptr, str, strings } from '../fields.js';
import { goValue } from '../go/value.js';
import type { NameRule } from '../kind.js';
import { strictCidrErrors, strictIpErrors } from '../shared/ip.js';
import { IMMUTABLE, NON_NEGATIVE } from '../shared/messages.js';
import { validateObjectMeta } from '../shared/object-meta.js';

const SPEC = at('spec');

/** coordination.k8s.io Lease. */
export function validateLease(object: Obj, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const [duration, transitions] = [intPtr(spec, 'leaseDurationSeconds'), intPtr(spec, 'leaseTransitions')];
  if (duration !== undefined && duration <= 0) {
    errors.invalid(SPEC.child('leaseDurationSeconds'), duration, 'must be greater than 0');
  }
  if (transitions !== undefined && transitions < 0) {
    errors.invalid(SPEC.child('leaseTransitions'), transitions, NON_NEGATIVE);
  }
}

/** apps ControllerRevision. */
export function validateRevision(object: Obj, errors: FieldErrors): void {
  validateRevisionNumber(object, errors);
  const data = get(object, 'data');
  if (data === undefined) errors.required(at('data'), 'data is mandatory');
  else if (!isObject(data)) errors.required(at('data'), 'data must be a valid JSON object');
}

function validateRevisionNumber(object: Obj, errors: FieldErrors): void {
  const revision = int(object, 'revision');
  if (revision < 0) errors.invalid(at('revision'), revision, NON_NEGATIVE);
}

export function validateRevisionUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  validateRevisionNumber(object, errors);
  if (!sameDecoded(get(object, 'data'), get(old, 'data'))) {
    errors.invalid(at('data'), json(get(object, 'data')), IMMUTABLE);
  }
}

/** apiregistration.k8s.io APIService; its metadata too, as the name is that of the version. */
export function validateApiService(object: Obj, errors: FieldErrors): void {
  validateObjectMeta(
    obj(object, 'metadata'),
    { namespaced: false, name: serviceName(obj(object, 'spec')) },
    errors,
  );
  validateApiServiceSpec(obj(object, 'spec'), errors);
}

function serviceName(spec: Obj): NameRule {
  const wanted = `${str(spec, 'version')}.${str(spec, 'group')}`;
  return (name) => {
    const bad = pathSegmentErrors(name);
    if (bad.length > 0) return bad;
    return name === wanted ? [] : [`must be \`spec.version+"."+spec.group\`: "${wanted}"`];
  };
}

export function validateApiServiceUpdate(object: Obj, _old: Obj, errors: FieldErrors): void {
  const name = str(obj(object, 'metadata'), 'name');
  errors.invalids(at('metadata', 'name'), name, serviceName(obj(object, 'spec'))(name));
  validateApiServiceSpec(obj(object, 'spec'), errors);
}

function validateApiServiceSpec(spec: Obj, errors: FieldErrors): void {
  const [group, version] = [str(spec, 'group'), str(spec, 'version')];
  if (group !== '') errors.invalids(SPEC.child('group'), group, dns1123SubdomainErrors(group));
  else if (version !== 'v1') {
    errors.required(SPEC.child('group'), 'only v1 may have an empty group and it better be legacy kube');
  }
  errors.invalids(SPEC.child('version'), version, dns1035LabelErrors(version));
  const range = (key: string, most: number): void => {
    const value = int(spec, key);
    if (value <= 0 || value > most) {
      errors.invalid(SPEC.child(key), value, `must be positive and less than ${most}`);
    }
  };
  range('groupPriorityMinimum', 20000);
  range('versionPriority', 1000);
  const service = ptr(spec, 'service');
  const bundle = Buffer.from(str(spec, 'caBundle'), 'base64').length;
  const insecure = bool(spec, 'insecureSkipTLSVerify');
  const insecureAt = SPEC.child('insecureSkipTLSVerify');
  if (!service) {
    if (bundle > 0) {
      errors.invalid(SPEC.child('caBundle'), `${bundle} bytes`, 'local APIServices may not have a caBundle');
    }
    if (insecure) {
      errors.invalid(insecureAt, true, 'local APIServices may not have insecureSkipTLSVerify');
    }
    return;
  }
  for (const key of ['namespace', 'name']) {
    if (str(service, key) === '') errors.required(SPEC.child('service', key));
  }
  const port = int(service, 'port');
  for (const bad of portNumberErrors(port)) {
    errors.invalid(SPEC.child('service', 'port'), port, `port is not valid: ${bad}`);
  }
  if (insecure && bundle > 0) errors.invalid(insecureAt, true, 'may not be true if caBundle is present');
}

/** networking.k8s.io IPAddress: the name is the address. */
export const IP_NAME: NameRule = strictIpErrors;

export function validateIpAddress(object: Obj, errors: FieldErrors): void {
  const ref = ptr(obj(object, 'spec'), 'parentRef');
  const place = SPEC.child('parentRef');
  if (!ref) {
    errors.required(place);
    return;
  }
  const group = str(ref, 'group');
  if (group !== '') errors.invalids(place.child('group'), group, dns1123SubdomainErrors(group));
  for (const key of ['resource', 'name']) validateSegment(str(ref, key), place.child(key), errors, true);
  validateSegment(str(ref, 'namespace'), place.child('namespace'), errors, false);
}

function validateSegment(text: string, place: At, errors: FieldErrors, needed: boolean): void {
  if (text !== '') errors.invalids(place, text, pathSegmentErrors(text));
  else if (needed) errors.required(place);
}

export function validateIpAddressUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  validateIpAddress(object, errors);
  const ref = ptr(obj(object, 'spec'), 'parentRef');
  if (!sameDecoded(ref, ptr(obj(old, 'spec'), 'parentRef'))) {
    errors.invalid(SPEC.child('parentRef'), goValue('networking.v1.ParentReference', ref), IMMUTABLE);
  }
}

/** networking.k8s.io ServiceCIDR. */
export function validateServiceCidr(object: Obj, errors: FieldErrors): void {
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

export function validateServiceCidrUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
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
