/** Sets of completion indexes as a Job's status writes them: `0-2,5` (pkg/controller/job/indexed_job_utils.go). */
import type { Pod } from '../api/objects.js';

export const INDEX_ANNOTATION = 'batch.kubernetes.io/job-completion-index';

/** The completion index of a pod, undefined for a pod without one. */
export function indexOf(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[INDEX_ANNOTATION];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

export function parseIndexes(text: string | undefined): Set<number> {
  const indexes = new Set<number>();
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const [from, to = from] = part.split('-').map(Number) as [number, number?];
    for (let index = from; index <= to; index++) indexes.add(index);
  }
  return indexes;
}

/** Neighbours become ranges from three on: `0-2`, but `3,4`. */
export function indexesText(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (sorted[j + 1] === sorted[j]! + 1) j++;
    const [first, last] = [sorted[i]!, sorted[j]!];
    parts.push(first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`);
    i = j + 1;
  }
  return parts.join(',');
}
