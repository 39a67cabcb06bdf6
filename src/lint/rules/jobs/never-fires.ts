import { parseCron } from '../../../api/cron.js';
import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** Any moment: what never comes after it within a leap year's round never comes. */
const FROM = Date.UTC(2024, 0, 1);

/** The server takes `0 0 30 2 *`: it can be read. */
export default rule({
  name: 'jobs/never-fires',
  severity: 'warning',
  summary: 'A schedule of a day that no month has: the CronJob never runs.',
  visit: 'Object',
  check(object, { report }) {
    if (object.kind !== 'CronJob' || !object.apiVersion.startsWith('batch/')) return;
    const at = object.at.child('spec', 'schedule');
    const read = parseCron(textOf(at.value));
    if ('error' in read || read.schedule.next(FROM) !== undefined) return;
    report({ at, message: `the schedule ${textOf(at.value)} never fires: there is no such day` });
  },
});
