/** What the bindings of a namespace and those of the cluster share. */

import { dns1123SubdomainErrors, pathSegmentErrors } from '../../../api/names.js';
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { ensure, list, obj, setZero, str } from '../../fields.js';
import type { Struct } from '../../typed.js';

const GROUP = 'rbac.authorization.k8s.io';

export function defaultRoleBinding(
  object: Struct<'rbac.v1.ClusterRoleBinding' | 'rbac.v1.RoleBinding'>,
): void {
  setZero(ensure(object, 'roleRef'), 'apiGroup', GROUP);
  for (const subject of list(object, 'subjects')) {
    const kind = str(subject, 'kind');
    if (kind === 'User' || kind === 'Group') setZero(subject, 'apiGroup', GROUP);
  }
}

export function validateRoleBinding(
  object: Struct<'rbac.v1.ClusterRoleBinding' | 'rbac.v1.RoleBinding'>,
  namespaced: boolean,
  errors: FieldErrors,
): void {
  const ref = obj(object, 'roleRef');
  const place = at('roleRef');
  if (str(ref, 'apiGroup') !== GROUP)
    errors.unsupported(place.child('apiGroup'), str(ref, 'apiGroup'), [GROUP]);
  const kinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (!kinds.includes(str(ref, 'kind'))) errors.unsupported(place.child('kind'), str(ref, 'kind'), kinds);
  const name = str(ref, 'name');
  if (name === '') errors.required(place.child('name'));
  else errors.invalids(place.child('name'), name, pathSegmentErrors(name));
  list(object, 'subjects').forEach((subject, index) => {
    validateSubject(subject, namespaced, at('subjects').index(index), errors);
  });
}

function validateSubject(
  subject: Struct<'rbac.v1.Subject'>,
  namespaced: boolean,
  place: At,
  errors: FieldErrors,
): void {
  const [kind, name, group] = [str(subject, 'kind'), str(subject, 'name'), str(subject, 'apiGroup')];
  if (name === '') errors.required(place.child('name'));
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') errors.invalids(place.child('name'), name, dns1123SubdomainErrors(name));
      if (group !== '') errors.unsupported(place.child('apiGroup'), group, ['']);
      if (!namespaced && str(subject, 'namespace') === '') errors.required(place.child('namespace'));
      return;
    case 'User':
    case 'Group':
      if (group !== GROUP) errors.unsupported(place.child('apiGroup'), group, [GROUP]);
      return;
    default:
      errors.unsupported(place.child('kind'), kind, ['ServiceAccount', 'User', 'Group']);
  }
}
