import { ensure, get, isEmpty, list, setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { networkPolicyWarnings, policyCidrs, validateNetworkPolicy } from '../rules/network-policy.js';
import { SUBDOMAIN } from '../shared/names.js';

/** networking.k8s.io/v1 NetworkPolicy. */
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
