/** Tolerations of two sources as one list (pkg/util/tolerations). */
import { sameDecoded } from '../../api/equality.js';
import { get, int, str } from '../fields.js';
import type { Toleration } from './structs.js';

/** Those of both lists, without the ones that tolerate no more than another one does; of equals the first stays. */
export function mergeTolerations(first: readonly Toleration[], second: readonly Toleration[]): Toleration[] {
  const all = [...first, ...second];
  const merged: Toleration[] = [];
  for (const [at, one] of all.entries()) {
    const later = all.slice(at + 1).filter((other) => !sameDecoded(one, other));
    if ([...merged, ...later].every((other) => !tolerates(other, one))) merged.push(one);
  }
  return merged;
}

/** Whether one tolerates all that another one does. */
function tolerates(one: Toleration, other: Toleration): boolean {
  if (sameDecoded(one, other)) return true;
  const [operator, effect] = [str(one, 'operator'), str(one, 'effect')];
  // Without a key it is about all of them.
  const anyKey = str(one, 'key') === '' && operator === 'Exists';
  if (str(other, 'key') !== str(one, 'key') && !anyKey) return false;
  if (effect !== '' && str(other, 'effect') !== effect) return false;
  if (effect === 'NoExecute' && isShorter(one, other)) return false;
  if (operator === 'Exists') return true;
  return str(other, 'operator') === 'Equal' && str(other, 'value') === str(one, 'value');
}

/** Whether it tolerates for a shorter time. */
function isShorter(one: Toleration, other: Toleration): boolean {
  if (get(one, 'tolerationSeconds') === undefined) return false;
  return (
    get(other, 'tolerationSeconds') === undefined ||
    int(other, 'tolerationSeconds') > int(one, 'tolerationSeconds')
  );
}
