import { describe, expect, it } from 'vitest';
import type { Deployment, KubeObject, Pod } from '../../src/api/objects.js';
import { podTemplateHash } from '../../src/api/pod-template-hash.js';
import type { PersistentVolumeClaim } from '../../src/api/workloads.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { nextPods, type PodSource } from '../../src/explain/capacity-pods.js';
import { node, pod } from '../scheduler/build.js';
import { alone, deployment, workload } from './counted.js';
import { local, object, on } from './told.js';

const VERSION = '1.36';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

function source(one: KubeObject, ...world: KubeObject[]): PodSource {
  const found = nextPods(Cluster.of(world), one, VERSION);
  if (!found || 'refused' in found) throw new Error(`refused: ${found?.refused}`);
  return found;
}

const owned = (one: KubeObject, owner: KubeObject): KubeObject => {
  const { apiVersion, kind, metadata } = owner;
  const ownerReferences = [{ apiVersion, kind, name: metadata.name!, uid: metadata.uid!, controller: true }];
  return { ...one, metadata: { ...one.metadata, uid: one.metadata.uid ?? 'made', ownerReferences } };
};
const withoutUid = (one: KubeObject): KubeObject => {
  const { uid: _, ...metadata } = one.metadata;
  return { ...one, metadata };
};

describe('the next pods', () => {
  it('of a pod have names of their own, and nothing of what became of it', () => {
    const stored = {
      ...on('a', pod('p', { labels: { app: 'p' } })),
      metadata: { name: 'p', namespace: 'default', labels: { app: 'p' }, uid: 'u', resourceVersion: '7' },
      status: { phase: 'Running' },
    } as Pod;
    const next = source(stored);
    expect(next.pod(0)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p-more-0', namespace: 'default', labels: { app: 'p' } },
      spec: pod('p').spec,
    });
    expect(next.pod(12).metadata.name).toBe('p-more-12');
    expect(next.claims(0)).toEqual([]);
  });

  it('of a manifest are as the server would store them', () => {
    const { metadata, spec } = source(pod('p')).pod(1);
    expect(metadata).toMatchObject({ name: 'p-more-1', namespace: 'default' });
    expect(metadata).not.toHaveProperty('uid');
    expect([spec.restartPolicy, spec.priority]).toEqual(['Always', 0]);
  });

  it.each(['ReplicaSet', 'ReplicationController', 'DaemonSet', 'Job'])(
    'of a %s are those of its template',
    (kind) => {
      const spec = { ...pod('x').spec, ...(kind === 'Job' && { restartPolicy: 'Never' as const }) };
      const one = workload(kind, 'web', { ...pod('x', { labels: { tier: 'front' } }), spec });
      const { metadata } = source(one).pod(0);
      expect(metadata).toEqual({
        creationTimestamp: metadata.creationTimestamp,
        name: 'web-more-0',
        namespace: 'default',
        labels: { app: 'web', tier: 'front' },
        ownerReferences: [
          {
            apiVersion: one.apiVersion,
            kind,
            name: 'web',
            uid: 'uid-web',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      });
    },
  );

  it('of an object without a uid are owned all the same', () => {
    const { metadata } = source(withoutUid(workload('ReplicaSet', 'web', pod('x')))).pod(0);
    expect(metadata.ownerReferences![0]!.uid).toBe('uid-default/web');
  });

  it('of a Deployment have the hash of their template', () => {
    const web = deployment('web', pod('x'));
    const made = source(web).pod(0).metadata;
    const { template } = (web as Deployment).spec;
    const hash = (collisions?: number) => podTemplateHash(template, collisions, VERSION);
    expect(made.labels).toEqual({ app: 'web', 'pod-template-hash': hash() });
    expect(made.ownerReferences![0]).toMatchObject({ kind: 'Deployment', name: 'web' });
    const again = { ...web, status: { collisionCount: 1 } } as KubeObject;
    expect(source(again).pod(0).metadata.labels).toEqual({ app: 'web', 'pod-template-hash': hash(1) });
  });

  it('of a Deployment that has its ReplicaSet are made by that', () => {
    const web = deployment('web', pod('x'));
    const { template } = (web as Deployment).spec;
    const labelled = (hash: string, spec: object = template.spec) => ({
      metadata: { labels: { ...template.metadata?.labels, 'pod-template-hash': hash } },
      spec,
    });
    const set = (name: string, given: object) =>
      owned(
        local('apps/v1', 'ReplicaSet', name, { metadata: { uid: `uid-${name}` }, spec: { template: given } }),
        web,
      );
    const old = set('web-1', labelled('1', { ...template.spec, terminationGracePeriodSeconds: 7 }));
    const direct = owned(pod('direct'), web);
    const world = [web, direct, old, set('web-2', labelled('2'))];
    const { metadata } = source(web, ...world).pod(0);
    expect(metadata.labels).toEqual({ app: 'web', 'pod-template-hash': '2' });
    expect(metadata.ownerReferences![0]).toMatchObject({ kind: 'ReplicaSet', name: 'web-2' });
    expect(source(web, web, old).pod(0).metadata.ownerReferences![0]).toMatchObject({ kind: 'Deployment' });
    expect(source(withoutUid(web), ...world).pod(0).metadata.ownerReferences![0]).toMatchObject({
      kind: 'Deployment',
    });
  });

  it('are as limit ranges, classes and overheads make them', () => {
    const world = [
      local('v1', 'LimitRange', 'l', {
        spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '250m' } }] },
      }),
      object('scheduling.k8s.io/v1', 'PriorityClass', 'usual', { value: 5, globalDefault: true }),
    ];
    const { spec } = source(deployment('web', pod('x')), ...world).pod(0);
    expect(spec.containers[0]!.resources).toEqual({ requests: { cpu: '250m' } });
    expect([spec.priorityClassName, spec.priority]).toEqual(['usual', 5]);
  });

  it('may say what nobody knows', () => {
    const one = pod('x');
    Object.assign(one.spec, { unknown: 1 });
    expect(source(deployment('web', one)).pod(0).metadata.name).toBe('web-more-0');
  });

  it('of a namespace that is not known, or has no account, are made', () => {
    expect(
      alone([node('a', { size: { pods: '3' } })], deployment('web', pod('x', { namespace: 'gone' }))),
    ).toMatchObject({ more: 3 });
  });

  it.each<[kind: string]>([['Deployment'], ['StatefulSet']])(
    'of a %s that the server refuses are refused',
    (kind) => {
      const range = local('v1', 'LimitRange', 'l', {
        spec: { limits: [{ type: 'Container', max: { cpu: '1' } }] },
      });
      const one = workload(kind, 'web', pod('x', { requests: { cpu: '2' } }), { serviceName: 'web' });
      const name = kind === 'StatefulSet' ? 'web-0' : 'web';
      expect(nextPods(Cluster.of([range]), one, VERSION)).toEqual({
        refused: `pods "${name}" is forbidden: maximum cpu usage per Container is 1.  No limit is specified`,
      });
    },
  );

  it('of an object that makes none are none', () => {
    expect(nextPods(Cluster.empty, local('v1', 'ConfigMap', 'x'), VERSION)).toBeUndefined();
  });
});

describe('a pod whose manifest names its node', () => {
  const term = (...matchExpressions: object[]) => ({
    matchExpressions,
    matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }],
  });
  it('may go there only, whatever taints say that do not evict', () => {
    const { spec } = source(on('a', pod('p', { tolerations: [{ key: 'x', operator: 'Exists' }] }))).pod(0);
    expect(spec.nodeName).toBeUndefined();
    expect(spec.tolerations!.at(0)).toEqual({ key: 'x', operator: 'Exists' });
    expect(spec.tolerations!.at(-1)).toEqual({ operator: 'Exists', effect: 'NoSchedule' });
    expect(spec.affinity).toEqual({
      nodeAffinity: {
        [REQUIRED]: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }],
        },
      },
    });
  });

  it('by each of its terms, beside all else that it asks for', () => {
    const disk = { key: 'disk', operator: 'Exists' as const };
    const gpu = { key: 'gpu', operator: 'Exists' as const };
    const field = { key: 'metadata.name', operator: 'In' as const, values: ['b'] };
    const preferred = [{ weight: 1, preference: { matchExpressions: [disk] } }];
    const podAffinity = {
      [REQUIRED]: [{ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'p' } } }],
    };
    const affinity = {
      podAffinity,
      nodeAffinity: {
        [REQUIRED]: {
          nodeSelectorTerms: [
            { matchExpressions: [disk] },
            { matchExpressions: [gpu], matchFields: [field] },
          ],
        },
        preferredDuringSchedulingIgnoredDuringExecution: preferred,
      },
    };
    const { spec } = source(on('a', pod('p', { affinity }))).pod(0);
    expect(spec.affinity).toEqual({
      podAffinity,
      nodeAffinity: {
        [REQUIRED]: {
          nodeSelectorTerms: [
            term(disk),
            { matchExpressions: [gpu], matchFields: [field, ...term().matchFields] },
          ],
        },
        preferredDuringSchedulingIgnoredDuringExecution: preferred,
      },
    });
  });

  it('or template, of a StatefulSet too', () => {
    for (const kind of ['ReplicaSet', 'StatefulSet']) {
      const one = workload(kind, 'web', on('a', pod('x', { requests: { cpu: '1' } })), {
        serviceName: 'web',
      });
      expect(
        alone([node('a', { taints: [{ key: 'x', effect: 'NoSchedule' }] }), node('b')], one),
      ).toMatchObject({ more: 4 });
      expect(
        alone([node('a', { taints: [{ key: 'x', effect: 'NoExecute' }] }), node('b')], one),
      ).toMatchObject({ more: 0 });
    }
  });
});

describe('the next pods of a StatefulSet', () => {
  const template = (name: string) =>
    ({
      metadata: { name },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }) as unknown as PersistentVolumeClaim;
  const set = (more: object = {}, one = pod('x')) =>
    workload('StatefulSet', 'db', one, {
      serviceName: 'db',
      volumeClaimTemplates: [template('data'), template('logs')],
      ...more,
    });
  const member = (ordinal: number | string) => owned(pod(`db-${ordinal}`), set());

  it('have numbers, and claims that go by them', () => {
    const next = source(set());
    const third = next.pod(2);
    expect(third.metadata).toMatchObject({
      name: 'db-2',
      namespace: 'default',
      labels: {
        app: 'db',
        'statefulset.kubernetes.io/pod-name': 'db-2',
        'apps.kubernetes.io/pod-index': '2',
        'controller-revision-hash': 'next',
      },
      ownerReferences: [{ kind: 'StatefulSet', name: 'db', uid: 'uid-db' }],
    });
    expect(third.spec.volumes!.slice(0, 2)).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-db-2' } },
      { name: 'logs', persistentVolumeClaim: { claimName: 'logs-db-2' } },
    ]);
    expect(next.claims(2).map(({ metadata }) => [metadata.namespace, metadata.name])).toEqual([
      ['default', 'data-db-2'],
      ['default', 'logs-db-2'],
    ]);
  });

  it('keep their other volumes', () => {
    const volumes = [
      { name: 'config', configMap: { name: 'config' } },
      { name: 'shared', persistentVolumeClaim: { claimName: 'shared' } },
    ];
    const { spec } = source(set({}, pod('x', { volumes }))).pod(4);
    expect(spec.volumes!.filter(({ name }) => ['config', 'shared'].includes(name))).toEqual([
      { name: 'config', configMap: { name: 'config', defaultMode: 420 } },
      { name: 'shared', persistentVolumeClaim: { claimName: 'shared' } },
    ]);
    expect(source(set({ volumeClaimTemplates: undefined })).claims(0)).toEqual([]);
  });

  it.each<[what: string, more: object, members: (number | string)[], name: string]>([
    ['begin at 0', {}, [], 'db-0'],
    ['begin where the set says', { ordinals: { start: 5 } }, [], 'db-5'],
    ['come after those that are there', {}, [0, 10, 2], 'db-11'],
    ['come after those that are there, not before the start', { ordinals: { start: 5 } }, [1], 'db-5'],
    ['come after the start itself', { ordinals: { start: 5 } }, [5], 'db-6'],
    ['pass over other names', {}, ['x'], 'db-0'],
  ])('%s', (_what, more, members, name) => {
    expect(source(set(more), set(), ...members.map(member)).pod(0).metadata.name).toBe(name);
  });
});

describe('ephemeral volumes', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const scratch = { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } };
  const volumes = [
    scratch,
    { name: 'none', emptyDir: {} },
    { name: 'named', persistentVolumeClaim: { claimName: 'x' } },
  ];

  it.each([
    ['web-more-3', deployment('web', pod('x', { volumes }))],
    ['p-more-3', pod('p', { volumes })],
    ['db-3', workload('StatefulSet', 'db', pod('x', { volumes }), { serviceName: 'db' })],
  ])('of %s have claims of their own', (name, one) => {
    const [claim, ...others] = source(one).claims(3);
    expect(others).toEqual([]);
    expect(claim).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: `${name}-scratch`,
        namespace: 'default',
        ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name, uid: '', controller: true }],
      },
      spec: { ...spec, volumeMode: 'Filesystem' },
    });
  });
});
