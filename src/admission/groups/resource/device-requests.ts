/** The devices that a claim asks for (pkg/apis/resource/validation). */

import { isOn, type Release } from '../../../api/gates.js';
import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  labelValueErrors,
} from '../../../api/names.js';
import { atLeast, isBefore } from '../../../api/version.js';
import { type At, type FieldErrors, json } from '../../field-errors.js';
import { bool, drop, int, list, ptr, setZero, str, strings, strPtr } from '../../fields.js';
import type { Context } from '../../kind.js';
import type { Struct } from '../../typed.js';
import { MOST, validateConfig, validateFullName, validateSelectors } from './devices.js';
import { each, eachOnce } from './lists.js';

/** Since this minor what must differ is passed over too where devices cannot be shared. */
const DISTINCT_DROPPED_SINCE = '1.35';
/** Since this minor a request is looked into on one side only, and is its own whole where it is there twice. */
const EITHER_SINCE = '1.35';
/** Since this minor classes are looked at whatever else is wrong. */
const CLASSES_SINCE = '1.37';
const MOST_ALTERNATIVES = 8;
const MODES = ['All', 'ExactCount'];
const OPERATORS = ['Equal', 'Exists'];
export const EFFECTS = ['NoExecute', 'NoSchedule', 'None'];
const ONE_KIND = 'exactly one of `exactly` or `firstAvailable` is required';
const BAD_REFERENCE =
  "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
const ADMIN_LABEL = 'resource.kubernetes.io/admin-access';
const NO_ADMIN = `admin access to devices requires the \`${ADMIN_LABEL}: true\` label on the containing namespace`;

export function defaultDevices(claimed: Struct<'resource.v1.DeviceClaim'> | undefined): void {
  for (const request of list(claimed, 'requests')) {
    const exactly = ptr(request, 'exactly');
    if (exactly) defaultCount(exactly);
    for (const alternative of list(request, 'firstAvailable')) defaultCount(alternative);
  }
}

/** Amounts of shared devices are asked for where the feature is on; elsewhere the fields are passed over, in 1.34 one of them is not. */
export function dropCapacity(claimed: Struct<'resource.v1.DeviceClaim'> | undefined, release: Release): void {
  if (isOn('DRAConsumableCapacity', release)) return;
  if (atLeast(release.version, DISTINCT_DROPPED_SINCE))
    for (const one of list(claimed, 'constraints')) drop(one, 'distinctAttribute');
  for (const request of list(claimed, 'requests')) {
    const exactly = ptr(request, 'exactly');
    if (exactly) drop(exactly, 'capacity');
    for (const alternative of list(request, 'firstAvailable')) drop(alternative, 'capacity');
  }
}

function defaultCount(
  request: Struct<'resource.v1.DeviceSubRequest' | 'resource.v1.ExactDeviceRequest'>,
): void {
  setZero(request, 'allocationMode', 'ExactCount');
  if (str(request, 'allocationMode') === 'ExactCount') setZero(request, 'count', 1);
  for (const toleration of list(request, 'tolerations')) setZero(toleration, 'operator', 'Equal');
}

/** Devices in use may be reached only from namespaces that are labelled for it. */
export function validateAdminAccess(
  devices: Struct<'resource.v1.DeviceClaim'>,
  place: At,
  context: Context,
  errors: FieldErrors,
): void {
  if (context.namespaceLabels?.[ADMIN_LABEL] === 'true') return;
  list(devices, 'requests').forEach((request, index) => {
    if (!bool(ptr(request, 'exactly'), 'adminAccess')) return;
    errors.forbidden(place.child('requests').index(index).child('adminAccess'), NO_ADMIN);
  });
}

export function validateDevices(
  devices: Struct<'resource.v1.DeviceClaim'>,
  place: At,
  context: Context,
  errors: FieldErrors,
): void {
  const older = isBefore(context.version, EITHER_SINCE);
  const requests = list(devices, 'requests');
  const names = new Map(
    requests.map((request) => [
      str(request, 'name'),
      list(request, 'firstAvailable').map((alternative) => str(alternative, 'name')),
    ]),
  );
  eachOnce(
    requests,
    MOST,
    place.child('requests'),
    errors,
    (request) => str(request, 'name'),
    (request, own) => {
      validateRequest(request, own, context, errors);
    },
    { field: older ? 'name' : undefined, struct: 'resource.v1.DeviceRequest' },
  );
  each(list(devices, 'constraints'), MOST, place.child('constraints'), errors, (constraint, own) => {
    validateReferences(constraint, names, own, errors);
    const [match, distinct] = [strPtr(constraint, 'matchAttribute'), strPtr(constraint, 'distinctAttribute')];
    if (match !== undefined) validateFullName(match, own.child('matchAttribute'), errors);
    else if (distinct !== undefined) validateFullName(distinct, own.child('distinctAttribute'), errors);
    else if (!isOn('DRAConsumableCapacity', errors)) errors.required(own.child('matchAttribute'));
    else {
      errors.required(
        own,
        'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set',
      );
    }
  });
  each(list(devices, 'config'), MOST, place.child('config'), errors, (config, own) => {
    validateReferences(config, names, own, errors);
    validateConfig(config, own, errors);
  });
}

function validateRequest(
  request: Struct<'resource.v1.DeviceRequest'>,
  place: At,
  context: Context,
  errors: FieldErrors,
): void {
  const older = isBefore(context.version, EITHER_SINCE);
  const name = str(request, 'name');
  errors.invalids(place.child('name'), name, dns1123LabelErrors(name));
  const exactly = ptr(request, 'exactly');
  const alternatives = list(request, 'firstAvailable');
  if (!exactly && alternatives.length === 0) errors.required(place, ONE_KIND);
  else if (exactly && alternatives.length > 0) {
    errors.invalid(place, json(null), `${ONE_KIND}, but multiple fields are set`);
  }
  // Older servers look into both, the newest only at the classes.
  if (exactly && alternatives.length > 0 && !older) {
    if (isBefore(context.version, CLASSES_SINCE)) return;
    validateClassName(exactly, place.child('exactly'), errors);
    alternatives.forEach((alternative, index) => {
      validateClassName(alternative, place.child('firstAvailable').index(index), errors);
    });
    return;
  }
  if (exactly) validateExact(exactly, place.child('exactly'), context, errors);
  eachOnce(
    alternatives,
    MOST_ALTERNATIVES,
    place.child('firstAvailable'),
    errors,
    (alternative) => str(alternative, 'name'),
    (alternative, own) => {
      const other = str(alternative, 'name');
      errors.invalids(own.child('name'), other, dns1123LabelErrors(other));
      validateExact(alternative, own, context, errors);
    },
    { field: older ? 'name' : undefined, struct: 'resource.v1.DeviceSubRequest' },
  );
}

function validateExact(
  request: Struct<'resource.v1.DeviceSubRequest' | 'resource.v1.ExactDeviceRequest'>,
  place: At,
  context: Context,
  errors: FieldErrors,
): void {
  validateClassName(request, place, errors);
  validateSelectors(list(request, 'selectors'), place.child('selectors'), context, errors);
  const [mode, count] = [str(request, 'allocationMode'), int(request, 'count')];
  if (mode === 'All') {
    if (Number(count) !== 0) {
      errors.invalid(place.child('count'), count, "must not be specified when allocationMode is 'All'");
    }
  } else if (mode === 'ExactCount') {
    if (count <= 0) errors.invalid(place.child('count'), count, 'must be greater than zero');
  } else errors.unsupported(place.child('allocationMode'), json(mode), MODES);
  list(request, 'tolerations').forEach((toleration, index) => {
    validateToleration(toleration, place.child('tolerations').index(index), errors);
  });
}

function validateClassName(
  request: Struct<'resource.v1.DeviceSubRequest' | 'resource.v1.ExactDeviceRequest'>,
  place: At,
  errors: FieldErrors,
): void {
  const name = str(request, 'deviceClassName');
  if (name === '') errors.required(place.child('deviceClassName'));
  else errors.invalids(place.child('deviceClassName'), name, dns1123SubdomainErrors(name));
}

function validateToleration(
  toleration: Struct<'resource.v1.DeviceToleration'>,
  place: At,
  errors: FieldErrors,
): void {
  const [key, operator, value, effect] = [
    str(toleration, 'key'),
    str(toleration, 'operator'),
    str(toleration, 'value'),
    str(toleration, 'effect'),
  ];
  if (key !== '') errors.invalids(place.child('key'), key, labelKeyErrors(key));
  if (operator === 'Exists') {
    if (value !== '') errors.invalid(place.child('value'), value, 'must be empty for operator `Exists`');
  } else if (operator === 'Equal') errors.invalids(place.child('value'), value, labelValueErrors(value));
  else if (operator === '') errors.required(place.child('operator'));
  else errors.unsupported(place.child('operator'), json(operator), OPERATORS);
  if (effect !== '' && !EFFECTS.includes(effect)) {
    errors.unsupported(place.child('effect'), json(effect), EFFECTS);
  }
}

function validateReferences(
  from: Struct<'resource.v1.DeviceClaimConfiguration' | 'resource.v1.DeviceConstraint'>,
  names: ReadonlyMap<string, readonly string[]>,
  place: At,
  errors: FieldErrors,
): void {
  const requests = strings(from, 'requests');
  eachOnce(
    requests,
    MOST,
    place.child('requests'),
    errors,
    (name) => name,
    (name, own) => {
      const [first = '', second, ...more] = name.split('/');
      if (more.length > 0) {
        errors.invalid(own, name, BAD_REFERENCE);
        return;
      }
      for (const part of second === undefined ? [first] : [first, second]) {
        errors.invalids(own, part, dns1123LabelErrors(part));
      }
      const alternatives = names.get(first);
      if (!alternatives || (second !== undefined && !alternatives.includes(second))) {
        errors.invalid(own, name, BAD_REFERENCE);
      }
    },
  );
}
