import { rule } from '../../rule.js';

/** Nothing is between such a container and its node. */
export default rule({
  name: 'security/privileged',
  severity: 'warning',
  set: 'recommended',
  summary: 'A privileged container: it is root of its node.',
  visit: 'Container',
  check({ at, name }, { report }) {
    const place = at.child('securityContext', 'privileged');
    if (place.value === true)
      report({ at: place, message: `container ${name} is privileged: it is root of its node` });
  },
});
