/** What a role allows (pkg/apis/rbac/validation). */

import { wording } from '../../../api/wording.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import { list, strings } from '../../fields.js';
import type { Struct } from '../../typed.js';

const NO_VERBS = wording('', { '1.36': 'verbs must contain at least one value' });

/** The rules of a role; those of a namespaced one know no URLs. */
export function validatePolicyRules(
  object: Struct<'rbac.v1.ClusterRole' | 'rbac.v1.Role'>,
  namespaced: boolean,
  errors: FieldErrors,
): void {
  list(object, 'rules').forEach((rule, index) => {
    const place = at('rules').index(index);
    if (strings(rule, 'verbs').length === 0) errors.required(place.child('verbs'), NO_VERBS);
    const urls = strings(rule, 'nonResourceURLs');
    const [groups, resources] = [strings(rule, 'apiGroups'), strings(rule, 'resources')];
    if (urls.length > 0) {
      const shown = json([...urls]);
      if (namespaced) {
        errors.invalid(
          place.child('nonResourceURLs'),
          shown,
          'namespaced rules cannot apply to non-resource URLs',
        );
      }
      if (groups.length > 0 || resources.length > 0 || strings(rule, 'resourceNames').length > 0) {
        errors.invalid(
          place.child('nonResourceURLs'),
          shown,
          'rules cannot apply to both regular resources and non-resource URLs',
        );
      }
      return;
    }
    if (groups.length === 0)
      errors.required(place.child('apiGroups'), 'resource rules must supply at least one api group');
    if (resources.length === 0)
      errors.required(place.child('resources'), 'resource rules must supply at least one resource');
  });
}
