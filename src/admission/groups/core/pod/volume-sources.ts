/** The sources that a pod's volume can have. */

import { byteLength, dns1123LabelErrors, dns1123SubdomainErrors } from '../../../../api/names.js';
import { quantitySign } from '../../../../api/quantity.js';
import type { At, FieldErrors } from '../../../field-errors.js';
import { get, intPtr, ptr, str } from '../../../fields.js';
import { NOT_RELATIVE, validateNoBacksteps } from '../../../shared/paths.js';
import type { AnyField, Inner, PointerField, Struct } from '../../../typed.js';
import {
  fields,
  iscsi,
  required,
  SHARED_SOURCES,
  type SourceRule,
  validateSecretName,
} from './shared-sources.js';
import { validateDownwardItems, validateKeyToPaths, validateMode } from './volume-files.js';

/** The name of a storageos volume, and the namespace that it is in. */
export function validateStorageOs(
  source: Struct<'core.v1.StorageOSPersistentVolumeSource' | 'core.v1.StorageOSVolumeSource'>,
  place: At,
  errors: FieldErrors,
): void {
  const name = str(source, 'volumeName');
  if (name === '') errors.required(place.child('volumeName'));
  else errors.invalids(place.child('volumeName'), name, dns1123LabelErrors(name));
  const namespace = str(source, 'volumeNamespace');
  if (namespace !== '')
    errors.invalids(place.child('volumeNamespace'), namespace, dns1123LabelErrors(namespace));
}

export function validateCsiDriverName(driver: string, place: At, errors: FieldErrors): void {
  if (driver === '') {
    errors.required(place);
    return;
  }
  if (byteLength(driver) > 63) errors.tooLong(place, 63);
  errors.invalids(place, driver, dns1123SubdomainErrors(driver.toLowerCase()));
}

const csi: SourceRule<Struct<'core.v1.CSIVolumeSource'>> = (source, place, errors) => {
  validateCsiDriverName(str(source, 'driver'), place.child('driver'), errors);
  const ref = ptr(source, 'nodePublishSecretRef');
  if (!ref) return;
  const name = str(ref, 'name');
  if (name === '') errors.required(place.child('nodePublishSecretRef', 'name'));
  else errors.invalids(place.child('name'), name, dns1123SubdomainErrors(name));
};

const gitRepo: SourceRule<Struct<'core.v1.GitRepoVolumeSource'>> = (source, place, errors) => {
  required(source, place, errors, 'repository');
  const directory = str(source, 'directory');
  if (directory.startsWith('/')) errors.invalid(place.child('directory'), directory, NOT_RELATIVE);
  validateNoBacksteps(directory, place.child('directory'), errors);
};

type Files = 'core.v1.ConfigMapVolumeSource' | 'core.v1.SecretVolumeSource';

function files<N extends Files>(nameField: AnyField<N>): SourceRule<Struct<N>> {
  return (source, place, errors) => {
    required(source, place, errors, nameField);
    validateMode(intPtr<Files>(source, 'defaultMode'), place.child('defaultMode'), errors);
    validateKeyToPaths(source, place, errors);
  };
}

const emptyDir: SourceRule<Struct<'core.v1.EmptyDirVolumeSource'>> = (source, place, errors) => {
  const limit = get(source, 'sizeLimit');
  if (typeof limit === 'string' && quantitySign(limit) < 0) {
    errors.forbidden(place.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity');
  }
};

/** Sources that volumes.ts looks at itself: they need more of the pod. */
type Elsewhere = 'ephemeral' | 'image' | 'projected';
type PodSource = Exclude<PointerField<'core.v1.Volume'>, Elsewhere>;

/** The rules of each source. */
export const POD_SOURCES: { readonly [K in PodSource]: SourceRule<Inner<'core.v1.Volume', K>> } = {
  ...SHARED_SOURCES,
  emptyDir,
  gitRepo,
  secret: files<'core.v1.SecretVolumeSource'>('secretName'),
  iscsi: iscsi(false),
  glusterfs: fields<'core.v1.GlusterfsVolumeSource'>('endpoints', 'path'),
  persistentVolumeClaim: fields<'core.v1.PersistentVolumeClaimVolumeSource'>('claimName'),
  cinder(source, place, errors) {
    required(source, place, errors, 'volumeID');
    validateSecretName(ptr(source, 'secretRef'), place.child('secretRef'), errors);
  },
  downwardAPI(source, place, errors) {
    validateMode(intPtr(source, 'defaultMode'), place.child('defaultMode'), errors);
    validateDownwardItems(source, place, errors);
  },
  configMap: files<'core.v1.ConfigMapVolumeSource'>('name'),
  azureFile: fields<'core.v1.AzureFileVolumeSource'>('secretName', 'shareName'),
  storageos(source, place, errors) {
    validateStorageOs(source, place, errors);
    validateSecretName(ptr(source, 'secretRef'), place.child('secretRef'), errors);
  },
  csi,
};
