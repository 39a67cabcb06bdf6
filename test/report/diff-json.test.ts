import { expect, it } from 'vitest';
import type { FieldChange } from '../../src/diff/diff.js';
import { diffJson } from '../../src/report/diff-json.js';
import { at, diff, named, object } from './diffs.js';

it('a diff as data: numbers too large for JSON are texts', () => {
  const changes = [
    { op: 'add', path: 'p', hidden: false, new: 12345678901234567890n },
  ] as unknown as FieldChange[];
  const given = {
    ...diff(object('changed', { changes })),
    repeated: [{ object: named('Pod', 'a'), location: at('f', 1) }],
  };
  expect(JSON.parse(diffJson(given))).toEqual({
    format: 'kubeplan.diff/1',
    kubernetes: '1.36',
    counts: { changed: 1, added: 0, removed: 0, refused: 0, same: 0 },
    unreadable: [],
    leftOut: [],
    repeated: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', at: { file: 'f', line: 1, column: 1 } }],
    objects: [
      {
        verdict: 'changed',
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'default',
        name: 'a',
        changes: [{ op: 'add', path: 'p', new: '12345678901234567890' }],
        consequences: [],
        refusals: [],
      },
    ],
  });
});
