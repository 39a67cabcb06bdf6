import { ensure, setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { validatePriorityClass, validatePriorityClassUpdate } from '../rules/classes.js';
import { SUBDOMAIN } from '../shared/names.js';

/** scheduling.k8s.io/v1 PriorityClass. */
export const priorityClass: KindRules = {
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    setDefault(object, 'preemptionPolicy', 'PreemptLowerPriority');
  },
  prepare(object, old) {
    if (!old) ensure(object, 'metadata')['generation'] = 1;
  },
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
};
