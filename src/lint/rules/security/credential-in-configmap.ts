import { isCredentialName } from '../../../api/credential-names.js';
import { holdsPrivateKey } from '../../../api/credential-texts.js';
import { isObject } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** ConfigMaps are read by all who may look at a namespace, and are not encrypted. */
export default rule({
  name: 'security/credential-in-configmap',
  severity: 'warning',
  set: 'recommended',
  summary: 'A ConfigMap with an entry that reads like a credential.',
  visit: 'Object',
  check({ apiVersion, kind, at }, { report }) {
    const data = at.child('data');
    if (apiVersion !== 'v1' || kind !== 'ConfigMap' || !isObject(data.value)) return;
    for (const [key, value] of Object.entries(data.value)) {
      if (typeof value !== 'string' || value === '') continue;
      const isKey = holdsPrivateKey(value);
      // A text of several lines is a file that is called so, not a credential.
      if (!isKey && (!isCredentialName(key) || value.trim().includes('\n') || isSetting(value))) continue;
      report({
        at: data.child(key),
        of: 'key',
        message: isKey ? `${key} holds a private key` : `${key} reads like a credential`,
        hint: 'put it into a Secret',
      });
    }
  },
});

/** A switch or a number is no credential, whatever it is called. */
function isSetting(value: string): boolean {
  return /^(?:true|false|on|off|yes|no|[\d.]+[smhd]?|)$/i.test(value.trim());
}
