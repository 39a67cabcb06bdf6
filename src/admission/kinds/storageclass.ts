import { setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { storageClassWarnings, validateStorageClass, validateStorageClassUpdate } from '../rules/storage.js';
import { SUBDOMAIN } from '../shared/names.js';

/** storage.k8s.io/v1 StorageClass. */
export const storageClass: KindRules = {
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    setDefault(object, 'reclaimPolicy', 'Delete');
    setDefault(object, 'volumeBindingMode', 'Immediate');
  },
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  warnings: storageClassWarnings,
};
