import { sameValue } from '../../../api/equality.js';
import { isObject } from '../../../api/json.js';
import { rule } from '../../rule.js';

const ASKED = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** What is too busy to answer is killed then, instead of being left alone for a moment. */
export default rule({
  name: 'reliability/same-probes',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A livenessProbe that asks the same as the readinessProbe, and is as patient: what is busy is killed.',
  visit: 'Container',
  check({ at, name }, { report }) {
    const [liveness, readiness] = [at.child('livenessProbe'), at.child('readinessProbe')];
    if (!isObject(liveness.value) || !isObject(readiness.value)) return;
    const [alive, ready] = [liveness.value, readiness.value];
    if (!ASKED.every((what) => sameValue(alive[what], ready[what]))) return;
    if (patience(alive) > patience(ready)) return;
    report({
      at: liveness,
      of: 'key',
      message: `container ${name} is killed for what makes it unready: both probes ask the same, and give up after ${patience(alive)} s`,
      hint: 'ask something else, or be more patient',
      related: [{ message: 'readinessProbe', at: readiness, of: 'key' }],
    });
  },
});

/** How many seconds of failures a probe waits for (core/v1 defaults). */
function patience({
  periodSeconds = 10,
  failureThreshold = 3,
}: {
  periodSeconds?: unknown;
  failureThreshold?: unknown;
}): number {
  return Number(periodSeconds) * Number(failureThreshold);
}
