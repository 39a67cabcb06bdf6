/** Network policies (pkg/apis/networking/validation). */

import { cidrContains, parseCidr } from '../../../api/ip.js';
import { portNameErrors, portNumberErrors } from '../../../api/names.js';
import type { KubernetesVersion } from '../../../api/version.js';
import { type At, at, type FieldErrors, json, jsonList } from '../../field-errors.js';
import {
  ensure,
  get,
  intOrString,
  intPtr,
  isEmpty,
  list,
  type Obj,
  obj,
  ptr,
  setDefault,
  str,
  strings,
} from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { cidrErrors, cidrWarnings } from '../../shared/ip.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { validateSelector } from '../../shared/selectors.js';

const SPEC = at('spec');
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const DIRECTIONS = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

/** networking.k8s.io/v1 NetworkPolicy (pkg/apis/networking/validation). */
export const networkPolicy: KindRules = {
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
      spec['policyTypes'] = Array.isArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    }
  },
  validate(object, errors, { version }) {
    validateNetworkPolicy(object, [], version, errors);
  },
  validateUpdate(object, old, errors, { version }) {
    validateNetworkPolicy(object, policyCidrs(old), version, errors);
  },
  warnings: (object) => networkPolicyWarnings(object),
};

function visitBlocks(object: Obj, visit: (block: Obj, place: At) => void): void {
  for (const [direction, peers] of DIRECTIONS) {
    list(obj(object, 'spec'), direction).forEach((rule, index) => {
      list(rule, peers).forEach((peer, at2) => {
        const block = ptr(peer, 'ipBlock');
        if (block) visit(block, SPEC.child(direction).index(index).child(peers).index(at2).child('ipBlock'));
      });
    });
  }
}

/** Every network that a policy names: those of the stored one are let through on update. */
function policyCidrs(object: Obj): string[] {
  const cidrs: string[] = [];
  visitBlocks(object, (block) => cidrs.push(str(block, 'cidr'), ...strings(block, 'except')));
  return cidrs;
}

function networkPolicyWarnings(object: Obj): string[] {
  const warnings: string[] = [];
  visitBlocks(object, (block, place) => {
    warnings.push(...cidrWarnings(str(block, 'cidr'), place.child('cidr')));
    strings(block, 'except').forEach((cidr, index) => {
      warnings.push(...cidrWarnings(cidr, place.child('except').index(index)));
    });
  });
  return warnings;
}

function validateNetworkPolicy(
  object: Obj,
  known: readonly string[],
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const spec = obj(object, 'spec');
  validateSelector(obj(spec, 'podSelector'), SPEC.child('podSelector'), errors);
  for (const [direction, peers] of DIRECTIONS) {
    list(spec, direction).forEach((rule, index) => {
      const place = SPEC.child(direction).index(index);
      list(rule, 'ports').forEach((port, at2) => {
        validatePort(port, place.child('ports').index(at2), errors);
      });
      list(rule, peers).forEach((peer, at2) => {
        validatePeer(peer, place.child(peers).index(at2), known, version, errors);
      });
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

function validatePort(port: Obj, place: At, errors: FieldErrors): void {
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
      errors.invalid(place.child('endPort'), number, 'must be greater than or equal to `port`');
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

function validatePeer(
  peer: Obj,
  place: At,
  known: readonly string[],
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  let found = 0;
  for (const name of ['podSelector', 'namespaceSelector']) {
    const selector = ptr(peer, name);
    if (!selector) continue;
    found += 1;
    validateSelector(selector, place.child(name), errors);
  }
  const block = ptr(peer, 'ipBlock');
  if (block) {
    validateBlock(block, place.child('ipBlock'), known, version, errors);
    if (found > 0) errors.forbidden(place, 'may not specify both ipBlock and another peer');
    found += 1;
  }
  if (found === 0) errors.required(place, 'must specify a peer');
}

function validateBlock(
  block: Obj,
  place: At,
  known: readonly string[],
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const text = str(block, 'cidr');
  if (text === '') {
    errors.required(place.child('cidr'));
    return;
  }
  errors.invalids(place.child('cidr'), text, cidrErrors(text, version, known));
  const cidr = parseCidr(text);
  if (!cidr) return;
  strings(block, 'except').forEach((exception, index) => {
    const at2 = place.child('except').index(index);
    errors.invalids(at2, exception, cidrErrors(exception, version, known));
    const inner = parseCidr(exception);
    if (!inner) return;
    if (!cidrContains(cidr, inner.address) || cidr.prefix >= inner.prefix) {
      errors.invalid(at2, exception, 'must be a strict subset of `cidr`');
    }
  });
}
