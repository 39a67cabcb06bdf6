import { lackOf } from '../containers-rule.js';

/** A program with a setuid bit makes root of anybody. */
export default lackOf({
  name: 'security/privilege-escalation',
  severity: 'warning',
  set: 'strict',
  summary: 'A container whose programs can get more rights than it was started with.',
  linux: true,
  lacks: ({ at }) =>
    at.child('securityContext', 'allowPrivilegeEscalation').value === false
      ? undefined
      : 'allowPrivilegeEscalation is not false',
  hint: 'securityContext: {allowPrivilegeEscalation: false}',
});
