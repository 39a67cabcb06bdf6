import type { Place } from '../../object.js';
import { rule } from '../../rule.js';

/** What the server fills in. */
const DEFAULTS = { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 1 };

/** What is killed before it can be ready is never ready. */
export default rule({
  name: 'reliability/slow-start',
  severity: 'warning',
  set: 'recommended',
  summary: 'A livenessProbe that gives up before the readinessProbe begins to ask: a slow start is killed.',
  visit: 'Container',
  check({ at, name }, { report }) {
    const [liveness, readiness] = [at.child('livenessProbe'), at.child('readinessProbe')];
    if (!liveness.value || !readiness.value || at.child('startupProbe').value) return;
    const [initial, period, failures, timeout] = [
      secondsOf(liveness, 'initialDelaySeconds'),
      secondsOf(liveness, 'periodSeconds'),
      secondsOf(liveness, 'failureThreshold'),
      secondsOf(liveness, 'timeoutSeconds'),
    ];
    const killed = initial + period * (failures - 1) + timeout;
    const first = readiness.child('initialDelaySeconds');
    if (typeof first.value !== 'number' || killed > first.value) return;
    report({
      at: liveness,
      of: 'key',
      message: `container ${name} is killed ${killed} s after its start, and asked whether it is ready after ${first.value} s`,
      hint: 'a startupProbe keeps the livenessProbe waiting',
      related: [{ message: 'readinessProbe', at: first }],
    });
  },
});

function secondsOf(probe: Place, field: keyof typeof DEFAULTS): number {
  const { value } = probe.child(field);
  return typeof value === 'number' ? value : DEFAULTS[field];
}
