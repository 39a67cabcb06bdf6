import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod, ResourceList } from '../../src/api/objects.js';
import { node, pod } from '../scheduler/build.js';
import { explained, fixed, local, object } from './told.js';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const DEFAULT = { metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } };

describe('a node that is added', () => {
  const added = (one: Pod, world: readonly KubeObject[]) =>
    explained(one, world).fixes.flatMap(({ title, node: where, world: [object], edits, commands, gone }) =>
      title.startsWith('add a node')
        ? [{ title, where, object, beside: [...edits, ...commands, ...gone] }]
        : [],
    );
  const sizes = (one: Pod, world: readonly KubeObject[]) =>
    (added(one, world)[0]?.object as { status?: { allocatable?: ResourceList } } | undefined)?.status
      ?.allocatable;
  const full = (name: string, size: ResourceList = {}, labels = {}) =>
    node(name, { size: { pods: '0', ...size }, labels });

  it('is as the largest that there are', () => {
    const world = [
      full('a', { memory: '4Gi', cpu: '16' }),
      full('b', { memory: '16Gi', cpu: '8', 'x.io/gpu': '2', pods: '0' }),
      full('c', { memory: '16Gi', cpu: '32' }),
    ];
    expect(added(pod('p', { requests: { cpu: '1' } }), [...world])).toEqual([]);
    const one = pod('p', { requests: { cpu: '1', memory: '1Gi' }, nodeSelector: { disk: 'ssd' } });
    const [first, second, third] = world.map(({ metadata, status }) => ({
      ...node(metadata.name!),
      status: { allocatable: { ...status!.allocatable, pods: '9' } },
    }));
    expect(added(one, [first!, second!, third!])).toEqual([
      {
        title: 'add a node with 1 cpu and 1Gi memory free, untainted, labelled disk=ssd',
        where: 'new-node',
        beside: [],
        object: {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: {
            name: 'new-node',
            uid: 'node-new-node',
            labels: {
              'beta.kubernetes.io/arch': 'amd64',
              'beta.kubernetes.io/os': 'linux',
              'kubernetes.io/arch': 'amd64',
              'kubernetes.io/os': 'linux',
              [HOST]: 'new-node',
              disk: 'ssd',
            },
          },
          spec: {},
          status: {
            capacity: { cpu: '8', memory: '16Gi', 'ephemeral-storage': '100Gi', pods: '9', 'x.io/gpu': '2' },
            allocatable: {
              cpu: '8',
              memory: '16Gi',
              'ephemeral-storage': '100Gi',
              pods: '9',
              'x.io/gpu': '2',
            },
            conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
          },
        },
      },
    ]);
  });

  const base = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110' };
  it.each<[asked: ResourceList, size: ResourceList, title: string, allocatable: ResourceList]>([
    [{ cpu: '4' }, {}, '4 cpu free', base],
    [{ cpu: '4' }, { cpu: '4000m' }, '4 cpu free', { ...base, cpu: '4000m' }],
    [{ cpu: '4001m' }, {}, '4 cpu free', { ...base, cpu: '4001m' }],
    [{ memory: '8Gi' }, {}, '8Gi memory free', base],
    [{ memory: '9Gi', cpu: '500m' }, {}, '9Gi memory and 500m cpu free', { ...base, memory: '9Gi' }],
    [{ 'ephemeral-storage': '100Gi' }, {}, '100Gi ephemeral-storage free', base],
    [
      { 'ephemeral-storage': '101Gi' },
      {},
      '101Gi ephemeral-storage free',
      { ...base, 'ephemeral-storage': '101Gi' },
    ],
    [{ 'x.io/gpu': '2' }, {}, '2 x.io/gpu free', { ...base, 'x.io/gpu': '2' }],
    [{ 'x.io/gpu': '2' }, { 'x.io/gpu': '3' }, '2 x.io/gpu free', { ...base, 'x.io/gpu': '3' }],
    [{}, {}, 'room for a pod', base],
  ])('has room for %j', (requests, size, title, allocatable) => {
    const cordoned = node('a', { cordoned: true, size });
    const one = pod('p', { requests });
    expect(added(one, [cordoned]).map((each) => each.title)).toEqual([`add a node with ${title}, untainted`]);
    expect(sizes(one, [cordoned])).toEqual(allocatable);
  });

  it('is told of its size where there is none', () => {
    const one = pod('p', { requests: { cpu: '500m', memory: '20Gi' } });
    expect(added(one, []).map(({ title }) => title)).toEqual([
      'add a node with 500m cpu and 20Gi memory free, untainted',
    ]);
    expect(sizes(one, [])).toEqual({
      cpu: '500m',
      memory: '20Gi',
      'ephemeral-storage': '100Gi',
      pods: '110',
    });
  });

  it('has a name of its own', () => {
    const cordoned = (...names: string[]) => names.map((name) => node(name, { cordoned: true }));
    const where = (...names: string[]) => added(pod('p'), cordoned(...names)).map((each) => each.where);
    expect(where('a')).toEqual(['new-node']);
    expect(where('new-node')).toEqual(['new-node-2']);
    expect(where('new-node', 'new-node-2')).toEqual(['new-node-3']);
    expect(where('new-node-2')).toEqual(['new-node']);
    const [made] = added(pod('p'), cordoned('new-node'));
    expect(made!.object!.metadata).toMatchObject({
      uid: 'node-new-node-2',
      labels: { [HOST]: 'new-node-2' },
    });
  });

  it('has the labels of the first term that labels can fulfil, and those of the nodeSelector', () => {
    const terms = [
      { matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: ['x'] }] },
      { matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['ssd'] }] },
      { matchExpressions: [{ key: 'other', operator: 'Exists' as const }] },
    ];
    const one = pod('p', {
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
      },
      nodeSelector: { [HOST]: 'mine', disk: 'ssd' },
    });
    const [found] = added(one, [node('a')]);
    expect(found!.title).toBe(`add a node with room for a pod, untainted, labelled disk=ssd, ${HOST}=mine`);
    expect(found!.object!.metadata.labels).toMatchObject({ disk: 'ssd', [HOST]: 'mine' });
  });

  describe('in a zone', () => {
    const zoned = (name: string, zone?: string) =>
      node(name, { cordoned: true, ...(zone && { labels: { [ZONE]: zone } }) });
    const near = (zone: string) => ({
      nodeSelector: {},
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      zone,
    });
    /** A claim whose volume is in one zone. */
    const volumeIn = (zone: string) => [
      local('v1', 'PersistentVolumeClaim', 'data', {
        metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
        spec: { volumeName: 'data', accessModes: ['ReadWriteOnce'] },
      }),
      object('v1', 'PersistentVolume', 'data', {
        spec: {
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }],
            },
          },
        },
      }),
    ];
    const titled = (zone: string, world: KubeObject[], selector = {}) => {
      const { zone: _zone, ...parts } = near(zone);
      return added(pod('p', { ...parts, nodeSelector: selector }), [...world, ...volumeIn(zone)]).map(
        ({ title, object: made }) => [
          title.replace(' with room for a pod, untainted', ''),
          made!.metadata.labels?.[ZONE],
        ],
      );
    };

    it('is where its volumes are, and says so where there are several', () => {
      expect(titled('x', [zoned('a', 'x')])).toEqual([['add a node', 'x']]);
      expect(titled('y', [zoned('a', 'x'), zoned('b', 'y'), zoned('c', 'y')])).toEqual([
        ['add a node in y', 'y'],
      ]);
      expect(titled('y', [zoned('a'), zoned('b', 'y')])).toEqual([['add a node in y', 'y']]);
      expect(titled('z', [zoned('a', 'x'), zoned('b', 'y')])).toEqual([['add a node in z', 'z']]);
    });

    it('is tried in four', () => {
      const world = ['v', 'w', 'x', 'y', 'z'].map((zone) => zoned(`n-${zone}`, zone));
      expect(titled('y', world)).toEqual([['add a node in y', 'y']]);
      expect(titled('u', world)).toEqual([['add a node in u', 'u']]);
    });

    it('is the first that does, or the one that the pod names', () => {
      const world = [zoned('a', 'x'), zoned('b', 'y')];
      expect(added(pod('p'), world).map(({ title }) => title)).toEqual([
        'add a node in x with room for a pod, untainted',
      ]);
      expect(added(pod('p'), [zoned('b'), zoned('a', 'x')].reverse()).map(({ title }) => title)).toHaveLength(
        1,
      );
      expect(titled('y', world, { [ZONE]: 'y' })).toEqual([[`add a node in y, labelled ${ZONE}=y`, 'y']]);
    });
  });
});

describe('a claim that is made', () => {
  const claiming = (...names: string[]) => ({
    volumes: names.map((name, i) => ({ name: `v${i}`, persistentVolumeClaim: { claimName: name } })),
  });
  const classed = (name: string, more: object = {}) =>
    object('storage.k8s.io/v1', 'StorageClass', name, {
      provisioner: 'csi.example.com',
      volumeBindingMode: 'WaitForFirstConsumer',
      ...more,
    });
  const manifest = (name: string, namespace = 'default') =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}, namespace: ${namespace}}, ` +
    'spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}';

  it('is of the default class', () => {
    const world = [node('a'), classed('fast'), classed('standard', DEFAULT)];
    expect(fixed(pod('p', claiming('data')), world)).toEqual([
      ['create the PersistentVolumeClaim data (of class standard) → a', manifest('data')],
    ]);
    expect(explained(pod('p', claiming('data')), world).fixes[0]!.world).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', namespace: 'default', uid: 'uid-default/data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
          storageClassName: 'standard',
          volumeMode: 'Filesystem',
        },
        status: { phase: 'Pending' },
      },
    ]);
  });

  it('is of the newest of several default classes, the first by name of those', () => {
    const since = (name: string, day: string) => {
      const one = classed(name, DEFAULT);
      return { ...one, metadata: { ...one.metadata, creationTimestamp: `2026-01-0${day}T00:00:00Z` } };
    };
    const title = (...classes: KubeObject[]) =>
      explained(pod('p', claiming('data')), [node('a'), ...classes]).fixes[0]!.title;
    expect(title(since('a', '1'), since('b', '2'), since('c', '2'))).toBe(
      'create the PersistentVolumeClaim data (of class b)',
    );
  });

  it('is bound at once where the default class does not wait', () => {
    const now = classed('now', { ...DEFAULT, volumeBindingMode: 'Immediate' });
    const { title, node: where, world } = explained(pod('p', claiming('data')), [node('a'), now]).fixes[0]!;
    expect([title, where]).toEqual(['create the PersistentVolumeClaim data (of class now)', 'a']);
    expect(world.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['PersistentVolume', 'pvc-uid-default/data'],
      ['PersistentVolumeClaim', 'data'],
    ]);
    expect(world[1]).toMatchObject({
      spec: { volumeName: 'pvc-uid-default/data' },
      status: { phase: 'Bound' },
    });
  });

  it('is made for each that is missing, once, in the namespace of the pod', () => {
    const there = local('v1', 'PersistentVolumeClaim', 'there', {
      metadata: { namespace: 'other' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'standard' },
    });
    const one = pod('p', { namespace: 'other', ...claiming('one', 'there', 'two', 'one') });
    expect(fixed(one, [node('a'), classed('standard', DEFAULT), there])).toEqual([
      [
        'create the PersistentVolumeClaim one, two (of class standard) → a',
        manifest('one', 'other'),
        manifest('two', 'other'),
      ],
    ]);
  });

  it('is of the only class that makes volumes where none is the default', () => {
    const local = classed('local', { provisioner: 'kubernetes.io/no-provisioner' });
    expect(fixed(pod('p', claiming('data')), [node('a'), classed('fast'), local])).toEqual([
      [
        'create the PersistentVolumeClaim data (of class fast) → a',
        manifest('data').replace('1Gi}}}', '1Gi}}, storageClassName: fast}'),
      ],
    ]);
    expect(fixed(pod('p', claiming('data')), [node('a'), classed('fast'), classed('slow')])).toEqual([]);
  });

  it('is none without a class, nor for an ephemeral volume', () => {
    const ephemeral = { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: {} } } };
    expect(fixed(pod('p', claiming('data')), [node('a')])).toEqual([]);
    expect(fixed(pod('p', { volumes: [ephemeral] }), [node('a'), classed('standard', DEFAULT)])).toEqual([]);
    expect(fixed(pod('p', claiming('')), [node('a'), classed('standard', DEFAULT)])).toEqual([]);
  });
});

describe('a class that is made', () => {
  const waiting = (name: string, storageClassName: string | undefined, more: object = {}) =>
    local('v1', 'PersistentVolumeClaim', name, {
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storageClassName !== undefined && { storageClassName }),
        ...more,
      },
    });
  const one = (...names: string[]) =>
    pod('p', { volumes: names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })) });
  const classed = (name: string, provisioner: string, more: object = {}) =>
    object('storage.k8s.io/v1', 'StorageClass', name, {
      provisioner,
      volumeBindingMode: 'WaitForFirstConsumer',
      ...more,
    });
  const manifest = (name: string, provisioner: string) =>
    `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${name}}, ` +
    `provisioner: ${provisioner}, volumeBindingMode: WaitForFirstConsumer}`;

  it.each<[what: string, world: KubeObject[], provisioner: string]>([
    [
      'the default class',
      [classed('a', 'a.io'), classed('b', 'b.io', DEFAULT), object('storage.k8s.io/v1', 'CSIDriver', 'c.io')],
      'b.io',
    ],
    ['the first class', [classed('a', 'a.io'), classed('b', 'b.io')], 'a.io'],
    ['a driver', [object('storage.k8s.io/v1', 'CSIDriver', 'c.io')], 'c.io'],
  ])('is of the provisioner of %s', (_what, world, provisioner) => {
    const claim = waiting('data', 'fast');
    expect(fixed(one('data'), [node('a'), claim, ...world])).toEqual([
      [`create the StorageClass fast (of provisioner ${provisioner}) → a`, manifest('fast', provisioner)],
    ]);
    expect(explained(one('data'), [node('a'), claim, ...world]).fixes[0]!.world).toEqual([
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'fast' },
        provisioner,
        volumeBindingMode: 'WaitForFirstConsumer',
      },
    ]);
  });

  it('is made for each that is missing, once', () => {
    const beta = { metadata: { annotations: { 'volume.beta.kubernetes.io/storage-class': 'old' } } };
    const world = [
      node('a'),
      classed('a', 'a.io'),
      waiting('one', 'fast'),
      waiting('two', 'slow'),
      waiting('three', 'fast'),
      waiting('four', 'a'),
      { ...waiting('five', undefined), metadata: { name: 'five', namespace: 'default', ...beta.metadata } },
    ];
    expect(fixed(one('one', 'two', 'three', 'four', 'five'), world)).toEqual([
      [
        'create the StorageClass fast, slow, old (of provisioner a.io) → a',
        manifest('fast', 'a.io'),
        manifest('slow', 'a.io'),
        manifest('old', 'a.io'),
      ],
    ]);
  });

  it.each<[what: string, claims: KubeObject[]]>([
    ['is there', [waiting('data', 'a')]],
    ['is not named', [waiting('data', '')]],
    ['of a claim that names its volume', [waiting('data', 'fast', { volumeName: 'x' })]],
    ['of a claim that is not there', []],
  ])('is none where it %s', (_what, claims) => {
    const world = [node('a', { cordoned: true }), classed('a', 'a.io'), ...claims];
    expect(fixed(one('data'), world).filter(([title]) => /StorageClass/.test(title!))).toEqual([]);
  });
});
