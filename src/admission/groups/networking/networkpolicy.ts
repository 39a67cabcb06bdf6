/** Network policies (pkg/apis/networking/validation). */

import { cidrContains, parseCidr } from '../../../api/ip.js';
import { append } from '../../../api/lists.js';
import { portNameErrors, portNumberErrors } from '../../../api/names.js';
import { isBefore, type KubernetesVersion } from '../../../api/version.js';
import { wording } from '../../../api/wording.js';
import { type At, at, type FieldErrors, json, jsonList } from '../../field-errors.js';
import {
  ensure,
  get,
  intOrString,
  intPtr,
  isEmpty,
  list,
  obj,
  ptr,
  set,
  setDefault,
  str,
  strings,
} from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { ADDRESSES_SINCE, cidrErrors, cidrWarnings, NO_CIDR } from '../../shared/ip.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { validateSelector } from '../../shared/selectors.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** networking.k8s.io/v1 NetworkPolicy (pkg/apis/networking/validation). */
export const networkPolicy: KindRules<Struct<'networking.v1.NetworkPolicy'>> = {
  kind: 'NetworkPolicy',
  group: 'networking.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    const spec = ensure(object, 'spec');
    for (const rule of [...list(spec, 'ingress'), ...list(spec, 'egress')]) {
      for (const port of list(rule, 'ports')) setDefault(port, 'protocol', 'TCP');
    }
    if (isEmpty(spec, 'policyTypes')) {
      const egress = get(spec, 'egress');
      set(
        spec,
        'policyTypes',
        Array.isArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
      );
    }
  },
  validate(object, errors) {
    validateNetworkPolicy(object, [], errors);
  },
  validateUpdate(object, old, errors) {
    validateNetworkPolicy(object, policyCidrs(old), errors);
  },
  warnings: (object, _old, { version }) => networkPolicyWarnings(object, version),
};

/** A rule of either direction, and where it stands. */
interface Rule {
  ports: readonly Struct<'networking.v1.NetworkPolicyPort'>[];
  peers: readonly Struct<'networking.v1.NetworkPolicyPeer'>[];
  place: At;
  peersAt: At;
}

function rulesOf(spec: Struct<'networking.v1.NetworkPolicySpec'>): Rule[] {
  const ingress = list(spec, 'ingress').map((rule, index) => {
    const place = SPEC.child('ingress').index(index);
    return { ports: list(rule, 'ports'), peers: list(rule, 'from'), place, peersAt: place.child('from') };
  });
  const egress = list(spec, 'egress').map((rule, index) => {
    const place = SPEC.child('egress').index(index);
    return { ports: list(rule, 'ports'), peers: list(rule, 'to'), place, peersAt: place.child('to') };
  });
  return [...ingress, ...egress];
}

function visitBlocks(
  object: Struct<'networking.v1.NetworkPolicy'>,
  visit: (block: Struct<'networking.v1.IPBlock'>, place: At) => void,
): void {
  for (const { peers, peersAt } of rulesOf(obj(object, 'spec'))) {
    peers.forEach((peer, index) => {
      const block = ptr(peer, 'ipBlock');
      if (block) visit(block, peersAt.index(index).child('ipBlock'));
    });
  }
}

/** Every network that a policy names: those of the stored one are let through on update. */
function policyCidrs(object: Struct<'networking.v1.NetworkPolicy'>): string[] {
  const cidrs: string[] = [];
  visitBlocks(object, (block) => append(cidrs, [str(block, 'cidr'), ...strings(block, 'except')]));
  return cidrs;
}

function networkPolicyWarnings(
  object: Struct<'networking.v1.NetworkPolicy'>,
  version: KubernetesVersion,
): string[] {
  const warnings: string[] = [];
  if (isBefore(version, ADDRESSES_SINCE)) return warnings;
  visitBlocks(object, (block, place) => {
    append(warnings, cidrWarnings(str(block, 'cidr'), place.child('cidr'), version));
    strings(block, 'except').forEach((cidr, index) => {
      append(warnings, cidrWarnings(cidr, place.child('except').index(index), version));
    });
  });
  return warnings;
}

function validateNetworkPolicy(
  object: Struct<'networking.v1.NetworkPolicy'>,
  known: readonly string[],
  errors: FieldErrors,
): void {
  const spec = obj(object, 'spec');
  validateSelector(obj(spec, 'podSelector'), SPEC.child('podSelector'), errors);
  for (const { ports, peers, place, peersAt } of rulesOf(spec)) {
    ports.forEach((port, index) => {
      validatePort(port, place.child('ports').index(index), errors);
    });
    peers.forEach((peer, index) => {
      validatePeer(peer, peersAt.index(index), known, errors);
    });
  }
  const types = strings(spec, 'policyTypes');
  if (types.length > 2) {
    errors.invalid(
      SPEC.child('policyTypes'),
      jsonList('networking.PolicyType', [...types]),
      'may not specify more than two policyTypes',
    );
    return;
  }
  types.forEach((type, index) => {
    if (type !== 'Ingress' && type !== 'Egress') {
      errors.unsupported(SPEC.child('policyTypes').index(index), json(type), ['Ingress', 'Egress']);
    }
  });
}

function validatePort(port: Struct<'networking.v1.NetworkPolicyPort'>, place: At, errors: FieldErrors): void {
  const protocol = get(port, 'protocol');
  if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol)) {
    errors.unsupported(place.child('protocol'), json(protocol), PROTOCOLS);
  }
  const number = intOrString(port, 'port');
  const end = intPtr(port, 'endPort');
  if (typeof number === 'number') {
    errors.invalids(place.child('port'), number, portNumberErrors(number));
    if (end === undefined) return;
    if (end < number)
      errors.invalid(
        place.child('endPort'),
        isBefore(errors.version, END_SHOWN_SINCE) ? number : end,
        'must be greater than or equal to `port`',
      );
    errors.invalids(place.child('endPort'), end, portNumberErrors(end));
  } else if (typeof number === 'string') {
    if (end !== undefined) {
      errors.invalid(place.child('endPort'), end, 'may not be specified when `port` is non-numeric');
    }
    errors.invalids(place.child('port'), number, portNameErrors(number));
  } else if (end !== undefined) {
    errors.invalid(place.child('endPort'), end, 'may not be specified when `port` is not specified');
  }
}

/** Since this minor the end of a range is shown where it is wrong, not its beginning. */
const END_SHOWN_SINCE: KubernetesVersion = '1.37';

function validatePeer(
  peer: Struct<'networking.v1.NetworkPolicyPeer'>,
  place: At,
  known: readonly string[],
  errors: FieldErrors,
): void {
  let found = 0;
  for (const name of ['podSelector', 'namespaceSelector'] as const) {
    const selector = ptr(peer, name);
    if (!selector) continue;
    found += 1;
    validateSelector(selector, place.child(name), errors);
  }
  const block = ptr(peer, 'ipBlock');
  if (block) {
    validateBlock(block, place.child('ipBlock'), known, errors);
    if (found > 0) errors.forbidden(place, 'may not specify both ipBlock and another peer');
    found += 1;
  }
  if (found === 0) errors.required(place, 'must specify a peer');
}

const NO_BLOCK = wording(NO_CIDR, { '1.29': 'not a valid CIDR' });

function validateBlock(
  block: Struct<'networking.v1.IPBlock'>,
  place: At,
  known: readonly string[],
  errors: FieldErrors,
): void {
  const text = str(block, 'cidr');
  if (text === '') {
    errors.required(place.child('cidr'));
    return;
  }
  errors.invalids(place.child('cidr'), text, cidrErrors(text, errors, { known, unread: NO_BLOCK }));
  const cidr = parseCidr(text);
  if (!cidr) return;
  strings(block, 'except').forEach((exception, index) => {
    const at2 = place.child('except').index(index);
    errors.invalids(at2, exception, cidrErrors(exception, errors, { known, unread: NO_BLOCK }));
    const inner = parseCidr(exception);
    if (!inner) return;
    if (!cidrContains(cidr, inner.address) || cidr.prefix >= inner.prefix) {
      errors.invalid(at2, exception, 'must be a strict subset of `cidr`');
    }
  });
}
