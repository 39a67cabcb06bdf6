import { sameDecoded } from '../../../api/equality.js';
import { At, at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, obj, ptr } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { validateTemplateMeta } from '../../shared/template-meta.js';
import type { Struct } from '../../typed.js';
import { defaultDevices, dropCapacity, validateAdminAccess, validateDevices } from './device-requests.js';

const SPEC = at('spec');

/** resource.k8s.io/v1 ResourceClaimTemplate (pkg/apis/resource/validation). */
export const resourceClaimTemplate: KindRules<Struct<'resource.v1.ResourceClaimTemplate'>> = {
  kind: 'ResourceClaimTemplate',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    defaultDevices(ptr(ensure(ensure(object, 'spec'), 'spec'), 'devices'));
  },
  validate: validateClaimTemplate,
  validateUpdate: validateClaimTemplateUpdate,
  prepare(object, _old, context) {
    dropCapacity(ptr(obj(obj(object, 'spec'), 'spec'), 'devices'), context);
  },
};

function validateClaimTemplate(
  object: Struct<'resource.v1.ResourceClaimTemplate'>,
  errors: FieldErrors,
  context: Context,
): void {
  const template = obj(object, 'spec');
  validateTemplateMeta(obj(template, 'metadata'), SPEC.child('metadata'), errors);
  const devices = obj(obj(template, 'spec'), 'devices');
  validateDevices(devices, SPEC.child('spec', 'devices'), context, errors);
  // The server names the place as if the template were a claim.
  const place = At.named('spec.devices', ['spec', 'spec', 'devices']);
  validateAdminAccess(devices, place, context, errors);
}

function validateClaimTemplateUpdate(
  object: Struct<'resource.v1.ResourceClaimTemplate'>,
  old: Struct<'resource.v1.ResourceClaimTemplate'>,
  errors: FieldErrors,
): void {
  if (!sameDecoded(get(object, 'spec'), get(old, 'spec'))) {
    errors.invalid(SPEC, goValue('resource.v1.ResourceClaimTemplateSpec', obj(object, 'spec')), IMMUTABLE);
  }
}
