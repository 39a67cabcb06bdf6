import { describe, expect, it } from 'vitest';
import type { CronJob } from '../../src/api/workloads.js';
import { cronJob } from '../../src/controllers/cronjob.js';
import { at, type Given, look, lookAt, made, owned, since, stored, woken } from './look.js';

const POD = { restartPolicy: 'Never', containers: [{ name: 'app', image: 'app:1' }] };
const MINUTE = 60;

/** Made at NOW, a full hour; every five minutes. */
function cron(spec: object = {}, { metadata = {}, status = {} }: Given = {}) {
  return made('CronJob', 'tick', {
    metadata,
    spec: { schedule: '*/5 * * * *', jobTemplate: { spec: { template: { spec: POD } } }, ...spec },
    status,
  });
}

const NAME = (seconds: number) => `tick-${Math.floor(Date.parse(at(seconds)) / 60_000)}`;

function job(name: string, conditions: object[] = [], status: object = {}) {
  return owned(cron(), 'Job', name, { spec: { template: { spec: POD } }, status: { conditions, ...status } });
}
const running = (name: string) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  namespace: 'default',
  name,
  uid: `Job-${name}`,
});
const said = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('update CronJob'));
const started = (seconds: number) => [
  `create Job/${NAME(seconds)}`,
  `Normal SuccessfulCreate CronJob/tick: Created job ${NAME(seconds)}`,
];
const again = (seconds: number) => `again at +${seconds + 0.1}s (routine)`;
const event = (type: string, reason: string, message: string) => `${type} ${reason} CronJob/tick: ${message}`;
const runs = (object: ReturnType<typeof cron>, seconds: number, ...jobs: ReturnType<typeof made>[]) =>
  said(look(cronJob, stored([object, ...jobs]), 'default/tick', seconds));

describe('when a CronJob starts a Job', () => {
  const MISSED =
    'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
  const last = (seconds: number) => ({ status: { lastScheduleTime: at(seconds) } });
  const bad = 'expected exactly 5 fields, found 1: [hourly]';
  it.each([
    ['before the first time', cron(), 299, [again(300)]],
    ['on time', cron(), 300, [...started(300), again(600)]],
    ['some time later: the last time counts', cron(), 1000, [...started(900), again(1200)]],
    ['already started for that time', cron({}, last(300)), 599, [again(600)]],
    ['the next time', cron({}, last(300)), 600, [...started(600), again(900)]],
    ['suspended', cron({ suspend: true }), 300, []],
    [
      'no sound schedule',
      cron({ schedule: 'hourly' }),
      300,
      [event('Warning', 'UnparseableSchedule', `unparseable schedule: "hourly" : ${bad}`)],
    ],
    [
      'in its own time zone',
      cron({ schedule: '0 9 * * *', timeZone: 'Asia/Tokyo' }, { metadata: { creationTimestamp: at(-1) } }),
      60,
      [...started(0), again(86_400)],
    ],
    ['being deleted', cron({}, { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } }), 300, []],
    ['within the deadline', cron({ startingDeadlineSeconds: 60 }), 359, [...started(300), again(600)]],
    ['too late', cron({ startingDeadlineSeconds: 60 }), 360, [again(600)]],
    [
      'a deadline that is longer ago than the last time',
      cron({ startingDeadlineSeconds: 999 }, last(300)),
      599,
      [again(600)],
    ],
    [
      'so close at first that no time is found',
      cron({ schedule: '0,1,50 * * * *' }, { metadata: { creationTimestamp: at(-1) } }),
      59 * MINUTE,
      [again(60 * MINUTE)],
    ],
    ['never', cron({ schedule: '0 0 30 2 *' }), 300, []],
    [
      'a hundred missed times',
      cron({ schedule: '* * * * *' }),
      100 * MINUTE,
      [...started(100 * MINUTE), again(101 * MINUTE)],
    ],
    [
      'more than a hundred',
      cron({ schedule: '* * * * *' }),
      101 * MINUTE,
      [
        `create Job/${NAME(101 * MINUTE)}`,
        event('Warning', 'TooManyMissedTimes', MISSED),
        started(101 * MINUTE)[1],
        again(102 * MINUTE),
      ],
    ],
    [
      'a deadline shortens what is missed',
      cron({ schedule: '* * * * *', startingDeadlineSeconds: 120 }),
      200 * MINUTE,
      [...started(200 * MINUTE), again(201 * MINUTE)],
    ],
    [
      'times of different distance',
      cron({ schedule: '0,1,50 * * * *' }),
      59 * MINUTE,
      [...started(50 * MINUTE), again(60 * MINUTE)],
    ],
  ])('%s', (_name, object, seconds, lines) => {
    const unchecked = stored([cron()]).with([{ verb: 'update', object }]);
    const world =
      object.spec && (object['spec'] as { schedule: string }).schedule === 'hourly'
        ? unchecked
        : stored([object]);
    expect(said(look(cronJob, world, 'default/tick', seconds))).toEqual(lines);
  });

  it('counts @every from the last time, not from when it looks', () => {
    const object = cron({ schedule: '@every 90s' }, last(90));
    expect(runs(object, 100)).toEqual([again(180)]);
    expect(runs(object, 190)).toEqual([...started(180), again(270)]);
    expect(runs(object, 280)).toEqual([...started(270), again(360)]);
  });

  it('keeps in its status what it started', () => {
    const { cluster } = lookAt(cronJob, stored([cron()]), 'default/tick', 301);
    const uid = cluster.list('Job')[0]!.metadata.uid;
    expect((cluster.get('CronJob', 'default/tick') as CronJob).status).toEqual({
      active: [{ apiVersion: 'batch/v1', kind: 'Job', namespace: 'default', name: NAME(300), uid }],
      lastScheduleTime: at(300),
    });
  });

  it('makes the Job of its template, with the time for which it is', () => {
    const jobTemplate = {
      metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
      spec: { completions: 3, template: { spec: POD } },
    };
    const { cluster } = lookAt(cronJob, stored([cron({ jobTemplate })]), 'default/tick', 301);
    const [object] = cluster.list('Job');
    expect(object!.metadata).toMatchObject({
      name: NAME(300),
      namespace: 'default',
      labels: { a: 'b' },
      annotations: { c: 'd', 'batch.kubernetes.io/cronjob-scheduled-timestamp': at(300) },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: 'tick',
          uid: 'CronJob-tick',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
    expect(object!.spec.completions).toBe(3);
  });

  it.each([
    ['Asia/Tokyo', '2026-01-01T09:05:00+09:00'],
    ['America/St_Johns', '2025-12-31T20:35:00-03:30'],
    ['Etc/UTC', '2026-01-01T00:05:00Z'],
    [undefined, '2026-01-01T00:05:00Z'],
  ])('tells the time of %s', (timeZone, time) => {
    const { cluster } = lookAt(cronJob, stored([cron({ timeZone })]), 'default/tick', 300);
    const annotations = cluster.list('Job')[0]?.metadata.annotations;
    expect(annotations).toEqual({ 'batch.kubernetes.io/cronjob-scheduled-timestamp': time });
  });

  it('says why a Job could not be made', () => {
    const quota = made('ResourceQuota', 'none', { spec: { hard: { 'count/jobs.batch': '0' } } });
    const message = `jobs.batch "${NAME(300)}" is forbidden: exceeded quota: none, requested: count/jobs.batch=1, used: count/jobs.batch=0, limited: count/jobs.batch=0`;
    expect(runs(cron(), 300, quota)).toEqual([
      event('Warning', 'FailedCreate', `Error creating job: ${message}`),
      again(600),
      `failed: ${message}`,
    ]);
    expect(runs(cron(), 300, made('Job', NAME(300), { spec: { template: { spec: POD } } }))).toEqual([
      again(600),
    ]);
  });
});

describe('when the last Job still runs', () => {
  const busy = (concurrencyPolicy: string | undefined) =>
    cron({ concurrencyPolicy }, { status: { active: [running('old')], lastScheduleTime: at(300) } });
  const FORBIDDEN = 'Not starting job because prior execution is running and concurrency policy is Forbid';
  it.each([
    ['Allow: another beside it', busy('Allow'), [job('old')], [...started(600), again(900)]],
    ['as by default', busy(undefined), [job('old')], [...started(600), again(900)]],
    [
      'Forbid: none',
      busy('Forbid'),
      [job('old')],
      [event('Normal', 'JobAlreadyActive', FORBIDDEN), again(900)],
    ],
    [
      'Replace: the old one goes',
      busy('Replace'),
      [job('old')],
      [
        'delete Job/old',
        `create Job/${NAME(600)}`,
        event('Normal', 'SuccessfulDelete', 'Deleted job old'),
        started(600)[1],
        again(900),
      ],
    ],
    [
      'Forbid, but it has ended',
      busy('Forbid'),
      [job('old', [since('Complete', 'True')])],
      [
        `create Job/${NAME(600)}`,
        event('Normal', 'SawCompletedJob', 'Saw completed job: old, condition: Complete'),
        started(600)[1],
        again(900),
      ],
    ],
    [
      'Forbid, but it is gone',
      busy('Forbid'),
      [],
      [
        `create Job/${NAME(600)}`,
        event('Normal', 'MissingJob', 'Active job went missing: old'),
        started(600)[1],
        again(900),
      ],
    ],
  ])('%s', (_name, object, jobs, lines) => {
    expect(runs(object, 600, ...jobs)).toEqual(lines);
  });

  it('does not start the same one twice, though its time is not written yet', () => {
    const object = cron({}, { status: { active: [running(NAME(300))] } });
    expect(runs(object, 300, job(NAME(300)))).toEqual([again(600)]);
  });

  it('replaces all that run', () => {
    const object = cron(
      { concurrencyPolicy: 'Replace' },
      { status: { active: [running('a'), running('b')], lastScheduleTime: at(300) } },
    );
    const { cluster } = lookAt(cronJob, stored([object, job('a'), job('b')]), 'default/tick', 600);
    expect(cluster.list('Job').map(({ metadata }) => metadata.name)).toEqual([NAME(600)]);
    expect(
      (cluster.get('CronJob', 'default/tick') as CronJob).status?.active?.map(({ name }) => name),
    ).toEqual([NAME(600)]);
  });
});

describe('what a CronJob knows of its Jobs', () => {
  const status = (object: ReturnType<typeof cron>, ...jobs: ReturnType<typeof made>[]) => {
    const { cluster } = lookAt(cronJob, stored([object, ...jobs]), 'default/tick', 1);
    return (cluster.get('CronJob', 'default/tick') as CronJob).status;
  };
  const done = (name: string, completionTime: string, type = 'Complete') =>
    job(name, [since(type, 'True')], { completionTime });

  it('says which have ended, appeared or gone', () => {
    const object = cron({}, { status: { active: [running('a'), running('b'), running('c')] } });
    const jobs = [
      job('a', [since('Failed', 'True')]),
      job('b'),
      job('d'),
      job('e', [since('Complete', 'False')]),
    ];
    expect(runs(object, 1, ...jobs)).toEqual([
      event('Normal', 'SawCompletedJob', 'Saw completed job: a, condition: Failed'),
      event('Warning', 'UnexpectedJob', 'Saw a job that the controller did not create or forgot: d'),
      event('Warning', 'UnexpectedJob', 'Saw a job that the controller did not create or forgot: e'),
      event('Normal', 'MissingJob', 'Active job went missing: c'),
      again(300),
    ]);
    expect(status(object, ...jobs)).toEqual({ active: [running('b')] });
  });

  it('remembers the last success', () => {
    expect(status(cron(), done('a', at(50)), done('b', at(90)), done('c', at(70)))).toMatchObject({
      lastSuccessfulTime: at(90),
    });
    expect(status(cron(), done('a', at(50), 'Failed'))).not.toHaveProperty('lastSuccessfulTime');
    expect(status(cron({}, { status: { lastSuccessfulTime: at(99) } }), done('a', at(50)))).toMatchObject({
      lastSuccessfulTime: at(99),
    });
  });

  const many = (type: string, ...starts: (number | undefined)[]) =>
    starts.map((start, i) =>
      job(
        `${type.toLowerCase()}-${i}`,
        [since(type, 'True')],
        start === undefined ? {} : { startTime: at(start) },
      ),
    );
  const gone = (name: string) => [`delete Job/${name}`];
  const deleted = (...names: string[]) => [
    ...names.flatMap(gone),
    again(300),
    ...names.map((name) => event('Normal', 'SuccessfulDelete', `Deleted job ${name}`)),
  ];
  const cleared = (object: ReturnType<typeof cron>, ...jobs: ReturnType<typeof made>[]) => {
    const lines = runs(object, 1, ...jobs);
    return [
      ...lines.filter((line) => !line.startsWith('Normal')),
      ...lines.filter((line) => line.startsWith('Normal')),
    ];
  };
  it.each([
    ['three that succeeded are kept', cron(), many('Complete', 3, 1, 2), deleted()],
    ['of four the one that started first goes', cron(), many('Complete', 3, 1, 2, 4), deleted('complete-1')],
    ['of one start the first by name', cron(), many('Complete', 1, 1, 1, 1), deleted('complete-0')],
    [
      'one that never started is the newest',
      cron({ successfulJobsHistoryLimit: 1 }),
      many('Complete', undefined, 1),
      deleted('complete-1'),
    ],
    ['one that failed is kept', cron(), many('Failed', 1, 2), deleted('failed-0')],
    [
      'as many as are asked for',
      cron({ successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 2 }),
      [...many('Complete', 1), ...many('Failed', 1, 2, 3)],
      deleted('complete-0', 'failed-0'),
    ],
    ['those that run are not counted', cron({ successfulJobsHistoryLimit: 0 }), [], deleted()],
  ])('%s', (_name, object, jobs, lines) => {
    expect(cleared(object, ...jobs)).toEqual(lines);
  });

  it('looks when it or a Job of it changes', () => {
    expect(woken(cronJob, 'CronJob', stored([]), { verb: 'update', object: cron() })).toEqual([
      'default/tick',
    ]);
    expect(woken(cronJob, 'Job', stored([]), { verb: 'update', object: job('a') })).toEqual(['default/tick']);
    expect(woken(cronJob, 'Job', stored([]), { verb: 'update', object: made('Job', 'a') })).toEqual([]);
    expect(look(cronJob, stored([]), 'default/tick')).toEqual([]);
  });
});
