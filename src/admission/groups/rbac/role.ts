import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { validatePolicyRules } from './rules.js';

const GROUP = 'rbac.authorization.k8s.io';

/** rbac.authorization.k8s.io/v1 Role (pkg/apis/rbac/validation). */
export const role: KindRules<Struct<'rbac.v1.Role'>> = {
  kind: 'Role',
  group: GROUP,
  name: PATH_SEGMENT,
  validate: (object, errors) => validatePolicyRules(object, true, errors),
};
