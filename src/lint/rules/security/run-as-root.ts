import { contextField } from '../../security-context.js';
import { lackOf } from '../containers-rule.js';

/** Root in a container is root of its node for whatever gets out of it. */
export default lackOf({
  name: 'security/run-as-root',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that may run as root, or in the group of root.',
  linux: true,
  lacks(container) {
    const user = contextField(container, 'runAsUser').value;
    if (user === 0) return 'runAsUser 0, which is root,';
    if (contextField(container, 'runAsGroup').value === 0) return 'runAsGroup 0, the group of root,';
    if (typeof user === 'number' || contextField(container, 'runAsNonRoot').value === true) return undefined;
    return 'neither runAsNonRoot nor runAsUser';
  },
  hint: 'securityContext: {runAsNonRoot: true}',
});
