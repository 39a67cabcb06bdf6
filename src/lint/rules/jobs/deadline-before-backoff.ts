import { kindOf } from '../../../api/object-key.js';
import type { Place } from '../../object.js';
import { rule } from '../../rule.js';

/** The first delay of the Job controller and of the kubelet; each is twice the one before, to the longest. */
const FIRST = 10;
const LONGEST = { job: 600, kubelet: 300 };

/** All that a Job is allowed to try takes longer than it may run. */
export default rule({
  name: 'jobs/deadline-before-backoff',
  severity: 'warning',
  set: 'recommended',
  summary: 'A Job whose deadline is over before it has tried as often as its backoffLimit allows.',
  visit: 'Object',
  check(object, { report }) {
    const spec = specOfJob(object.at, kindOf(object));
    if (!spec) return;
    const [deadline, limit] = [spec.child('activeDeadlineSeconds'), spec.child('backoffLimit')];
    if (typeof deadline.value !== 'number' || typeof limit.value !== 'number') return;
    const restarted = spec.child('template', 'spec', 'restartPolicy').value === 'OnFailure';
    const waits = waitsFor(limit.value, restarted ? LONGEST.kubelet : LONGEST.job);
    if (waits <= deadline.value) return;
    report({
      at: deadline,
      message: `after ${deadline.value} s the Job is over, ${limit.value} more tries alone are ${waits} s apart`,
      related: [{ message: 'backoffLimit', at: limit }],
    });
  },
});

function specOfJob(at: Place, kind: string): Place | undefined {
  if (kind === 'Job') return at.child('spec');
  return kind === 'CronJob' ? at.child('spec', 'jobTemplate', 'spec') : undefined;
}

/** How long the delays before so many tries are together. */
function waitsFor(tries: number, longest: number): number {
  let [sum, next] = [0, FIRST];
  for (let count = Math.min(tries, 1000); count > 0; count--) {
    sum += next;
    next = Math.min(2 * next, longest);
  }
  return sum;
}
