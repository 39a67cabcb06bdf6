import { parseCron } from '../../../api/cron.js';
import { textOf } from '../../../api/json.js';
import type { LintObject } from '../../object.js';
import { type Problem, rule } from '../../rule.js';

/** Any moment, and as many fires after it as show the shortest time between two. */
const FROM = Date.UTC(2024, 0, 1);
const FIRES = 50;
/** The controller looks every ten seconds. */
const LOOKS = 10;

/** A schedule that does not wait for what it starts. */
export default rule({
  name: 'jobs/overtaken',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A CronJob that fires again before its Job has to be over, or whose deadline for a start is too short to be met.',
  visit: 'Object',
  check(object, { report }) {
    if (object.kind !== 'CronJob' || !object.apiVersion.startsWith('batch/')) return;
    const starting = object.at.child('spec', 'startingDeadlineSeconds');
    if (typeof starting.value === 'number' && starting.value < LOOKS) {
      report({
        at: starting,
        message: `a start that is ${starting.value} s late is left out, and the controller looks every ${LOOKS} s: it may never fire`,
        hint: `more than ${LOOKS} s`,
      });
    }
    const problem = overtaken(object);
    if (problem) report(problem);
  },
});

function overtaken({ at }: LintObject): Problem | undefined {
  const [schedule, policy] = [at.child('spec', 'schedule'), at.child('spec', 'concurrencyPolicy')];
  const deadline = at.child('spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds');
  const gap = shortestGap(textOf(schedule.value));
  if (typeof deadline.value !== 'number' || gap === undefined || gap >= deadline.value) return undefined;
  const [kind, what] = [
    textOf(policy.value) || 'Allow',
    `a Job may last ${deadline.value} s, the next is due after ${gap} s`,
  ];
  const then: Readonly<Record<string, string>> = {
    Allow: 'they run beside each other',
    Forbid: 'that is left out',
    Replace: 'that ends it',
  };
  return {
    at: schedule,
    message: `${what}: ${then[kind] ?? then['Allow']}`,
    related: [{ message: 'activeDeadlineSeconds', at: deadline }],
  };
}

/** The shortest time between two fires, in seconds. */
function shortestGap(text: string): number | undefined {
  const read = parseCron(text);
  if ('error' in read) return undefined;
  let shortest: number | undefined;
  let last = read.schedule.next(FROM);
  for (let count = 0; count < FIRES && last !== undefined; count++) {
    const next = read.schedule.next(last);
    if (next === undefined) break;
    shortest = Math.min(shortest ?? Number.POSITIVE_INFINITY, (next - last) / 1000);
    last = next;
  }
  return shortest;
}
