import { lackOf } from '../containers-rule.js';

/** One that hangs is then never started again. */
export default lackOf({
  name: 'reliability/no-liveness-probe',
  severity: 'warning',
  set: 'strict',
  summary: 'A container without a livenessProbe: one that hangs goes on hanging.',
  of: 'running',
  staying: true,
  lacks: ({ at }) => (at.child('livenessProbe').value ? undefined : 'no livenessProbe'),
  hint: 'ask for what only a restart can mend',
});
