import { sameDecoded } from '../../../api/equality.js';
import { byteLength, labelKeyErrors } from '../../../api/names.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { intPtr, list, obj, ptr, str, strings } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE, NON_NEGATIVE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { validateCsiDriverName } from '../core/pod/volume-sources.js';

const GROUP = 'storage.k8s.io';
const SPEC = at('spec');
const LONGEST_NODE_ID = 256;

/** storage.k8s.io/v1 CSINode (pkg/apis/storage/validation). */
export const csiNode: KindRules<Struct<'storage.v1.CSINode'>> = {
  kind: 'CSINode',
  group: GROUP,
  name: SUBDOMAIN,
  validate: validateCsiNode,
  validateUpdate: validateCsiNodeUpdate,
};

function validateCsiNode(object: Struct<'storage.v1.CSINode'>, errors: FieldErrors): void {
  const seen = new Set<string>();
  list(obj(object, 'spec'), 'drivers').forEach((driver, index) => {
    const place = SPEC.child('drivers').index(index);
    const name = str(driver, 'name');
    validateCsiDriverName(name, place.child('name'), errors);
    const id = str(driver, 'nodeID');
    if (id === '') errors.required(place.child('nodeID'));
    if (byteLength(id) > LONGEST_NODE_ID) {
      errors.invalid(place.child('nodeID'), id, `must be ${LONGEST_NODE_ID} characters or less`);
    }
    const count = intPtr(ptr(driver, 'allocatable'), 'count');
    if (count !== undefined && count < 0) {
      errors.invalid(place.child('allocatable', 'count'), count, NON_NEGATIVE);
    }
    if (seen.has(name)) errors.duplicate(place.child('name'), name);
    seen.add(name);
    const keys = new Set<string>();
    for (const key of strings(driver, 'topologyKeys')) {
      if (key === '') errors.required(place);
      if (keys.has(key)) errors.duplicate(place, key);
      keys.add(key);
      errors.invalids(place, key, labelKeyErrors(key));
    }
  });
}

function validateCsiNodeUpdate(
  object: Struct<'storage.v1.CSINode'>,
  old: Struct<'storage.v1.CSINode'>,
  errors: FieldErrors,
): void {
  validateCsiNode(object, errors);
  for (const before of list(obj(old, 'spec'), 'drivers')) {
    for (const driver of list(obj(object, 'spec'), 'drivers')) {
      if (str(before, 'name') !== str(driver, 'name')) continue;
      const fixed = { ...driver, allocatable: undefined };
      if (sameDecoded({ ...before, allocatable: undefined }, fixed)) continue;
      errors.invalid(SPEC.child('drivers'), goValue('storage.v1.CSINodeDriver', fixed), IMMUTABLE);
    }
  }
}
