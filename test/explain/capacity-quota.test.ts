import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { node, pod } from '../scheduler/build.js';
import { alone, counted, deployment, mixed, workload } from './counted.js';
import { local, on } from './told.js';

const quota = (name: string, hard: Record<string, string>, more: object = {}) =>
  local('v1', 'ResourceQuota', name, { spec: { hard, ...more } });
const web = deployment('web', pod('x', { requests: { cpu: '500m' } }));
const nodes = ['a', 'b'].map((name) => node(name));

/** How many the quotas let in, of how many that fit; and what is said. */
const told = (world: readonly KubeObject[], one = web, max?: number) => {
  const { more, fit, limited, quota: end, why } = alone([...nodes, ...world], one, max);
  return { more, fit, limited, end, why };
};
const ended = (name: string, resources: string[], namespace = 'default') => ({
  end: { quota: name, namespace, resources },
  why: `quota ${name} of namespace ${namespace} ends it (${resources.join(', ')})`,
});

describe('a quota ends it', () => {
  const world: KubeObject[] = [];
  it.each<[what: string, hard: Record<string, string>, more: number, resources: string[]]>([
    ['pods', { pods: '3' }, 3, ['pods']],
    ['the number of objects', { 'count/pods': '4' }, 4, ['count/pods']],
    ['cpu', { 'requests.cpu': '2' }, 4, ['requests.cpu']],
    ['cpu in short', { cpu: '2499m' }, 4, ['cpu']],
    ['cpu, to the end', { cpu: '2500m' }, 5, ['cpu']],
    ['both at once, by name', { pods: '2', cpu: '1' }, 2, ['cpu', 'pods']],
    ['the first of them', { pods: '9', cpu: '1' }, 2, ['cpu']],
    ['none at all', { pods: '0' }, 0, ['pods']],
  ])('of %s', (_what, hard, more, resources) => {
    expect(told([...world, quota('small', hard)])).toEqual({
      more,
      fit: 16,
      limited: false,
      ...ended('small', resources),
    });
  });

  it('with what is used of it already', () => {
    const there = on('a', pod('other', { requests: { cpu: '1' } }));
    const done = on('a', pod('done', { requests: { cpu: '1' }, status: { phase: 'Succeeded' } }));
    const elsewhere = on('a', pod('other', { namespace: 'x', requests: { cpu: '1' } }));
    expect(told([there, done, elsewhere, quota('small', { cpu: '2' })])).toMatchObject({ more: 2, fit: 12 });
    expect(told([there, quota('small', { cpu: '500m' })])).toMatchObject({
      more: 0,
      why: ended('small', ['cpu']).why,
    });
  });

  it('of several the first that has not enough', () => {
    const two = [quota('b', { pods: '5' }), quota('a', { cpu: '2' })];
    expect(told(two)).toMatchObject({ more: 4, ...ended('a', ['cpu']) });
    expect(told([quota('b', { pods: '3' }), quota('a', { cpu: '2' })])).toMatchObject({
      more: 3,
      ...ended('b', ['pods']),
    });
    // The first gives back what the second does not let in: it has enough for one of another kind.
    const mix = counted(
      [...nodes, quota('a', { pods: '3' }), quota('b', { 'requests.memory': '2Gi' })],
      [
        deployment('fat', pod('x', { requests: { memory: '2Gi' } })),
        deployment('thin', pod('x', { requests: { memory: '0' } })),
      ].map((object) => ({ object, weight: 1 })),
    ).mix!;
    expect(mix).toMatchObject({
      rounds: 1,
      endedBy: 0,
      ...(ended('b', ['requests.memory']).end && { quota: ended('b', ['requests.memory']).end }),
    });
    expect(mix.parts.map(({ left }) => left)).toEqual([0, 1]);
  });

  it('not where the nodes end it before', () => {
    expect(told([quota('large', { pods: '16' })])).toEqual({
      more: 16,
      fit: 16,
      limited: false,
      end: undefined,
      why: 'cpu ends it on a and b',
    });
    expect(told([quota('large', { pods: '15' })])).toMatchObject({
      more: 15,
      fit: 16,
      ...ended('large', ['pods']),
    });
  });

  it('where counting would stop', () => {
    expect(told([quota('small', { pods: '5' })], web, 6)).toEqual({
      more: 5,
      fit: 6,
      limited: false,
      ...ended('small', ['pods']),
    });
    expect(told([quota('small', { pods: '5' })], web, 5)).toEqual({
      more: 5,
      fit: 5,
      limited: true,
      end: undefined,
      why: undefined,
    });
  });

  it('not of another namespace, nor of other pods', () => {
    const other = { ...quota('small', { pods: '1' }), metadata: { name: 'small', namespace: 'other' } };
    expect(told([other])).toMatchObject({ more: 16, end: undefined });
    expect(told([quota('idle', { pods: '1' }, { scopes: ['BestEffort'] })])).toMatchObject({
      more: 16,
      end: undefined,
    });
    expect(told([quota('busy', { pods: '1' }, { scopes: ['NotBestEffort'] })])).toMatchObject({
      more: 1,
      ...ended('busy', ['pods']),
    });
    expect(told([quota('odd', { services: '0', 'requests.storage': '0' })])).toMatchObject({
      more: 16,
      end: undefined,
    });
  });

  it('for a pod that does not say what it must', () => {
    const mute = deployment('mute', pod('x'));
    const message = 'failed quota: small: must specify limits.cpu for: main; requests.cpu for: main';
    const world = [
      quota('large', { pods: '99' }),
      quota('small', { 'requests.cpu': '2', 'limits.cpu': '2' }),
    ];
    expect(told(world, mute)).toEqual({
      more: 0,
      fit: 220,
      limited: false,
      end: { quota: 'small', namespace: 'default', resources: [], message },
      why: message,
    });
    const mix = mixed([...nodes, ...world.slice(1)], [mute, 1]);
    expect(mix).toMatchObject({
      rounds: 0,
      endedBy: 0,
      why: message,
      quota: { quota: 'small', message },
      ends: [],
    });
    expect(mix.parts[0]!.left).toBe(0);
  });
});

describe('claims count too', () => {
  const set = workload('StatefulSet', 'db', pod('x', { requests: { cpu: '500m' } }), {
    serviceName: 'db',
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
      },
    ],
  });
  const standard = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'csi.example.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  } as KubeObject;
  const there = (name: string) =>
    local('v1', 'PersistentVolumeClaim', name, {
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'standard',
        resources: { requests: { storage: '2Gi' } },
      },
    });

  it.each<[hard: Record<string, string>, more: number, resource: string]>([
    [{ persistentvolumeclaims: '3' }, 3, 'persistentvolumeclaims'],
    [{ 'requests.storage': '9Gi' }, 4, 'requests.storage'],
    [
      { 'standard.storageclass.storage.k8s.io/requests.storage': '5Gi' },
      2,
      'standard.storageclass.storage.k8s.io/requests.storage',
    ],
  ])('%j', (hard, more, resource) => {
    expect(told([standard, quota('small', hard)], set)).toEqual({
      more,
      fit: 16,
      limited: false,
      ...ended('small', [resource]),
    });
  });

  it('but for those that are there', () => {
    const small = quota('small', { persistentvolumeclaims: '3' });
    expect(told([standard, small, there('data-db-0'), there('data-db-1')], set)).toMatchObject({ more: 3 });
    expect(told([standard, small, there('data-db-0'), there('other')], set)).toMatchObject({ more: 2 });
    const mix = mixed([...nodes, standard, small, there('other')], [set, 1]);
    expect(mix).toMatchObject({
      rounds: 2,
      endedBy: 0,
      quota: { quota: 'small', resources: ['persistentvolumeclaims'] },
    });
  });
});

describe('a mix within a quota', () => {
  const cache = deployment('cache', pod('x', { requests: { cpu: '1' } }));

  it('gives back what a round took that does not come to its end', () => {
    const mix = mixed([...nodes, quota('small', { cpu: '5500m' })], [web, 1], [cache, 2]);
    expect(mix).toMatchObject({ rounds: 2, limited: false, endedBy: 1, ends: [] });
    expect(mix).toMatchObject({ quota: { quota: 'small', namespace: 'default', resources: ['cpu'] } });
    expect(mix.why).toBe('quota small of namespace default ends it (cpu)');
    expect(mix.parts.map(({ left }) => left)).toEqual([1, 0]);
    expect(mix.nodes.map(({ more }) => more[0]! + more[1]!)).toEqual([3, 3]);
  });

  it('says what each could add within it', () => {
    const mix = mixed([...nodes, quota('small', { cpu: '6' })], [web, 1], [cache, 2]);
    // 5 are used; one is left.
    expect(mix.rounds).toBe(2);
    expect(mix.parts.map(({ left }) => left)).toEqual([2, 1]);
  });

  it('does not show in what is counted alone, nor after a pod that found no node', () => {
    const wide = deployment('wide', pod('x', { requests: { cpu: '3' } }));
    const world = [...nodes, quota('small', { pods: '4' })];
    const requests = [web, wide].map((object) => ({ object, weight: 1 }));
    const { templates, mix } = counted(world, requests);
    expect(templates.map(({ object, more }) => [object.name, more])).toEqual([
      ['web', 4],
      ['wide', 2],
    ]);
    expect(mix).toMatchObject({ rounds: 2, endedBy: 0, quota: { resources: ['pods'] } });
    const { mix: other } = counted([...nodes, quota('small', { pods: '6' })], requests);
    expect(other).toMatchObject({ rounds: 2, endedBy: 1, why: 'cpu ends it on a and b' });
    // The one of the third round and that without a node are given back.
    expect(other!.parts.map(({ left }) => left)).toEqual([2, 0]);
  });
});
