/** When a Job is done although not every index is. */

import { byteLength } from '../../../../api/names.js';
import type { At, FieldErrors } from '../../../field-errors.js';
import { get, intPtr, list } from '../../../fields.js';
import { validateNonNegative } from '../../../shared/counts.js';
import type { Struct } from '../../../typed.js';
import { MOST_RULES } from './failure-policy.js';

export function validateSuccessPolicy(
  spec: Struct<'batch.v1.JobSpec'>,
  policy: Struct<'batch.v1.SuccessPolicy'>,
  place: At,
  errors: FieldErrors,
): void {
  const rules = list(policy, 'rules');
  const at2 = place.child('rules');
  if (rules.length === 0) {
    errors.required(at2, 'at least one rules must be specified when the successPolicy is specified');
  }
  if (rules.length > MOST_RULES) errors.tooMany(at2, rules.length, MOST_RULES);
  const completions = Number(intPtr(spec, 'completions') ?? 0);
  rules.forEach((rule, index) => {
    const one = at2.index(index);
    const [count, indexes] = [intPtr(rule, 'succeededCount'), get(rule, 'succeededIndexes')];
    if (count === undefined && indexes === undefined) {
      errors.required(one, 'at least one of succeededCount or succeededIndexes must be specified');
    }
    let listed: number | undefined;
    if (typeof indexes === 'string') {
      const place2 = one.child('succeededIndexes');
      if (byteLength(indexes) > 65536) errors.tooLong(place2, 65536);
      const parsed = countIndexes(indexes, completions);
      listed = typeof parsed === 'number' ? parsed : 0;
      if (typeof parsed === 'string')
        errors.invalid(place2, indexes, `error parsing succeededIndexes: ${parsed}`);
    }
    if (count === undefined) return;
    validateNonNegative(rule, ['succeededCount'], one, errors);
    const place3 = one.child('succeededCount');
    if (count > completions) {
      errors.invalid(
        place3,
        count,
        `must be less than or equal to ${completions} (the number of specified completions)`,
      );
    }
    if (listed !== undefined && count > listed) {
      errors.invalid(
        place3,
        count,
        `must be less than or equal to ${listed} (the number of indexes in the specified succeededIndexes field)`,
      );
    }
  });
}

/** How many indexes `1,3-5` lists, or what is wrong with the text. */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const interval of text.split(',')) {
    const parts = interval.split('-');
    if (parts.length > 2) {
      return `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    const numbers: number[] = [];
    for (const part of parts) {
      if (!/^[+-]?\d+$/.test(part))
        return `cannot convert string to integer for index: ${JSON.stringify(part)}`;
      const number = Number(part);
      if (number >= completions) return `too large index: ${JSON.stringify(part)}`;
      const previous = numbers[0] ?? last;
      if (previous !== undefined && number <= previous) {
        return `non-increasing order, previous: ${previous}, current: ${number}`;
      }
      numbers.push(number);
    }
    const [first = 0, end = first] = numbers;
    total += end - first + 1;
    last = end;
  }
  return total;
}
