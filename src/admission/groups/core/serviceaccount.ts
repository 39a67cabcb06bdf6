import { isBefore, type KubernetesVersion } from '../../../api/version.js';
import { get, list, make, obj, set, str } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

type ServiceAccount = Struct<'core.v1.ServiceAccount'>;

const MOUNTABLE = 'kubernetes.io/enforce-mountable-secrets';
const DEPRECATED_SINCE: KubernetesVersion = '1.32';

function isMountable(object: ServiceAccount | undefined): boolean {
  return get(obj(obj(object, 'metadata'), 'annotations'), MOUNTABLE) !== undefined;
}

/** v1 ServiceAccount. */
export const serviceAccount: KindRules<ServiceAccount> = {
  kind: 'ServiceAccount',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  prepare(object) {
    const secrets = list(object, 'secrets');
    if (secrets.length > 0)
      set(
        object,
        'secrets',
        secrets.map((one) => make({ name: str(one, 'name') })),
      );
  },
  warnings(object, old, { version }) {
    if (isBefore(version, DEPRECATED_SINCE)) return [];
    if (!isMountable(object) || isMountable(old)) return [];
    return [
      `metadata.annotations[${MOUNTABLE}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
    ];
  },
};
