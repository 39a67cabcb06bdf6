import { allows, rulesOfRole, wordPlace } from '../../roles.js';
import { rule } from '../../rule.js';

/** Who makes a pod has what any ServiceAccount, Secret and volume of the namespace gives (CIS 5.1.4). */
export default rule({
  name: 'rbac/create-pods',
  severity: 'warning',
  set: 'strict',
  summary: 'A role that allows to create pods: with every ServiceAccount and Secret of the namespace.',
  visit: 'Object',
  check(object, { report }) {
    for (const role of rulesOfRole(object)) {
      if (!allows(role, '', 'pods', ['create'])) continue;
      report({
        at: wordPlace(role, 'resources', 'pods'),
        message: 'the role allows to create pods, of any ServiceAccount',
      });
    }
  },
});
