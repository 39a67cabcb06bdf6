/** What volumes of the cluster, their attachments and devices of nodes refer to. */
import { type NameRow, type ReferenceRow, under } from './row.js';
import { DRIVERS_WITH_SECRET } from './volumes.js';

const CSI_SECRETS = [
  'controllerExpandSecretRef',
  'controllerPublishSecretRef',
  'nodeExpandSecretRef',
  'nodePublishSecretRef',
  'nodeStageSecretRef',
].map((field) => `csi.${field}`);

/** The Secrets with which a volume is attached and mounted. */
const SECRETS = [...CSI_SECRETS, ...DRIVERS_WITH_SECRET.map((driver) => `${driver}.secretRef`)].map(
  (at): NameRow => ({ at, to: 'Secret', name: 'name', namespace: 'namespace', unmet: 'mount-error' }),
);

export const PERSISTENT_VOLUME_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec.claimRef', to: 'PersistentVolumeClaim', name: 'name', namespace: 'namespace', unmet: 'waits' },
  // Volumes and claims of the same class find each other, whether or not there is a class of that name.
  { at: 'spec.storageClassName', to: 'StorageClass', unmet: 'harmless' },
  { at: 'spec.volumeAttributesClassName', to: 'VolumeAttributesClass', unmet: 'harmless' },
  ...under('spec', SECRETS),
  ...inNamespaceOfClaim('Secret', 'azureFile.secretName', 'azureFile.secretNamespace'),
  ...inNamespaceOfClaim('Endpoints', 'glusterfs.endpoints', 'glusterfs.endpointsNamespace'),
];

/** Some drivers look in the namespace of the claim, where the volume says none. */
function inNamespaceOfClaim(to: string, name: string, namespace: string): NameRow[] {
  return [
    { at: 'spec', to, name, namespace, unmet: 'mount-error' },
    { at: 'spec', to, name, namespace: 'claimRef.namespace', unless: namespace, unmet: 'mount-error' },
  ];
}

export const VOLUME_ATTACHMENT_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec.source.persistentVolumeName', to: 'PersistentVolume', unmet: 'waits' },
  { at: 'spec.nodeName', to: 'Node', unmet: 'waits' },
  { at: 'spec.attacher', to: 'CSIDriver', unmet: 'harmless' },
];

export const STORAGE_CAPACITY_REFERENCES: readonly ReferenceRow[] = [
  { at: 'storageClassName', to: 'StorageClass', unmet: 'no-effect' },
  { at: '', to: 'Node', selector: 'nodeTopology', form: 'LabelSelector', unmet: 'no-effect' },
];

export const RESOURCE_SLICE_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec.nodeName', to: 'Node', unmet: 'no-effect' },
  { at: 'spec.devices[*].nodeName', to: 'Node', unmet: 'no-effect' },
];
