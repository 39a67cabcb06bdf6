import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, type Obj, str, strings } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { validateParameters, validateProvisioner } from './shared.js';

const GROUP = 'storage.k8s.io';
const VAC_FINALIZER = 'kubernetes.io/vac-protection';

/** StorageObjectInUseProtection keeps a class from going while volumes are of it. */
function protect(object: Obj, old: Obj | undefined): void {
  if (old) return;
  const metadata = ensure(object, 'metadata');
  const finalizers = strings(metadata, 'finalizers');
  if (!finalizers.includes(VAC_FINALIZER)) metadata['finalizers'] = [...finalizers, VAC_FINALIZER];
}

/** storage.k8s.io/v1 VolumeAttributesClass (pkg/apis/storage/validation). */
export const volumeAttributesClass: KindRules = {
  kind: 'VolumeAttributesClass',
  group: GROUP,
  name: SUBDOMAIN,
  mutate: protect,
  validate: validateAttributesClass,
  validateUpdate: validateAttributesClassUpdate,
};

function validateAttributesClass(object: Obj, errors: FieldErrors): void {
  validateProvisioner(str(object, 'driverName'), at('driverName'), errors);
  validateParameters(object, false, errors);
}

function validateAttributesClassUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  for (const key of ['driverName', 'parameters']) {
    if (!sameDecoded(get(object, key), get(old, key)))
      errors.forbidden(at(key), `updates to ${key} are forbidden.`);
  }
  validateAttributesClass(object, errors);
}
