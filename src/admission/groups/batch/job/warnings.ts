/** What the server warns of in a Job (pkg/api/job/warnings.go). */

import { sameDecoded } from '../../../../api/equality.js';
import { append } from '../../../../api/lists.js';
import { type At, at } from '../../../field-errors.js';
import { get, int, obj, str } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import type { Struct } from '../../../typed.js';
import { podNameWarnings, podTemplateWarnings } from '../../core/pod/warnings.js';
import { MOST_INDEXED } from './spec.js';

const SPEC = at('spec');

/** The warnings about a Job's spec at `place`. */
export function jobSpecWarnings(
  spec: Struct<'batch.v1.JobSpec'>,
  old: Struct<'batch.v1.JobSpec'> | undefined,
  place: At,
  context: Context,
): string[] {
  const warnings: string[] = [];
  if (
    str(spec, 'completionMode') === 'Indexed' &&
    int(spec, 'completions') > MOST_INDEXED &&
    int(spec, 'parallelism') > 10000
  ) {
    warnings.push(
      `${place}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
    );
  }
  append(
    warnings,
    podTemplateWarnings(obj(spec, 'template'), old && obj(old, 'template'), place.child('template'), context),
  );
  return warnings;
}

export function jobWarnings(
  object: Struct<'batch.v1.Job'>,
  old: Struct<'batch.v1.Job'> | undefined,
  context: Context,
): string[] {
  if (old && sameDecoded(get(object, 'spec'), get(old, 'spec'))) return [];
  return [
    ...(old ? [] : podNameWarnings(object)),
    ...jobSpecWarnings(obj(object, 'spec'), old && obj(old, 'spec'), SPEC, context),
  ];
}
