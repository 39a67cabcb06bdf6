import { list, setZero } from '../fields.js';
import type { KindRules } from '../kind.js';
import { endpointsWarnings, validateEndpoints } from '../rules/endpoints.js';
import { SUBDOMAIN } from '../shared/names.js';

/** v1 Endpoints. */
export const endpoints: KindRules = {
  kind: 'Endpoints',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    for (const subset of list(object, 'subsets')) {
      for (const port of list(subset, 'ports')) setZero(port, 'protocol', 'TCP');
    }
  },
  validate: validateEndpoints,
  validateUpdate: (object, old, errors, context) => validateEndpoints(object, errors, context, old),
  warnings: endpointsWarnings,
};
