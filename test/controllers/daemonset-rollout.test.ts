import { describe, expect, it } from 'vitest';
import { LABELS, LEAVING, nodes, old, pod, set, sync, unready } from './daemonsets.js';
import { at, made, owned, ready, stored } from './look.js';

const update = (rollingUpdate: object, more: object = {}) =>
  set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate }, ...more });
const oldOnes = (names: string) => [...names].map((name) => old(name));
const CORDONED = { spec: { taints: [{ key: 'special', effect: 'NoSchedule' }] } };

describe('a DaemonSet with a new template', () => {
  it.each([
    ['one node at a time by default', set(), [...nodes('abc'), ...oldOnes('abc')], ['-log-a']],
    ['the next one when that is available', set(), [...nodes('abc'), pod('a'), ...oldOnes('bc')], ['-log-b']],
    ['not before', set(), [...nodes('abc'), pod('a', unready), ...oldOnes('bc')], []],
    ['nor while it is away', set(), [...nodes('abc'), old('a', ready(), LEAVING), ...oldOnes('bc')], []],
    [
      'nor before it was ready for long enough',
      set({ minReadySeconds: 20 }),
      [...nodes('ab'), pod('a', ready(-19)), old('b')],
      [],
    ],
    [
      'as many as may be away',
      update({ maxUnavailable: 2 }),
      [...nodes('abc'), ...oldOnes('abc')],
      ['-log-a', '-log-b'],
    ],
    [
      'less those that are away',
      update({ maxUnavailable: 2 }),
      [...nodes('abc'), pod('a', unready), ...oldOnes('bc')],
      ['-log-b'],
    ],
    [
      'a share is rounded up',
      update({ maxUnavailable: '34%' }),
      [...nodes('abc'), ...oldOnes('abc')],
      ['-log-a', '-log-b'],
    ],
    [
      'of the nodes that it belongs on',
      update({ maxUnavailable: '50%' }),
      [...nodes('abcde', { d: CORDONED, e: CORDONED }), ...oldOnes('abc')],
      ['-log-a', '-log-b'],
    ],
    [
      'old ones that are of no use go at once, and count',
      update({ maxUnavailable: 2 }),
      [...nodes('abcd'), old('a', unready), ...oldOnes('bcd')],
      ['-log-a', '-log-b'],
    ],
    [
      '… all of them',
      set(),
      [...nodes('abc'), old('a', unready), old('b', unready), old('c')],
      ['-log-a', '-log-b'],
    ],
    [
      'two old ones on a node that is gone count as away',
      set(),
      [...nodes('b'), old('z'), old('z', ready(), { name: 'y' }), old('b')],
      [],
    ],
    [
      'an old and a new one there, too',
      set(),
      [...nodes('b'), old('z'), pod('z', ready(), 'new', { name: 'y' }), old('b')],
      [],
    ],
    ['a new one there does not', set(), [...nodes('b'), pod('z'), old('b')], ['-log-b']],
    [
      'only when they are deleted',
      set({ updateStrategy: { type: 'OnDelete' } }),
      [...nodes('ab'), ...oldOnes('ab')],
      [],
    ],
  ])('%s', (_name, object, objects, expected) => {
    expect(sync([object, ...objects]).pods).toEqual(expected);
  });

  const surge = (maxSurge: number | string, more: object = {}) =>
    update({ maxSurge, maxUnavailable: 0 }, more);
  const beside = (name: string, status: object = ready(-99)) =>
    pod(name, status, 'new', { name: `new-${name}` });
  it.each([
    ['a new one beside the old one', surge(1), [...nodes('abc'), ...oldOnes('abc')], ['+a']],
    ['as many as may be', surge(2), [...nodes('abc'), ...oldOnes('abc')], ['+a', '+b']],
    ['a share is rounded up', surge('34%'), [...nodes('abc'), ...oldOnes('abc')], ['+a', '+b']],
    [
      'the old one goes when the new one is available',
      surge(1),
      [...nodes('abc'), old('a'), beside('a'), ...oldOnes('bc')],
      ['+b', '-log-a'],
    ],
    ['not before', surge(1), [...nodes('abc'), old('a'), beside('a', unready), ...oldOnes('bc')], []],
    [
      'nor before it was ready for long enough',
      surge(1, { minReadySeconds: 20 }),
      [...nodes('ab'), old('a'), beside('a', ready(-19)), old('b')],
      [],
    ],
    [
      'an old one that is of no use goes',
      surge(1),
      [...nodes('ab'), old('a', unready), beside('a', unready), old('b')],
      ['+b', '-log-a'],
    ],
    [
      '… a new one comes at once, and counts',
      surge(1),
      [...nodes('abc'), old('a', unready), ...oldOnes('bc')],
      ['+a'],
    ],
    [
      '… beyond what may be beside',
      surge(1),
      [...nodes('abc'), old('a', unready), old('b', unready), old('c')],
      ['+a', '+b'],
    ],
    [
      'two new ones: the younger goes',
      surge(1),
      [
        ...nodes('a'),
        pod('a', ready(), 'new', { name: 'y', metadata: { creationTimestamp: at(5) } }),
        pod('a', ready(), 'new', { name: 'x', metadata: { creationTimestamp: at(9) } }),
      ],
      ['-x'],
    ],
    [
      'two old ones beside a new one: both go when it is available',
      surge(1),
      [
        ...nodes('a'),
        old('a'),
        old('a', ready(), { name: 'x', metadata: { creationTimestamp: at(9) } }),
        beside('a'),
      ],
      ['-x', '-log-a'],
    ],
    ['no new one where none belongs', surge(1), [...nodes('ab', { a: CORDONED }), ...oldOnes('ab')], ['+b']],
    [
      'the old one there goes once it is of no use',
      surge(1),
      [...nodes('ab', { a: CORDONED }), old('a', unready), old('b')],
      ['+b', '-log-a'],
    ],
    [
      '… on a node that is gone, too',
      surge(1),
      [...nodes('b'), old('a', unready), old('b')],
      ['+b', '-log-a'],
    ],
    [
      'none beside: as without',
      surge('0%', {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '0%', maxUnavailable: 1 } },
      }),
      [...nodes('ab'), ...oldOnes('ab')],
      ['-log-a'],
    ],
    [
      'two old ones on a node that is gone count as beside',
      surge(1),
      [...nodes('b'), old('z'), old('z', ready(), { name: 'y' }), old('b')],
      [],
    ],
    ['a node with nothing but a new one', surge(1), [...nodes('ab'), pod('a', unready), old('b')], ['+b']],
  ])('with surge: %s', (_name, object, objects, expected) => {
    expect(sync([object, ...objects]).pods).toEqual(expected);
  });
});

describe('the revisions of a DaemonSet', () => {
  const revision = (name: string, number: number) =>
    owned(set(), 'ControllerRevision', `log-${name}`, {
      metadata: { labels: { ...LABELS, 'controller-revision-hash': name } },
      data: { spec: { template: { metadata: { labels: { old: name } } } } },
      revision: number,
    });
  const revisions = (objects: ReturnType<typeof made>[]) =>
    sync(objects)
      .world.list('ControllerRevision')
      .map((one) => `${one.metadata.name} ${one.revision}`)
      .sort();

  it('are named by the template’s hash, and labelled with it', () => {
    const [first] = sync([set()]).world.list('ControllerRevision');
    expect(first!.metadata).toMatchObject({
      name: 'log-54bb5b6477',
      labels: {
        app: 'log',
        'controller-revision-hash': '54bb5b6477',
        'controller.kubernetes.io/hash': '54bb5b6477',
      },
    });
  });

  it('are cleared away beyond the limit, those of pods excepted', () => {
    const history = [revision('a', 1), revision('b', 2), revision('c', 3)];
    const kept = (limit: number | undefined, ...pods: ReturnType<typeof made>[]) =>
      revisions([
        set({ revisionHistoryLimit: limit, updateStrategy: { type: 'OnDelete' } }),
        ...nodes('n'),
        ...history,
        ...pods,
      ]).filter((one) => !one.endsWith(' 4'));
    expect(kept(1)).toEqual(['log-c 3']);
    expect(kept(0)).toEqual([]);
    expect(kept(undefined)).toEqual(['log-a 1', 'log-b 2', 'log-c 3']);
    expect(kept(0, pod('n', ready(), 'a'))).toEqual(['log-a 1']);
  });

  it('have another name where that is taken', () => {
    const taken = owned(made('DaemonSet', 'other'), 'ControllerRevision', 'log-54bb5b6477', {
      data: { other: true },
      revision: 1,
    });
    const { status, world } = sync([set(), taken]);
    expect(status).toMatchObject({ collisionCount: 1 });
    expect(world.list('ControllerRevision')).toHaveLength(2);
    expect(sync([set()]).status).not.toHaveProperty('collisionCount');
    expect(stored([]).count('DaemonSet')).toBe(0);
  });
});
