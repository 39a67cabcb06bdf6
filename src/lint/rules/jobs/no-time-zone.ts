import { textOf } from '../../../api/json.js';
import { kindOf } from '../../../api/object-key.js';
import { rule } from '../../rule.js';

/** The schedule is then read in the zone of kube-controller-manager, mostly UTC. */
export default rule({
  name: 'jobs/no-time-zone',
  severity: 'warning',
  set: 'recommended',
  summary: 'A CronJob at an hour of the day without a timeZone: whose hour it is depends on the cluster.',
  visit: 'Object',
  check(object, { report }) {
    const at = object.at.child('spec', 'schedule');
    if (kindOf(object) !== 'CronJob' || object.at.child('spec', 'timeZone').value !== undefined) return;
    const schedule = textOf(at.value).trim();
    if (!isOfSomeHour(schedule)) return;
    report({
      at,
      message: `${schedule} is read in the time zone of kube-controller-manager`,
      hint: 'timeZone: Etc/UTC, or your own',
    });
  },
});

/** False for what happens at every hour, in whatever zone. */
function isOfSomeHour(schedule: string): boolean {
  if (schedule.startsWith('@')) return !/^@(?:hourly|every)/.test(schedule);
  const [, hour = '*', ...days] = schedule.split(/\s+/);
  return [hour, ...days].some((field) => !/^[*?]/.test(field) || field.startsWith('*/'));
}
