import { ensure, obj, setDefault, setZero } from '../fields.js';
import { dropDisabledPodFields } from '../groups/core/pod/disabled-fields.js';
import { defaultTemplate } from '../groups/core/pod/template.js';
import type { KindRules } from '../kind.js';
import { cronJobWarnings, validateCronJob } from '../rules/cronjob.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';
import { defaultFailurePolicy } from './job.js';

/** batch/v1 CronJob. */
export const cronJob: KindRules = {
  kind: 'CronJob',
  group: 'batch',
  name: SUBDOMAIN,
  defaults(object) {
    const spec = ensure(object, 'spec');
    setZero(spec, 'concurrencyPolicy', 'Allow');
    setDefault(spec, 'suspend', false);
    setDefault(spec, 'successfulJobsHistoryLimit', 3);
    setDefault(spec, 'failedJobsHistoryLimit', 1);
    const jobSpec = ensure(ensure(spec, 'jobTemplate'), 'spec');
    defaultFailurePolicy(jobSpec);
    defaultTemplate(ensure(jobSpec, 'template'));
  },
  prepare(object, old, { version }) {
    statusFromServer(object, old);
    const podSpec = (from: typeof object) =>
      obj(obj(obj(obj(obj(from, 'spec'), 'jobTemplate'), 'spec'), 'template'), 'spec');
    dropDisabledPodFields(podSpec(object), old && podSpec(old), version);
  },
  validate(object, errors, context) {
    validateCronJob(object, undefined, errors, context);
  },
  validateUpdate(object, old, errors, context) {
    validateCronJob(object, old, errors, context);
  },
  warnings: cronJobWarnings,
};
