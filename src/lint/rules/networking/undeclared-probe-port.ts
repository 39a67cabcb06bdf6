import { rule } from '../../rule.js';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const ACTIONS = ['httpGet', 'tcpSocket', 'grpc'];

/** Mostly a number that was changed at one of two places. */
export default rule({
  name: 'networking/undeclared-probe-port',
  severity: 'warning',
  set: 'strict',
  summary: 'A probe that asks at a port which is none of those that the container lists.',
  visit: 'Container',
  check({ at, name }, { report }) {
    const listed = new Set(at.items('ports').map((port) => port.child('containerPort').value));
    for (const probe of PROBES) {
      for (const action of ACTIONS) {
        const place = at.child(probe, action, 'port');
        if (typeof place.value !== 'number' || listed.has(place.value)) continue;
        report({
          at: place,
          message: `${probe} asks at port ${place.value}, container ${name} lists ${listed.size > 0 ? [...listed].join(', ') : 'none'}`,
        });
      }
    }
  },
});
