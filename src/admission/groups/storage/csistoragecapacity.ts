import { dns1123SubdomainErrors } from '../../../api/names.js';
import { canonicalQuantity, quantitySign } from '../../../api/quantity.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import { entries, list, obj, ptr, str, strPtr } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { NON_NEGATIVE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { validateSelector } from '../../shared/selectors.js';
import type { Struct } from '../../typed.js';
import { DEPRECATED_NODE_LABELS } from '../core/pod/warnings.js';
import { kept } from './shared.js';

const GROUP = 'storage.k8s.io';

/** storage.k8s.io/v1 CSIStorageCapacity (pkg/apis/storage/validation). */
export const csiStorageCapacity: KindRules<Struct<'storage.v1.CSIStorageCapacity'>> = {
  kind: 'CSIStorageCapacity',
  group: GROUP,
  name: SUBDOMAIN,
  validate: validateStorageCapacity,
  validateUpdate: validateStorageCapacityUpdate,
  warnings: storageCapacityWarnings,
};

function validateStorageCapacity(object: Struct<'storage.v1.CSIStorageCapacity'>, errors: FieldErrors): void {
  validateSelector(ptr(object, 'nodeTopology'), at('nodeTopology'), errors);
  const storageClass = str(object, 'storageClassName');
  errors.invalids(at('storageClassName'), storageClass, dns1123SubdomainErrors(storageClass));
  const capacity = strPtr(object, 'capacity');
  if (capacity !== undefined && quantitySign(capacity) < 0) {
    errors.invalid(at('capacity'), json(canonicalQuantity(capacity)), NON_NEGATIVE);
  }
}

function validateStorageCapacityUpdate(
  object: Struct<'storage.v1.CSIStorageCapacity'>,
  old: Struct<'storage.v1.CSIStorageCapacity'>,
  errors: FieldErrors,
): void {
  validateStorageCapacity(object, errors);
  for (const key of ['nodeTopology', 'storageClassName'] as const) kept(object, old, key, at(key), errors);
}

function storageCapacityWarnings(object: Struct<'storage.v1.CSIStorageCapacity'>): string[] {
  const topology = obj(object, 'nodeTopology');
  const place = at('nodeTopology');
  const expressions = list(topology, 'matchExpressions').flatMap((expression, index) => {
    const key = str(expression, 'key');
    const text = DEPRECATED_NODE_LABELS.get(key);
    return text === undefined
      ? []
      : [`${place.child('matchExpressions').index(index).child('key')}: ${key} is ${text}`];
  });
  const labels = entries(obj(topology, 'matchLabels')).flatMap(([key]) => {
    const text = DEPRECATED_NODE_LABELS.get(key);
    return text === undefined ? [] : [`${place.child('matchLabels')}.${key}: ${text}`];
  });
  return [...expressions, ...labels];
}
