import { ensure, list, type Obj, setZero, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { PATH_SEGMENT } from '../rules/common.js';

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
  resource: 'roles',
  namespaced: true,
  name: PATH_SEGMENT,
};

/** rbac.authorization.k8s.io/v1 ClusterRole. */
export const clusterRole: KindRules = {
  kind: 'ClusterRole',
  group: GROUP,
  resource: 'clusterroles',
  namespaced: false,
  name: PATH_SEGMENT,
};

/** rbac.authorization.k8s.io/v1 RoleBinding. */
export const roleBinding: KindRules = {
  kind: 'RoleBinding',
  group: GROUP,
  resource: 'rolebindings',
  namespaced: true,
  name: PATH_SEGMENT,
  defaults: defaultBinding,
};

/** rbac.authorization.k8s.io/v1 ClusterRoleBinding. */
export const clusterRoleBinding: KindRules = {
  kind: 'ClusterRoleBinding',
  group: GROUP,
  resource: 'clusterrolebindings',
  namespaced: false,
  name: PATH_SEGMENT,
  defaults: defaultBinding,
};
