import { describe, expect, it } from 'vitest';
import { creates, ended, indexed, job, LEAVING, pod, sync } from './jobs.js';
import { at, type made, since } from './look.js';

const STARTED = { startTime: at(-5) };
const of = (spec: object, status: object = {}) => job(spec, { status: { ...STARTED, ...status } });
const says = (type: string, reason: string, message: string, seconds = 0) =>
  `${type}=True ${reason} "${message}" since +${seconds}s`;
const fails = (reason: string, message: string, seconds = 0) => ({
  conditions: [says('FailureTarget', reason, message, seconds), says('Failed', reason, message, seconds)],
  said: `Warning ${reason} Job/j: ${message}`,
});
const COMPLETE = (reason = 'CompletionsReached', message = 'Reached expected number of succeeded pods') => ({
  conditions: [says('SuccessCriteriaMet', reason, message), says('Complete', reason, message)],
  said: 'Normal Completed Job/j: Job completed',
});
const LIMIT = fails('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
/** Decided, but pods still run. */
const STOPPING = { conditions: [LIMIT.conditions[0]], said: '' };
const DEADLINE = (seconds: number) =>
  fails('DeadlineExceeded', 'Job was active longer than specified deadline', seconds);
const FAILED_INDEXES = fails('FailedIndexes', 'Job has failed indexes');
const MAX_INDEXES = fails(
  'MaxFailedIndexesExceeded',
  'Job has exceeded the specified maximal number of failed indexes',
);
const MATCHED = (index = 0) => COMPLETE('SuccessPolicy', `Matched rules at index ${index}`);

const restarted = (count: number, init = 0, phase = 'Running') => {
  const status = (name: string, restartCount: number) => ({
    name,
    image: 'app:1',
    imageID: '',
    lastState: {},
    ready: true,
    restartCount,
    state: {},
  });
  return {
    phase,
    containerStatuses: [status('app', count)],
    ...(init ? { initContainerStatuses: [status('i', init)] } : {}),
  };
};
const INDEXED = { completionMode: 'Indexed', completions: 3, parallelism: 3 };
const PER_INDEX = { ...INDEXED, backoffLimitPerIndex: 0 };
const policy = (...rules: object[]) => ({ podFailurePolicy: { rules } });
const EXIT_3 = { action: 'FailJob', onExitCodes: { operator: 'In', values: [3] } };

function outcome(objects: ReturnType<typeof made>[], seconds = 0) {
  const { conditions, did } = sync(objects, seconds);
  return {
    conditions,
    said: did
      .filter((line) => /^(Normal|Warning)/.test(line) && !/Successful(Create|Delete)/.test(line))
      .join('\n'),
  };
}
const NOTHING = { conditions: [], said: '' };

describe('how a Job ends', () => {
  it.each([
    [
      'completions reached',
      of({ completions: 2, parallelism: 2 }),
      [pod('a', ended('Succeeded')), pod('b', ended('Succeeded'))],
      COMPLETE(),
    ],
    [
      'one is missing',
      of({ completions: 3, parallelism: 3 }),
      [pod('a', ended('Succeeded')), pod('b', ended('Succeeded'))],
      NOTHING,
    ],
    [
      'reached, but one still runs',
      of({ completions: undefined, parallelism: 2 }),
      [pod('a', ended('Succeeded')), pod('b')],
      NOTHING,
    ],
    [
      'a work queue: one has succeeded and none runs',
      of({ completions: undefined, parallelism: 2 }),
      [pod('a', ended('Succeeded'))],
      COMPLETE(),
    ],
    ['nothing to do', of({ completions: 0 }), [], COMPLETE()],
    [
      'as many failures as are allowed',
      of({ backoffLimit: 2 }, { failed: 1 }),
      [pod('a', ended('Failed'))],
      NOTHING,
    ],
    ['one more', of({ backoffLimit: 2 }, { failed: 2 }), [pod('a', ended('Failed'))], LIMIT],
    ['six are allowed by default', of({}, { failed: 5 }), [pod('a', ended('Failed'))], NOTHING],
    ['and no seventh', of({}, { failed: 6 }), [pod('a', ended('Failed'))], LIMIT],
    [
      'restarts in place count',
      of({ restartPolicy: 'OnFailure', backoffLimit: 3 }),
      [pod('a', restarted(2, 1))],
      STOPPING,
    ],
    [
      'of all pods, pending ones too',
      of({ restartPolicy: 'OnFailure', backoffLimit: 3, parallelism: 2, completions: 9 }),
      [pod('a', restarted(2)), pod('b', restarted(1, 0, 'Pending'))],
      STOPPING,
    ],
    [
      'one too few',
      of({ restartPolicy: 'OnFailure', backoffLimit: 4 }),
      [pod('a', restarted(2, 1))],
      NOTHING,
    ],
    [
      'of pods that have ended they do not count',
      of({ restartPolicy: 'OnFailure', backoffLimit: 3 }),
      [pod('a', restarted(9, 0, 'Failed'))],
      NOTHING,
    ],
    [
      'without a limit the first one counts',
      of({ restartPolicy: 'OnFailure', backoffLimit: 0 }),
      [pod('a', restarted(1))],
      STOPPING,
    ],
    [
      '… and none does not',
      of({ restartPolicy: 'OnFailure', backoffLimit: 0 }),
      [pod('a', restarted(0))],
      NOTHING,
    ],
    ['pods that are not restarted', of({ backoffLimit: 1 }), [pod('a', restarted(3))], NOTHING],
    [
      'a failure policy says so',
      of(policy(EXIT_3)),
      [pod('a', ended('Failed', 0, 3))],
      fails(
        'PodFailurePolicy',
        'Container app for pod default/a failed with exit code 3 matching FailJob rule at index 0',
      ),
    ],
    [
      'the first failure that it is said of',
      of({ ...policy(EXIT_3), parallelism: 2, completions: 2 }),
      [pod('a', ended('Failed', 0, 3)), pod('b', ended('Failed', 0, 3))],
      fails(
        'PodFailurePolicy',
        'Container app for pod default/a failed with exit code 3 matching FailJob rule at index 0',
      ),
    ],
    [
      'it says to count',
      of({ backoffLimit: 0, ...policy({ ...EXIT_3, action: 'Count' }) }),
      [pod('a', ended('Failed', 0, 3))],
      LIMIT,
    ],
    [
      'it says to ignore',
      of({ backoffLimit: 0, ...policy({ ...EXIT_3, action: 'Ignore' }) }),
      [pod('a', ended('Failed', 0, 3))],
      NOTHING,
    ],
    [
      'it says nothing of this one',
      of({ backoffLimit: 0, ...policy(EXIT_3) }),
      [pod('a', ended('Failed', 0, 4))],
      LIMIT,
    ],
    [
      'an index has failed, others have not ended',
      of(PER_INDEX),
      [indexed('a', 1, ended('Failed'))],
      NOTHING,
    ],
    [
      'all have, one failed',
      of(PER_INDEX),
      [
        indexed('a', 1, ended('Failed')),
        indexed('b', 0, ended('Succeeded')),
        indexed('c', 2, ended('Succeeded')),
      ],
      FAILED_INDEXES,
    ],
    [
      'one of two failures of an index is allowed',
      of({ ...PER_INDEX, backoffLimitPerIndex: 1 }),
      [
        indexed('a', 1, ended('Failed')),
        indexed('b', 0, ended('Succeeded')),
        indexed('c', 2, ended('Succeeded')),
      ],
      NOTHING,
    ],
    [
      'it was the second',
      of({ ...PER_INDEX, backoffLimitPerIndex: 1 }),
      [
        indexed('a', 1, ended('Failed'), { 'batch.kubernetes.io/job-index-failure-count': '1' }),
        indexed('b', 0, ended('Succeeded')),
        indexed('c', 2, ended('Succeeded')),
      ],
      FAILED_INDEXES,
    ],
    [
      'a rule fails the index at once',
      of({ ...PER_INDEX, backoffLimitPerIndex: 5, ...policy({ ...EXIT_3, action: 'FailIndex' }) }),
      [
        indexed('a', 1, ended('Failed', 0, 3)),
        indexed('b', 0, ended('Succeeded')),
        indexed('c', 2, ended('Succeeded')),
      ],
      FAILED_INDEXES,
    ],
    [
      'as many failed indexes as are allowed',
      of({ ...PER_INDEX, maxFailedIndexes: 1 }),
      [indexed('a', 1, ended('Failed'))],
      NOTHING,
    ],
    [
      'one more than that',
      of({ ...PER_INDEX, maxFailedIndexes: 1 }),
      [indexed('a', 1, ended('Failed')), indexed('b', 0, ended('Failed'))],
      MAX_INDEXES,
    ],
    [
      'enough indexes have succeeded',
      of({ ...INDEXED, successPolicy: { rules: [{ succeededCount: 2 }] } }),
      [indexed('a', 1, ended('Succeeded')), indexed('b', 0, ended('Succeeded')), indexed('c', 2)],
      { conditions: [COMPLETE('SuccessPolicy', 'Matched rules at index 0').conditions[0]], said: '' },
    ],
    [
      'the right one has, and nothing runs',
      of({ ...INDEXED, successPolicy: { rules: [{ succeededCount: 2 }, { succeededIndexes: '1' }] } }),
      [indexed('a', 1, ended('Succeeded'))],
      MATCHED(1),
    ],
  ])('%s', (_name, object, pods, expected) => {
    expect(outcome([object, ...pods])).toEqual(expected);
  });

  it('runs out of time', () => {
    const object = of({ activeDeadlineSeconds: 30 });
    expect(sync([object, pod('a')], 24).did).toEqual(['again at +25s']);
    expect(outcome([object], 25)).toEqual(DEADLINE(25));
    expect(sync([job({ activeDeadlineSeconds: 30 })], 7).did.at(-1)).toBe('again at +37s');
    expect(outcome([of({ activeDeadlineSeconds: 30, suspend: true })], 99).said).toBe(
      'Normal Suspended Job/j: Job suspended',
    );
  });

  it('first stops what runs, and says so when that is gone', () => {
    const over = of({ backoffLimit: 0, parallelism: 2, completions: 2 });
    const first = sync([
      over,
      pod('a', ended('Failed')),
      pod('b', { phase: 'Running' }),
      pod('c', { phase: 'Pending' }, { spec: { nodeName: undefined } }),
    ]);
    expect(first.did.filter((line) => line.startsWith('Normal'))).toEqual([
      'Normal SuccessfulDelete Job/j: Deleted pod: b',
      'Normal SuccessfulDelete Job/j: Deleted pod: c',
    ]);
    expect(first.conditions).toEqual([LIMIT.conditions[0]]);
    expect(first.status).toEqual({ ...STARTED, active: 0, ready: 0, terminating: 1, failed: 3 });
    expect(first.untracked).toEqual(['a', 'b']);
    const decided = {
      conditions: [since('FailureTarget', 'True', -3, { reason: 'R', message: 'why' })],
      failed: 2,
    };
    const later = sync([of({}, decided), pod('b', ended('Failed'), { metadata: { finalizers: [] } })]);
    expect(later.conditions).toEqual(['FailureTarget=True R "why" since +-3s', says('Failed', 'R', 'why')]);
    expect(later.status).not.toHaveProperty('completionTime');
  });

  it('keeps to what is decided', () => {
    const met = {
      conditions: [since('SuccessCriteriaMet', 'True', -3, { reason: 'R', message: 'why' })],
      failed: 99,
    };
    const { conditions, status, did } = sync([of({}, met), pod('x', { phase: 'Running' })]);
    expect(conditions).toEqual(['SuccessCriteriaMet=True R "why" since +-3s']);
    expect(status).toMatchObject({ failed: 99, active: 0, terminating: 1 });
    expect(did.at(-1)).toBe('Normal SuccessfulDelete Job/j: Deleted pod: x');
    const finished = sync([of({}, met)]);
    expect(finished.status).toEqual({
      ...STARTED,
      completionTime: at(0),
      failed: 99,
      active: 0,
      ready: 0,
      terminating: 0,
    });
    expect(finished.conditions.at(-1)).toBe(says('Complete', 'R', 'why'));
    expect(sync([of({}, { conditions: [since('FailureTarget', 'False', -3)] })]).did).toEqual(creates('j#1'));
  });

  it('says nothing more once it has ended', () => {
    const done = of(
      { suspend: true },
      { conditions: [since('Complete', 'True')], completionTime: at(0), succeeded: 1 },
    );
    expect(sync([done, pod('a', ended('Succeeded'))])).toMatchObject({ did: [], untracked: ['a'] });
    expect(sync([of({}, { conditions: [since('Failed', 'True')] })]).did).toEqual([]);
    expect(sync([of({}, { conditions: [since('Failed', 'False')] })]).did).toEqual(creates('j#1'));
  });

  it('waits for pods that leave', () => {
    const { conditions, status } = sync([
      of({ completions: 1, parallelism: 1 }, { succeeded: 1 }),
      pod('b', { phase: 'Running' }, { metadata: { ...LEAVING, finalizers: ['x/y'] } }),
    ]);
    expect(conditions).toEqual([COMPLETE().conditions[0]]);
    expect(status).toMatchObject({ terminating: 1 });
  });
});

describe('a Job that is suspended', () => {
  const SUSPENDED = (seconds = 0) => `Suspended=True JobSuspended "Job suspended" since +${seconds}s`;
  it('stops its pods, which do not count, and forgets when it started', () => {
    const { did, untracked, status, conditions } = sync([
      of({ suspend: true, parallelism: 2, completions: 2 }),
      pod('a'),
      pod('b', ended('Succeeded')),
    ]);
    expect(did.slice(1)).toEqual([
      'Normal SuccessfulDelete Job/j: Deleted pod: a',
      'Normal Suspended Job/j: Job suspended',
    ]);
    expect(untracked).toEqual(['b', 'a']);
    expect(status).toEqual({ active: 0, ready: 0, terminating: 1, succeeded: 1 });
    expect(conditions).toEqual([SUSPENDED()]);
  });

  it('says so once', () => {
    const before = job(
      { suspend: true },
      {
        status: {
          active: 0,
          ready: 0,
          terminating: 0,
          conditions: [since('Suspended', 'True', -9, { reason: 'JobSuspended', message: 'Job suspended' })],
        },
      },
    );
    expect(sync([before])).toMatchObject({ did: [], conditions: [SUSPENDED(-9)] });
  });

  it('goes on from now when it is resumed', () => {
    const before = job(
      { suspend: false },
      {
        status: {
          conditions: [since('Suspended', 'True', -9, { reason: 'JobSuspended', message: 'Job suspended' })],
        },
      },
    );
    const { did, status, conditions } = sync([before], 7);
    expect(did).toEqual([...creates('j#1'), 'Normal Resumed Job/j: Job resumed']);
    expect(status).toMatchObject({ startTime: at(7), active: 1 });
    expect(conditions).toEqual(['Suspended=False JobResumed "Job resumed" since +7s']);
    const after = job({}, { status: { ...STARTED, conditions: [since('Suspended', 'False', -9)] } });
    expect(sync([after], 7)).toMatchObject({ did: creates('j#1'), status: STARTED });
  });

  it('does not complete meanwhile', () => {
    expect(sync([of({ suspend: true, completions: 1 }, { succeeded: 1 })]).conditions).toEqual([SUSPENDED()]);
  });
});
