/** One device of a slice. */

import { sameDecoded } from '../../../../api/equality.js';
import { byteLength, labelKeyErrors, labelValueErrors } from '../../../../api/names.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, get, keys, list, obj, ptr, str, strings, strPtr } from '../../../fields.js';
import { goValue } from '../../../go/value.js';
import type { Struct } from '../../../typed.js';
import { EFFECTS } from '../device-requests.js';
import { validateQualifiedName } from '../devices.js';
import { each, eachOnce } from '../lists.js';
import { amount, validateCounters, validatePolicy } from './capacity.js';
import { validateDevicePlace } from './places.js';
import type { Device, DeviceFields, Taint } from './structs.js';

const MOST_NAMES = 32;
const MOST_CONSUMED_SETS = 2;
const MOST_TAINTS = 16;
const MOST_CONDITIONS = 4;
const LONGEST_VALUE = 64;
const LONGEST_SHOWN_KEY = 96;
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;
const ONE_VALUE = 'exactly one value must be specified';

/** In v1beta1 what is said of a device lies a level deeper, and what is empty there is unset. */
export const FIRST_BETA = 'resource.k8s.io/v1beta1';

/** What is said of a device, wherever its version keeps it. */
export function deviceFields(device: Device, apiVersion: string): DeviceFields | undefined {
  return isFirstBeta(device, apiVersion) ? ptr(device, 'basic') : device;
}

function isFirstBeta(_device: Device, apiVersion: string): _device is Struct<'resource.v1beta1.Device'> {
  return apiVersion === FIRST_BETA;
}

export function validateDevice(
  device: DeviceFields,
  before: DeviceFields | undefined,
  perDevice: boolean,
  place: At,
  errors: FieldErrors,
): void {
  const [attributes, capacity] = [obj(device, 'attributes'), obj(device, 'capacity')];
  const count = keys(attributes).length + keys(capacity).length;
  if (count > MOST_NAMES) {
    errors.invalid(
      place,
      count,
      `the total number of attributes and capacities must not exceed ${MOST_NAMES}`,
    );
  }
  for (const name of keys(attributes)) {
    const own = place.child('attributes').key(shown(name));
    validateQualifiedName(name, own, errors);
    validateAttribute(obj(attributes, name), own, errors);
  }
  for (const name of keys(capacity)) {
    const own = place.child('capacity').key(shown(name));
    validateQualifiedName(name, own, errors);
    const amounts: Struct<'resource.v1.DeviceCapacity'> = obj(capacity, name);
    const policy = ptr(amounts, 'requestPolicy');
    const policyAt = own.child('requestPolicy');
    if (!policy) continue;
    if (!bool(device, 'allowMultipleAllocations')) {
      errors.forbidden(policyAt, 'allowMultipleAllocations must be true');
    } else validatePolicy(policy, amount(amounts, 'value') ?? '0', policyAt, errors);
  }
  if (!before || !sameDecoded(get(before, 'taints'), get(device, 'taints'))) {
    each(list(device, 'taints'), MOST_TAINTS, place.child('taints'), errors, (taint, own) => {
      validateTaint(taint, own, errors);
    });
  }
  eachOnce(
    list(device, 'consumesCounters'),
    MOST_CONSUMED_SETS,
    place.child('consumesCounters'),
    errors,
    (consumed) => str(consumed, 'counterSet'),
    (consumed, own) => {
      validateCounters(consumed, str(consumed, 'counterSet'), own, own.child('counterSet'), errors);
    },
  );
  validateDevicePlace(device, perDevice, place, errors);
  validateConditions(device, place, errors);
}

/** A long key as errors show it: without its middle. */
function shown(key: string): string {
  if (key.length <= LONGEST_SHOWN_KEY) return key;
  const rest = LONGEST_SHOWN_KEY - 3;
  return `${key.slice(0, Math.floor((rest + 1) / 2))}...${key.slice(key.length - Math.floor(rest / 2))}`;
}

function validateAttribute(
  attribute: Struct<'resource.v1.DeviceAttribute'>,
  place: At,
  errors: FieldErrors,
): void {
  const [text, version] = [strPtr(attribute, 'string'), strPtr(attribute, 'version')];
  if (text !== undefined && byteLength(text) > LONGEST_VALUE) {
    errors.tooLong(place.child('string'), LONGEST_VALUE);
  }
  if (version !== undefined) {
    if (!SEMVER.test(version)) {
      errors.invalid(
        place.child('version'),
        version,
        'must be a string compatible with semver.org spec 2.0.0',
      );
    }
    if (byteLength(version) > LONGEST_VALUE) errors.tooLong(place.child('version'), LONGEST_VALUE);
  }
  const set = (['bool', 'int', 'string', 'version'] as const).filter(
    (field) => get(attribute, field) !== undefined,
  );
  if (set.length === 0) errors.invalid(place, '', ONE_VALUE);
  else if (set.length > 1) {
    errors.invalid(place, goValue('resource.v1.DeviceAttribute', attribute), ONE_VALUE);
  }
}

/** The taint of a device, wherever it is said. */
export function validateTaint(taint: Taint, place: At, errors: FieldErrors): void {
  const [key, value, effect] = [str(taint, 'key'), str(taint, 'value'), str(taint, 'effect')];
  errors.invalids(place.child('key'), key, labelKeyErrors(key));
  if (value !== '') errors.invalids(place.child('value'), value, labelValueErrors(value));
  if (effect === '') errors.required(place.child('effect'));
  else if (!EFFECTS.includes(effect)) errors.unsupported(place.child('effect'), json(effect), EFFECTS);
}

function validateConditions(device: DeviceFields, place: At, errors: FieldErrors): void {
  const fields = ['bindingConditions', 'bindingFailureConditions'] as const;
  const [wanted, failed] = [strings(device, fields[0]), strings(device, fields[1])];
  const [wantedAt, failedAt] = [place.child(fields[0]), place.child(fields[1])];
  for (const [conditions, own] of [
    [wanted, wantedAt],
    [failed, failedAt],
  ] as const) {
    each(conditions, MOST_CONDITIONS, own, errors, (condition, itemAt) => {
      errors.invalids(itemAt, condition, labelKeyErrors(condition));
    });
  }
  wanted.forEach((condition, index) => {
    if (wanted.indexOf(condition) < index) errors.duplicate(wantedAt.index(index), condition);
  });
  failed.forEach((condition, index) => {
    const own = failedAt.index(index);
    if (failed.indexOf(condition) < index) errors.duplicate(own, condition);
    if (wanted.includes(condition)) {
      errors.invalid(own, condition, 'bindingFailureConditions must not overlap with bindingConditions');
    }
  });
  if (wanted.length === 0 && failed.length > 0) {
    const detail = 'bindingConditions are required to use bindingFailureConditions';
    errors.invalid(wantedAt, json(get(device, fields[0]) ?? null), detail);
  }
  if (failed.length === 0 && wanted.length > 0) {
    const detail = 'bindingFailureConditions are required to use bindingConditions';
    errors.invalid(failedAt, json(get(device, fields[1]) ?? null), detail);
  }
}
