import { rule } from '../../rule.js';

export default rule({
  name: 'reliability/no-priority',
  severity: 'warning',
  set: 'strict',
  summary: 'A pod without a priorityClassName: where there is no room, nobody knows who goes first.',
  visit: 'Pod',
  check({ spec }, { report }) {
    if (spec.child('priorityClassName').value) return;
    report({ at: spec, of: 'key', message: 'the pod has no priorityClassName' });
  },
});
