/** What claims refer to, of storage and of devices; and templates of claims with them. */
import { BY_GROUP, type ReferenceRow, under } from './row.js';

export const CLAIM_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec.storageClassName', to: 'StorageClass', unmet: 'waits' },
  { at: 'spec.volumeAttributesClassName', to: 'VolumeAttributesClass', unmet: 'waits' },
  { at: 'spec.volumeName', to: 'PersistentVolume', unmet: 'waits' },
  { at: 'spec', to: 'PersistentVolume', selector: 'selector', form: 'LabelSelector', unmet: 'waits' },
  { at: 'spec.dataSourceRef', to: BY_GROUP, name: 'name', namespace: 'namespace', unmet: 'waits' },
  // The server keeps the older field like the newer one.
  {
    at: 'spec',
    to: { kind: 'dataSource.kind', group: 'dataSource.apiGroup' },
    name: 'dataSource.name',
    unless: 'dataSourceRef',
    unmet: 'waits',
  },
];

export const RESOURCE_CLAIM_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec.devices.requests[*].exactly.deviceClassName', to: 'DeviceClass', unmet: 'unschedulable' },
  {
    at: 'spec.devices.requests[*].firstAvailable[*].deviceClassName',
    to: 'DeviceClass',
    unmet: 'unschedulable',
  },
  // As v1beta1 has it.
  { at: 'spec.devices.requests[*].deviceClassName', to: 'DeviceClass', unmet: 'unschedulable' },
];

export const RESOURCE_CLAIM_TEMPLATE_REFERENCES = under('spec', RESOURCE_CLAIM_REFERENCES);
