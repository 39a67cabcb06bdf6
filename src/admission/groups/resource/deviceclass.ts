import { isOn } from '../../../api/gates.js';
import { wording } from '../../../api/wording.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { drop, ensure, list, obj, strPtr } from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { isExtended } from '../../shared/resource-names.js';
import type { Struct } from '../../typed.js';
import { MOST, validateConfig, validateSelectors } from './devices.js';
import { each } from './lists.js';

const NOT_EXTENDED = 'must be a valid extended resource name';
const NOT_PREFIXED = wording("a name must be a domain-prefixed path, such as 'example.com/my-prop'", {
  '1.36': NOT_EXTENDED,
});
const SPEC = at('spec');

/** resource.k8s.io/v1 DeviceClass (pkg/apis/resource/validation). */
export const deviceClass: KindRules<Struct<'resource.v1.DeviceClass'>> = {
  kind: 'DeviceClass',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  validate: validateDeviceClass,
  prepare(object, _old, context) {
    if (!isOn('DRAExtendedResource', context)) drop(ensure(object, 'spec'), 'extendedResourceName');
  },
};

function validateDeviceClass(
  object: Struct<'resource.v1.DeviceClass'>,
  errors: FieldErrors,
  context: Context,
): void {
  const spec = obj(object, 'spec');
  validateSelectors(list(spec, 'selectors'), SPEC.child('selectors'), context, errors);
  each(list(spec, 'config'), MOST, SPEC.child('config'), errors, (config, own) => {
    validateConfig(config, own, errors);
  });
  const name = strPtr(spec, 'extendedResourceName');
  if (name !== undefined && !isExtended(name)) {
    errors.invalid(
      SPEC.child('extendedResourceName'),
      name,
      name.includes('/') ? NOT_EXTENDED : NOT_PREFIXED,
    );
  }
}
