/** The rules of Endpoints (pkg/apis/core/validation). */

import { sameDecoded } from '../../../api/equality.js';
import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  portNumberErrors,
} from '../../../api/names.js';
import { isBefore } from '../../../api/version.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import { get, int, list, obj, setZero, str, strPtr } from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { ADDRESSES_SINCE, ipErrors, ipWarnings, specialIpErrors } from '../../shared/ip.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ADDRESS_LISTS = ['addresses', 'notReadyAddresses'] as const;

type Endpoints = Struct<'core.v1.Endpoints'>;

/** v1 Endpoints. */
export const endpoints: KindRules<Endpoints> = {
  kind: 'Endpoints',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    for (const subset of list(object, 'subsets')) {
      for (const port of list(subset, 'ports')) setZero(port, 'protocol', 'TCP');
    }
  },
  validate: (object, errors) => validateEndpoints(object, errors),
  validateUpdate: (object, old, errors) => validateEndpoints(object, errors, old),
  warnings: endpointsWarnings,
};

/** Checks Endpoints; the errors of subsets that are as they were do not count. */
function validateEndpoints(object: Endpoints, errors: FieldErrors, old?: Endpoints): void {
  if (old && sameDecoded(get(object, 'subsets'), get(old, 'subsets'))) return;
  const known = old ? list(old, 'subsets').flatMap(addressesOf) : [];
  list(object, 'subsets').forEach((subset, index) => {
    const place = at('subsets').index(index);
    const ports = list(subset, 'ports');
    if (ADDRESS_LISTS.every((key) => list(subset, key).length === 0)) {
      errors.required(place, 'must specify `addresses` or `notReadyAddresses`');
    }
    for (const key of ADDRESS_LISTS) {
      list(subset, key).forEach((address, at2) => {
        validateAddress(address, place.child(key).index(at2), known, errors);
      });
    }
    ports.forEach((port, at2) => {
      validateEndpointPort(port, ports.length > 1, place.child('ports').index(at2), errors);
    });
  });
}

function addressesOf(subset: Struct<'core.v1.EndpointSubset'>): string[] {
  return ADDRESS_LISTS.flatMap((key) => list(subset, key).map((address) => str(address, 'ip')));
}

function validateAddress(
  address: Struct<'core.v1.EndpointAddress'>,
  place: At,
  known: readonly string[],
  errors: FieldErrors,
): void {
  const ip = str(address, 'ip');
  errors.invalids(place.child('ip'), ip, ipErrors(ip, errors, { known }));
  const [host, node] = [str(address, 'hostname'), strPtr(address, 'nodeName')];
  if (host !== '') errors.invalids(place.child('hostname'), host, dns1123LabelErrors(host));
  if (node !== undefined) errors.invalids(place.child('nodeName'), json(node), dns1123SubdomainErrors(node));
  errors.invalids(place.child('ip'), ip, specialIpErrors(ip));
}

function validateEndpointPort(
  port: Struct<'core.v1.EndpointPort'>,
  named: boolean,
  place: At,
  errors: FieldErrors,
): void {
  const [name, number, protocol] = [str(port, 'name'), int(port, 'port'), str(port, 'protocol')];
  if (name !== '') errors.invalids(place.child('name'), name, dns1123LabelErrors(name));
  else if (named) errors.required(place.child('name'));
  errors.invalids(place.child('port'), number, portNumberErrors(number));
  validateProtocol(protocol, place, errors);
  validateAppProtocol(port, place, errors);
}

export function validateProtocol(protocol: string, place: At, errors: FieldErrors): void {
  if (protocol === '') errors.required(place.child('protocol'));
  else if (!PROTOCOLS.includes(protocol)) {
    errors.unsupported(place.child('protocol'), json(protocol), PROTOCOLS);
  }
}

export function validateAppProtocol(
  port: Struct<'core.v1.EndpointPort' | 'discovery.v1.EndpointPort'>,
  place: At,
  errors: FieldErrors,
): void {
  const app = strPtr(port, 'appProtocol');
  if (app !== undefined) errors.invalids(place.child('appProtocol'), json(app), labelKeyErrors(app));
}

/** The warnings about addresses, unless the server's own controller wrote them. */
function endpointsWarnings(object: Endpoints, _old: Endpoints | undefined, { version }: Context): string[] {
  if (isBefore(version, ADDRESSES_SINCE)) return [];
  const labels = obj(obj(object, 'metadata'), 'labels');
  if (str(labels, 'endpoints.kubernetes.io/managed-by') === 'endpoint-controller') return [];
  return list(object, 'subsets').flatMap((subset, index) =>
    ADDRESS_LISTS.flatMap((key) =>
      list(subset, key).flatMap((address, at2) =>
        ipWarnings(str(address, 'ip'), at('subsets').index(index).child(key).index(at2).child('ip'), version),
      ),
    ),
  );
}
