/** What may change of a Job (pkg/apis/batch/validation ValidateJobUpdate). */

import { sameDecoded } from '../../../../api/equality.js';
import { at, type FieldErrors, json } from '../../../field-errors.js';
import { bool, clone, copy, drop, ensure, get, int, intPtr, list, obj, ptr, str } from '../../../fields.js';
import { goValue } from '../../../go/value.js';
import type { Context } from '../../../kind.js';
import { IMMUTABLE } from '../../../shared/messages.js';
import { validateObjectMetaUpdate } from '../../../shared/object-meta.js';
import type { Struct } from '../../../typed.js';
import { selectorJson } from '../../apps/workload.js';
import { validateJobSelector } from './selector.js';
import { validateJobSpec } from './spec.js';
import { validateJobOver as checkJob } from './validation.js';

const SPEC = at('spec');

/** While a Job sleeps, its template may be told other nodes and other amounts. */
function mayRetarget(old: Struct<'batch.v1.Job'>): boolean {
  const spec = obj(old, 'spec');
  const status = obj(old, 'status');
  const suspended = list(status, 'conditions').some(
    (one) => str(one, 'type') === 'Suspended' && str(one, 'status') === 'True',
  );
  const started = get(status, 'startTime') !== undefined;
  return bool(spec, 'suspend') && int(status, 'active') === 0 && (!started || suspended);
}

function validateTemplateUpdate(
  spec: Struct<'batch.v1.JobSpec'>,
  old: Struct<'batch.v1.Job'>,
  errors: FieldErrors,
): void {
  const template = obj(spec, 'template');
  const before = clone(obj(obj(old, 'spec'), 'template'));
  const retarget = mayRetarget(old);
  if (retarget) takeSchedulingOver(before, template);
  if (!retarget) {
    if (!sameDecoded(template, before)) {
      errors.invalid(SPEC.child('template'), goValue('core.v1.PodTemplateSpec', template), IMMUTABLE);
    }
    return;
  }
  const [own, podSpec] = [obj(template, 'spec'), obj(before, 'spec')];
  for (const which of ['containers', 'initContainers'] as const) {
    const [mine, theirs] = [list(own, which), list(podSpec, which)];
    if (mine.length !== theirs.length) continue;
    theirs.forEach((container, index) => {
      const other = mine[index];
      if (other && str(other, 'name') === str(container, 'name')) copy(container, 'resources', other);
    });
  }
  if (!sameDecoded(own, podSpec))
    errors.invalid(SPEC.child('template.spec'), goValue('core.v1.PodSpec', own), IMMUTABLE);
}

/** Puts what decides the pods' places into the old template, so that only other changes remain. */
function takeSchedulingOver(
  before: Struct<'core.v1.PodTemplateSpec'>,
  template: Struct<'core.v1.PodTemplateSpec'>,
): void {
  const [podSpec, own] = [ensure(before, 'spec'), obj(template, 'spec')];
  const [affinity, oldAffinity] = [ptr(own, 'affinity'), ptr(podSpec, 'affinity')];
  if (affinity || oldAffinity) {
    const target = ensure(podSpec, 'affinity');
    copy(target, 'nodeAffinity', affinity);
    if (!affinity && Object.keys(target).length === 0) drop(podSpec, 'affinity');
  }
  for (const name of ['nodeSelector', 'tolerations', 'schedulingGates'] as const) copy(podSpec, name, own);
}

export function validateJobUpdate(
  object: Struct<'batch.v1.Job'>,
  old: Struct<'batch.v1.Job'>,
  errors: FieldErrors,
  { version }: Context,
): void {
  checkJob(object, old, version, errors);
  validateObjectMetaUpdate(obj(object, 'metadata'), obj(old, 'metadata'), false, errors);
  const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
  validateJobSpec(spec, SPEC, version, errors);
  validateJobSelector(spec, errors);
  validateCompletionsUpdate(spec, before, errors);
  if (!sameDecoded(get(spec, 'selector'), get(before, 'selector'))) {
    errors.invalid(SPEC.child('selector'), selectorJson(ptr(spec, 'selector')), IMMUTABLE);
  }
  validateTemplateUpdate(spec, old, errors);
  for (const [name, struct] of [
    ['completionMode', ''],
    ['podFailurePolicy', 'batch.v1.PodFailurePolicy'],
    ['backoffLimitPerIndex', ''],
    ['managedBy', ''],
    ['successPolicy', 'batch.v1.SuccessPolicy'],
  ] as const) {
    if (sameDecoded(get(spec, name), get(before, name))) continue;
    const shown = struct === '' ? json(get(spec, name)) : goValue(struct, ptr(spec, name));
    errors.invalid(SPEC.child(name), shown, IMMUTABLE);
  }
}

function validateCompletionsUpdate(
  spec: Struct<'batch.v1.JobSpec'>,
  before: Struct<'batch.v1.JobSpec'>,
  errors: FieldErrors,
): void {
  const [now, was] = [intPtr(spec, 'completions'), intPtr(before, 'completions')];
  if (now === was) return;
  const place = SPEC.child('completions');
  if (str(before, 'completionMode') !== 'Indexed') errors.invalid(place, json(now), IMMUTABLE);
  else if (now === undefined || now !== intPtr(spec, 'parallelism')) {
    errors.invalid(place, json(now), 'can only be modified in tandem with spec.parallelism');
  }
}
