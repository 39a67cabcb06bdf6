import type { KindRules } from '../kind.js';
import { SUBDOMAIN, statusFromServer } from '../rules/common.js';

/** networking.k8s.io/v1 Ingress. */
export const ingress: KindRules = {
  kind: 'Ingress',
  group: 'networking.k8s.io',
  resource: 'ingresses',
  namespaced: true,
  name: SUBDOMAIN,
  prepare: statusFromServer,
};
