import { ptr, setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { validateIngressClass, validateIngressClassUpdate } from '../rules/classes.js';
import { SUBDOMAIN } from '../shared/names.js';

/** networking.k8s.io/v1 IngressClass. */
export const ingressClass: KindRules = {
  kind: 'IngressClass',
  group: 'networking.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    const parameters = ptr(ptr(object, 'spec'), 'parameters');
    if (parameters) setDefault(parameters, 'scope', 'Cluster');
  },
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
};
