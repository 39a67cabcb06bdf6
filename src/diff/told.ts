/** Which objects and which of their changes are told. */
import { refText } from '../api/object-key.js';
import { matchesWildcard } from '../api/wildcard.js';
import type { ObjectDiff } from './judge.js';

/** What is told, where that is not everything. */
export interface Telling {
  /** `deployment/web`, `deployment/*`, `configmap`: objects of these alone. */
  only?: readonly string[];
  /** `metadata.labels[helm.sh/chart]`, `spec.*.image`: changes there and below are not told. */
  ignore?: readonly string[];
}

/** Whether an object is one of those that are told. */
export function isTold({ object }: Pick<ObjectDiff, 'object'>, { only = [] }: Telling): boolean {
  if (only.length === 0) return true;
  const name = refText(object);
  return only.some((one) => {
    const pattern = one.toLowerCase();
    return matchesWildcard(name.toLowerCase(), pattern.includes('/') ? pattern : `${pattern}/*`);
  });
}

/**
 * An object without the changes that are not to be told, and how many they are. What they bring about is told all the same; where
 * that is nothing, the object counts as the same.
 */
export function withoutIgnored(
  diff: ObjectDiff,
  { ignore = [] }: Telling,
): { diff: ObjectDiff; ignored: number } {
  const changes = diff.changes.filter(
    ({ path, culprit }) => culprit || !ignore.some((one) => isBelow(path, one)),
  );
  const ignored = diff.changes.length - changes.length;
  if (ignored === 0) return { diff, ignored };
  const isQuiet = changes.length === 0 && diff.verdict === 'changed' && diff.consequences.every(isNothing);
  return {
    diff: isQuiet ? { ...diff, changes, verdict: 'same', consequences: [] } : { ...diff, changes },
    ignored,
  };
}

function isNothing({ type }: ObjectDiff['consequences'][number]): boolean {
  return type === 'in-place';
}

function isBelow(path: string, pattern: string): boolean {
  return [pattern, `${pattern}.*`, `${pattern}[*`].some((one) => matchesWildcard(path, one));
}
