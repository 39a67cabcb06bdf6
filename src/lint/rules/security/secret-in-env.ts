import { isCredentialName, isReference } from '../../../api/credential-names.js';
import { holdsPrivateKey } from '../../../api/credential-texts.js';
import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** It lies open for all who read the manifest, the repository or the pod. */
export default rule({
  name: 'security/secret-in-env',
  severity: 'warning',
  set: 'recommended',
  summary: 'A variable that reads like a credential, with its value in the manifest.',
  visit: 'Container',
  check({ at }, { report }) {
    for (const variable of at.items('env')) {
      const [name, value] = ['name', 'value'].map((key) => textOf(variable.child(key).value));
      if (!value || !name || isReference(value)) continue;
      const isKey = holdsPrivateKey(value);
      if (!isKey && !isCredentialName(name)) continue;
      report({
        at: variable.child('name'),
        message: `${name} ${isKey ? 'is a private key' : 'reads like a credential'}, and its value stands in the manifest`,
        hint: 'valueFrom: {secretKeyRef: …}',
      });
    }
  },
});
