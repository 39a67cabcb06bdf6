import { contextField } from '../../security-context.js';
import { lackOf } from '../containers-rule.js';

/** Unless the kubelet was told otherwise (seccompDefault), containers may make every system call. */
export default lackOf({
  name: 'security/seccomp-profile',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that may make every system call.',
  linux: true,
  lacks(container) {
    const type = contextField(container, 'seccompProfile').child('type').value;
    return type === undefined || type === 'Unconfined' ? 'no seccompProfile' : undefined;
  },
  hint: 'seccompProfile: {type: RuntimeDefault}',
});
