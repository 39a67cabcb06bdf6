import { ensure, get, obj, setDefault, strings } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN, statusFromServer } from '../rules/common.js';

const GROUP = 'storage.k8s.io';

/** storage.k8s.io/v1 CSIDriver. */
export const csiDriver: KindRules = {
  kind: 'CSIDriver',
  group: GROUP,
  resource: 'csidrivers',
  namespaced: false,
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
  prepare(object, old) {
    if (get(obj(old, 'spec'), 'preventPodSchedulingIfMissing') === undefined) {
      delete ensure(object, 'spec')['preventPodSchedulingIfMissing'];
    }
  },
};

/** storage.k8s.io/v1 CSINode. */
export const csiNode: KindRules = {
  kind: 'CSINode',
  group: GROUP,
  resource: 'csinodes',
  namespaced: false,
  name: SUBDOMAIN,
};

/** storage.k8s.io/v1 VolumeAttachment. */
export const volumeAttachment: KindRules = {
  kind: 'VolumeAttachment',
  group: GROUP,
  resource: 'volumeattachments',
  namespaced: false,
  name: SUBDOMAIN,
  prepare: statusFromServer,
};

/** storage.k8s.io/v1 VolumeAttributesClass. */
export const volumeAttributesClass: KindRules = {
  kind: 'VolumeAttributesClass',
  group: GROUP,
  resource: 'volumeattributesclasses',
  namespaced: false,
  name: SUBDOMAIN,
};

/** storage.k8s.io/v1 CSIStorageCapacity. */
export const csiStorageCapacity: KindRules = {
  kind: 'CSIStorageCapacity',
  group: GROUP,
  resource: 'csistoragecapacities',
  namespaced: true,
  name: SUBDOMAIN,
};
