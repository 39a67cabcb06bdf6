import { compareVersions } from '../../api/version.js';
import {
  bool,
  clone,
  ensure,
  get,
  isEmpty,
  list,
  type Obj,
  obj,
  ptr,
  setDefault,
  setZero,
  str,
} from '../fields.js';
import { defaultTemplate, dropTemplateFields } from '../groups/core/pod/template.js';
import type { KindRules } from '../kind.js';
import { jobWarnings, validateJob, validateJobUpdate } from '../rules/job.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';

const UNLIMITED = 2147483647;
/** Since this minor another controller may look after a Job. */
const MANAGED_BY_SINCE = '1.32';
const LEGACY_NAME = 'job-name';
const NAME = 'batch.kubernetes.io/job-name';
const LEGACY_UID = 'controller-uid';
const UID = 'batch.kubernetes.io/controller-uid';

/** The statuses of a failure policy's conditions; they alone are defaulted in a CronJob's template too. */
export function defaultFailurePolicy(spec: Obj): void {
  for (const rule of list(ptr(spec, 'podFailurePolicy'), 'rules')) {
    for (const pattern of list(rule, 'onPodConditions')) setZero(pattern, 'status', 'True');
  }
}

function defaults(job: Obj): void {
  const spec = ensure(job, 'spec');
  if (get(spec, 'completions') === undefined && get(spec, 'parallelism') === undefined) {
    spec['completions'] = 1;
    spec['parallelism'] = 1;
  }
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', get(spec, 'backoffLimitPerIndex') === undefined ? 6 : UNLIMITED);
  const template = ensure(spec, 'template');
  const labels = ptr(ptr(template, 'metadata'), 'labels');
  const metadata = ensure(job, 'metadata');
  // The same map, not a copy: labels that are made up for the template later show on the Job too.
  if (isEmpty(metadata, 'labels') && labels) metadata['labels'] = labels;
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'podReplacementPolicy', ptr(spec, 'podFailurePolicy') ? 'Failed' : 'TerminatingOrFailed');
  setDefault(spec, 'manualSelector', false);
  defaultFailurePolicy(spec);
  defaultTemplate(template);
}

/** The selector and labels that the server makes up, from the Job's own uid and name. */
function generateSelector(job: Obj): void {
  const spec = ensure(job, 'spec');
  if (bool(spec, 'manualSelector')) return;
  const metadata = obj(job, 'metadata');
  const labels = ensure(ensure(ensure(spec, 'template'), 'metadata'), 'labels');
  setDefault(labels, LEGACY_NAME, str(metadata, 'name'));
  setDefault(labels, NAME, str(metadata, 'name'));
  setDefault(labels, LEGACY_UID, str(metadata, 'uid'));
  setDefault(labels, UID, str(metadata, 'uid'));
  setDefault(ensure(ensure(spec, 'selector'), 'matchLabels'), UID, str(metadata, 'uid'));
}

/** batch/v1 Job. */
export const job: KindRules = {
  kind: 'Job',
  group: 'batch',
  name: SUBDOMAIN,
  defaults,
  prepare(object, old, { version }) {
    if (!old) generateSelector(object);
    statusFromServer(object, old);
    if (compareVersions(version, MANAGED_BY_SINCE) < 0) delete ensure(object, 'spec')['managedBy'];
    dropTemplateFields(object, old, version);
  },
  // A stored Job is read with the defaults again, which copies the labels that were made up meanwhile.
  finish(object) {
    const metadata = ensure(object, 'metadata');
    const labels = ptr(ptr(obj(obj(object, 'spec'), 'template'), 'metadata'), 'labels');
    if (isEmpty(metadata, 'labels') && labels) metadata['labels'] = clone(labels);
  },
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings: jobWarnings,
};
