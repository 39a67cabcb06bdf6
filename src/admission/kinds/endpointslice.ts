import { list, setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { sliceWarnings, validateSlice } from '../rules/endpoints.js';
import { SUBDOMAIN } from '../shared/names.js';

/** discovery.k8s.io/v1 EndpointSlice. */
export const endpointSlice: KindRules = {
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    for (const port of list(object, 'ports')) {
      setDefault(port, 'name', '');
      setDefault(port, 'protocol', 'TCP');
    }
  },
  prepare(object) {
    for (const endpoint of list(object, 'endpoints')) delete endpoint['deprecatedTopology'];
  },
  validate: validateSlice,
  validateUpdate: (object, old, errors, context) => validateSlice(object, errors, context, old),
  warnings: sliceWarnings,
};
