import { rulesOfRole } from '../../roles.js';
import { rule } from '../../rule.js';

const LISTS = ['apiGroups', 'resources', 'verbs'] as const;

/** What comes with the next operator or the next Kubernetes is allowed then, too. */
export default rule({
  name: 'rbac/wildcard',
  severity: 'warning',
  set: 'recommended',
  summary: 'A role that allows everything of a kind: what there will be some day, too.',
  visit: 'Object',
  check(object, { report }) {
    for (const role of rulesOfRole(object)) {
      const all = LISTS.filter((list) => role[list].includes('*'));
      const [first] = all;
      if (!first) continue;
      report({
        at: role.at.child(first, role[first].indexOf('*')),
        message: `the role allows all ${all.map((list) => (list === 'apiGroups' ? 'groups' : list)).join(', all ')}, those to come too`,
        hint: 'name what it needs',
      });
    }
  },
});
