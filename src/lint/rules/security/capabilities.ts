import { textOf } from '../../../api/json.js';
import { lackOf } from '../containers-rule.js';

/** Containers have fourteen capabilities of root unless they give them up: NET_RAW forges packets. */
export default lackOf({
  name: 'security/capabilities',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that keeps capabilities which it was given unasked.',
  linux: true,
  lacks({ at }) {
    const { value } = at.child('securityContext', 'capabilities', 'drop');
    const dropped = Array.isArray(value) ? value.map((one) => textOf(one).toUpperCase()) : [];
    return dropped.includes('ALL') ? undefined : 'not all capabilities dropped';
  },
  hint: 'capabilities: {drop: [ALL]}, and add what it needs',
});
