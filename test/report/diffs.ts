/** Comparisons for the tests of their text. */
import type { Location } from '../../src/api/finding.js';
import type { Diff, FieldChange, ObjectDiff, Verdict } from '../../src/diff/diff.js';
import { type DiffTextOptions, diffText } from '../../src/report/diff-text.js';

export const at = (file: string, line: number, column = 1): Location => ({
  file,
  start: { line, column, offset: 0 },
  end: { line, column, offset: 0 },
});

export function object(verdict: Verdict, rest: Partial<ObjectDiff> = {}): ObjectDiff {
  return {
    verdict,
    object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'a' },
    changes: [],
    consequences: [],
    refusals: [],
    unexpected: [],
    warnings: [],
    ...rest,
  };
}

export function diff(...objects: ObjectDiff[]): Diff {
  const counts: Diff['counts'] = { changed: 0, added: 0, removed: 0, refused: 0, same: 0 };
  for (const { verdict } of objects) counts[verdict]++;
  return { version: '1.36', counts, objects, repeated: [], notes: [], reach: [] };
}

export const named = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind,
  ...(namespace && { namespace }),
  name,
});
export const show = (given: Diff, options: DiffTextOptions = {}) =>
  diffText(given, options).split('\n').slice(0, -1);

/** The rows of one changed object. */
export const rows = (changes: Partial<FieldChange>[], options: DiffTextOptions = {}) =>
  show(diff(object('changed', { changes: changes as FieldChange[] })), options).slice(3);
