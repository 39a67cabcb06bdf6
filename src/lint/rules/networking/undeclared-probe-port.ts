import { rule } from '../../rule.js';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const ACTIONS = ['httpGet', 'tcpSocket', 'grpc'];

/** Of a container that lists ports `references/probe-port` says the same. */
export default rule({
  name: 'networking/undeclared-probe-port',
  severity: 'warning',
  set: 'strict',
  summary: 'A probe that asks at a port of a container that lists none.',
  visit: 'Container',
  check({ at, name }, { report }) {
    if (at.items('ports').length > 0) return;
    for (const probe of PROBES) {
      for (const action of ACTIONS) {
        const place = at.child(probe, action, 'port');
        if (typeof place.value !== 'number') continue;
        report({ at: place, message: `${probe} asks at port ${place.value}, container ${name} lists none` });
      }
    }
  },
});
