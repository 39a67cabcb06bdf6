import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** What breaks into the pod speaks to the API server in its name. */
export default rule({
  name: 'security/serviceaccount-token',
  severity: 'warning',
  set: 'strict',
  summary: 'A pod that is given the token of its ServiceAccount without having asked for it.',
  visit: 'Pod',
  check({ at, spec }, { objects, report }) {
    const own = spec.child('automountServiceAccountToken');
    if (own.value !== undefined) return;
    const name = textOf(spec.child('serviceAccountName').value) || 'default';
    const account = objects.find('ServiceAccount', at.object.namespace ?? 'default', name);
    if (account?.at.child('automountServiceAccountToken').value === false) return;
    report({
      at: spec,
      of: 'key',
      message: `the pod is given the token of ServiceAccount ${name}`,
      hint: 'automountServiceAccountToken: false, or true if it speaks to the API server',
    });
  },
});
