import { allows, rulesOfRole, wordPlace } from '../../roles.js';
import { rule } from '../../rule.js';

const RBAC = 'rbac.authorization.k8s.io';

/** Verbs that give what their bearer does not have itself, and what they do so on. */
const VERBS = [
  { verb: 'escalate', group: RBAC, resources: ['roles', 'clusterroles'], gives: 'write itself any rights' },
  { verb: 'bind', group: RBAC, resources: ['roles', 'clusterroles'], gives: 'give itself any role' },
  {
    verb: 'impersonate',
    group: '',
    resources: ['users', 'groups', 'serviceaccounts'],
    gives: 'act as anybody else',
  },
];

export default rule({
  name: 'rbac/escalate',
  severity: 'warning',
  set: 'recommended',
  summary: 'A role that allows escalate, bind or impersonate: who has it can have every other.',
  visit: 'Object',
  check(object, { report }) {
    for (const role of rulesOfRole(object)) {
      for (const { verb, group, resources, gives } of VERBS) {
        // Of `*` it is said that it is everything (rbac/wildcard).
        if (!role.verbs.includes(verb)) continue;
        if (!resources.some((resource) => allows(role, group, resource, [verb]))) continue;
        report({ at: wordPlace(role, 'verbs', verb), message: `${verb}: who has the role can ${gives}` });
      }
    }
  },
});
