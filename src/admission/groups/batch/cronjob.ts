/** CronJobs (pkg/apis/batch/validation). */

import { parseCron } from '../../../api/cron.js';
import { sameDecoded } from '../../../api/equality.js';
import { append } from '../../../api/lists.js';
import { timeZone } from '../../../api/time-zone.js';
import { atMost, type KubernetesVersion } from '../../../api/version.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import { bool, ensure, get, obj, ptr, setDefault, setZero, str } from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { validateNonNegative } from '../../shared/counts.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { selectorJson } from '../apps/workload.js';
import { dropDisabledPodFields } from '../core/pod/disabled-fields.js';
import { defaultTemplate } from '../core/pod/template.js';
import { podNameWarnings } from '../core/pod/warnings.js';
import { dropJobFields } from './job/disabled-fields.js';
import { defaultFailurePolicy } from './job/failure-policy.js';
import { validateJobSpec } from './job/spec.js';
import { jobSpecWarnings } from './job/warnings.js';

const SPEC = at('spec');
const POLICIES = ['Allow', 'Forbid', 'Replace'];
const LONGEST_NAME = 52;
const ZONE_PART = /^[A-Za-z.\-_0-9+]{1,14}$/;
/** Up to this minor a schedule may name its zone. */
const TZ_UNTIL: KubernetesVersion = '1.28';
const OLD_TZ_WARNING =
  'CRON_TZ or TZ used in spec.spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';
const TZ_IN_SCHEDULE = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';

/** batch/v1 CronJob. */
export const cronJob: KindRules<Struct<'batch.v1.CronJob'>> = {
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
  prepare(object, old, context) {
    statusFromServer(object, old);
    const podSpec = (from: typeof object) =>
      obj(obj(obj(obj(obj(from, 'spec'), 'jobTemplate'), 'spec'), 'template'), 'spec');
    dropJobFields(obj(obj(obj(object, 'spec'), 'jobTemplate'), 'spec'), context);
    dropDisabledPodFields(podSpec(object), old && podSpec(old), context);
  },
  validate(object, errors, context) {
    validateCronJob(object, undefined, errors, context);
  },
  validateUpdate(object, old, errors, context) {
    validateCronJob(object, old, errors, context);
  },
  warnings: cronJobWarnings,
};

function validateCronJob(
  object: Struct<'batch.v1.CronJob'>,
  old: Struct<'batch.v1.CronJob'> | undefined,
  errors: FieldErrors,
  { version }: Context,
): void {
  const spec = obj(object, 'spec');
  validateSchedule(spec, old && obj(old, 'spec'), errors);
  validateNonNegative(spec, ['startingDeadlineSeconds'], SPEC, errors);
  const zone = get(spec, 'timeZone');
  if (typeof zone === 'string' && !(old && get(obj(old, 'spec'), 'timeZone') === zone))
    validateTimeZone(zone, errors);
  const policy = str(spec, 'concurrencyPolicy');
  if (policy === '') errors.required(SPEC.child('concurrencyPolicy'));
  else if (!POLICIES.includes(policy))
    errors.unsupported(SPEC.child('concurrencyPolicy'), json(policy), POLICIES);
  const jobSpec = obj(obj(spec, 'jobTemplate'), 'spec');
  const place = SPEC.child('jobTemplate', 'spec');
  validateJobSpec(jobSpec, place, version, errors);
  const selector = ptr(jobSpec, 'selector');
  if (selector)
    errors.invalid(place.child('selector'), selectorJson(selector), '`selector` will be auto-generated');
  if (bool(jobSpec, 'manualSelector'))
    errors.unsupported(place.child('manualSelector'), true, ['nil', 'false']);
  validateNonNegative(spec, ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'], SPEC, errors);
  const name = str(obj(object, 'metadata'), 'name');
  if (!old && name.length > LONGEST_NAME) {
    errors.invalid(at('metadata', 'name'), name, `must be no more than ${LONGEST_NAME} characters`);
  }
}

function validateSchedule(
  spec: Struct<'batch.v1.CronJobSpec'>,
  old: Struct<'batch.v1.CronJobSpec'> | undefined,
  errors: FieldErrors,
): void {
  const schedule = str(spec, 'schedule');
  const place = SPEC.child('schedule');
  if (schedule === '') {
    errors.required(place);
    return;
  }
  const why = scheduleError(schedule);
  if (why !== undefined) errors.invalid(place, schedule, why);
  if (!schedule.includes('TZ')) return;
  const isAllowed = atMost(errors.version, TZ_UNTIL) || (old && str(old, 'schedule').includes('TZ'));
  if (!isAllowed) errors.invalid(place, schedule, TZ_IN_SCHEDULE);
  else if (get(spec, 'timeZone') !== undefined) {
    errors.invalid(place, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule');
  }
}

/** What is wrong with a schedule, which may name its zone in front. */
function scheduleError(schedule: string): string | undefined {
  const prefix = /^(?:CRON_)?TZ=/.exec(schedule);
  let text = schedule;
  if (prefix) {
    const blank = schedule.indexOf(' ');
    if (blank < 0) return 'invalid schedule format: runtime error: slice bounds out of range [:-1]';
    const zone = schedule.slice(prefix[0].length, blank);
    if (zone !== 'Local' && !timeZone(zone))
      return `provided bad location ${zone}: unknown time zone ${zone}`;
    text = schedule.slice(blank).trim();
  }
  const parsed = parseCron(text);
  return 'error' in parsed ? parsed.error : undefined;
}

function validateTimeZone(zone: string, errors: FieldErrors): void {
  const place = SPEC.child('timeZone');
  if (zone === '') {
    errors.invalid(place, zone, 'timeZone must be nil or non-empty string');
    return;
  }
  for (const part of zone.split('/')) {
    if (part === '.' || part === '..' || part.startsWith('-') || !ZONE_PART.test(part)) {
      errors.invalid(place, zone, `unknown time zone ${zone}`);
      return;
    }
  }
  if (zone.toLowerCase() === 'local') {
    errors.invalid(
      place,
      zone,
      'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    );
  }
  if (zone !== 'Local' && !timeZone(zone)) errors.invalid(place, zone, `unknown time zone ${zone}`);
}

function cronJobWarnings(
  object: Struct<'batch.v1.CronJob'>,
  old: Struct<'batch.v1.CronJob'> | undefined,
  context: Context,
): string[] {
  const spec = obj(object, 'spec');
  const warnings = old ? [] : podNameWarnings(object);
  if (!old || !sameDecoded(spec, obj(old, 'spec'))) {
    const jobSpec = (from: Struct<'batch.v1.CronJob'>): Struct<'batch.v1.JobSpec'> =>
      obj(obj(obj(from, 'spec'), 'jobTemplate'), 'spec');
    append(
      warnings,
      jobSpecWarnings(jobSpec(object), old && jobSpec(old), SPEC.child('jobTemplate', 'spec'), context),
    );
  }
  if (str(spec, 'schedule').includes('TZ') && atMost(context.version, TZ_UNTIL)) {
    warnings.push(OLD_TZ_WARNING);
  } else if (old && str(spec, 'schedule').includes('TZ')) {
    warnings.push(
      'cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
    );
  }
  return warnings;
}
