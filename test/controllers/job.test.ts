import { describe, expect, it } from 'vitest';
import { job as controller } from '../../src/controllers/job.js';
import { creates, ended, job, LEAVING, pod, sync, syncOf, TRACKED } from './jobs.js';
import { at, changed, look, made, owned, ready, since, stored, woken } from './look.js';

describe('the pods of a Job', () => {
  it('are made of its template, tracked, and counted', () => {
    const { did, status, world } = sync([job({ parallelism: 2, completions: 3 })]);
    expect(did).toEqual(creates('j#1', 'j#2'));
    expect(status).toEqual({ startTime: at(0), active: 2, ready: 0, terminating: 0 });
    const [one] = world.list('Pod');
    expect(one!.metadata).toMatchObject({
      generateName: 'j-',
      finalizers: TRACKED,
      labels: { 'job-name': 'j', 'batch.kubernetes.io/job-name': 'j' },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          name: 'j',
          uid: 'Job-j',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
  });

  const STARTED = { startTime: at(-5) };
  const some = (count: number, status?: object) =>
    Array.from({ length: count }, (_, i) => pod(`p${i}`, status));
  const succeeded = (count: number) => ({ status: { ...STARTED, succeeded: count } });
  it.each([
    ['one by default', job(), [], 1],
    ['as many as may run at a time', job({ parallelism: 3, completions: 9 }), [], 3],
    ['no more than are still needed', job({ parallelism: 3, completions: 4 }, succeeded(2)), [], 2],
    ['those that run are enough', job({ parallelism: 2, completions: 9 }), some(2), 0],
    ['one is missing', job({ parallelism: 3, completions: 9 }), some(2), 1],
    ['none at a time', job({ parallelism: 0, completions: 9 }), [], 0],
    ['a work queue: as many as may run', job({ parallelism: 3, completions: undefined }), some(1), 2],
    [
      'a work queue: none more once one has succeeded',
      job({ parallelism: 3, completions: undefined }, succeeded(1)),
      some(1),
      0,
    ],
    [
      'those that leave are replaced at once',
      job({ parallelism: 2, completions: 9 }),
      [pod('a'), pod('b', { phase: 'Running' }, { metadata: { ...LEAVING, finalizers: ['x/y'] } })],
      1,
    ],
    [
      '… or when they are gone',
      job({ parallelism: 2, completions: 9, podReplacementPolicy: 'Failed' }),
      [pod('a'), pod('b', { phase: 'Running' }, { metadata: { ...LEAVING, finalizers: ['x/y'] } })],
      0,
    ],
    [
      '… those that have ended do not count as leaving',
      job({ parallelism: 2, completions: 9, podReplacementPolicy: 'Failed' }),
      [pod('a'), pod('b', { phase: 'Failed' }, { metadata: { ...LEAVING, finalizers: ['x/y'] } })],
      1,
    ],
    ['at most 500 at once', job({ parallelism: 501, completions: 900 }), [], 500],
    ['a Job of somebody else’s controller', job({ managedBy: 'example.com/other' }), [], 0],
    ['a Job of this controller', job({ managedBy: 'kubernetes.io/job-controller' }), [], 1],
    [
      'a Job that is being deleted',
      job({}, { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } }),
      [],
      0,
    ],
    ['a suspended Job', job({ suspend: true }), [], 0],
  ])('%s', (_name, object, pods, count) => {
    expect(sync([object, ...pods]).did.filter((line) => line.startsWith('create'))).toHaveLength(count);
  });

  it('run one at a time where nothing is said', () => {
    const bare = changed(stored([job({ completions: 3 })]), 'Job', 'default/j', {
      spec: { parallelism: undefined },
    });
    expect(syncOf(bare).did).toEqual(creates('j#1'));
  });

  it('go when there are too many: those that are missed least first', () => {
    const pods = [
      pod('a', ready(-9)),
      pod('b', { phase: 'Pending' }),
      pod('c', ready(-20)),
      pod('d', { phase: 'Running' }),
    ];
    const { did, status, untracked } = sync([
      job({ parallelism: 2, completions: 9 }, { status: STARTED }),
      ...pods,
    ]);
    const asked = (name: string) =>
      `update Pod/${name}: metadata.deletionTimestamp – → +30s; metadata.deletionGracePeriodSeconds – → 30`;
    const said = (name: string) => `Normal SuccessfulDelete Job/j: Deleted pod: ${name}`;
    expect(did).toEqual([asked('b'), asked('d'), said('b'), said('d')]);
    expect(untracked).toEqual(['b', 'd']);
    expect(status).toEqual({ startTime: at(-5), active: 2, ready: 2, terminating: 2 });
  });

  it('go newest first where all are alike', () => {
    const pods = [-3, -1, -2].map((seconds) =>
      pod(`p${-seconds}`, ready(0), { metadata: { creationTimestamp: at(seconds) } }),
    );
    const { untracked } = sync([job({ parallelism: 1, completions: 9 }, { status: STARTED }), ...pods]);
    expect(untracked).toEqual(['p1', 'p2']);
  });

  it('are refused: the Job says why, and tries again', () => {
    const quota = made('ResourceQuota', 'one', { spec: { hard: { pods: '1' } } });
    const { did, status } = sync([job({ parallelism: 3, completions: 3 }), quota]);
    const why =
      'pods "j#2" is forbidden: exceeded quota: one, requested: pods=1, used: pods=1, limited: pods=1';
    expect(did).toEqual([
      'create Pod/j#1',
      'Normal SuccessfulCreate Job/j: Created pod: j#1',
      `Warning FailedCreate Job/j: Error creating: ${why}`,
      `failed: ${why}`,
    ]);
    expect(status).toMatchObject({ active: 1 });
  });

  it('are not made in a namespace that is being deleted, in silence', () => {
    const world = stored([job()]);
    const found = world.get('Namespace', 'default')!;
    const dying = {
      ...found,
      metadata: { ...found.metadata, deletionTimestamp: at(0) },
      status: { phase: 'Terminating' as const },
    };
    expect(syncOf(world.with([{ verb: 'update', object: dying }])).did).toEqual([]);
  });
});

describe('pods that have ended', () => {
  const at2 = (more: object = {}, status: object = {}) =>
    job({ parallelism: 2, completions: 9, ...more }, { status: { startTime: at(-5), ...status } });

  it('are counted once', () => {
    const pods = [
      pod('a', ended('Succeeded')),
      pod('b', ended('Failed')),
      pod('c', ended('Failed')),
      pod('d', ended('Succeeded'), { metadata: { finalizers: [] } }),
      pod('e', ended('Failed'), { metadata: { finalizers: [] } }),
    ];
    const { untracked, status } = sync([at2({}, { succeeded: 3, failed: 1 }), ...pods], 600);
    expect(untracked).toEqual(['a', 'b', 'c']);
    expect(status).toMatchObject({ succeeded: 4, failed: 3 });
  });

  it('count as failed when they leave, unless only failed ones are replaced', () => {
    const leaving = pod('a', { phase: 'Running' }, { metadata: LEAVING });
    const going = sync([at2(), leaving]);
    expect([going.untracked, going.status['failed'], going.status['terminating']]).toEqual([['a'], 1, 1]);
    const waiting = sync([at2({ podReplacementPolicy: 'Failed' }), leaving]);
    expect([waiting.untracked, waiting.status['failed'], waiting.status['terminating']]).toEqual([
      [],
      undefined,
      1,
    ]);
    const deleted = job(
      {},
      { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] }, status: { startTime: at(-5) } },
    );
    const all = sync([deleted, leaving, pod('b', ended('Failed'))]);
    expect([all.untracked, all.status['failed']]).toEqual([['a', 'b'], 1]);
    const done = sync([at2(), pod('a', ended('Succeeded'), { metadata: LEAVING })]);
    expect([done.untracked, done.status['failed'], done.status['succeeded']]).toEqual([['a'], undefined, 1]);
  });

  it.each([
    ['one failure: 10 s', [ended('Failed', 0)], undefined, 10],
    ['two in a row: 20 s after the last', [ended('Failed', 5), ended('Failed', 0)], undefined, 25],
    ['three: 40 s', [ended('Failed', 5)], { failures: 2, last: 0 }, 45],
    ['six: 320 s', [], { failures: 6, last: 0 }, 320],
    ['seven: no more than 10 min', [], { failures: 7, last: 0 }, 600],
    [
      'a success after the last failure: none',
      [ended('Failed', 0), ended('Succeeded', 3)],
      undefined,
      undefined,
    ],
    [
      'a success after earlier failures, and then one more',
      [ended('Succeeded', 3), ended('Failed', 4)],
      { failures: 4, last: 1 },
      14,
    ],
    [
      'a success before the last failure does not matter to the others',
      [ended('Succeeded', 3)],
      { failures: 2, last: 5 },
      25,
    ],
    [
      'a success at the moment of a failure',
      [ended('Failed', 3), ended('Succeeded', 3)],
      undefined,
      undefined,
    ],
    ['nothing has ended', [], undefined, undefined],
  ])('make the next one wait: %s', (_name, statuses, memory, seconds) => {
    const pods = statuses.map((status, i) => pod(`p${i}`, status));
    const kept = memory && { ...memory, last: Date.parse(at(memory.last)) };
    const { did } = sync([at2({ backoffLimit: 99 }), ...pods], 5, kept);
    if (seconds === undefined) expect(did).toEqual(creates('j#1', 'j#2'));
    else expect(did).toEqual([`again at +${seconds}s`]);
    expect(sync([at2({ backoffLimit: 99 }), ...pods], seconds ?? 5, kept).did).toEqual(creates('j#1', 'j#2'));
  });

  it('are remembered though they are deleted', () => {
    const { memory } = sync([at2(), pod('a', ended('Failed', 4)), pod('b', ended('Failed', 2))], 5);
    expect(memory).toEqual({ failures: 2, last: Date.parse(at(4)) });
    expect(sync([at2(), pod('a', ended('Succeeded', 6))], 6, memory).memory).toBeUndefined();
    expect(sync([at2()], 6, memory).memory).toEqual(memory);
  });
});

describe('what a Job looks at', () => {
  it('are itself, its pods, and orphans with its labels', () => {
    const world = stored([job()]);
    const [found] = world.list('Job');
    const wake = (kind: string, object: object) =>
      woken(controller, kind, world, { verb: 'update', object: object as never });
    expect(wake('Job', found!)).toEqual(['default/j']);
    expect(wake('Pod', pod('a'))).toEqual(['default/j']);
    expect(
      wake('Pod', made('Pod', 'a', { metadata: { labels: found!.spec.selector!.matchLabels } })),
    ).toEqual(['default/j']);
    expect(wake('Pod', made('Pod', 'a'))).toEqual([]);
  });

  it('of a Job that is gone are the pods that it tracked', () => {
    const elsewhere = owned(made('Job', 'k'), 'Pod', 'd', { metadata: { finalizers: TRACKED } });
    const orphan = { ownerReferences: [] };
    const other = { labels: { 'batch.kubernetes.io/job-name': 'k' } };
    const world = stored([]).with(
      [
        pod('a', ended('Failed')),
        pod('b', { phase: 'Running' }, { metadata: { ...orphan, finalizers: [...TRACKED, 'x/y'] } }),
        pod('c', { phase: 'Running' }, { metadata: { ...orphan, ...other } }),
        elsewhere,
        pod('e', { phase: 'Running' }, { metadata: { finalizers: ['x/y'] } }),
        owned(made('Job', 'k'), 'Pod', 'f', {
          metadata: { finalizers: TRACKED, labels: { 'batch.kubernetes.io/job-name': 'j' } },
        }),
      ].map((object) => ({
        verb: 'create' as const,
        object: {
          ...object,
          spec: {
            ...(object['spec'] as object),
            restartPolicy: 'Never',
            containers: [{ name: 'app', image: 'app:1' }],
          },
        } as never,
      })),
    );
    expect(look(controller, world, 'default/j').map((line) => line.split(':')[0])).toEqual([
      'update Pod/a',
      'update Pod/b',
    ]);
    expect(
      look(
        controller,
        stored([
          job({}, { status: { conditions: [since('Complete', 'True')] } }),
          pod('a'),
          pod('b', ended('Failed')),
        ]),
        'default/j',
      ).map((line) => line.split(':')[0]),
    ).toEqual(['update Pod/a', 'update Pod/b']);
  });
});
