/** The pool of a slice and the nodes from which its devices can be reached. */

import { byteLength, dns1123SubdomainErrors } from '../../../../api/names.js';
import { type At, at, type FieldErrors, json } from '../../../field-errors.js';
import { boolPtr, int, list, ptr, str, strPtr } from '../../../fields.js';
import { goValues } from '../../../go/value.js';
import { validateNodeSelector } from '../../core/pod/affinity.js';
import type { DeviceFields, Pool, SliceSpec } from './structs.js';

const SPEC = at('spec');
const LONGEST_POOL = 253;
const ONE_PLACE =
  'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
const ONE_PLACE_EACH =
  'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
const NO_PLACE_EACH =
  '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
const UNSET_OR_TRUE = 'must be either unset or set to true';

export function validatePoolName(name: string, place: At, errors: FieldErrors): void {
  if (name === '') {
    errors.required(place);
    return;
  }
  if (byteLength(name) > LONGEST_POOL) errors.tooLong(place, LONGEST_POOL);
  for (const part of name.split('/')) errors.invalids(place, part, dns1123SubdomainErrors(part));
}

export function validatePool(pool: Pool, place: At, errors: FieldErrors): void {
  validatePoolName(str(pool, 'name'), place.child('name'), errors);
  const [count, generation] = [int(pool, 'resourceSliceCount'), int(pool, 'generation')];
  if (count <= 0) errors.invalid(place.child('resourceSliceCount'), count, 'must be greater than zero');
  if (generation < 0) {
    errors.invalid(place.child('generation'), generation, 'must be greater than or equal to zero');
  }
}

/** Which nodes reach the devices: one of four ways to say it. */
export function validatePlaces(spec: SliceSpec, errors: FieldErrors, emptyIsUnset: boolean): void {
  const set: string[] = [];
  const nodeName = strPtr(spec, 'nodeName');
  const nodeAt = SPEC.child('nodeName');
  if (nodeName === '') {
    if (!emptyIsUnset) errors.invalid(nodeAt, '', 'must be either unset or set to a non-empty string');
  } else if (nodeName !== undefined) {
    set.push('`nodeName`');
    errors.invalids(nodeAt, nodeName, dns1123SubdomainErrors(nodeName));
  }
  const selector = ptr(spec, 'nodeSelector');
  if (selector) {
    set.push('`nodeSelector`');
    validateNodeSelector(selector, SPEC.child('nodeSelector'), errors);
    const terms = list(selector, 'nodeSelectorTerms');
    if (terms.length !== 1) {
      errors.invalid(
        SPEC.child('nodeSelector', 'nodeSelectorTerms'),
        goValues('core.v1.NodeSelectorTerm', terms),
        'must have exactly one node selector term',
      );
    }
  }
  for (const field of ['allNodes', 'perDeviceNodeSelection'] as const) {
    const flag = boolPtr(spec, field);
    if (flag) set.push(`\`${field}\``);
    else if (flag === false && !(emptyIsUnset && field === 'allNodes')) {
      errors.invalid(SPEC.child(field), false, UNSET_OR_TRUE);
    }
  }
  if (set.length === 0) errors.required(SPEC, ONE_PLACE);
  else if (set.length > 1) {
    errors.invalid(SPEC, `{${set.join(', ')}}`, `${ONE_PLACE}, but multiple fields are set`);
  }
}

export function validateDevicePlace(
  device: DeviceFields,
  perDevice: boolean,
  place: At,
  errors: FieldErrors,
): void {
  const nodeName = strPtr(device, 'nodeName');
  const selector = ptr(device, 'nodeSelector');
  const allNodes = boolPtr(device, 'allNodes');
  if (!perDevice) {
    if (nodeName !== undefined || selector || allNodes !== undefined) {
      errors.invalid(place, json(null), NO_PLACE_EACH);
    }
    return;
  }
  const set: string[] = [];
  if (nodeName === '') errors.invalid(place.child('nodeName'), '', 'must not be empty');
  else if (nodeName !== undefined) {
    set.push('`nodeName`');
    errors.invalids(place.child('nodeName'), nodeName, dns1123SubdomainErrors(nodeName));
  }
  if (selector) {
    set.push('`nodeSelector`');
    validateNodeSelector(selector, place.child('nodeSelector'), errors);
  }
  if (allNodes) set.push('`allNodes`');
  else if (allNodes === false) errors.invalid(place.child('allNodes'), false, UNSET_OR_TRUE);
  if (set.length === 0) errors.required(place, ONE_PLACE_EACH);
  else if (set.length > 1) errors.invalid(place, `{${set.join(', ')}}`, ONE_PLACE_EACH);
}
