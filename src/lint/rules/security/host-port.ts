import { rule } from '../../rule.js';

export default rule({
  name: 'security/host-port',
  severity: 'warning',
  set: 'strict',
  summary:
    'A container that listens at a port of its node: for all who reach the node, and one pod per node.',
  visit: 'Container',
  check({ at, name }, { report }) {
    for (const port of at.items('ports')) {
      const place = port.child('hostPort');
      if (typeof place.value !== 'number' || place.value === 0) continue;
      report({ at: place, message: `container ${name} listens at port ${place.value} of its node` });
    }
  },
});
