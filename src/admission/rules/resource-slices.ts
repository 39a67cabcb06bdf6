/** The rules of resource.k8s.io ResourceSlices: what drivers offer (pkg/apis/resource/validation). */

import { sameDecoded } from '../../api/equality.js';
import {
  byteLength,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  labelValueErrors,
} from '../../api/names.js';
import type { Quantity } from '../../api/objects.js';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  quantityInt64,
} from '../../api/quantity.js';
import { At, at, type FieldErrors, json } from '../field-errors.js';
import { bool, boolPtr, get, int, keys, list, type Obj, obj, ptr, str, strings, strPtr } from '../fields.js';
import { goValue, goValues } from '../go/value.js';
import { validateNodeSelector } from '../groups/core/pod/affinity.js';
import { validateCsiDriverName } from '../groups/core/pod/volume-sources.js';
import type { Context } from '../kind.js';
import { IMMUTABLE } from '../shared/messages.js';
import { isBefore } from '../versions/since.js';
import { EFFECTS, each, eachOnce, validateQualifiedName } from './devices.js';

const MOST_DEVICES = 128;
const MOST_DEVICES_IN_DETAIL = 64;
const MOST_NAMES = 32;
const MOST_COUNTER_SETS = 8;
const MOST_COUNTERS = 32;
const MOST_CONSUMED_SETS = 2;
const MOST_TAINTS = 16;
const MOST_CONDITIONS = 4;
const MOST_OPTIONS = 10;
const LONGEST_POOL = 253;
const LONGEST_VALUE = 64;
const LONGEST_SHOWN_KEY = 96;
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;
const ONE_PLACE =
  'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
const ONE_PLACE_EACH =
  'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
const NO_PLACE_EACH =
  '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
const ONE_VALUE = 'exactly one value must be specified';
const UNSET_OR_TRUE = 'must be either unset or set to true';
const SPEC = at('spec');

/** In v1beta1 what is said of a device lies a level deeper, and what is empty there is unset. */
const FIRST_BETA = 'resource.k8s.io/v1beta1';

/** What is said of a device, wherever its version keeps it. */
export function deviceFields(device: Obj, apiVersion: string): Obj | undefined {
  return apiVersion === FIRST_BETA ? ptr(device, 'basic') : device;
}

/** Checks a slice. */
export function validateSlice(object: Obj, errors: FieldErrors, context: Context): void {
  validateSpec(obj(object, 'spec'), undefined, errors, context);
}

/** Checks a change of a slice: driver, pool and node are settled. */
export function validateSliceUpdate(object: Obj, old: Obj, errors: FieldErrors, context: Context): void {
  validateSpec(obj(object, 'spec'), obj(old, 'spec'), errors, context);
}

function validateSettled(spec: Obj, before: Obj, errors: FieldErrors): void {
  const settled: [Obj, Obj, string, At][] = [
    [obj(spec, 'pool'), obj(before, 'pool'), 'name', SPEC.child('pool', 'name')],
    [spec, before, 'driver', SPEC.child('driver')],
    [spec, before, 'nodeName', SPEC.child('nodeName')],
  ];
  for (const [now, then, field, place] of settled) {
    if (!sameDecoded(get(now, field), get(then, field)))
      errors.invalid(place, json(get(now, field)), IMMUTABLE);
  }
}

function validateSpec(spec: Obj, before: Obj | undefined, errors: FieldErrors, context: Context): void {
  const { apiVersion, version } = context;
  validateCsiDriverName(str(spec, 'driver'), SPEC.child('driver'), errors);
  validatePool(obj(spec, 'pool'), SPEC.child('pool'), errors);
  if (before) validateSettled(spec, before, errors);
  validatePlaces(spec, errors, apiVersion === FIRST_BETA);

  const devices = list(spec, 'devices');
  if (get(spec, 'sharedCounters') !== undefined && get(spec, 'devices') !== undefined) {
    errors.invalid(SPEC, '', 'only one of `sharedCounters` or `devices` is allowed');
  }
  const inDetail = devices.some((device) => {
    const fields = deviceFields(device, apiVersion);
    return list(fields, 'taints').length > 0 || list(fields, 'consumesCounters').length > 0;
  });
  const place = SPEC.child('devices');
  const older = isBefore(version, '1.35');
  const perDevice = bool(spec, 'perDeviceNodeSelection');
  const indexOf = new Map(devices.map((device, index) => [device, index]));
  eachOnce(
    devices,
    inDetail ? MOST_DEVICES_IN_DETAIL : MOST_DEVICES,
    place,
    errors,
    (device) => str(device, 'name'),
    (device, own) => {
      const name = str(device, 'name');
      errors.invalids(own.child('name'), name, dns1123LabelErrors(name));
      const fields = deviceFields(device, apiVersion) ?? obj(device, 'basic');
      // The server names the place as v1 does, whatever the version asked.
      const inner =
        apiVersion === FIRST_BETA
          ? At.named(own.toString(), ['spec', 'devices', indexOf.get(device) ?? 0, 'basic'])
          : own;
      const was = list(before, 'devices').find((one) => str(one, 'name') === name);
      validateDevice(fields, was && deviceFields(was, apiVersion), perDevice, inner, errors);
    },
    older ? 'name' : undefined,
  );
  eachOnce(
    list(spec, 'sharedCounters'),
    MOST_COUNTER_SETS,
    SPEC.child('sharedCounters'),
    errors,
    (set) => str(set, 'name'),
    (set, own) => {
      validateCounters(set, 'name', own, errors);
    },
    older ? 'name' : undefined,
  );
}

function validatePool(pool: Obj, place: At, errors: FieldErrors): void {
  const name = str(pool, 'name');
  const nameAt = place.child('name');
  if (name === '') errors.required(nameAt);
  else {
    if (byteLength(name) > LONGEST_POOL) errors.tooLong(nameAt, LONGEST_POOL);
    for (const part of name.split('/')) errors.invalids(nameAt, part, dns1123SubdomainErrors(part));
  }
  const [count, generation] = [int(pool, 'resourceSliceCount'), int(pool, 'generation')];
  if (count <= 0) errors.invalid(place.child('resourceSliceCount'), count, 'must be greater than zero');
  if (generation < 0) {
    errors.invalid(place.child('generation'), generation, 'must be greater than or equal to zero');
  }
}

/** Which nodes reach the devices: one of four ways to say it. */
function validatePlaces(spec: Obj, errors: FieldErrors, emptyIsUnset: boolean): void {
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
  for (const field of ['allNodes', 'perDeviceNodeSelection']) {
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

function validateDevice(
  device: Obj,
  before: Obj | undefined,
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
    const policy = ptr(obj(capacity, name), 'requestPolicy');
    const policyAt = own.child('requestPolicy');
    if (!policy) continue;
    if (!bool(device, 'allowMultipleAllocations')) {
      errors.forbidden(policyAt, 'allowMultipleAllocations must be true');
    } else validatePolicy(policy, amount(obj(capacity, name), 'value') ?? '0', policyAt, errors);
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
      validateCounters(consumed, 'counterSet', own, errors);
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

function validateAttribute(attribute: Obj, place: At, errors: FieldErrors): void {
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
  const set = ['bool', 'int', 'string', 'version'].filter((field) => get(attribute, field) !== undefined);
  if (set.length === 0) errors.invalid(place, '', ONE_VALUE);
  else if (set.length > 1) {
    errors.invalid(place, goValue('resource.v1.DeviceAttribute', attribute), ONE_VALUE);
  }
}

function amount(from: Obj | undefined, field: string): Quantity | undefined {
  const value = get(from, field);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** How a shared device's capacity may be asked for: a default, and values or a range that hold it. */
function validatePolicy(policy: Obj, capacity: Quantity, place: At, errors: FieldErrors): void {
  const values = (get(policy, 'validValues') ?? []) as Quantity[];
  const range = ptr(policy, 'validRange');
  if (values.length > 0 && range) {
    errors.forbidden(
      place,
      'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time',
    );
    return;
  }
  if (values.length === 0 && !range) return;
  const field = range ? 'validRange' : 'validValues';
  const usual = amount(policy, 'default');
  if (usual === undefined) errors.required(place.child('default'), `required when ${field} is defined`);
  else if (range) validateRange(range, usual, capacity, place.child(field), errors);
  else validateValues(values, usual, capacity, place.child(field), errors);
}

function validateValues(
  values: readonly Quantity[],
  usual: Quantity,
  capacity: Quantity,
  place: At,
  errors: FieldErrors,
): void {
  values.slice(1).forEach((value, index) => {
    if (compareQuantities(values[index]!, value) <= 0) return;
    errors.invalid(
      place.index(index + 1),
      canonicalQuantity(value),
      'values must be sorted in ascending order',
    );
  });
  let found = false;
  eachOnce(
    values,
    MOST_OPTIONS,
    place,
    errors,
    (value) => String(quantityInt64(value)),
    (value, own) => {
      if (compareQuantities(value, capacity) > 0) {
        const detail = `option is larger than capacity value: ${canonicalQuantity(capacity)}`;
        errors.invalid(own, canonicalQuantity(value), detail);
      }
      found ||= compareQuantities(value, usual) === 0;
    },
  );
  if (!found) {
    errors.invalid(
      place,
      canonicalQuantity(usual),
      'default value is not valid according to the requestPolicy',
    );
  }
}

function validateRange(
  range: Obj,
  usual: Quantity,
  capacity: Quantity,
  place: At,
  errors: FieldErrors,
): void {
  const [min, max, step] = [amount(range, 'min'), amount(range, 'max'), amount(range, 'step')];
  const check = (field: string, wrong: boolean, value: Quantity, words: string, limit: Quantity) => {
    if (!wrong) return;
    errors.invalid(place.child(field), canonicalQuantity(value), `${words}: ${canonicalQuantity(limit)}`);
  };
  const [minAt, stepAt] = [place.child('min'), place.child('step')];
  if (min === undefined) {
    errors.required(minAt, 'required when validRange is defined');
    return;
  }
  const exceeds = (a: Quantity, b: Quantity) => compareQuantities(a, b) > 0;
  check('min', exceeds(min, capacity), min, 'min is larger than capacity value', capacity);
  check('min', exceeds(min, usual), usual, 'default is less than min', min);
  if (max !== undefined) {
    check('max', exceeds(min, max), min, 'min is larger than max', max);
    check('max', exceeds(max, capacity), max, 'max is larger than capacity value', capacity);
    check('max', exceeds(usual, max), usual, 'default is more than max', max);
  }
  if (step === undefined) return;
  const added = addQuantities(min, step);
  if (compareQuantities(added, capacity) > 0) {
    const detail = `one step ${formatQuantity(added)} is larger than capacity value: ${canonicalQuantity(capacity)}`;
    errors.invalid(stepAt, canonicalQuantity(step), detail);
  }
  const width = quantityInt64(step);
  for (const value of max === undefined ? [usual] : [usual, max]) {
    if (width === 0n || (quantityInt64(value) - quantityInt64(min)) % width === 0n) continue;
    const detail = `value is not a multiple of a given step (${canonicalQuantity(step)}) from (${canonicalQuantity(min)})`;
    errors.invalid(stepAt, canonicalQuantity(value), detail);
  }
}

function validateTaint(taint: Obj, place: At, errors: FieldErrors): void {
  const [key, value, effect] = [str(taint, 'key'), str(taint, 'value'), str(taint, 'effect')];
  errors.invalids(place.child('key'), key, labelKeyErrors(key));
  if (value !== '') errors.invalids(place.child('value'), value, labelValueErrors(value));
  if (effect === '') errors.required(place.child('effect'));
  else if (!EFFECTS.includes(effect)) errors.unsupported(place.child('effect'), json(effect), EFFECTS);
}

/** A set of counters, or what a device takes of one. */
function validateCounters(set: Obj, nameField: string, place: At, errors: FieldErrors): void {
  const name = str(set, nameField);
  if (name === '') errors.required(place.child(nameField));
  else errors.invalids(place.child(nameField), name, dns1123LabelErrors(name));
  const names = keys(ptr(set, 'counters'));
  const countersAt = place.child('counters');
  if (names.length === 0) errors.required(countersAt);
  else if (names.length > MOST_COUNTERS) errors.tooMany(countersAt, names.length, MOST_COUNTERS);
  else
    for (const counter of names)
      errors.invalids(countersAt.key(counter), counter, dns1123LabelErrors(counter));
}

function validateDevicePlace(device: Obj, perDevice: boolean, place: At, errors: FieldErrors): void {
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

function validateConditions(device: Obj, place: At, errors: FieldErrors): void {
  const fields = ['bindingConditions', 'bindingFailureConditions'] as const;
  const [wanted, failed] = fields.map((field) => strings(device, field)) as [
    readonly string[],
    readonly string[],
  ];
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
