import { defaultClaimSpec, defaultTemplate } from '../defaults/pod-spec.js';
import { ensure, get, list, type Obj, obj, ptr, setDefault, setZero, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { LABEL, statusFromServer } from '../rules/common.js';
import { dropTemplateFields } from './deployment.js';

function defaults(set: Obj): void {
  const spec = ensure(set, 'spec');
  setZero(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensure(spec, 'updateStrategy');
  if (str(strategy, 'type') === '') {
    strategy['type'] = 'RollingUpdate';
    ensure(strategy, 'rollingUpdate');
  }
  const rolling = ptr(strategy, 'rollingUpdate');
  if (str(strategy, 'type') === 'RollingUpdate' && rolling) setDefault(rolling, 'partition', 0);
  const retention = ensure(spec, 'persistentVolumeClaimRetentionPolicy');
  setZero(retention, 'whenDeleted', 'Retain');
  setZero(retention, 'whenScaled', 'Retain');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultTemplate(ensure(spec, 'template'));
  for (const claim of list(spec, 'volumeClaimTemplates')) {
    claim['kind'] = 'PersistentVolumeClaim';
    claim['apiVersion'] = 'v1';
    defaultClaimSpec(ensure(claim, 'spec'));
    setZero(ensure(claim, 'status'), 'phase', 'Pending');
  }
}

/** apps/v1 StatefulSet (pkg/apis/apps). */
export const statefulSet: KindRules = {
  kind: 'StatefulSet',
  group: 'apps',
  resource: 'statefulsets',
  namespaced: true,
  name: LABEL,
  defaults,
  prepare(object, old) {
    statusFromServer(object, old);
    dropTemplateFields(object, old);
    const rolling = (from: Obj | undefined): Obj | undefined =>
      ptr(obj(obj(from, 'spec'), 'updateStrategy'), 'rollingUpdate');
    if (get(rolling(old), 'maxUnavailable') === undefined) delete rolling(object)?.['maxUnavailable'];
  },
};
