import { describe, expect, it } from 'vitest';
import type { IntOrString } from '../../src/api/objects.js';
import { ready, stored } from './look.js';
import { deletes, LEAVING, NEW, OLD, pod, set, syncOf, unready } from './statefulsets.js';

const old = (ordinal: number, status?: object, metadata?: object) => pod(ordinal, status, 'old', metadata);
const olds = (...ordinals: number[]) => ordinals.map((ordinal) => old(ordinal));
const parallel = { podManagementPolicy: 'Parallel' };
/** The rollout from `db-old` to `db-new` is under way, so many pods may be away. */
const rolling = (maxUnavailable: IntOrString | undefined, more: object = {}, partition = 0) =>
  set(
    {
      replicas: 4,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, partition } },
      ...more,
    },
    { status: { currentRevision: 'db-old', updateRevision: 'db-new', currentReplicas: 4 } },
  );
const did = (
  one: ReturnType<typeof set>,
  pods: ReturnType<typeof pod>[],
  version: '1.36' | '1.37' = '1.37',
) => syncOf(stored([one, OLD, NEW, ...pods], '', version)).did;

describe('a StatefulSet whose update may have several pods away, since 1.37', () => {
  it.each([
    ['as many as it says, from the highest on', rolling(2), olds(0, 1, 2, 3), deletes(3, 2)],
    ['one where it says nothing', rolling(undefined), olds(0, 1, 2, 3), deletes(3)],
    ['a share of its size, rounded down', rolling('60%'), olds(0, 1, 2, 3), deletes(3, 2)],
    ['one at least', rolling('10%'), olds(0, 1, 2, 3), deletes(3)],
    ['not beyond the partition', rolling(3, {}, 3), olds(0, 1, 2, 3), deletes(3)],
    ['less by those that are away', rolling(2, parallel), [...olds(0, 1, 2), pod(3, unready)], deletes(2)],
    [
      'those that leave among them',
      rolling(2, parallel),
      [...olds(0, 1, 2), old(3, ready(), LEAVING)],
      deletes(2),
    ],
    ['none where enough are', rolling(2, parallel), [old(0, unready), old(1, unready), ...olds(2, 3)], []],
    ['passing over those that are new', rolling(2), [old(0), pod(1), old(2), pod(3)], deletes(2, 0)],
  ])('%s', (_name, one, pods, expected) => {
    const lines = did(one, pods);
    expect([...lines].sort()).toEqual([...expected].sort());
  });

  it('before, one after the other', () => {
    expect(did(rolling(2), olds(0, 1, 2, 3), '1.36')).toEqual(deletes(3));
    const broken = [old(0), old(1, unready), old(2), old(3)];
    expect(did(rolling(1, parallel), broken, '1.36')).toEqual(deletes(3));
    expect(did(rolling(1, parallel), broken)).toEqual([]);
  });
});
