import { expect, it } from 'vitest';
import { NEW, pod, set, sync } from './statefulsets.js';

it('counts one of two pods that share an ordinal', () => {
  const twin = pod(1);
  const other = { ...twin, metadata: { ...twin.metadata, name: 'db-01', uid: 'twin' } };
  expect(sync([set(), NEW, pod(0), twin, other, pod(2)]).status).toMatchObject({
    replicas: 3,
    readyReplicas: 3,
  });
});
