import { describe, expect, it } from 'vitest';
import { set, sync, web } from './deployments.js';
import { at } from './look.js';

const limits = (replicas: number, maxSurge: number | string = 3, more: object = {}) =>
  web({
    replicas,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable: 2 } },
    ...more,
  });
const recreate = (replicas: number) => web({ replicas, strategy: { type: 'Recreate' } });

describe('a change of size', () => {
  it.each([
    // 8 and 5 of at most 13; then at most 18, 23, 8, 3: each in proportion, the rest to the largest.
    ['grows both in proportion', limits(15), [set('1', 8), set('2', 5)], '1 11, 2 7'],
    ['rounds half away', limits(20), [set('1', 8), set('2', 5)], '1 14, 2 9'],
    ['shrinks both in proportion', limits(5), [set('1', 8), set('2', 5)], '1 5, 2 3'],
    ['to nothing', limits(0), [set('1', 8), set('2', 5)], '1 0, 2 0'],
    ['by less than a pod each: to the largest', limits(11), [set('1', 8), set('2', 5)], '1 9, 2 5'],
    [
      'of two of a size the newer grows',
      limits(11, 3),
      [set('1', 5, { most: 13 }), set('2', 5, { most: 13 })],
      '1 5, 2 9',
    ],
    [
      '… and the older shrinks',
      limits(6, 0),
      [set('1', 5, { most: 10 }), set('2', 5, { most: 10, available: 4 })],
      '1 3, 2 3',
    ],
    [
      '… by the odd one',
      limits(7, 0),
      [set('1', 5, { most: 10 }), set('2', 5, { most: 10, available: 4 })],
      '1 3, 2 4',
    ],
    [
      'without the most pods from then: from the status',
      web(
        { replicas: 15, strategy: limits(1)['spec'] && (limits(1)['spec'] as { strategy: object }).strategy },
        { status: { replicas: 13 } },
      ),
      [set('1', 8, { most: undefined }), set('2', 5, { most: 0 })],
      '1 11, 2 7',
    ],
    [
      'without that either: all to the largest',
      limits(15),
      [set('1', 8, { most: undefined }), set('2', 5, { most: undefined })],
      '1 13, 2 5',
    ],
    ['of one ReplicaSet alone: whole', limits(15), [set('1', 0), set('2', 10)], '1 0, 2 15'],
    ['… though it is an old one', limits(15), [set('1', 10), set('2', 0)], '1 15, 2 0'],
    [
      'when the new one is whole: the old ones go',
      limits(10),
      [set('1', 2, { desired: 9 }), set('2', 10)],
      '1 0, 2 10',
    ],
    [
      '… not while it is not available',
      limits(10),
      [set('1', 2, { desired: 9 }), set('2', 10, { available: 9 })],
      '1 2, 2 11',
    ],
    [
      '… nor while it is of another size',
      limits(10),
      [set('1', 2, { desired: 9 }), set('2', 9)],
      '1 2, 2 11',
    ],
    ['nothing while pods are recreated', recreate(15), [set('1', 8), set('2', 5)], '1 8, 2 5'],
    ['… but of one alone', recreate(15), [set('1', 0), set('2', 10)], '1 0, 2 15'],
    [
      'is none where the ReplicaSets know it: the rollout goes on',
      limits(10),
      [set('1', 8), set('2', 5)],
      '1 3, 2 5',
    ],
    [
      '… or know of none',
      limits(15),
      [set('1', 8, { desired: undefined }), set('2', 5, { desired: undefined })],
      '1 8, 2 10',
    ],
    ['… or have no pods', limits(10), [set('1', 0, { desired: 9 }), set('2', 10)], '1 0, 2 10'],
  ])('%s', (_name, object, sets, sizes) => {
    expect(sync([object, ...sets]).sizes).toBe(sizes);
  });

  it('says so, and remembers it even where a size stays', () => {
    const D = 'metadata.annotations.deployment.kubernetes.io';
    expect(sync([limits(15), set('1', 8), set('2', 5)]).did).toEqual([
      `update ReplicaSet/web-1: ${D}/desired-replicas 10 → 15; ${D}/max-replicas 13 → 18; spec.replicas 8 → 11`,
      `update ReplicaSet/web-2: ${D}/desired-replicas 10 → 15; ${D}/max-replicas 13 → 18; spec.replicas 5 → 7`,
      'Normal ScalingReplicaSet Deployment/web: Scaled up replica set web-1 from 8 to 11',
      'Normal ScalingReplicaSet Deployment/web: Scaled up replica set web-2 from 5 to 7',
    ]);
    expect(sync([limits(11), set('1', 8), set('2', 5)]).did[1]).toBe(
      `update ReplicaSet/web-2: ${D}/desired-replicas 10 → 11; ${D}/max-replicas 13 → 14`,
    );
    expect(sync([limits(5), set('1', 0), set('2', 10)]).did.at(-1)).toBe(
      'Normal ScalingReplicaSet Deployment/web: Scaled down replica set web-2 from 10 to 5',
    );
  });

  it('leaves a rollout and its history alone', () => {
    const { sizes, conditions } = sync([
      limits(15, 3, { revisionHistoryLimit: 0 }),
      set('0', 0),
      set('1', 8),
      set('2', 5),
    ]);
    expect(sizes).toBe('0 0, 1 11, 2 7');
    expect(conditions).toEqual(
      [
        'Available=True MinimumReplicasAvailable "Deployment has minimum availability." since +0s updated +0s',
        'Progressing=True FoundNewReplicaSet "Found new replica set "web-2"" since +0s updated +0s',
      ].sort((a, b) => conditions.indexOf(a) - conditions.indexOf(b)),
    );
  });
});

describe('a Deployment that is paused', () => {
  const paused = (spec: object = {}, status?: object) =>
    web({ paused: true, ...spec }, status ? { status } : {});
  it('is scaled, and not rolled', () => {
    expect(sync([paused({ replicas: 15 }), set('1', 10)]).sizes).toBe('1 15');
    expect(sync([paused(), set('1', 8), set('2', 5)]).sizes).toBe('1 8, 2 5');
    expect(
      sync([
        paused({ replicas: 15, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3 } } }),
        set('1', 8),
        set('2', 5),
      ]).sizes,
    ).toBe('1 11, 2 7');
    expect(sync([paused({ replicas: 3 })]).sizes).toBe('');
    expect(sync([paused({ replicas: 3 }), set('0', 0), set('1', 0)]).sizes).toBe('0 0, 1 3');
    expect(sync([paused({ replicas: 3 }), set('1', 0), set('2', 0)]).sizes).toBe('1 0, 2 3');
  });

  it('says so, and that it goes on', () => {
    const says = (reason: string, message: string) =>
      `Progressing=Unknown ${reason} "${message}" since +0s updated +0s`;
    const progressing = (reason: string) => ({
      conditions: [
        {
          type: 'Progressing',
          status: 'Unknown',
          reason,
          message: 'm',
          lastUpdateTime: at(-9),
          lastTransitionTime: at(-9),
        },
      ],
    });
    const conditions = (object: ReturnType<typeof web>) =>
      sync([object, set('2', 10)]).conditions.filter((one) => one.startsWith('Progressing'));
    expect(conditions(paused())).toEqual([says('DeploymentPaused', 'Deployment is paused')]);
    expect(conditions(paused({}, progressing('DeploymentPaused')))).toEqual([
      'Progressing=Unknown DeploymentPaused "m" since +-9s updated +-9s',
    ]);
    expect(conditions(paused({}, progressing('ProgressDeadlineExceeded')))).toEqual([
      'Progressing=Unknown ProgressDeadlineExceeded "m" since +-9s updated +-9s',
    ]);
    expect(conditions(paused({ progressDeadlineSeconds: 2147483647 }))).toEqual([]);
    const resumed = sync([web({ replicas: 11 }, { status: progressing('DeploymentPaused') }), set('2', 10)]);
    expect(resumed.conditions).toContain(
      'Progressing=Unknown DeploymentResumed "Deployment is resumed" since +-9s updated +0s',
    );
    expect(conditions(web({ replicas: 11 }, { status: progressing('Other') }))).toEqual([
      'Progressing=Unknown Other "m" since +-9s updated +-9s',
    ]);
  });

  it('clears its history away', () => {
    expect(sync([paused({ revisionHistoryLimit: 0 }), set('0', 0), set('1', 8), set('2', 5)]).sizes).toBe(
      '0 -, 1 8, 2 5',
    );
  });
});

describe('the history of a Deployment', () => {
  const done = {
    replicas: 10,
    updatedReplicas: 10,
    availableReplicas: 10,
    readyReplicas: 10,
    observedGeneration: 1,
  };
  const kept = (limit: number | undefined, ...sets: ReturnType<typeof set>[]) =>
    sync([web({ revisionHistoryLimit: limit }, { status: done }), ...sets, set('9', 10, { image: 'app:2' })])
      .sizes;
  const old = (revision: string, more: object = {}) => set(revision, 0, more);
  it.each([
    [
      'the oldest revisions beyond the limit go',
      1,
      [old('1'), old('2', { image: 'app:x' }), old('3')],
      '1 -, 2 -, 3 0, 9 10',
    ],
    ['none', 0, [old('1'), old('3')], '1 -, 3 -, 9 10'],
    ['as many as are allowed', 2, [old('1'), old('3')], '1 0, 3 0, 9 10'],
    ['ten by default', undefined, [old('1'), old('3')], '1 0, 3 0, 9 10'],
    ['no limit', 2147483647, [old('1'), old('3')], '1 0, 3 0, 9 10'],
    [
      'one whose pods are not gone yet stays',
      1,
      [old('1', { pods: 1 }), old('3'), old('4')],
      '1 0, 3 -, 4 0, 9 10',
    ],
    [
      'one that was not looked at since it was changed stays',
      0,
      [old('1', { metadata: { generation: 2 } }), old('3')],
      '1 0, 3 -, 9 10',
    ],
    [
      'of one revision the older one goes',
      1,
      [old('1', { revision: 5, made: 9 }), old('3', { revision: 5, made: 4 })],
      '1 0, 3 -, 9 10',
    ],
    [
      'one that is being deleted is not counted',
      1,
      [old('1'), old('3', { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } }), old('4')],
      '1 -, 3 0, 4 0, 9 10',
    ],
  ])('%s', (_name, limit, sets, sizes) => {
    expect(kept(limit, ...sets)).toBe(sizes);
  });

  it('is kept while a rollout is under way', () => {
    const going = (status: object) =>
      sync([
        web({ revisionHistoryLimit: 0 }, { status: { ...done, ...status } }),
        set('1', 0),
        set('9', 10, { image: 'app:2' }),
      ]).sizes;
    expect(going({})).toBe('1 -, 9 10');
    expect(going({ updatedReplicas: 9 })).toBe('1 0, 9 10');
    expect(going({ replicas: 11 })).toBe('1 0, 9 10');
    expect(going({ availableReplicas: 9 })).toBe('1 0, 9 10');
    expect(going({ observedGeneration: 0 })).toBe('1 0, 9 10');
    const pods = { strategy: { type: 'Recreate' }, revisionHistoryLimit: 0 };
    expect(sync([web(pods, { status: done }), set('1', 0), set('9', 10, { image: 'app:2' })]).sizes).toBe(
      '1 -, 9 10',
    );
    expect(sync([web(pods), set('1', 0), set('9', 10, { image: 'app:2' })]).sizes).toBe('1 0, 9 10');
  });
});
