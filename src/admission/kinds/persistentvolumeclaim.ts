import { defaultClaimSpec } from '../defaults/pod-spec.js';
import { clone, ensure, get, make, type Obj, obj, ptr, setZero, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { claimWarnings, validateClaim, validateClaimUpdate } from '../rules/claim.js';
import { dropAttributesClass } from '../rules/claim-spec.js';
import { addFinalizer } from '../shared/finalizers.js';
import { SUBDOMAIN } from '../shared/names.js';
import { keepStatus } from '../shared/status.js';

const FINALIZER = 'kubernetes.io/pvc-protection';

/** The fields of data sources that the server drops or mirrors into each other. */
function settleDataSources(spec: Obj, old: Obj | undefined): void {
  const ref = ptr(spec, 'dataSourceRef');
  if (ref && str(ref, 'namespace') !== '' && str(obj(old, 'dataSourceRef'), 'namespace') === '') {
    delete spec['dataSourceRef'];
  }
  const source = ptr(spec, 'dataSource');
  if (source && !ptr(spec, 'dataSourceRef') && !ptr(old, 'dataSource')) {
    const group = str(source, 'apiGroup');
    const known =
      (str(source, 'kind') === 'PersistentVolumeClaim' && group === '') ||
      (str(source, 'kind') === 'VolumeSnapshot' && group === 'snapshot.storage.k8s.io');
    if (!known) delete spec['dataSource'];
  }
  const [one, other] = [ptr(spec, 'dataSource'), ptr(spec, 'dataSourceRef')];
  if (one && !other) spec['dataSourceRef'] = clone(one);
  else if (other && !one && str(other, 'namespace') === '') {
    spec['dataSource'] = make({ kind: str(other, 'kind'), name: str(other, 'name') });
    const group = get(other, 'apiGroup');
    if (group !== undefined) obj(spec, 'dataSource')['apiGroup'] = group;
  }
}

/** v1 PersistentVolumeClaim. */
export const persistentVolumeClaim: KindRules = {
  kind: 'PersistentVolumeClaim',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    setZero(ensure(object, 'status'), 'phase', 'Pending');
    defaultClaimSpec(ensure(object, 'spec'));
  },
  mutate(object, old) {
    if (!old) addFinalizer(object, FINALIZER);
  },
  prepare(object, old, { version }) {
    if (old) keepStatus(object, old);
    else object['status'] = make();
    settleDataSources(ensure(object, 'spec'), old && obj(old, 'spec'));
    dropAttributesClass(ensure(object, 'spec'), old && obj(old, 'spec'), version);
  },
  finish(object) {
    setZero(ensure(object, 'status'), 'phase', 'Pending');
  },
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  warnings: claimWarnings,
};
