/** Jobs (pkg/apis/batch/validation). */

import { isOn } from '../../../../api/gates.js';
import { atLeast } from '../../../../api/version.js';
import { clone, ensure, get, isEmpty, obj, ptr, set, setDefault } from '../../../fields.js';
import type { Context, KindRules } from '../../../kind.js';
import { SUBDOMAIN } from '../../../shared/names.js';
import { statusFromServer } from '../../../shared/status.js';
import type { Struct } from '../../../typed.js';
import { defaultTemplate, dropTemplateFields } from '../../core/pod/template.js';
import { dropJobFields } from './disabled-fields.js';
import { defaultFailurePolicy } from './failure-policy.js';
import { generateSelector } from './selector.js';
import { validateJobUpdate } from './update.js';
import { validateJob } from './validation.js';
import { jobWarnings } from './warnings.js';

const UNLIMITED = 2147483647;
/** Since this minor it is written that the selector is made up. */
const NO_SELECTOR_SINCE = '1.29';

function defaults(job: Struct<'batch.v1.Job'>, context: Context): void {
  const spec = ensure(job, 'spec');
  if (get(spec, 'completions') === undefined && get(spec, 'parallelism') === undefined) {
    set(spec, 'completions', 1);
    set(spec, 'parallelism', 1);
  }
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', get(spec, 'backoffLimitPerIndex') === undefined ? 6 : UNLIMITED);
  const template = ensure(spec, 'template');
  const labels = ptr(ptr(template, 'metadata'), 'labels');
  const metadata = ensure(job, 'metadata');
  // The same map, not a copy: labels that are made up for the template later show on the Job too.
  if (isEmpty(metadata, 'labels') && labels) set(metadata, 'labels', labels);
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  if (isOn('JobPodReplacementPolicy', context)) {
    setDefault(
      spec,
      'podReplacementPolicy',
      ptr(spec, 'podFailurePolicy') ? 'Failed' : 'TerminatingOrFailed',
    );
  }
  if (atLeast(context.version, NO_SELECTOR_SINCE)) setDefault(spec, 'manualSelector', false);
  defaultFailurePolicy(spec);
  defaultTemplate(template);
}

/** batch/v1 Job. */
export const job: KindRules<Struct<'batch.v1.Job'>> = {
  kind: 'Job',
  group: 'batch',
  name: SUBDOMAIN,
  defaults,
  prepare(object, old, context) {
    if (!old) generateSelector(object);
    statusFromServer(object, old);
    dropJobFields(ensure(object, 'spec'), context);
    dropTemplateFields(object, old, context);
  },
  // A stored Job is read with the defaults again, which copies the labels that were made up meanwhile.
  finish(object) {
    const metadata = ensure(object, 'metadata');
    const labels = ptr(ptr(obj(obj(object, 'spec'), 'template'), 'metadata'), 'labels');
    if (isEmpty(metadata, 'labels') && labels) set(metadata, 'labels', clone(labels));
  },
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings: jobWarnings,
};
