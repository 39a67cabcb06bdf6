import { sameDecoded } from '../../../../api/equality.js';
import { isOn } from '../../../../api/gates.js';
import { dns1123LabelErrors } from '../../../../api/names.js';
import { formatTime } from '../../../../api/time.js';
import { isBefore } from '../../../../api/version.js';
import { At, at, type FieldErrors, json } from '../../../field-errors.js';
import { bool, drop, ensure, get, keys, list, make, obj, ptr, setDefault, str } from '../../../fields.js';
import type { Context, KindRules } from '../../../kind.js';
import { IMMUTABLE } from '../../../shared/messages.js';
import { SUBDOMAIN } from '../../../shared/names.js';
import { validateCsiDriverName } from '../../core/pod/volume-sources.js';
import { eachOnce } from '../lists.js';
import { validateCounters } from './capacity.js';
import { deviceFields, FIRST_BETA, validateDevice } from './device.js';
import { validatePlaces, validatePool } from './places.js';
import type { Slice, SliceSpec } from './structs.js';

/** Since this minor a device that is there twice is shown whole. */
const WHOLE_DEVICE_SINCE = '1.35';
const SPEC = at('spec');

/** Fields of features that may be off. */
const SLICE_DETAILS = ['sharedCounters', 'perDeviceNodeSelection'] as const;
const DEVICE_DETAILS = [
  ['DRAPartitionableDevices', ['consumesCounters', 'nodeName', 'nodeSelector', 'allNodes']],
  ['DRADeviceTaints', ['taints']],
  ['DRADeviceBindingConditions', ['bindsToNode', 'bindingConditions', 'bindingFailureConditions']],
  ['DRAConsumableCapacity', ['allowMultipleAllocations']],
] as const;

const MOST_DEVICES = 128;
const MOST_DEVICES_IN_DETAIL = 64;
const MOST_COUNTER_SETS = 8;

/** resource.k8s.io/v1 ResourceSlice (pkg/apis/resource/validation). */
export const resourceSlice: KindRules<Slice> = {
  kind: 'ResourceSlice',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object, { apiVersion, now }) {
    for (const device of list(ptr(object, 'spec'), 'devices')) {
      for (const taint of list(deviceFields(device, apiVersion), 'taints')) {
        setDefault(taint, 'timeAdded', formatTime(now));
      }
    }
  },
  prepare(object, _old, context) {
    const spec = ensure(object, 'spec');
    if (!isOn('DRAPartitionableDevices', context)) for (const name of SLICE_DETAILS) drop(spec, name);
    const gone = DEVICE_DETAILS.flatMap(([gate, names]) => (isOn(gate, context) ? [] : names));
    for (const device of list(spec, 'devices')) {
      const fields = deviceFields(device, context.apiVersion);
      if (!fields) continue;
      drop(fields, 'nodeAllocatableResourceMappings');
      for (const name of gone) drop(fields, name);
      if (isOn('DRAConsumableCapacity', context)) continue;
      const capacity = obj(fields, 'capacity');
      for (const name of keys(capacity)) {
        const one = ptr(capacity, name);
        if (one) drop(one, 'requestPolicy');
      }
    }
  },
  validate: validateSlice,
  validateUpdate: validateSliceUpdate,
};

/** Checks a slice. */
function validateSlice(object: Slice, errors: FieldErrors, context: Context): void {
  validateSpec(obj(object, 'spec'), undefined, errors, context);
}

/** Checks a change of a slice: driver, pool and node are settled. */
function validateSliceUpdate(object: Slice, old: Slice, errors: FieldErrors, context: Context): void {
  validateSpec(obj(object, 'spec'), obj(old, 'spec'), errors, context);
}

function validateSettled(spec: SliceSpec, before: SliceSpec, errors: FieldErrors): void {
  const [pool, poolBefore] = [obj(spec, 'pool'), obj(before, 'pool')];
  const settled = [
    [get(pool, 'name'), get(poolBefore, 'name'), SPEC.child('pool', 'name')],
    [get(spec, 'driver'), get(before, 'driver'), SPEC.child('driver')],
    [get(spec, 'nodeName'), get(before, 'nodeName'), SPEC.child('nodeName')],
  ] as const;
  for (const [now, then, place] of settled) {
    if (!sameDecoded(now, then)) errors.invalid(place, json(now), IMMUTABLE);
  }
}

function validateSpec(
  spec: SliceSpec,
  before: SliceSpec | undefined,
  errors: FieldErrors,
  context: Context,
): void {
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
  const older = isBefore(version, WHOLE_DEVICE_SINCE);
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
      const fields = deviceFields(device, apiVersion) ?? make();
      // The server names the place as v1 does, whatever the version asked.
      const inner =
        apiVersion === FIRST_BETA
          ? At.named(own.toString(), ['spec', 'devices', indexOf.get(device) ?? 0, 'basic'])
          : own;
      const was = list(before, 'devices').find((one) => str(one, 'name') === name);
      validateDevice(fields, was && deviceFields(was, apiVersion), perDevice, inner, errors);
    },
    { field: older ? 'name' : undefined },
  );
  eachOnce(
    list(spec, 'sharedCounters'),
    MOST_COUNTER_SETS,
    SPEC.child('sharedCounters'),
    errors,
    (set) => str(set, 'name'),
    (set, own) => {
      validateCounters(set, str(set, 'name'), own, own.child('name'), errors);
    },
    { field: older ? 'name' : undefined },
  );
}
