import { allows, rulesOfRole, wordPlace } from '../../roles.js';
import { rule } from '../../rule.js';

const VERBS = ['get', 'list', 'watch', 'create', 'delete'];

/** Tokens and passwords of all others are among them (CIS 5.1.2). */
export default rule({
  name: 'rbac/secrets',
  severity: 'warning',
  set: 'strict',
  summary: 'A role that allows to read or to write Secrets.',
  visit: 'Object',
  check(object, { report }) {
    for (const role of rulesOfRole(object)) {
      if (!allows(role, '', 'secrets', VERBS)) continue;
      // One that names them has been thought about.
      if (role.at.child('resourceNames').value !== undefined) continue;
      report({
        at: wordPlace(role, 'resources', 'secrets'),
        message: 'the role allows to read or to write all Secrets',
      });
    }
  },
});
