import { textOf } from '../../../api/json.js';
import type { LintObject } from '../../object.js';
import type { Objects } from '../../objects.js';
import { allowsAll, isOfCluster, ruleList } from '../../roles.js';
import { rule } from '../../rule.js';

const ADMIN = 'cluster-admin';
const BINDINGS: ReadonlySet<string> = new Set(['ClusterRoleBinding', 'RoleBinding']);

/** Whoever is bound to it may do everything (CIS 5.1.1). */
export default rule({
  name: 'rbac/cluster-admin',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A binding to cluster-admin, or to a role that is as much under another name: everything is allowed.',
  visit: 'Object',
  check(object, { objects, report }) {
    const { kind, apiVersion, at } = object;
    if (!apiVersion.startsWith('rbac.authorization.k8s.io/') || !BINDINGS.has(kind) || isOfCluster(object))
      return;
    if (!isBoundToAll(object, objects)) return;
    const who = at
      .items('subjects')
      .map((subject) => `${textOf(subject.child('kind').value)} ${textOf(subject.child('name').value)}`);
    report({
      at: at.child('roleRef', 'name'),
      message: `${who.join(', ') || 'nobody yet'} may do everything${kind === 'RoleBinding' ? ' in the namespace' : ''}`,
    });
  },
});

function isBoundToAll({ at, namespace = 'default' }: LintObject, objects: Objects): boolean {
  const [kind, name] = ['kind', 'name'].map((key) => textOf(at.child('roleRef', key).value));
  if (kind === 'ClusterRole' && name === ADMIN) return true;
  const role = objects.find(kind!, namespace, name!);
  return role !== undefined && ruleList(role).some(allowsAll);
}
