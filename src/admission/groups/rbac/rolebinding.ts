import { sameDecoded } from '../../../api/equality.js';
import { at } from '../../field-errors.js';
import { get, obj } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { defaultRoleBinding, validateRoleBinding } from './binding.js';

const GROUP = 'rbac.authorization.k8s.io';

/** rbac.authorization.k8s.io/v1 RoleBinding (pkg/apis/rbac/validation). */
export const roleBinding: KindRules<Struct<'rbac.v1.RoleBinding'>> = {
  kind: 'RoleBinding',
  group: GROUP,
  name: PATH_SEGMENT,
  defaults: defaultRoleBinding,
  validate: (object, errors) => validateRoleBinding(object, true, errors),
  validateUpdate(object, old, errors) {
    validateRoleBinding(object, true, errors);
    if (!sameDecoded(get(object, 'roleRef'), get(old, 'roleRef'))) {
      errors.invalid(
        at('roleRef'),
        goValue('rbac.v1.RoleRef', obj(object, 'roleRef')),
        'cannot change roleRef',
      );
    }
  },
};
