import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** Those with which a program becomes root of its node, or reads what others send. */
const DANGEROUS: ReadonlySet<string> = new Set([
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'NET_ADMIN',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
]);

export default rule({
  name: 'security/dangerous-capabilities',
  severity: 'warning',
  set: 'recommended',
  summary: 'A container with a capability that makes it root of its node.',
  visit: 'Container',
  check({ at, name }, { report }) {
    const added = at.child('securityContext', 'capabilities', 'add');
    if (!Array.isArray(added.value)) return;
    for (const [index, value] of added.value.entries()) {
      const capability = textOf(value).toUpperCase().replace(/^CAP_/, '');
      if (!DANGEROUS.has(capability)) continue;
      report({
        at: added.child(index),
        message: `container ${name} has ${capability}, which is as good as root of its node`,
      });
    }
  },
});
