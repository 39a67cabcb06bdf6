import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** The role that may do everything (CIS 5.1.1). */
export default rule({
  name: 'rbac/cluster-admin',
  severity: 'warning',
  set: 'recommended',
  summary: 'A binding to cluster-admin, who may do everything.',
  visit: 'Object',
  check({ kind, apiVersion, at }, { report }) {
    if (!apiVersion.startsWith('rbac.authorization.k8s.io/') || !/^(?:Cluster)?RoleBinding$/.test(kind))
      return;
    const name = at.child('roleRef', 'name');
    if (name.value !== 'cluster-admin' || at.child('roleRef', 'kind').value !== 'ClusterRole') return;
    const who = at
      .items('subjects')
      .map((subject) => `${textOf(subject.child('kind').value)} ${textOf(subject.child('name').value)}`);
    report({
      at: name,
      message: `${who.join(', ') || 'nobody yet'} may do everything${kind === 'RoleBinding' ? ' in the namespace' : ''}`,
    });
  },
});
