import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { referencesOf } from '../../references/references-of.js';
import { boolPtr, ensure, get, list, make, obj, ptr, set, str } from '../fields.js';
import type { AdmissionPlugin } from '../plugin.js';
import type { Pod, PodSpec } from '../shared/structs.js';
import type { Struct } from '../typed.js';
import { forbid, isFor, namespaceOf } from './refusal.js';

type Account = Struct<'core.v1.ServiceAccount'>;

const MIRROR = 'kubernetes.io/config.mirror';

/** What a pod may not have that a kubelet shows to the server. */
function mirrorProblem(pod: Pod, spec: PodSpec): string | undefined {
  if (str(spec, 'serviceAccountName') !== '') return 'reference service accounts';
  if (referencesOf(pod).some((one) => one.by === 'name' && one.to === 'Secret')) return 'reference secrets';
  const sources = list(spec, 'volumes').flatMap((volume) => list(obj(volume, 'projected'), 'sources'));
  return sources.some((source) => ptr(source, 'serviceAccountToken'))
    ? 'use ServiceAccountToken volume projections'
    : undefined;
}

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
        const why = mirrorProblem(pod, spec);
        return why === undefined ? undefined : forbid(request, `a mirror pod may not ${why}`);
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
