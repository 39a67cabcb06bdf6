import { sameDecoded } from '../../../api/equality.js';
import { isOn } from '../../../api/gates.js';
import { isBefore, type KubernetesVersion } from '../../../api/version.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import {
  boolPtr,
  drop,
  ensure,
  get,
  intPtr,
  list,
  obj,
  set,
  setDefault,
  str,
  strings,
  strPtr,
} from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { kept } from './shared.js';

const GROUP = 'storage.k8s.io';
const SPEC = at('spec');
const FS_GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'];

/** storage.k8s.io/v1 CSIDriver (pkg/apis/storage/validation). */
export const csiDriver: KindRules<Struct<'storage.v1.CSIDriver'>> = {
  kind: 'CSIDriver',
  group: GROUP,
  name: SUBDOMAIN,
  defaults(object, context) {
    const spec = ensure(object, 'spec');
    setDefault(spec, 'attachRequired', true);
    setDefault(spec, 'podInfoOnMount', false);
    setDefault(spec, 'storageCapacity', false);
    setDefault(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
    if (strings(spec, 'volumeLifecycleModes').length === 0) set(spec, 'volumeLifecycleModes', ['Persistent']);
    setDefault(spec, 'requiresRepublish', false);
    setDefault(spec, 'seLinuxMount', false);
    if (isOn('VolumeLimitScaling', context)) setDefault(spec, 'preventPodSchedulingIfMissing', false);
  },
  prepare(object, old, context) {
    if (!isOn('MutableCSINodeAllocatableCount', context))
      drop(ensure(object, 'spec'), 'nodeAllocatableUpdatePeriodSeconds');
    const prevented = get(obj(old, 'spec'), 'preventPodSchedulingIfMissing') !== undefined;
    if (!prevented && !isOn('VolumeLimitScaling', context)) {
      drop(ensure(object, 'spec'), 'preventPodSchedulingIfMissing');
    }
  },
  validate: validateCsiDriver,
  validateUpdate: validateCsiDriverUpdate,
  warnings: csiDriverWarnings,
};

function validateCsiDriver(object: Struct<'storage.v1.CSIDriver'>, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const policy = strPtr(spec, 'fsGroupPolicy');
  if (policy !== undefined && !FS_GROUP_POLICIES.includes(policy)) {
    errors.unsupported(SPEC.child('fsGroupPolicy'), json(policy), FS_GROUP_POLICIES);
  }
  const tokens = list(spec, 'tokenRequests');
  const audiences = new Set<string>();
  tokens.forEach((token, index) => {
    const place = SPEC.child('tokenRequests').index(index);
    const audience = str(token, 'audience');
    if (audiences.has(audience)) {
      errors.duplicate(place.child('audience'), audience);
      return;
    }
    audiences.add(audience);
    const seconds = intPtr(token, 'expirationSeconds');
    if (seconds === undefined) return;
    const own = place.child('expirationSeconds');
    if (seconds < 600) errors.invalid(own, seconds, 'may not specify a duration less than 10 minutes');
    if (seconds > 2 ** 32)
      errors.invalid(own, seconds, 'may not specify a duration larger than 2^32 seconds');
  });
  for (const mode of strings(spec, 'volumeLifecycleModes')) {
    if (!LIFECYCLE_MODES.includes(mode)) {
      errors.unsupported(SPEC.child('volumeLifecycleModes'), json(mode), LIFECYCLE_MODES);
    }
  }
  const period = intPtr(spec, 'nodeAllocatableUpdatePeriodSeconds');
  if (period !== undefined && period < 10) {
    errors.invalid(
      SPEC.child('nodeAllocatableUpdatePeriodSeconds'),
      period,
      'must be greater than or equal to 10 seconds',
    );
  }
  const secret = boolPtr(spec, 'serviceAccountTokenInSecrets');
  if (secret !== undefined && tokens.length === 0) {
    errors.invalid(
      SPEC.child('serviceAccountTokenInSecrets'),
      json(secret),
      'serviceAccountTokenInSecrets is set but no tokenRequests are specified',
    );
  }
}

function validateCsiDriverUpdate(
  object: Struct<'storage.v1.CSIDriver'>,
  old: Struct<'storage.v1.CSIDriver'>,
  errors: FieldErrors,
): void {
  validateCsiDriver(object, errors);
  const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
  kept(spec, before, 'attachRequired', SPEC.child('attachedRequired'), errors);
  kept(spec, before, 'volumeLifecycleModes', SPEC.child('volumeLifecycleModes'), errors);
}

/** Since this minor drivers can be told tokens where they tell no logs. */
const SECRETS_SINCE: KubernetesVersion = '1.35';

function csiDriverWarnings(
  object: Struct<'storage.v1.CSIDriver'>,
  old: Struct<'storage.v1.CSIDriver'> | undefined,
  { version }: Context,
): string[] {
  if (isBefore(version, SECRETS_SINCE)) return [];
  const spec = obj(object, 'spec');
  if (list(spec, 'tokenRequests').length === 0) return [];
  if (boolPtr(spec, 'serviceAccountTokenInSecrets') !== undefined) return [];
  if (old && sameDecoded(get(spec, 'tokenRequests'), get(obj(old, 'spec'), 'tokenRequests'))) return [];
  return [
    'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes',
  ];
}
