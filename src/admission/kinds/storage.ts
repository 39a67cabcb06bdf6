import { ensure, get, type Obj, obj, setDefault, strings } from '../fields.js';
import type { KindRules } from '../kind.js';
import * as rules from '../rules/storage.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';
import { isBefore } from '../versions/since.js';

const GROUP = 'storage.k8s.io';
const VAC_FINALIZER = 'kubernetes.io/vac-protection';

/** StorageObjectInUseProtection keeps a class from going while volumes are of it. */
function protect(object: Obj, old: Obj | undefined): void {
  if (old) return;
  const metadata = ensure(object, 'metadata');
  const finalizers = strings(metadata, 'finalizers');
  if (!finalizers.includes(VAC_FINALIZER)) metadata['finalizers'] = [...finalizers, VAC_FINALIZER];
}

/** storage.k8s.io/v1 CSIDriver. */
export const csiDriver: KindRules = {
  kind: 'CSIDriver',
  group: GROUP,
  name: SUBDOMAIN,
  defaults(object) {
    const spec = ensure(object, 'spec');
    setDefault(spec, 'attachRequired', true);
    setDefault(spec, 'podInfoOnMount', false);
    setDefault(spec, 'storageCapacity', false);
    setDefault(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
    if (strings(spec, 'volumeLifecycleModes').length === 0) spec['volumeLifecycleModes'] = ['Persistent'];
    setDefault(spec, 'requiresRepublish', false);
    setDefault(spec, 'seLinuxMount', false);
  },
  prepare(object, old, { version }) {
    if (isBefore(version, '1.35')) delete ensure(object, 'spec')['nodeAllocatableUpdatePeriodSeconds'];
    if (get(obj(old, 'spec'), 'preventPodSchedulingIfMissing') === undefined) {
      delete ensure(object, 'spec')['preventPodSchedulingIfMissing'];
    }
  },
  validate: rules.validateCsiDriver,
  validateUpdate: rules.validateCsiDriverUpdate,
  warnings: rules.csiDriverWarnings,
};

/** storage.k8s.io/v1 CSINode. */
export const csiNode: KindRules = {
  kind: 'CSINode',
  group: GROUP,
  name: SUBDOMAIN,
  validate: rules.validateCsiNode,
  validateUpdate: rules.validateCsiNodeUpdate,
};

/** storage.k8s.io/v1 VolumeAttachment. */
export const volumeAttachment: KindRules = {
  kind: 'VolumeAttachment',
  group: GROUP,
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate: rules.validateAttachment,
  validateUpdate: rules.validateAttachmentUpdate,
};

/** storage.k8s.io/v1 VolumeAttributesClass. */
export const volumeAttributesClass: KindRules = {
  kind: 'VolumeAttributesClass',
  group: GROUP,
  name: SUBDOMAIN,
  mutate: protect,
  validate: rules.validateAttributesClass,
  validateUpdate: rules.validateAttributesClassUpdate,
};

/** storage.k8s.io/v1 CSIStorageCapacity. */
export const csiStorageCapacity: KindRules = {
  kind: 'CSIStorageCapacity',
  group: GROUP,
  name: SUBDOMAIN,
  validate: rules.validateStorageCapacity,
  validateUpdate: rules.validateStorageCapacityUpdate,
  warnings: rules.storageCapacityWarnings,
};
