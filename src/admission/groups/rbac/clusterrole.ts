import { at, type FieldErrors, json } from '../../field-errors.js';
import { list, ptr } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import { isConvertible, validateSelector } from '../../shared/selectors.js';
import type { Struct } from '../../typed.js';
import { validatePolicyRules } from './rules.js';

const GROUP = 'rbac.authorization.k8s.io';

/** rbac.authorization.k8s.io/v1 ClusterRole (pkg/apis/rbac/validation). */
export const clusterRole: KindRules<Struct<'rbac.v1.ClusterRole'>> = {
  kind: 'ClusterRole',
  group: GROUP,
  name: PATH_SEGMENT,
  validate: validateClusterRole,
};

function validateClusterRole(object: Struct<'rbac.v1.ClusterRole'>, errors: FieldErrors): void {
  validatePolicyRules(object, false, errors);
  const aggregation = ptr(object, 'aggregationRule');
  if (!aggregation) return;
  const place = at('aggregationRule', 'clusterRoleSelectors');
  const selectors = list(aggregation, 'clusterRoleSelectors');
  if (selectors.length === 0) {
    errors.required(place, 'at least one clusterRoleSelector required if aggregationRule is non-nil');
    return;
  }
  selectors.forEach((selector, index) => {
    validateSelector(selector, place.index(index), errors);
    if (!isConvertible(selector)) errors.invalid(place.index(index), json(null), 'invalid label selector.');
  });
}
