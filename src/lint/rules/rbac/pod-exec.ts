import { allows, rulesOfRole, wordPlace } from '../../roles.js';
import { rule } from '../../rule.js';

const RESOURCES = ['pods/exec', 'pods/attach'];

/** The token, the files and the network of every pod are then its bearer's. */
export default rule({
  name: 'rbac/pod-exec',
  severity: 'warning',
  set: 'strict',
  summary: 'A role that allows to run commands in pods.',
  visit: 'Object',
  check(object, { report }) {
    for (const role of rulesOfRole(object)) {
      const resource = RESOURCES.find((one) => allows(role, '', one, ['get', 'create']));
      if (resource === undefined) continue;
      report({
        at: wordPlace(role, 'resources', resource),
        message: `the role allows ${resource}: commands in any pod`,
      });
    }
  },
});
