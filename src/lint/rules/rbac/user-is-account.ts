import { textOf } from '../../../api/json.js';
import { DEFAULT_NAMESPACE } from '../../objects.js';
import { rule } from '../../rule.js';

const GROUP = 'rbac.authorization.k8s.io/';
const PREFIX = 'system:serviceaccount:';

/** A ServiceAccount is no user of its name: nobody comes who is called so. */
export default rule({
  name: 'rbac/user-is-account',
  severity: 'error',
  summary: 'A binding names a ServiceAccount as a User: it binds nobody.',
  visit: 'Object',
  check({ apiVersion, at, namespace }, { objects, report }) {
    if (!apiVersion.startsWith(GROUP)) return;
    for (const subject of at.items('subjects')) {
      if (subject.child('kind').value !== 'User') continue;
      const name = textOf(subject.child('name').value);
      if (name.startsWith(PREFIX)) {
        if (name.split(':').length === 4) continue;
        report({
          at: subject.child('name'),
          message: `no ServiceAccount is called ${name}: it binds nobody`,
          hint: `${PREFIX}NAMESPACE:NAME`,
        });
        continue;
      }
      const [account] = objects.findAll('ServiceAccount', namespace ?? DEFAULT_NAMESPACE, name);
      const [other] = account
        ? [account]
        : namespace === undefined
          ? objects.named('ServiceAccount', name)
          : [];
      if (!other) continue;
      report({
        at: subject.child('kind'),
        message: `${name} is a ServiceAccount, and no user is called so: it binds nobody`,
        hint: `write kind: ServiceAccount, with its namespace and without apiGroup; or the user ${PREFIX}${other.namespace ?? 'NAMESPACE'}:${name}`,
        related: [{ message: `ServiceAccount ${name}`, at: other.at.child('metadata', 'name') }],
      });
    }
  },
});
