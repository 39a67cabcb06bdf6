import { setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN } from '../rules/common.js';

/** scheduling.k8s.io/v1 PriorityClass. */
export const priorityClass: KindRules = {
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  resource: 'priorityclasses',
  namespaced: false,
  name: SUBDOMAIN,
  defaults(object) {
    setDefault(object, 'preemptionPolicy', 'PreemptLowerPriority');
  },
};
