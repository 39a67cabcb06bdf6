/** Roles and bindings (pkg/apis/rbac/validation). */
import { dns1123SubdomainErrors, pathSegmentErrors } from '../../api/names.js';
import { type At, at, type FieldErrors, json } from '../field-errors.js';
import { list, type Obj, obj, ptr, str, strings } from '../fields.js';
import { isConvertible, validateSelector } from '../shared/selectors.js';

const GROUP = 'rbac.authorization.k8s.io';

/** The rules of a role; those of a namespaced one know no URLs. */
export function validateRules(object: Obj, namespaced: boolean, errors: FieldErrors): void {
  list(object, 'rules').forEach((rule, index) => {
    const place = at('rules').index(index);
    if (strings(rule, 'verbs').length === 0)
      errors.required(place.child('verbs'), 'verbs must contain at least one value');
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

export function validateClusterRole(object: Obj, errors: FieldErrors): void {
  validateRules(object, false, errors);
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

export function validateBinding(object: Obj, namespaced: boolean, errors: FieldErrors): void {
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

function validateSubject(subject: Obj, namespaced: boolean, place: At, errors: FieldErrors): void {
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
