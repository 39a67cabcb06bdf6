import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { ended, indexed, job, LEAVING, pod, sync } from './jobs.js';
import { at, type made } from './look.js';

const INDEX = 'batch.kubernetes.io/job-completion-index';
const of = (spec: object = {}, status: object = {}) =>
  job(
    { completionMode: 'Indexed', completions: 4, parallelism: 4, ...spec },
    { status: { startTime: at(-5), ...status } },
  );
const sorted = (objects: ReturnType<typeof made>[], seconds = 0) => {
  const { world, did, status } = sync(objects, seconds);
  const known = new Set(objects.map(({ metadata }) => metadata.name));
  const pods = world.list('Pod').filter(({ metadata }) => !known.has(metadata.name));
  return { indexes: pods.map(({ metadata }) => metadata.annotations?.[INDEX]).sort(), pods, did, status };
};

describe('the pods of an indexed Job', () => {
  it('know their index', () => {
    const { pods } = sorted([
      of({
        completions: 1,
        template: {
          metadata: { annotations: { a: 'b' }, labels: { c: 'd' }, finalizers: ['x/y'] },
          spec: {
            restartPolicy: 'Never',
            containers: [
              { name: 'app', image: 'app:1', env: [{ name: 'A', value: 'b' }] },
              { name: 'two', image: 'two:1' },
            ],
          },
        },
      }),
    ]);
    const [{ metadata, spec }] = pods as [Pod];
    expect(metadata.generateName).toBe('j-0-');
    expect(metadata.finalizers).toEqual(['x/y', 'batch.kubernetes.io/job-tracking']);
    expect(metadata.annotations).toEqual({ a: 'b', [INDEX]: '0' });
    expect(metadata.labels).toMatchObject({ c: 'd', [INDEX]: '0' });
    expect(spec.hostname).toBe('j-0');
    const env = {
      name: 'JOB_COMPLETION_INDEX',
      valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX}']` } },
    };
    expect(spec.containers.map((container) => container.env)).toEqual([
      [{ name: 'A', value: 'b' }, env],
      [env],
    ]);
  });

  const gone = (index: number, status = ended('Failed')) => indexed(`p${index}`, index, status);
  it.each([
    ['all of them', of(), [], ['0', '1', '2', '3']],
    ['the lowest first', of({ parallelism: 2 }), [], ['0', '1']],
    ['not those that have succeeded', of({}, { completedIndexes: '0,2', succeeded: 2 }), [], ['1', '3']],
    ['not those that have just succeeded', of(), [gone(1, ended('Succeeded'))], ['0', '2', '3']],
    [
      'not those that have failed for good',
      of({ backoffLimitPerIndex: 1 }, { failedIndexes: '1,2' }),
      [],
      ['0', '3'],
    ],
    ['not those that run', of(), [indexed('p', 3)], ['0', '1', '2']],
    ['nor more than are wanted', of({ parallelism: 2 }), [indexed('p', 0)], ['1']],
    [
      'those that leave have failed: all wait',
      of({ completions: 2 }),
      [indexed('p', 1, { phase: 'Running' })].map((one) => ({
        ...one,
        metadata: { ...one.metadata, ...LEAVING },
      })),
      [],
    ],
    [
      '… or when they are gone',
      of({ completions: 2, podReplacementPolicy: 'Failed' }),
      [indexed('p', 1, { phase: 'Running' })].map((one) => ({
        ...one,
        metadata: { ...one.metadata, ...LEAVING },
      })),
      ['0'],
    ],
  ])('are made: %s', (_name, object, pods, indexes) => {
    expect(sorted([object, ...pods]).indexes).toEqual(indexes);
  });

  it('go where their index is there twice, too high or none', () => {
    const pods = [indexed('a', 0), indexed('b', 0), indexed('c', 4), indexed('d', 3), pod('e')];
    const { untracked, did } = sync([of(), ...pods]);
    expect(untracked).toEqual(['b', 'c', 'e']);
    expect(did.filter((line) => line.startsWith('create'))).toEqual([]);
  });

  it('go further where there are too many all the same', () => {
    const pods = [indexed('a', 0), indexed('b', 0), indexed('c', 1), indexed('d', 2)];
    expect(sync([of({ parallelism: 2 }), ...pods]).untracked).toHaveLength(2);
    expect(sync([of({ parallelism: 1 }), ...pods]).untracked).toHaveLength(3);
  });

  it('are counted by index', () => {
    const pods = [
      indexed('a', 0, ended('Succeeded')),
      indexed('b', 2, ended('Succeeded')),
      indexed('c', 9, ended('Succeeded')),
      pod('d', ended('Succeeded')),
      indexed('e', 2, ended('Succeeded')),
    ];
    const { status, untracked } = sync([of({ completions: 5 }, { completedIndexes: '3' }), ...pods]);
    expect(status).toMatchObject({ succeeded: 3, completedIndexes: '0,2,3' });
    expect(status).not.toHaveProperty('failedIndexes');
    expect(untracked).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
  const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';
  it('count the failures of an index, and wait for it alone', () => {
    const limit = { backoffLimitPerIndex: 5, completions: 2 };
    const failed = [indexed('a', 0, ended('Failed', 0)), indexed('b', 0, ended('Failed', 3))];
    const early = sorted([of(limit), ...failed], 5);
    expect([early.indexes, early.did.at(-1)]).toEqual([['1'], 'again at +23s']);
    expect(early.status).toMatchObject({ failed: 2, completedIndexes: '', failedIndexes: '' });
    expect(early.pods[0]!.metadata.annotations).toEqual({ [INDEX]: '1', [FAILURES]: '0' });
    expect(sorted([of(limit), ...failed], 22).indexes).toEqual(['1']);
    const late = sorted([of(limit), ...failed], 23);
    expect(late.indexes).toEqual(['0', '1']);
    expect(late.pods.map(({ metadata }) => metadata.annotations?.[FAILURES])).toEqual(['2', '0']);
    const seven = Array.from({ length: 7 }, (_, i) => indexed(`f${i}`, 0, ended('Failed', i)));
    const long = of({ ...limit, backoffLimitPerIndex: 9 });
    expect(sorted([long, ...seven], 100).did.at(-1)).toBe('again at +606s');
  });

  it('tell failures that a policy ignores apart', () => {
    const podFailurePolicy = { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [3] } }] };
    const limit = {
      backoffLimitPerIndex: 1,
      completions: 1,
      podFailurePolicy,
      podReplacementPolicy: 'Failed',
    };
    const failed = [
      indexed('a', 0, ended('Failed', 0, 3)),
      indexed('b', 0, ended('Failed', 0, 1)),
      indexed('c', 0, ended('Failed', 0, 3)),
    ];
    const { pods, status } = sorted([of(limit), ...failed], 100);
    expect(pods.map(({ metadata }) => metadata.annotations)).toEqual([
      { [INDEX]: '0', [FAILURES]: '1', [IGNORED]: '2' },
    ]);
    expect(status).toMatchObject({ failed: 1, failedIndexes: '' });
  });

  it('that failed too often are named', () => {
    const counts = { [FAILURES]: '1' };
    const { status } = sync([
      of({ backoffLimitPerIndex: 1 }),
      indexed('a', 2, ended('Failed'), counts),
      indexed('b', 0, ended('Failed')),
    ]);
    expect(status).toMatchObject({ failed: 2, failedIndexes: '2', active: 2 });
  });

  it('wait all together where no limit for an index is set', () => {
    expect(sync([of(), indexed('a', 0, ended('Failed', 0))], 5).did).toEqual(['again at +10s']);
  });
});
