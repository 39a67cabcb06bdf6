import { dns1123LabelErrors, dns1123SubdomainErrors, pathSegmentErrors } from '../../../api/names.js';
import { wording } from '../../../api/wording.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { obj, ptr, setDefault, str, strPtr } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { validateDomainPath } from '../../shared/domain-path.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

const LONGEST_CONTROLLER = 250;
const SCOPES = ['Cluster', 'Namespace'];

/** networking.k8s.io/v1 IngressClass (pkg/apis/networking/validation). */
export const ingressClass: KindRules<Struct<'networking.v1.IngressClass'>> = {
  kind: 'IngressClass',
  group: 'networking.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    const parameters = ptr(ptr(object, 'spec'), 'parameters');
    if (parameters) setDefault(parameters, 'scope', 'Cluster');
  },
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
};

function validateIngressClass(object: Struct<'networking.v1.IngressClass'>, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const controller = str(spec, 'controller');
  const place = at('spec');
  if (Buffer.byteLength(controller) > LONGEST_CONTROLLER) {
    errors.tooLong(place.child('controller'), LONGEST_CONTROLLER);
  }
  validateDomainPath(controller, place.child('controller'), errors);
  const parameters = ptr(spec, 'parameters');
  if (parameters) validateParameters(parameters, errors);
}

function validateParameters(
  parameters: Struct<'networking.v1.IngressClassParametersReference'>,
  errors: FieldErrors,
): void {
  const place = at('spec', 'parameters');
  const group = strPtr(parameters, 'apiGroup');
  if (group !== undefined) errors.invalids(place.child('apiGroup'), group, dns1123SubdomainErrors(group));
  for (const key of ['kind', 'name'] as const) {
    const value = str(parameters, key);
    if (value === '') errors.required(place.child(key), wording('', { '1.33': `${key} is required` }));
    else errors.invalids(place.child(key), value, pathSegmentErrors(value));
  }
  const scope = str(parameters, 'scope');
  const namespace = strPtr(parameters, 'namespace');
  if (strPtr(parameters, 'scope') === undefined) {
    errors.required(place.child('scope'));
    return;
  }
  if (!SCOPES.includes(scope)) errors.unsupported(place.child('scope'), scope, SCOPES);
  if (scope === 'Namespace') {
    if (namespace === undefined) {
      errors.required(place.child('namespace'), "`parameters.scope` is set to 'Namespace'");
    } else errors.invalids(place.child('namespace'), namespace, dns1123LabelErrors(namespace));
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    errors.forbidden(place.child('namespace'), "`parameters.scope` is set to 'Cluster'");
  }
}

function validateIngressClassUpdate(
  object: Struct<'networking.v1.IngressClass'>,
  old: Struct<'networking.v1.IngressClass'>,
  errors: FieldErrors,
): void {
  const controller = str(obj(object, 'spec'), 'controller');
  if (controller !== str(obj(old, 'spec'), 'controller')) {
    errors.invalid(at('spec', 'controller'), controller, IMMUTABLE);
  }
  validateIngressClass(object, errors);
}
