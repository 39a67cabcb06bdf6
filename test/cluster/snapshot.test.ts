import { expect, it } from 'vitest';
import { snapshotObjects } from '../../src/cluster/snapshot.js';

const node = (metadata: object) => ({ apiVersion: 'v1', kind: 'Node', metadata: { ...metadata } });

it('keeps the objects of a snapshot, without the address that they had', () => {
  const values = [
    {
      ...node({ name: 'a', uid: 'u', managedFields: [{}], selfLink: '/a', labels: { a: 'b' } }),
      status: { x: 1 },
    },
    null,
    'text',
    [node({ name: 'listed' })],
    { kind: 'Node', metadata: { name: 'no version' } },
    { apiVersion: 'v1', metadata: { name: 'no kind' } },
    { apiVersion: 1, kind: 'Node', metadata: { name: 'odd version' } },
    { apiVersion: 'v1', kind: 1, metadata: { name: 'odd kind' } },
    { apiVersion: 'v1', kind: 'Node' },
    { apiVersion: 'v1', kind: 'Node', metadata: 'none' },
    node({ generateName: 'no-name-' }),
    node({ name: 1 }),
    node({ name: 'b' }),
  ];
  const before = structuredClone(values);
  expect(snapshotObjects(values as never)).toEqual([
    { ...node({ name: 'a', uid: 'u', managedFields: [{}], labels: { a: 'b' } }), status: { x: 1 } },
    node({ name: 'b' }),
  ]);
  expect(values).toEqual(before);
  expect(snapshotObjects([])).toEqual([]);
});
