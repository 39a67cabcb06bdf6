import { textOf } from '../../../api/json.js';
import { lackOf } from '../containers-rule.js';

/** The fourteen capabilities of root that containers have unless they give it up (containerd, CRI-O). */
const GIVEN = [
  ...[
    'AUDIT_WRITE',
    'CHOWN',
    'DAC_OVERRIDE',
    'FOWNER',
    'FSETID',
    'KILL',
    'MKNOD',
    'NET_BIND_SERVICE',
    'NET_RAW',
  ],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

export default lackOf({
  name: 'security/capabilities',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that keeps capabilities which it was given unasked.',
  linux: true,
  lacks({ at }) {
    const { value } = at.child('securityContext', 'capabilities', 'drop');
    const dropped = Array.isArray(value) ? value.map((one) => textOf(one).toUpperCase()) : [];
    const isBare = dropped.includes('ALL') || GIVEN.every((one) => dropped.includes(one));
    return isBare ? undefined : 'not all capabilities dropped';
  },
  hint: 'capabilities: {drop: [ALL]}, and add what it needs',
});
