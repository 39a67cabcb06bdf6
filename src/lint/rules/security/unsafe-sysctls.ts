import { isSafeSysctl } from '../../../admission/plugins/pod-security/baseline.js';
import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** A kubelet takes it only if it was told to, and it changes the node for all of its pods. */
export default rule({
  name: 'security/unsafe-sysctls',
  severity: 'warning',
  set: 'recommended',
  summary: 'A sysctl that is not known to be safe: a node refuses the pod, or is changed for all.',
  visit: 'Pod',
  check({ spec }, { version, report }) {
    for (const item of spec.child('securityContext').items('sysctls')) {
      const at = item.child('name');
      const name = textOf(at.value);
      if (name === '' || isSafeSysctl(name, version)) continue;
      report({
        at,
        message: `${name} is no safe sysctl: a node takes it only with --allowed-unsafe-sysctls`,
      });
    }
  },
});
