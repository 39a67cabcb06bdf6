import { expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import type { StatefulSet } from '../../src/api/workloads.js';
import { isCreated, memberOf } from '../../src/controllers/statefulset-member.js';

const set = (name: string) => ({ metadata: { name } }) as StatefulSet;
const pod = (ready: boolean): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'db-1-2',
    labels: {
      'statefulset.kubernetes.io/pod-name': 'db-1-2',
      'apps.kubernetes.io/pod-index': '2',
      'controller-revision-hash': 'r1',
    },
  },
  spec: { containers: [] },
  ...(ready && { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }),
});

it('knows what a pod is to a set, and to another set', () => {
  const one = pod(true);
  expect(memberOf(set('db-1'), one)).toEqual({
    ...{ pod: one, of: 'db-1', ordinal: 2 },
    ...{ isReady: true, isIdentified: true, revision: 'r1' },
  });
  expect(memberOf(set('db-1'), one)).toBe(memberOf(set('db-1'), one));
  expect(memberOf(set('db'), one)).toMatchObject({ ordinal: -1, isIdentified: false });
});

it('is made once it has a phase', () => {
  expect([isCreated(pod(false)), isCreated(pod(true))]).toEqual([false, true]);
  expect(memberOf(set('db-1'), pod(false)).isReady).toBe(false);
});
