import { list, make, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN } from '../rules/common.js';

/** v1 ServiceAccount. */
export const serviceAccount: KindRules = {
  kind: 'ServiceAccount',
  group: '',
  resource: 'serviceaccounts',
  namespaced: true,
  name: SUBDOMAIN,
  coreMetadata: true,
  prepare(object) {
    const secrets = list(object, 'secrets');
    if (secrets.length > 0) object['secrets'] = secrets.map((one) => make({ name: str(one, 'name') }));
  },
};
