/** The sources that a persistent volume can have. */

import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../../api/names.js';
import type { At, FieldErrors } from '../../field-errors.js';
import { get, ptr, str } from '../../fields.js';
import { validateNoBacksteps } from '../../shared/paths.js';
import type { Inner, PointerField, Struct } from '../../typed.js';
import { iscsi, required, SHARED_SOURCES, type SourceRule } from './pod/shared-sources.js';
import { validateCsiDriverName, validateStorageOs } from './pod/volume-sources.js';

type PersistentSource = PointerField<'core.v1.PersistentVolumeSource'>;

/** A secret in whichever namespace. */
function validateSecretReference(
  ref: Struct<'core.v1.ObjectReference' | 'core.v1.SecretReference'> | undefined,
  place: At,
  errors: FieldErrors,
): void {
  if (ref) required(ref, place, errors, 'name', 'namespace');
}

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

const csi: SourceRule<Struct<'core.v1.CSIPersistentVolumeSource'>> = (source, place, errors) => {
  validateCsiDriverName(str(source, 'driver'), place.child('driver'), errors);
  required(source, place, errors, 'volumeHandle');
  for (const which of CSI_SECRETS) {
    const ref = ptr(source, which);
    if (!ref) continue;
    const at = place.child(which);
    const [name, namespace] = [str(ref, 'name'), str(ref, 'namespace')];
    if (name === '') errors.required(at.child('name'));
    else errors.invalids(at.child('name'), name, dns1123SubdomainErrors(name));
    if (namespace === '') errors.required(at.child('namespace'));
    else errors.invalids(at.child('namespace'), namespace, dns1123LabelErrors(namespace));
  }
};

const glusterfs: SourceRule<Struct<'core.v1.GlusterfsPersistentVolumeSource'>> = (source, place, errors) => {
  required(source, place, errors, 'endpoints', 'path');
  const namespace = get(source, 'endpointsNamespace');
  if (typeof namespace !== 'string') return;
  const at = place.child('endpointsNamespace');
  if (namespace === '')
    errors.invalid(at, namespace, 'if the endpointnamespace is set, it must be a valid namespace name');
  else errors.invalids(at, namespace, dns1123LabelErrors(namespace));
};

/** The rules of each source. */
export const PERSISTENT_SOURCES: {
  readonly [K in PersistentSource]: SourceRule<Inner<'core.v1.PersistentVolumeSource', K>>;
} = {
  ...SHARED_SOURCES,
  iscsi: iscsi(true),
  glusterfs,
  cinder(source, place, errors) {
    required(source, place, errors, 'volumeID');
    validateSecretReference(ptr(source, 'secretRef'), place.child('secretRef'), errors);
  },
  azureFile(source, place, errors) {
    required(source, place, errors, 'secretName', 'shareName');
    if (get(source, 'secretNamespace') === '') errors.required(place.child('secretNamespace'));
  },
  storageos(source, place, errors) {
    validateStorageOs(source, place, errors);
    validateSecretReference(ptr(source, 'secretRef'), place.child('secretRef'), errors);
  },
  csi,
  local(source, place, errors) {
    required(source, place, errors, 'path');
    validateNoBacksteps(str(source, 'path'), place.child('path'), errors);
  },
};
