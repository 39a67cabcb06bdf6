import { rule } from '../../rule.js';

export default rule({
  name: 'security/proc-mount',
  severity: 'warning',
  set: 'recommended',
  summary: 'A container that sees all of /proc, which others are shown a part of.',
  visit: 'Container',
  check({ at, name }, { report }) {
    const place = at.child('securityContext', 'procMount');
    if (place.value === 'Unmasked') report({ at: place, message: `container ${name} sees all of /proc` });
  },
});
