import { kindOf } from '../../../api/object-key.js';
import { rule } from '../../rule.js';

/** A Job that is done stays, with its pods, until somebody deletes it; a CronJob does so itself. */
export default rule({
  name: 'jobs/no-ttl',
  severity: 'warning',
  set: 'recommended',
  summary: 'A Job that stays when it is done, or one that goes before its CronJob can count it.',
  visit: 'Object',
  check(object, { report }) {
    const { at, name } = object;
    if (kindOf(object) === 'Job' && at.child('spec', 'ttlSecondsAfterFinished').value === undefined) {
      report({
        at: at.child('spec'),
        of: 'key',
        message: `Job ${name} and its pods stay when they are done`,
        hint: 'ttlSecondsAfterFinished: 86400',
      });
    }
    const ofCronJob = at.child('spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished');
    if (kindOf(object) === 'CronJob' && typeof ofCronJob.value === 'number') {
      report({
        at: ofCronJob,
        of: 'key',
        message: `Jobs of CronJob ${name} go after ${ofCronJob.value} s, whatever its history is to keep`,
        hint: 'successfulJobsHistoryLimit and failedJobsHistoryLimit say how many stay',
      });
    }
  },
});
