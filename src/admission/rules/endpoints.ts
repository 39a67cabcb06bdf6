/** The rules of Endpoints (pkg/apis/core/validation) and EndpointSlices (pkg/apis/discovery/validation). */

import { sameDecoded } from '../../api/equality.js';
import { parseIp } from '../../api/ip.js';
import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  labelValueErrors,
  portNumberErrors,
} from '../../api/names.js';
import { type At, at, type FieldErrors, json } from '../field-errors.js';
import { int, list, type Obj, obj, ptr, str, strings, strPtr } from '../fields.js';
import type { Context } from '../kind.js';
import { ipErrors, ipWarnings, specialIpErrors, strictIpErrors } from '../shared/ip.js';
import { IMMUTABLE } from '../shared/messages.js';
import { isBefore } from '../versions/since.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MOST_PORTS = 20000;
const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const MOST_HINTS = 8;
const ADDRESS_LISTS = ['addresses', 'notReadyAddresses'] as const;

/** Checks Endpoints; the errors of subsets that are as they were do not count. */
export function validateEndpoints(object: Obj, errors: FieldErrors, { version }: Context, old?: Obj): void {
  if (old && sameDecoded(list(object, 'subsets') as Obj[], list(old, 'subsets') as Obj[])) return;
  const known = old ? list(old, 'subsets').flatMap(addressesOf) : [];
  list(object, 'subsets').forEach((subset, index) => {
    const place = at('subsets').index(index);
    const ports = list(subset, 'ports');
    if (ADDRESS_LISTS.every((key) => list(subset, key).length === 0)) {
      errors.required(place, 'must specify `addresses` or `notReadyAddresses`');
    }
    for (const key of ADDRESS_LISTS) {
      list(subset, key).forEach((address, at2) => {
        validateAddress(address, place.child(key).index(at2), version, known, errors);
      });
    }
    ports.forEach((port, at2) => {
      validateEndpointPort(port, ports.length > 1, place.child('ports').index(at2), errors);
    });
  });
}

function addressesOf(subset: Obj): string[] {
  return ADDRESS_LISTS.flatMap((key) => list(subset, key).map((address) => str(address, 'ip')));
}

function validateAddress(
  address: Obj,
  place: At,
  version: Context['version'],
  known: readonly string[],
  errors: FieldErrors,
): void {
  const ip = str(address, 'ip');
  errors.invalids(place.child('ip'), ip, ipErrors(ip, version, known));
  const [host, node] = [str(address, 'hostname'), strPtr(address, 'nodeName')];
  if (host !== '') errors.invalids(place.child('hostname'), host, dns1123LabelErrors(host));
  if (node !== undefined) errors.invalids(place.child('nodeName'), json(node), dns1123SubdomainErrors(node));
  errors.invalids(place.child('ip'), ip, specialIpErrors(ip));
}

function validateEndpointPort(port: Obj, named: boolean, place: At, errors: FieldErrors): void {
  const [name, number, protocol] = [str(port, 'name'), int(port, 'port'), str(port, 'protocol')];
  if (name !== '') errors.invalids(place.child('name'), name, dns1123LabelErrors(name));
  else if (named) errors.required(place.child('name'));
  errors.invalids(place.child('port'), number, portNumberErrors(number));
  validateProtocol(protocol, place, errors);
  validateAppProtocol(port, place, errors);
}

function validateProtocol(protocol: string, place: At, errors: FieldErrors): void {
  if (protocol === '') errors.required(place.child('protocol'));
  else if (!PROTOCOLS.includes(protocol)) {
    errors.unsupported(place.child('protocol'), json(protocol), PROTOCOLS);
  }
}

function validateAppProtocol(port: Obj, place: At, errors: FieldErrors): void {
  const app = strPtr(port, 'appProtocol');
  if (app !== undefined) errors.invalids(place.child('appProtocol'), json(app), labelKeyErrors(app));
}

/** The warnings about addresses, unless the server's own controller wrote them. */
export function endpointsWarnings(object: Obj, _old: Obj | undefined, { version }: Context): string[] {
  if (isBefore(version, '1.33')) return [];
  const labels = obj(obj(object, 'metadata'), 'labels');
  if (str(labels, 'endpoints.kubernetes.io/managed-by') === 'endpoint-controller') return [];
  return list(object, 'subsets').flatMap((subset, index) =>
    ADDRESS_LISTS.flatMap((key) =>
      list(subset, key).flatMap((address, at2) =>
        ipWarnings(str(address, 'ip'), at('subsets').index(index).child(key).index(at2).child('ip')),
      ),
    ),
  );
}

/** Checks an EndpointSlice; the errors of endpoints that are as they were do not count. */
export function validateSlice(object: Obj, errors: FieldErrors, { version }: Context, old?: Obj): void {
  const type = str(object, 'addressType');
  if (type === '') errors.required(at('addressType'));
  else if (!ADDRESS_TYPES.includes(type)) errors.unsupported(at('addressType'), json(type), ADDRESS_TYPES);
  validateSlicePorts(list(object, 'ports'), errors);
  const endpoints = list(object, 'endpoints');
  const unchanged = old && sameDecoded(endpoints as Obj[], list(old, 'endpoints') as Obj[]);
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

function validateSlicePorts(ports: readonly Obj[], errors: FieldErrors): void {
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

function validateEndpoint(
  endpoint: Obj,
  type: string,
  place: At,
  version: Context['version'],
  known: readonly string[],
  errors: FieldErrors,
): void {
  const addresses = strings(endpoint, 'addresses');
  const addressesAt = place.child('addresses');
  if (addresses.length === 0) errors.required(addressesAt, 'must contain at least 1 address');
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
    if (isBefore(version, '1.33')) {
      if (parseIp(address)?.family !== family)
        errors.invalid(own, address, `must be a valid ${type} address`);
      errors.invalids(own, address, specialIpErrors(address));
      return;
    }
    const bad = type === 'IPv4' ? ipErrors(address, version, known) : strictIpErrors(address);
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

function validateHints(hints: Obj, place: At, errors: FieldErrors): void {
  const check = (key: string, rule: (name: string) => readonly string[]): boolean => {
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

export function sliceWarnings(object: Obj, old: Obj | undefined, { version }: Context): string[] {
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
  if (str(object, 'addressType') === 'FQDN' || isBefore(version, '1.33')) return warnings;
  for (const [index, endpoint] of list(object, 'endpoints').entries()) {
    strings(endpoint, 'addresses').forEach((address, at2) => {
      warnings.push(...ipWarnings(address, at('endpoints').index(index).child('addresses').index(at2)));
    });
  }
  return warnings;
}
