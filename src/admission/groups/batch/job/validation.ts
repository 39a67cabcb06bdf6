/** What is checked of a Job beyond its spec (pkg/apis/batch/validation ValidateJob). */

import { dns1123LabelErrors } from '../../../../api/names.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import { at, type FieldErrors } from '../../../field-errors.js';
import { intPtr, obj, str } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import type { Struct } from '../../../typed.js';
import { validateGeneratedSelector, validateJobSelector } from './selector.js';
import { validateJobSpec } from './spec.js';

const SPEC = at('spec');

export function validateJob(object: Struct<'batch.v1.Job'>, errors: FieldErrors, { version }: Context): void {
  validateJobOver(object, undefined, version, errors);
}

/** The checks that create and update share; `old` on update. */
export function validateJobOver(
  object: Struct<'batch.v1.Job'>,
  old: Struct<'batch.v1.Job'> | undefined,
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const spec = obj(object, 'spec');
  validateGeneratedSelector(object, old, errors);
  validateJobSpec(spec, SPEC, version, errors);
  validateJobSelector(spec, errors);
  const completions = intPtr(spec, 'completions');
  if (str(spec, 'completionMode') === 'Indexed' && completions !== undefined && completions > 0) {
    const name = str(obj(object, 'metadata'), 'name');
    const longest = `${name}-${Number(completions) - 1}`;
    if (dns1123LabelErrors(longest).length > 0) {
      errors.invalid(
        at('metadata', 'name'),
        name,
        `will not able to create pod with invalid DNS label: ${longest}`,
      );
    }
  }
}
