import { dns1123LabelErrors } from '../../../api/names.js';
import { formatTime } from '../../../api/time.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, obj, ptr, setDefault, strPtr } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { validateCsiDriverName } from '../core/pod/volume-sources.js';
import { validateTaint } from './resourceslice/device.js';
import { validatePoolName } from './resourceslice/places.js';

const SPEC = at('spec');

type DeviceTaintRule = Struct<'resource.v1beta2.DeviceTaintRule'>;

/** resource.k8s.io/v1beta2 DeviceTaintRule (pkg/apis/resource/validation). */
export const deviceTaintRule: KindRules<DeviceTaintRule> = {
  kind: 'DeviceTaintRule',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object, { now }) {
    setDefault(ensure(ensure(object, 'spec'), 'taint'), 'timeAdded', formatTime(now));
  },
  prepare: statusFromServer,
  validate: validateRule,
};

function validateRule(object: DeviceTaintRule, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const selector = ptr(spec, 'deviceSelector');
  const selectorAt = SPEC.child('deviceSelector');
  const [driver, pool, device] = [
    strPtr(selector, 'driver'),
    strPtr(selector, 'pool'),
    strPtr(selector, 'device'),
  ];
  if (driver !== undefined) validateCsiDriverName(driver, selectorAt.child('driver'), errors);
  if (pool !== undefined) validatePoolName(pool, selectorAt.child('pool'), errors);
  if (device !== undefined) errors.invalids(selectorAt.child('device'), device, dns1123LabelErrors(device));
  validateTaint(obj(spec, 'taint'), SPEC.child('taint'), errors);
}
