/** The spec of a Job, of its own or of a CronJob (pkg/apis/batch/validation ValidateJobSpec). */

import { byteLength } from '../../../../api/names.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { get, intPtr, obj, ptr, str } from '../../../fields.js';
import { goValue } from '../../../go/value.js';
import { validateNonNegative } from '../../../shared/counts.js';
import { validateDomainPath } from '../../../shared/domain-path.js';
import type { Struct } from '../../../typed.js';
import { validateTemplate } from '../../core/pod/template.js';
import { validateFailurePolicy } from './failure-policy.js';
import { validateSuccessPolicy } from './success-policy.js';

export const MOST_INDEXED = 100000;
const NEEDS_INDEXED = 'requires indexed completion mode';

/** The spec of a Job, of its own or of a CronJob's template. */
export function validateJobSpec(
  spec: Struct<'batch.v1.JobSpec'>,
  place: At,
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  validateNonNegative(
    spec,
    [
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
      'backoffLimitPerIndex',
      'maxFailedIndexes',
    ],
    place,
    errors,
  );
  if (get(spec, 'maxFailedIndexes') !== undefined && get(spec, 'backoffLimitPerIndex') === undefined) {
    errors.required(place.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified');
  }
  const manager = get(spec, 'managedBy');
  if (typeof manager === 'string') {
    validateDomainPath(manager, place.child('managedBy'), errors);
    if (byteLength(manager) > 63) errors.tooLong(place.child('managedBy'), 63);
  }
  const mode = get(spec, 'completionMode');
  if (mode !== undefined) {
    if (mode !== 'NonIndexed' && mode !== 'Indexed') {
      errors.unsupported(place.child('completionMode'), json(mode), ['NonIndexed', 'Indexed']);
    }
    if (mode === 'Indexed') validateIndexed(spec, place, errors);
  }
  if (mode !== 'Indexed') {
    for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
      const value = intPtr(spec, name);
      if (value !== undefined) errors.invalid(place.child(name), value, NEEDS_INDEXED);
    }
  }
  const policy = ptr(spec, 'podFailurePolicy');
  if (policy) validateFailurePolicy(spec, policy, place.child('podFailurePolicy'), errors);
  const success = ptr(spec, 'successPolicy');
  if (success) {
    if (mode !== 'Indexed') {
      errors.invalid(place.child('successPolicy'), goValue('batch.v1.SuccessPolicy', success), NEEDS_INDEXED);
    } else validateSuccessPolicy(spec, success, place.child('successPolicy'), errors);
  }
  validateReplacementPolicy(spec, place.child('podReplacementPolicy'), errors);
  validateTemplate(obj(spec, 'template'), place.child('template'), version, errors);
  validateRestartPolicy(spec, place.child('template', 'spec', 'restartPolicy'), errors);
}

function validateRestartPolicy(spec: Struct<'batch.v1.JobSpec'>, place: At, errors: FieldErrors): void {
  const policy = str(obj(obj(spec, 'template'), 'spec'), 'restartPolicy');
  if (policy === '' || policy === 'Always') errors.required(place, 'valid values: "OnFailure", "Never"');
  else if (policy !== 'OnFailure' && policy !== 'Never') {
    errors.unsupported(place, json(policy), ['OnFailure', 'Never']);
  } else if (ptr(spec, 'podFailurePolicy') && policy !== 'Never') {
    errors.invalid(place, json(policy), 'only "Never" is supported when podFailurePolicy is specified');
  }
}

function validateIndexed(spec: Struct<'batch.v1.JobSpec'>, place: At, errors: FieldErrors): void {
  const [completions, parallelism] = [intPtr(spec, 'completions'), intPtr(spec, 'parallelism')];
  const failed = intPtr(spec, 'maxFailedIndexes');
  if (completions === undefined)
    errors.required(place.child('completions'), 'when completion mode is Indexed');
  if (parallelism !== undefined && parallelism > MOST_INDEXED) {
    errors.invalid(
      place.child('parallelism'),
      parallelism,
      'must be less than or equal to 100000 when completion mode is Indexed',
    );
  }
  const at2 = place.child('maxFailedIndexes');
  if (completions !== undefined && failed !== undefined && failed > completions) {
    errors.invalid(at2, failed, 'must be less than or equal to completions');
  }
  if (failed !== undefined && failed > MOST_INDEXED)
    errors.invalid(at2, failed, 'must be less than or equal to 100000');
  if (
    completions === undefined ||
    completions <= MOST_INDEXED ||
    get(spec, 'backoffLimitPerIndex') === undefined
  )
    return;
  const text =
    'must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index';
  if (failed === undefined) errors.required(at2, 'must be specified when completions is above 100000');
  if (parallelism !== undefined && parallelism > 10000)
    errors.invalid(place.child('parallelism'), parallelism, text);
  if (failed !== undefined && failed > 10000) errors.invalid(at2, failed, text);
}

function validateReplacementPolicy(spec: Struct<'batch.v1.JobSpec'>, place: At, errors: FieldErrors): void {
  const policy = get(spec, 'podReplacementPolicy');
  if (policy === undefined) return;
  const known = ptr(spec, 'podFailurePolicy') ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (!known.includes(String(policy))) errors.unsupported(place, json(policy), known);
}
