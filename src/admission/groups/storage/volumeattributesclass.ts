import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, set, str, strings } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { validateParameters, validateProvisioner } from './shared.js';

const GROUP = 'storage.k8s.io';
const VAC_FINALIZER = 'kubernetes.io/vac-protection';

/** StorageObjectInUseProtection keeps a class from going while volumes are of it. */
function protect(
  object: Struct<'storage.v1.VolumeAttributesClass'>,
  old: Struct<'storage.v1.VolumeAttributesClass'> | undefined,
): void {
  if (old) return;
  const metadata = ensure(object, 'metadata');
  const finalizers = strings(metadata, 'finalizers');
  if (!finalizers.includes(VAC_FINALIZER)) set(metadata, 'finalizers', [...finalizers, VAC_FINALIZER]);
}

/** storage.k8s.io/v1 VolumeAttributesClass (pkg/apis/storage/validation). */
export const volumeAttributesClass: KindRules<Struct<'storage.v1.VolumeAttributesClass'>> = {
  kind: 'VolumeAttributesClass',
  group: GROUP,
  name: SUBDOMAIN,
  mutate: protect,
  validate: validateAttributesClass,
  validateUpdate: validateAttributesClassUpdate,
};

function validateAttributesClass(
  object: Struct<'storage.v1.VolumeAttributesClass'>,
  errors: FieldErrors,
): void {
  validateProvisioner(str(object, 'driverName'), at('driverName'), errors);
  validateParameters(object, false, errors);
}

function validateAttributesClassUpdate(
  object: Struct<'storage.v1.VolumeAttributesClass'>,
  old: Struct<'storage.v1.VolumeAttributesClass'>,
  errors: FieldErrors,
): void {
  for (const key of ['driverName', 'parameters'] as const) {
    if (!sameDecoded(get(object, key), get(old, key)))
      errors.forbidden(at(key), `updates to ${key} are forbidden.`);
  }
  validateAttributesClass(object, errors);
}
