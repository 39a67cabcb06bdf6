import { rule } from '../../rule.js';

/** Of the port of SSH another rule speaks (networking/ssh-port). */
const SSH = 22;
/** Ports below are for programs of root, unless the node says otherwise (net.ipv4.ip_unprivileged_port_start). */
const FIRST_FREE = 1024;

export default rule({
  name: 'networking/privileged-port',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that listens at a port for which it mostly has to be root.',
  visit: 'Container',
  check({ at, name }, { report }) {
    for (const port of at.items('ports')) {
      const place = port.child('containerPort');
      if (
        typeof place.value !== 'number' ||
        place.value >= FIRST_FREE ||
        place.value < 1 ||
        place.value === SSH
      )
        continue;
      report({ at: place, message: `container ${name} listens at port ${place.value}, below ${FIRST_FREE}` });
    }
  },
});
