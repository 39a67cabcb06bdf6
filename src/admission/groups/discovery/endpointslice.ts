/** The rules of EndpointSlices (pkg/apis/discovery/validation). */

import { sameDecoded } from '../../../api/equality.js';
import { parseIp } from '../../../api/ip.js';
import { append } from '../../../api/lists.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, labelValueErrors } from '../../../api/names.js';
import { isBefore } from '../../../api/version.js';
import { type Words, wording } from '../../../api/wording.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import { drop, list, obj, ptr, setDefault, str, strings, strPtr } from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { ADDRESSES_SINCE, ipErrors, ipWarnings, specialIpErrors, strictIpErrors } from '../../shared/ip.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { validateAppProtocol, validateProtocol } from '../core/endpoints.js';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MOST_PORTS = 20000;
const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const MOST_HINTS = 8;

/** discovery.k8s.io/v1 EndpointSlice. */
export const endpointSlice: KindRules<Struct<'discovery.v1.EndpointSlice'>> = {
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    for (const port of list(object, 'ports')) {
      setDefault(port, 'name', '');
      setDefault(port, 'protocol', 'TCP');
    }
  },
  prepare(object) {
    for (const endpoint of list(object, 'endpoints')) drop(endpoint, 'deprecatedTopology');
  },
  validate: validateSlice,
  validateUpdate: (object, old, errors, context) => validateSlice(object, errors, context, old),
  warnings: sliceWarnings,
};

/** Checks an EndpointSlice; the errors of endpoints that are as they were do not count. */
function validateSlice(
  object: Struct<'discovery.v1.EndpointSlice'>,
  errors: FieldErrors,
  { version }: Context,
  old?: Struct<'discovery.v1.EndpointSlice'>,
): void {
  const type = str(object, 'addressType');
  if (type === '') errors.required(at('addressType'));
  else if (!ADDRESS_TYPES.includes(type)) errors.unsupported(at('addressType'), json(type), ADDRESS_TYPES);
  validateSlicePorts(list(object, 'ports'), errors);
  const endpoints = list(object, 'endpoints');
  const unchanged = old && sameDecoded(endpoints, list(old, 'endpoints'));
  if (!unchanged) {
    const known = old ? list(old, 'endpoints').flatMap((endpoint) => strings(endpoint, 'addresses')) : [];
    if (endpoints.length > MOST_ENDPOINTS) {
      errors.tooMany(at('endpoints'), endpoints.length, MOST_ENDPOINTS);
    } else {
      endpoints.forEach((endpoint, index) => {
        validateEndpoint(endpoint, type, at('endpoints').index(index), version, known, errors);
      });
    }
  }
  if (old && type !== str(old, 'addressType')) errors.invalid(at('addressType'), json(type), IMMUTABLE);
}

function validateSlicePorts(
  ports: readonly Struct<'discovery.v1.EndpointPort'>[],
  errors: FieldErrors,
): void {
  const place = at('ports');
  if (ports.length > MOST_PORTS) {
    errors.tooMany(place, ports.length, MOST_PORTS);
    return;
  }
  const seen = new Set<string>();
  ports.forEach((port, index) => {
    const own = place.index(index);
    const name = str(port, 'name');
    if (name !== '') errors.invalids(own.child('name'), json(name), dns1123LabelErrors(name));
    if (seen.has(name)) errors.duplicate(own.child('name'), json(name));
    seen.add(name);
    validateProtocol(str(port, 'protocol'), own, errors);
    validateAppProtocol(port, own, errors);
  });
}

const NO_ADDRESS = wording('', { '1.36': 'must contain at least 1 address' });

function validateEndpoint(
  endpoint: Struct<'discovery.v1.Endpoint'>,
  type: string,
  place: At,
  version: Context['version'],
  known: readonly string[],
  errors: FieldErrors,
): void {
  const addresses = strings(endpoint, 'addresses');
  const addressesAt = place.child('addresses');
  if (addresses.length === 0) errors.required(addressesAt, NO_ADDRESS);
  else if (addresses.length > MOST_ADDRESSES) {
    errors.tooMany(addressesAt, addresses.length, MOST_ADDRESSES);
  }
  addresses.forEach((address, index) => {
    const own = addressesAt.index(index);
    if (type === 'FQDN') {
      validateFqdn(address, own, errors);
      return;
    }
    if (type !== 'IPv4' && type !== 'IPv6') return;
    const family = type === 'IPv4' ? 4 : 6;
    if (isBefore(version, ADDRESSES_SINCE)) {
      if (parseIp(address)?.family !== family)
        errors.invalid(own, address, `must be a valid ${type} address`);
      errors.invalids(own, address, specialIpErrors(address));
      return;
    }
    const bad = type === 'IPv4' ? ipErrors(address, errors, { known }) : strictIpErrors(address);
    errors.invalids(own, address, bad);
    if (bad.length > 0) return;
    if (parseIp(address)?.family !== family) {
      errors.invalid(addressesAt, address, `must be an ${type} address`);
    }
    errors.invalids(own, address, specialIpErrors(address));
  });
  const [node, host] = [strPtr(endpoint, 'nodeName'), strPtr(endpoint, 'hostname')];
  if (node !== undefined) errors.invalids(place.child('nodeName'), json(node), dns1123SubdomainErrors(node));
  if (host !== undefined) errors.invalids(place.child('hostname'), json(host), dns1123LabelErrors(host));
  const hints = ptr(endpoint, 'hints');
  if (hints) validateHints(hints, place.child('hints'), errors);
}

function validateHints(hints: Struct<'discovery.v1.EndpointHints'>, place: At, errors: FieldErrors): void {
  const check = (key: 'forZones' | 'forNodes', rule: (name: string) => readonly Words[]): boolean => {
    const targets = list(hints, key);
    if (targets.length > MOST_HINTS) {
      errors.tooMany(place.child(key), targets.length, MOST_HINTS);
      return false;
    }
    const seen = new Set<string>();
    targets.forEach((target, index) => {
      const nameAt = place.child(key).index(index).child('name');
      const name = str(target, 'name');
      if (seen.has(name)) errors.duplicate(nameAt, name);
      else seen.add(name);
      errors.invalids(nameAt, name, rule(name));
    });
    return true;
  };
  if (check('forZones', labelValueErrors)) check('forNodes', dns1123SubdomainErrors);
}

function validateFqdn(name: string, place: At, errors: FieldErrors): void {
  if (name === '') {
    errors.required(place);
    return;
  }
  const bare = name.endsWith('.') ? name.slice(0, -1) : name;
  const bad = dns1123SubdomainErrors(bare);
  if (bad.length > 0) {
    errors.invalid(place, bare, bad.join(','));
    return;
  }
  const labels = bare.split('.');
  if (labels.length < 2) {
    errors.invalid(place, bare, 'should be a domain with at least two segments separated by dots');
    return;
  }
  for (const label of labels) {
    const wrong = dns1123LabelErrors(label);
    if (wrong.length > 0) errors.invalid(place, label, wrong.join(','));
  }
}

function sliceWarnings(
  object: Struct<'discovery.v1.EndpointSlice'>,
  old: Struct<'discovery.v1.EndpointSlice'> | undefined,
  { version }: Context,
): string[] {
  const labels = obj(obj(object, 'metadata'), 'labels');
  const manager = str(labels, 'endpointslice.kubernetes.io/managed-by');
  const warnings =
    !old && str(object, 'addressType') === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [];
  if (
    manager === 'endpointslice-controller.k8s.io' ||
    manager === 'endpointslicemirroring-controller.k8s.io'
  ) {
    return warnings;
  }
  if (str(object, 'addressType') === 'FQDN' || isBefore(version, ADDRESSES_SINCE)) return warnings;
  for (const [index, endpoint] of list(object, 'endpoints').entries()) {
    strings(endpoint, 'addresses').forEach((address, at2) => {
      append(
        warnings,
        ipWarnings(address, at('endpoints').index(index).child('addresses').index(at2), version),
      );
    });
  }
  return warnings;
}
