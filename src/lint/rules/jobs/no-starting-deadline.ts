import { kindOf } from '../../../api/object-key.js';
import { rule } from '../../rule.js';

/** After a hundred missed starts a CronJob without one never starts again. */
export default rule({
  name: 'jobs/no-starting-deadline',
  severity: 'warning',
  set: 'strict',
  summary:
    'A CronJob without a startingDeadlineSeconds: a start that was missed long ago is still made up for.',
  visit: 'Object',
  check(object, { report }) {
    const spec = object.at.child('spec');
    if (kindOf(object) !== 'CronJob' || spec.child('startingDeadlineSeconds').value !== undefined) return;
    report({ at: spec, of: 'key', message: `CronJob ${object.name} has no startingDeadlineSeconds` });
  },
});
