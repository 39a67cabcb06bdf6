import { formatTime } from '../../api/time.js';
import { ensure, make, obj, setDefault, setZero } from '../fields.js';
import { dropAttributesClass } from '../groups/core/persistentvolumeclaim/spec.js';
import { roundResources } from '../groups/core/pod/resources.js';
import { defaultVolumeSource } from '../groups/core/pod/volume-sources.js';
import type { KindRules } from '../kind.js';
import { validateVolume, validateVolumeUpdate, volumeWarnings } from '../rules/persistent-volume.js';
import { addFinalizer } from '../shared/finalizers.js';
import { SUBDOMAIN } from '../shared/names.js';
import { keepStatus } from '../shared/status.js';

const FINALIZER = 'kubernetes.io/pv-protection';

/** v1 PersistentVolume. */
export const persistentVolume: KindRules = {
  kind: 'PersistentVolume',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    const spec = ensure(object, 'spec');
    setZero(spec, 'persistentVolumeReclaimPolicy', 'Retain');
    setDefault(spec, 'volumeMode', 'Filesystem');
    defaultVolumeSource(spec);
    roundResources(spec, 'capacity');
  },
  mutate(object, old) {
    if (!old) addFinalizer(object, FINALIZER);
  },
  prepare(object, old, { now, version }) {
    dropAttributesClass(ensure(object, 'spec'), old && obj(old, 'spec'), version);
    if (old) keepStatus(object, old);
    else object['status'] = make({ phase: 'Pending', lastPhaseTransitionTime: formatTime(now) });
  },
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  warnings: volumeWarnings,
};
