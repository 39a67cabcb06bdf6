import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import type { StatefulSet } from '../../src/api/workloads.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { isCreated, isSeenByItsSet, memberOf } from '../../src/controllers/statefulset-member.js';

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
    ...{ isReady: true, isSteady: true, revision: 'r1' },
  });
  expect(memberOf(set('db-1'), one)).toBe(memberOf(set('db-1'), one));
  expect(memberOf(set('db'), one)).toMatchObject({ ordinal: -1, isReady: true, isSteady: false });
});

it('is made once it has a phase', () => {
  expect([isCreated(pod(false)), isCreated(pod(true))]).toEqual([false, true]);
  expect(memberOf(set('db-1'), pod(false))).toMatchObject({ isReady: false, isSteady: false });
});

it('is steady until it is to go', () => {
  const { metadata, ...rest } = pod(true);
  const going = { ...rest, metadata: { ...metadata, deletionTimestamp: '2024-01-01T00:00:00Z' } };
  expect(memberOf(set('db-1'), going)).toMatchObject({ isReady: true, isSteady: false });
});

describe('a set looks again', () => {
  const one = pod(true);
  const ready = (status: string, lastTransitionTime: string) =>
    ({
      ...one,
      status: { phase: 'Running', conditions: [{ type: 'Ready', status, lastTransitionTime }] },
    }) as Pod;
  const labelled = { ...one, metadata: { ...one.metadata, labels: { a: 'b' } } };
  const bound = { ...one, spec: { ...one.spec, nodeName: 'n' } };

  it.each<[string, Pod, Pod | undefined, boolean]>([
    ['at a new one', one, undefined, true],
    ['at one of the world it finds', one, one, true],
    ['when one gets ready', ready('True', '2'), ready('False', '1'), true],
    ['when one is no longer ready', ready('False', '2'), ready('True', '1'), true],
    ['when one was not ready for a moment', ready('True', '2'), ready('True', '1'), true],
    ['not when one that is not ready says so again', ready('False', '2'), ready('False', '1'), false],
    [
      'when one has ended',
      { ...one, status: { phase: 'Failed' } },
      { ...one, status: { phase: 'Pending' } },
      true,
    ],
    ['when one is labelled', labelled, one, true],
    ['not when one is bound', bound, one, false],
  ])('%s', (_when, object, before, looks) => {
    const seen = { verb: 'update' as const, object, cluster: Cluster.empty, now: 0 };
    expect(isSeenByItsSet({ ...seen, ...(before && { before }) })).toBe(looks);
    expect(isSeenByItsSet({ ...seen, verb: 'delete', ...(before && { before }) })).toBe(true);
  });
});
