import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** Variables end up in dumps, logs and child processes; files do not, and follow a change. */
export default rule({
  name: 'security/secret-env-reference',
  severity: 'warning',
  set: 'strict',
  summary: 'A Secret that a container gets in its variables, from where dumps and logs have it.',
  visit: 'Container',
  check({ at }, { report }) {
    for (const variable of at.items('env')) {
      const place = variable.child('valueFrom', 'secretKeyRef');
      const named = textOf(variable.child('name').value);
      if (place.value)
        report({
          at: place,
          of: 'key',
          message: named ? `variable ${named} is a Secret's` : "a variable is a Secret's",
          hint: 'mount it as a file',
        });
    }
    for (const source of at.items('envFrom')) {
      const place = source.child('secretRef');
      if (place.value)
        report({
          at: place,
          of: 'key',
          message: 'all entries of a Secret are variables',
          hint: 'mount it as files',
        });
    }
  },
});
