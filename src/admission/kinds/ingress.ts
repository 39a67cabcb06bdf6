import { At } from '../field-errors.js';
import { get, obj } from '../fields.js';
import type { KindRules } from '../kind.js';
import { validateIngress } from '../rules/ingress.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** networking.k8s.io/v1 Ingress. */
export const ingress: KindRules = {
  kind: 'Ingress',
  group: 'networking.k8s.io',
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate(object, errors, context) {
    validateIngress(object, errors, context);
    const annotation = get(obj(obj(object, 'metadata'), 'annotations'), CLASS_ANNOTATION);
    const name = get(obj(object, 'spec'), 'ingressClassName');
    if (typeof annotation === 'string' && name !== undefined && annotation !== name) {
      errors.invalid(
        At.named(`annotations.${CLASS_ANNOTATION}`, ['metadata', 'annotations', CLASS_ANNOTATION]),
        annotation,
        'must match `ingressClassName` when both are specified',
      );
    }
  },
  validateUpdate(object, _old, errors, context) {
    validateIngress(object, errors, context);
  },
  warnings(object, old) {
    const annotation = get(obj(obj(object, 'metadata'), 'annotations'), CLASS_ANNOTATION);
    if (old || annotation === undefined || get(obj(object, 'spec'), 'ingressClassName') !== undefined)
      return [];
    return [
      `annotation ${JSON.stringify(CLASS_ANNOTATION)} is deprecated, please use 'spec.ingressClassName' instead`,
    ];
  },
};
