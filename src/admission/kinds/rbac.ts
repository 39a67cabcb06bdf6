import { sameDecoded } from '../../api/equality.js';
import { at } from '../field-errors.js';
import { ensure, get, list, type Obj, obj, setZero, str } from '../fields.js';
import { goValue } from '../go/value.js';
import type { KindRules } from '../kind.js';
import { validateBinding, validateClusterRole, validateRules } from '../rules/rbac.js';
import { PATH_SEGMENT } from '../shared/names.js';

const GROUP = 'rbac.authorization.k8s.io';

function defaultBinding(object: Obj): void {
  setZero(ensure(object, 'roleRef'), 'apiGroup', GROUP);
  for (const subject of list(object, 'subjects')) {
    const kind = str(subject, 'kind');
    if (kind === 'User' || kind === 'Group') setZero(subject, 'apiGroup', GROUP);
  }
}

/** rbac.authorization.k8s.io/v1 Role. */
export const role: KindRules = {
  kind: 'Role',
  group: GROUP,
  name: PATH_SEGMENT,
  validate: (object, errors) => validateRules(object, true, errors),
};

/** rbac.authorization.k8s.io/v1 ClusterRole. */
export const clusterRole: KindRules = {
  kind: 'ClusterRole',
  group: GROUP,
  name: PATH_SEGMENT,
  validate: validateClusterRole,
};

/** rbac.authorization.k8s.io/v1 RoleBinding. */
export const roleBinding: KindRules = {
  kind: 'RoleBinding',
  group: GROUP,
  name: PATH_SEGMENT,
  defaults: defaultBinding,
  validate: (object, errors) => validateBinding(object, true, errors),
  validateUpdate(object, old, errors) {
    validateBinding(object, true, errors);
    if (!sameDecoded(get(object, 'roleRef'), get(old, 'roleRef'))) {
      errors.invalid(
        at('roleRef'),
        goValue('rbac.v1.RoleRef', obj(object, 'roleRef')),
        'cannot change roleRef',
      );
    }
  },
};

/** rbac.authorization.k8s.io/v1 ClusterRoleBinding. */
export const clusterRoleBinding: KindRules = {
  kind: 'ClusterRoleBinding',
  group: GROUP,
  name: PATH_SEGMENT,
  defaults: defaultBinding,
  validate: (object, errors) => validateBinding(object, false, errors),
  validateUpdate(object, old, errors) {
    validateBinding(object, false, errors);
    if (!sameDecoded(get(object, 'roleRef'), get(old, 'roleRef'))) {
      errors.invalid(
        at('roleRef'),
        goValue('rbac.v1.RoleRef', obj(object, 'roleRef')),
        'cannot change roleRef',
      );
    }
  },
};
