import { describe, expect, it } from 'vitest';
import type { KubeObject, ResourceList } from '../../src/api/objects.js';
import type { PersistentVolumeClaim } from '../../src/api/workloads.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { bindClaims, makeClaims } from '../../src/explain/capacity-claims.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { node, pod } from '../scheduler/build.js';
import { alone, mixed, workload } from './counted.js';
import { local, object } from './told.js';

const HOST = 'kubernetes.io/hostname';
const storageClass = (name: string, mode: string, more: object = {}) =>
  object('storage.k8s.io/v1', 'StorageClass', name, {
    provisioner: 'csi.example.com',
    volumeBindingMode: mode,
    ...more,
  });
const isDefault = { metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } };
const claim = (name: string, storageClassName?: string, requests: ResourceList = { storage: '2Gi' }) =>
  local('v1', 'PersistentVolumeClaim', name, {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests },
      ...(storageClassName !== undefined && { storageClassName }),
    },
  }) as unknown as PersistentVolumeClaim;
/** A volume that is free, on one node where one is told. */
const volume = (name: string, storage: string, storageClassName: string, where?: string) =>
  object('v1', 'PersistentVolume', name, {
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      storageClassName,
      ...(where && {
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: HOST, operator: 'In', values: [where] }] }],
          },
        },
      }),
    },
    status: { phase: 'Available' },
  });
interface Made extends KubeObject {
  spec?: { volumeName?: string; claimRef?: { name?: string } };
  status?: { phase?: string };
}
const BOUND = { 'pv.kubernetes.io/bind-completed': 'yes' };

describe('claims that are made', () => {
  const make = (claims: PersistentVolumeClaim[], ...world: KubeObject[]) => {
    const cluster = Cluster.of(world);
    return makeClaims(cluster, SchedulerState.ofCluster(cluster), claims);
  };
  const pending = (one: PersistentVolumeClaim, more: object = {}) => ({
    ...one,
    metadata: { ...one.metadata, uid: `uid-default/${one.metadata.name}` },
    spec: { ...one.spec, ...more },
    status: { phase: 'Pending' },
  });

  it('wait for their pod where their class says so', () => {
    const one = claim('data', 'late');
    expect(make([one], node('a'), storageClass('late', 'WaitForFirstConsumer'))).toEqual([
      { verb: 'create', object: pending(one) },
    ]);
  });

  it('are those that are not there', () => {
    expect(make([claim('data', 'late')], claim('data', 'other') as unknown as KubeObject)).toEqual([]);
  });

  it('are of the default class where they name none', () => {
    const classes = [
      storageClass('late', 'WaitForFirstConsumer', isDefault),
      storageClass('other', 'Immediate'),
    ];
    const [made, ...others] = make([claim('data')], node('a'), ...classes);
    expect(others).toEqual([]);
    expect((made!.object as PersistentVolumeClaim).spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '2Gi' } },
      storageClassName: 'late',
      volumeMode: 'Filesystem',
    });
    const [none] = make([claim('data', '')], node('a'), ...classes);
    expect((none!.object as PersistentVolumeClaim).spec.storageClassName).toBe('');
  });

  it('are bound at once where their class does not wait: to a new volume', () => {
    const one = claim('data', 'now');
    const spec = { ...one.spec, volumeName: 'pvc-uid-default/data' };
    expect(make([one], node('a'), storageClass('now', 'Immediate'))).toEqual([
      { verb: 'create', object: pending(one) },
      {
        verb: 'create',
        object: {
          apiVersion: 'v1',
          kind: 'PersistentVolume',
          metadata: { name: 'pvc-uid-default/data' },
          spec: {
            capacity: { storage: '2Gi' },
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'now',
            volumeMode: undefined,
            csi: { driver: 'csi.example.com', volumeHandle: 'pvc-default/data' },
            claimRef: {
              apiVersion: 'v1',
              kind: 'PersistentVolumeClaim',
              namespace: 'default',
              name: 'data',
              uid: 'uid-default/data',
            },
          },
          status: { phase: 'Bound' },
        },
      },
      {
        verb: 'update',
        object: {
          ...one,
          metadata: { name: 'data', namespace: 'default', uid: 'uid-default/data', annotations: BOUND },
          spec,
          status: { phase: 'Bound' },
        },
      },
    ]);
  });

  it('or to the smallest that is there, on whatever node', () => {
    const world = [
      node('a'),
      node('b'),
      storageClass('now', 'Immediate'),
      volume('large', '5Gi', 'now'),
      volume('mine', '3Gi', 'now'),
      volume('small', '1Gi', 'now'),
    ];
    const bound = (...changes: ReturnType<typeof make>) =>
      changes.map(({ verb, object: made }) => {
        const { kind, metadata, spec, status } = made as Made;
        return [verb, kind, metadata.name, spec?.volumeName ?? spec?.claimRef?.name, status?.phase];
      });
    expect(bound(...make([claim('data', 'now')], ...world))).toEqual([
      ['create', 'PersistentVolumeClaim', 'data', undefined, 'Pending'],
      ['update', 'PersistentVolume', 'mine', 'data', 'Bound'],
      ['update', 'PersistentVolumeClaim', 'data', 'mine', 'Bound'],
    ]);
    const pinned = [node('a'), node('b'), storageClass('now', 'Immediate'), volume('far', '3Gi', 'now', 'b')];
    expect(bound(...make([claim('data', 'now')], ...pinned))[1]).toEqual([
      'update',
      'PersistentVolume',
      'far',
      'data',
      'Bound',
    ]);
  });

  it.each<[what: string, world: KubeObject[], name: string]>([
    ['without a class', [], 'gone'],
    [
      'of a class without a provisioner',
      [storageClass('local', 'Immediate', { provisioner: 'kubernetes.io/no-provisioner' })],
      'local',
    ],
  ])('stay as they are %s', (_what, world, name) => {
    const one = claim('data', name);
    expect(make([one], node('a'), ...world)).toEqual([{ verb: 'create', object: pending(one) }]);
  });

  it('of no size are of a small volume', () => {
    const [, made] = make([claim('data', 'now', {})], node('a'), storageClass('now', 'Immediate'));
    expect((made!.object as { spec?: { capacity?: object } }).spec!.capacity).toEqual({ storage: '1Gi' });
  });

  it('keep what they say', () => {
    const one = {
      ...claim('data', 'now'),
      metadata: { name: 'data', namespace: 'default', annotations: { a: 'b' } },
    };
    const [, made, bound] = make(
      [{ ...one, spec: { ...one.spec, volumeMode: 'Block' } }],
      node('a'),
      storageClass('now', 'Immediate'),
    );
    expect((made!.object as { spec?: { volumeMode?: string } }).spec!.volumeMode).toBe('Block');
    expect(bound!.object.metadata.annotations).toEqual({ a: 'b', ...BOUND });
  });
});

describe('claims that are bound with their pod', () => {
  const world = [
    node('a'),
    storageClass('late', 'WaitForFirstConsumer'),
    claim('one', 'late') as unknown as KubeObject,
    claim('two', 'late') as unknown as KubeObject,
    volume('pv', '3Gi', 'late'),
  ];
  const names = (...decisions: { claim: string; volume: string | undefined }[]) =>
    bindClaims(SchedulerState.ofCluster(Cluster.of(world)), decisions).map(({ verb, object: made }) => [
      verb,
      made.kind,
      made.metadata.name,
      (made as Made).spec?.volumeName,
    ]);

  it('to the volume that was chosen, or a new one', () => {
    expect(
      names({ claim: 'default/one', volume: 'pv' }, { claim: 'default/two', volume: undefined }),
    ).toEqual([
      ['update', 'PersistentVolume', 'pv', undefined],
      ['update', 'PersistentVolumeClaim', 'one', 'pv'],
      ['create', 'PersistentVolume', 'pvc-default/two', undefined],
      ['update', 'PersistentVolumeClaim', 'two', 'pvc-default/two'],
    ]);
  });

  it('not where they are not there', () => {
    expect(names({ claim: 'default/gone', volume: 'pv' })).toEqual([]);
    expect(names({ claim: 'default/one', volume: 'gone' })).toEqual([
      ['create', 'PersistentVolume', 'pvc-default/one', undefined],
      ['update', 'PersistentVolumeClaim', 'one', 'pvc-default/one'],
    ]);
  });
});

describe('how many pods find volumes', () => {
  const set = (storageClassName: string | undefined, storage = '2Gi') =>
    workload('StatefulSet', 'db', pod('x', { requests: { cpu: '1' } }), {
      serviceName: 'db',
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage } },
            ...(storageClassName && { storageClassName }),
          },
        },
      ],
    });
  const local = storageClass('local', 'WaitForFirstConsumer', {
    provisioner: 'kubernetes.io/no-provisioner',
  });
  const disks = [
    volume('d1', '2Gi', 'local', 'a'),
    volume('d2', '3Gi', 'local', 'a'),
    volume('d3', '1Gi', 'local', 'b'),
    volume('d4', '9Gi', 'local', 'b'),
  ];

  it('of local disks each has its own', () => {
    const found = alone([node('a'), node('b'), local, ...disks], set('local'));
    expect(found).toMatchObject({ more: 3, why: 'volumes end it on a and b' });
    expect(found.nodes.map(({ node: name, more }) => [name, more[0]])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(alone([node('a'), node('b'), local, ...disks], set('local', '1Gi')).more).toBe(4);
  });

  it('of a class without limits as many as the nodes take', () => {
    expect(alone([node('a'), storageClass('late', 'WaitForFirstConsumer')], set('late'))).toMatchObject({
      more: 4,
      why: 'cpu ends it on a',
    });
    expect(alone([node('a'), storageClass('now', 'Immediate')], set('now'))).toMatchObject({
      more: 4,
      why: 'cpu ends it on a',
    });
    expect(
      alone([node('a'), storageClass('late', 'WaitForFirstConsumer', isDefault)], set(undefined)),
    ).toMatchObject({ more: 4 });
  });

  it('of none that is there, none', () => {
    expect(alone([node('a')], set('gone'))).toMatchObject({
      more: 0,
      why: 'pod has unbound immediate PersistentVolumeClaims',
      everywhere: 'pod has unbound immediate PersistentVolumeClaims',
    });
  });

  it('in a mix the claims are those of its rounds', () => {
    const mix = mixed([node('a'), node('b'), local, ...disks], [set('local'), 2]);
    expect(mix).toMatchObject({ rounds: 1, endedBy: 0, why: 'volumes end it on a and b' });
    expect(mix.parts[0]!.left).toBe(1);
  });

  it('ephemeral volumes count like claims', () => {
    const spec = {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'local',
      resources: { requests: { storage: '2Gi' } },
    };
    const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } }];
    const web = workload('Deployment', 'web', pod('x', { volumes }));
    expect(alone([node('a'), node('b'), local, ...disks], web)).toMatchObject({
      more: 3,
      why: 'volumes end it on a and b',
    });
  });
});
