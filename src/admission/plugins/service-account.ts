import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { boolPtr, ensure, get, list, make, obj, set, str } from '../fields.js';
import type { AdmissionPlugin } from '../plugin.js';
import type { Pod } from '../shared/structs.js';
import type { Struct } from '../typed.js';
import { forbid, isFor, namespaceOf } from './refusal.js';

type Account = Struct<'core.v1.ServiceAccount'>;

const MIRROR = 'kubernetes.io/config.mirror';

/** Gives a pod its account: it must exist, says whether a token is mounted, and lends its pull secrets. */
export function serviceAccount(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'ServiceAccount',
    mutate(request) {
      if (request.operation !== 'create' || !isFor(request, '', 'Pod')) return undefined;
      const pod: Pod = request.object;
      const spec = ensure(pod, 'spec');
      const named = str(spec, 'serviceAccountName');
      if (get(obj(obj(pod, 'metadata'), 'annotations'), MIRROR) !== undefined) {
        return named === '' ? undefined : forbid(request, 'a mirror pod may not reference service accounts');
      }
      const namespace = namespaceOf(pod);
      const name = named || 'default';
      const account: Account | undefined = asJson(cluster.get('ServiceAccount', `${namespace}/${name}`));
      if (!account) {
        const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
        return { ...forbid(request, why), missing: { kind: 'ServiceAccount', name } };
      }
      if (boolPtr(account, 'automountServiceAccountToken') === false) request.hints.mountToken = false;
      if (list(spec, 'imagePullSecrets').length === 0) {
        const secrets = list(account, 'imagePullSecrets').map((one) => make({ name: str(one, 'name') }));
        if (secrets.length > 0) set(spec, 'imagePullSecrets', secrets);
      }
      return undefined;
    },
  };
}
