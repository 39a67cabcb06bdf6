import { isNearName } from '../../../api/near-names.js';
import { rulesOfRole } from '../../roles.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** What is asked of objects and of URLs, and the verbs that some resources have beside. */
const VERBS: readonly string[] = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  ...['head', 'post', 'put', 'options', 'proxy', 'redirect', 'connect'],
  ...['bind', 'escalate', 'impersonate', 'use', 'approve', 'sign', 'attest'],
];

/** Verbs may be anything; one that is a slip allows nothing. */
export default rule({
  name: 'rbac/unknown-verb',
  severity: 'error',
  summary: 'A verb of a role is misspelt: it allows nothing.',
  visit: 'Object',
  check(object, { report }) {
    for (const { at, verbs } of rulesOfRole(object)) {
      for (const [index, verb] of verbs.entries()) {
        if (VERBS.includes(verb)) continue;
        const meant = VERBS.find((one) => isNearName(verb, one));
        if (meant === undefined) continue;
        const place = at.child('verbs', index);
        report({
          at: place,
          message: `there is no verb ${verb}: it allows nothing`,
          hint: didYouMean(meant),
          fix: verbs.includes(meant) ? undefined : replaceValue(place, meant),
        });
      }
    }
  },
});
