import { describe, expect, it } from 'vitest';
import { set, sync, syncOf, web } from './deployments.js';
import { at, since } from './look.js';

const AVAILABLE = (seconds = 0, updated = seconds) =>
  `Available=True MinimumReplicasAvailable "Deployment has minimum availability." since +${seconds}s updated +${updated}s`;
const UNAVAILABLE =
  'Available=False MinimumReplicasUnavailable "Deployment does not have minimum availability." since +0s updated +0s';
/** As a sync before left it: the rollout has moved last so many seconds after NOW. */
const progressing = (reason: string, seconds: number, status = 'True') => ({
  type: 'Progressing',
  status,
  reason,
  message: 'm',
  lastUpdateTime: at(seconds),
  lastTransitionTime: at(-99),
});
const before = (counts: object, condition: object = progressing('ReplicaSetUpdated', 0)) => ({
  status: { observedGeneration: 1, conditions: [condition], ...counts },
});
const rolling = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } };

describe('the status of a Deployment', () => {
  it('adds its ReplicaSets up', () => {
    const { status } = sync([
      web(),
      set('1', 6, { pods: 7, ready: 5, available: 4, status: { terminatingReplicas: 2 } }),
      set('2', 5, { pods: 3, ready: 2, available: 1, status: { terminatingReplicas: 1 } }),
    ]);
    expect(status).toEqual({
      observedGeneration: 1,
      replicas: 10,
      updatedReplicas: 3,
      readyReplicas: 7,
      availableReplicas: 5,
      unavailableReplicas: 8,
      terminatingReplicas: 3,
    });
    expect(sync([web({ replicas: 2 }), set('2', 2, { pods: 4 })]).status).toMatchObject({
      availableReplicas: 4,
      unavailableReplicas: 0,
    });
    expect(sync([web({}, { status: { collisionCount: 3 } }), set('2', 10)]).status).toMatchObject({
      collisionCount: 3,
    });
  });

  it.each([
    ['just enough', 8, AVAILABLE()],
    ['one too few', 7, UNAVAILABLE],
  ])('says whether enough is available: %s', (_name, available, line) => {
    expect(sync([web(rolling), set('2', 10, { available })]).conditions).toContain(line);
  });
});

describe('how a rollout gets on', () => {
  const half = [set('1', 10), set('2', 3, { ready: 2, available: 0 })];
  const still = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 0 } } };
  const counts = {
    replicas: 13,
    updatedReplicas: 3,
    readyReplicas: 12,
    availableReplicas: 10,
    unavailableReplicas: 3,
  };
  const say = (more: object, seconds: number, sets = half, spec: object = {}, condition?: object) =>
    sync(
      [
        web({ progressDeadlineSeconds: 60, ...still, ...spec }, before({ ...counts, ...more }, condition)),
        ...sets,
      ],
      seconds,
    );
  const last = (found: ReturnType<typeof say>) =>
    found.conditions.find((one) => one.startsWith('Progressing'));
  const MOVES = (seconds: number) =>
    `Progressing=True ReplicaSetUpdated "ReplicaSet "web-2" is progressing." since +-99s updated +${seconds}s`;
  const STOOD = 'Progressing=True ReplicaSetUpdated "m" since +-99s updated +0s';
  const OVER = (seconds: number) =>
    `Progressing=False ProgressDeadlineExceeded "ReplicaSet "web-2" has timed out progressing." since +${seconds}s updated +${seconds}s`;
  it.each([
    ['more updated pods', { updatedReplicas: 2, replicas: 12 }, 5, MOVES(5)],
    ['fewer old pods', { replicas: 14 }, 5, MOVES(5)],
    ['more ready pods', { readyReplicas: 11 }, 5, MOVES(5)],
    ['more available pods', { availableReplicas: 9 }, 5, MOVES(5)],
    ['nothing moves', {}, 5, STOOD],
    ['fewer ready pods', { readyReplicas: 13 }, 5, STOOD],
    ['fewer available pods', { availableReplicas: 11 }, 5, STOOD],
    ['nothing moves until the deadline', {}, 60, STOOD],
    ['nor after it', {}, 61, OVER(61)],
    ['it moves after the deadline', { readyReplicas: 11 }, 61, MOVES(61)],
  ])('%s', (_name, more, seconds, line) => {
    expect(last(say(more, seconds))).toBe(line);
  });

  it('is looked at again when the deadline is over', () => {
    const first = say({}, 0).world;
    const at = (seconds: number) => syncOf(first, seconds).said;
    expect([at(5), at(60), at(61)]).toEqual([['again at +61s'], ['again at +61s'], []]);
    const lost = web(
      { progressDeadlineSeconds: 60, ...still },
      before({}, progressing('NewReplicaSetAvailable', 0)),
    );
    const pods = { available: 0 };
    expect(syncOf(sync([lost, set('2', 10)], 0).world, 5).said).toEqual([]);
    expect(syncOf(sync([lost, set('2', 10, pods)], 0).world, 5).said).toEqual([]);
    expect(syncOf(sync([lost, set('2', 10, pods)], 0).world, 99).said).toEqual([]);
  });

  it('has timed out until it moves', () => {
    const over = progressing('ProgressDeadlineExceeded', 0, 'False');
    expect(last(say({}, 5, half, {}, over))).toBe(
      'Progressing=False ProgressDeadlineExceeded "m" since +-99s updated +0s',
    );
    expect(last(say({ readyReplicas: 11 }, 5, half, {}, over))).toBe(
      'Progressing=True ReplicaSetUpdated "ReplicaSet "web-2" is progressing." since +5s updated +5s',
    );
  });

  it('is at its end when all is new and available', () => {
    const whole = [set('1', 0), set('2', 10)];
    const DONE =
      'Progressing=True NewReplicaSetAvailable "ReplicaSet "web-2" has successfully progressed." since +-99s updated +5s';
    expect(last(say({ replicas: 10, updatedReplicas: 10 }, 5, whole))).toBe(DONE);
    expect(last(say({}, 5, [set('1', 0), set('2', 10, { available: 9 })]))).not.toBe(DONE);
    const done = progressing('NewReplicaSetAvailable', 0);
    expect(
      last(say({ replicas: 10, updatedReplicas: 10 }, 999, [set('2', 10, { available: 3 })], {}, done)),
    ).toBe('Progressing=True NewReplicaSetAvailable "m" since +-99s updated +0s');
    expect(last(say({}, 999, half, {}, done))).toBe(
      'Progressing=True NewReplicaSetAvailable "m" since +-99s updated +0s',
    );
    expect(last(say({ readyReplicas: 11 }, 999, half, {}, done))).toBe(MOVES(999));
  });

  it('is not said without a deadline', () => {
    expect(say({}, 5, half, { progressDeadlineSeconds: 2147483647 }).conditions).toEqual([AVAILABLE(5)]);
    expect(say({}, 9999, half, { progressDeadlineSeconds: 2147483647 }).said).toEqual([]);
  });

  it('begins with the ReplicaSet that was made or found', () => {
    const made = sync([web()]);
    const name = made.world.list('ReplicaSet')[0]!.metadata.name;
    expect(made.conditions).toEqual([
      `Progressing=True NewReplicaSetCreated "Created new replica set "${name}"" since +0s updated +0s`,
      UNAVAILABLE,
    ]);
    expect(sync([web({ replicas: 0 })]).said).toEqual([]);
    const found = sync([web({ replicas: 11 }), set('2', 10)]);
    expect(found.conditions).toEqual([
      'Progressing=True FoundNewReplicaSet "Found new replica set "web-2"" since +0s updated +0s',
      AVAILABLE(),
    ]);
  });

  it('of a Deployment that waits to make its ReplicaSet', () => {
    const recreate = web(
      { strategy: { type: 'Recreate' }, progressDeadlineSeconds: 60 },
      before({ replicas: 11, updatedReplicas: 0, readyReplicas: 9, availableReplicas: 9 }),
    );
    expect(sync([recreate, set('1', 0, { pods: 9 })], 5).conditions.at(-1)).toBe(
      'Progressing=True ReplicaSetUpdated "Deployment "web" is progressing." since +-99s updated +5s',
    );
  });
});

describe('a failure of a ReplicaSet', () => {
  const failed = (message: string) => ({
    status: { conditions: [{ ...since('ReplicaFailure', 'True', -9), reason: 'FailedCreate', message }] },
  });
  const told = (message: string, seconds = 0) =>
    `ReplicaFailure=True FailedCreate "${message}" since +${seconds}s updated +${seconds}s`;
  const seen = (...sets: ReturnType<typeof set>[]) =>
    sync([web(rolling), ...sets]).conditions.filter((one) => one.startsWith('Replica'));
  it('is the Deployment’s, the new one’s first', () => {
    expect(seen(set('1', 8, failed('old')), set('2', 3, failed('new')))).toEqual([told('new')]);
    expect(seen(set('1', 8, failed('old')), set('2', 3))).toEqual([told('old')]);
    expect(seen(set('1', 8), set('2', 3))).toEqual([]);
  });

  it('goes with it, and is said once', () => {
    const had = {
      status: {
        conditions: [
          {
            ...since('ReplicaFailure', 'True', -9),
            reason: 'FailedCreate',
            message: 'm',
            lastUpdateTime: at(-9),
          },
        ],
      },
    };
    expect(
      sync([web(rolling, had), set('1', 8), set('2', 3)]).conditions.filter((one) =>
        one.startsWith('Replica'),
      ),
    ).toEqual([]);
    expect(sync([web(rolling, had), set('1', 8), set('2', 3, failed('new'))]).conditions.at(-1)).toBe(
      'ReplicaFailure=True FailedCreate "m" since +-9s updated +-9s',
    );
  });
});
