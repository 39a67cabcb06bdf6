import { lackOf } from '../containers-rule.js';

/** Without one a pod gets requests as soon as its containers run, and a rollout goes on without waiting for it. */
export default lackOf({
  name: 'reliability/no-readiness-probe',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A container that serves at a port without a readinessProbe: it gets requests before it can answer.',
  of: 'running',
  staying: true,
  lacks: ({ at }) =>
    at.items('ports').length > 0 && !at.child('readinessProbe').value ? 'no readinessProbe' : undefined,
  hint: 'ask it at a port that it serves at',
});
