import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { caseOf, pendingOwners, podsOf, storedPod, topOwner, workloadOf } from '../../src/explain/target.js';
import { node, pod } from '../scheduler/build.js';
import { explained, local, object, on } from './told.js';

const VERSION = '1.36';
const template = { metadata: { labels: { app: 'x' } }, spec: pod('x').spec };
const owned = (one: KubeObject, owner: KubeObject, controller = true): KubeObject => {
  const { apiVersion, kind, metadata } = owner;
  const reference = {
    apiVersion,
    kind,
    name: metadata.name!,
    uid: metadata.uid!,
    ...(controller && { controller }),
  };
  return {
    ...one,
    metadata: {
      ...one.metadata,
      uid: one.metadata.uid ?? `uid-${one.metadata.name}`,
      ownerReferences: [reference],
    },
  };
};
const named = (apiVersion: string, kind: string, name: string, spec: object = { template }) =>
  local(apiVersion, kind, name, { metadata: { uid: `uid-${name}` }, spec });

describe('the pods that an object stands for', () => {
  const spec = ['spec', 'template'];
  it.each<[kind: string, apiVersion: string, spec: object, path: string[], replicas: number]>([
    ['Deployment', 'apps/v1', { template, replicas: 3 }, spec, 3],
    ['Deployment', 'apps/v1', { template }, spec, 1],
    ['ReplicaSet', 'apps/v1', { template, replicas: 0 }, spec, 0],
    ['StatefulSet', 'apps/v1', { template, replicas: 2 }, spec, 2],
    ['DaemonSet', 'apps/v1', { template }, spec, 1],
    ['ReplicationController', 'v1', { template, replicas: 4 }, spec, 4],
    ['Job', 'batch/v1', { template, parallelism: 5, completions: 9, replicas: 7 }, spec, 5],
    ['Job', 'batch/v1', { template, replicas: 7 }, spec, 1],
    [
      'CronJob',
      'batch/v1',
      { jobTemplate: { spec: { template, parallelism: 6 } } },
      ['spec', 'jobTemplate', ...spec],
      6,
    ],
    [
      'CronJob',
      'batch/v1',
      { jobTemplate: { spec: { template } }, replicas: 3 },
      ['spec', 'jobTemplate', ...spec],
      1,
    ],
  ])('%s of %s', (kind, apiVersion, given, path, replicas) => {
    expect(workloadOf(local(apiVersion, kind, 'x', { spec: given }))).toEqual({ template, path, replicas });
  });

  it('is a pod itself', () => {
    const one = pod('p', { labels: { app: 'x' } });
    expect(workloadOf(one)).toEqual({
      template: { metadata: one.metadata, spec: one.spec },
      path: [],
      replicas: 1,
    });
  });

  it.each<[what: string, object: KubeObject]>([
    ['another kind with a template', local('x.io/v1', 'Thing', 'x', { spec: { template } })],
    ['a kind without a spec', local('v1', 'ConfigMap', 'x')],
    ['a Deployment without a template', local('apps/v1', 'Deployment', 'x', { spec: {} })],
    ['a Deployment without a spec', local('apps/v1', 'Deployment', 'x')],
    [
      'a CronJob without a template',
      local('batch/v1', 'CronJob', 'x', { spec: { jobTemplate: { spec: {} } } }),
    ],
    ['a CronJob without a job', local('batch/v1', 'CronJob', 'x', { spec: {} })],
    ['a CronJob without a spec', local('batch/v1', 'CronJob', 'x')],
  ])('is none of %s', (_what, one) => {
    expect(workloadOf(one)).toBeUndefined();
    expect(caseOf(Cluster.empty, one, VERSION)).toBeUndefined();
    expect(() => storedPod(one, VERSION, Cluster.empty)).toThrow(new Error(`${one.kind} makes no pods`));
  });
});

describe('the pod as it would be stored', () => {
  const of = (one: KubeObject, ...world: KubeObject[]) => storedPod(one, VERSION, Cluster.of(world));
  const classes = ['low', 'high'].map((name, i) =>
    object('scheduling.k8s.io/v1', 'PriorityClass', name, {
      value: i * 100,
      ...(i === 0 && { preemptionPolicy: 'Never' }),
    }),
  );
  const byDefault = object('scheduling.k8s.io/v1', 'PriorityClass', 'usual', {
    value: 50,
    globalDefault: true,
  });
  const priority = ({ spec }: Pod) => [spec.priorityClassName, spec.priority, spec.preemptionPolicy];

  it('has the name and namespace of its owner, and the labels of the template', () => {
    const owners = [{ apiVersion: 'v1', kind: 'Node', name: 'a', uid: 'a' }];
    const given = {
      metadata: { labels: { app: 'x' }, annotations: { a: 'b' }, ownerReferences: owners },
      spec: pod('x').spec,
    };
    const made = of(
      local('apps/v1', 'Deployment', 'web', { metadata: { namespace: 'shop' }, spec: { template: given } }),
    );
    expect(made.apiVersion).toBe('v1');
    expect(made.kind).toBe('Pod');
    expect(made.metadata).toMatchObject({
      name: 'web',
      namespace: 'shop',
      labels: { app: 'x' },
      annotations: { a: 'b' },
    });
    expect(made.metadata.ownerReferences).toBeUndefined();
    expect(made.spec.restartPolicy).toBe('Always');
    const { namespace: _, ...metadata } = local('apps/v1', 'Deployment', 'web').metadata;
    expect(
      of({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template } } as KubeObject).metadata
        .namespace,
    ).toBe('default');
  });

  it('keeps the owners of a pod', () => {
    const one = owned(pod('p'), named('apps/v1', 'ReplicaSet', 'web')) as Pod;
    expect(of(one).metadata.ownerReferences).toEqual(one.metadata.ownerReferences);
  });

  it('is the pod itself where that is stored', () => {
    const one = pod('p', { status: { phase: 'Pending' }, priorityClassName: 'high' });
    expect(of(one, ...classes)).toBe(one);
  });

  it('is as written where it would be refused', () => {
    const one = { ...pod('p'), spec: { schedulerName: 'default-scheduler' } } as unknown as Pod;
    expect(of(one).spec).toMatchObject({ schedulerName: 'default-scheduler' });
  });

  it.each<[what: string, parts: Parameters<typeof pod>[1], world: KubeObject[], told: unknown[]]>([
    ['of its class', { priorityClassName: 'high' }, classes, ['high', 100, 'PreemptLowerPriority']],
    ['of its class, which never preempts', { priorityClassName: 'low' }, classes, ['low', 0, 'Never']],
    [
      'of its class, not of the default one',
      { priorityClassName: 'high' },
      [...classes, byDefault],
      ['high', 100, 'PreemptLowerPriority'],
    ],
    ['of the default class', {}, [...classes, byDefault], ['usual', 50, 'PreemptLowerPriority']],
    ['of none', {}, classes, [undefined, 0, 'PreemptLowerPriority']],
    [
      'of one that is not there',
      { priorityClassName: 'gone' },
      [...classes, byDefault],
      ['gone', 0, 'PreemptLowerPriority'],
    ],
    ['that it has', { priority: 7 }, [byDefault], [undefined, 7, 'PreemptLowerPriority']],
  ])('has the priority %s', (_what, parts, world, told) => {
    expect(priority(of(pod('p', parts), ...world))).toEqual(told);
  });

  it('has what limit ranges and runtime classes make of it', () => {
    const range = local('v1', 'LimitRange', 'defaults', {
      spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '1' } }] },
    });
    const runtime = object('node.k8s.io/v1', 'RuntimeClass', 'boxed', {
      handler: 'boxed',
      overhead: { podFixed: { memory: '1Gi' } },
    });
    const boxed = pod('p');
    Object.assign(boxed.spec, { runtimeClassName: 'boxed', unknown: 1, restartPolicy: 'Sometimes' });
    const { spec } = of(boxed, range, runtime);
    expect(spec.containers[0]!.resources).toEqual({ requests: { cpu: '1' } });
    expect(spec.overhead).toEqual({ memory: '1Gi' });
  });

  it('is as it would be without them where they refuse it', () => {
    const range = local('v1', 'LimitRange', 'small', {
      spec: { limits: [{ type: 'Container', max: { cpu: '1' } }] },
    });
    const { spec } = of(pod('p', { requests: { cpu: '2' } }), range);
    expect(spec.containers[0]!.resources).toEqual({ requests: { cpu: '2' } });
    expect([spec.priority, spec.preemptionPolicy]).toEqual([0, 'PreemptLowerPriority']);
  });

  it('of a class without a value', () => {
    const empty = object('scheduling.k8s.io/v1', 'PriorityClass', 'empty');
    expect(priority(of(pod('p', { priorityClassName: 'empty' }), empty))).toEqual([
      'empty',
      0,
      'PreemptLowerPriority',
    ]);
  });
});

describe('which pod is explained', () => {
  const set = named('apps/v1', 'ReplicaSet', 'web', { template, replicas: 4 });
  const waits = (name: string) => owned(pod(name, { status: { phase: 'Pending' } }), set) as Pod;
  const runs = (name: string, where: string) => on(where, waits(name));
  const found = (owner: KubeObject, ...world: KubeObject[]) => {
    const { pod: one, ...rest } = caseOf(Cluster.of([owner, ...world]), owner, VERSION)!;
    return { ...rest, name: one.metadata.name, on: one.spec.nodeName, status: one.status };
  };
  const path = ['spec', 'template'];

  it('the first that waits; one that nobody has made has no place either', () => {
    expect(found(set, runs('a', 'n'), waits('b'), waits('c'))).toEqual({
      name: 'b',
      node: undefined,
      on: undefined,
      status: { phase: 'Pending' },
      path,
      wanted: 4,
      missing: 3,
    });
  });

  it('of a Job what has been is not missing', () => {
    const job = named('batch/v1', 'Job', 'one', { template, parallelism: 2, completions: 2 });
    const made = (name: string, phase: 'Pending' | 'Succeeded') =>
      owned(pod(name, { status: { phase } }), job) as Pod;
    expect(found(job).missing).toBe(2);
    expect(found(job, made('a', 'Succeeded')).missing).toBe(1);
    expect(found(job, made('a', 'Succeeded'), made('b', 'Succeeded')).missing).toBe(0);
    expect(found(job, made('a', 'Succeeded'), made('b', 'Pending')).missing).toBe(1);
  });

  it('the last where none waits, as it was before', () => {
    expect(found(set, runs('a', 'n'), runs('c', 'm'), runs('b', 'n'))).toEqual({
      name: 'c',
      node: 'm',
      on: undefined,
      status: undefined,
      path,
      wanted: 4,
      missing: 0,
    });
  });

  it('one as it would be made where there is none', () => {
    expect(found(set)).toMatchObject({
      name: 'web',
      node: undefined,
      on: undefined,
      path,
      wanted: 4,
      missing: 4,
    });
  });

  it('the pod itself, whatever else there is', () => {
    expect(found(pod('p'), pod('q'))).toMatchObject({
      name: 'p',
      node: undefined,
      path: [],
      wanted: 1,
      missing: 1,
    });
    const placed = on('n', pod('p', { status: { phase: 'Running' } }));
    expect(found(placed)).toEqual({
      name: 'p',
      node: 'n',
      on: undefined,
      status: undefined,
      path: [],
      wanted: 1,
      missing: 0,
    });
  });

  it('a pod whose manifest names its node is not placed by anybody', () => {
    expect(found(on('n', pod('p')))).toMatchObject({ name: 'p', node: undefined, on: 'n', missing: 0 });
    expect(explained(on('n', pod('p')), [node('n')])).toMatchObject({
      replicas: { wanted: 1, missing: 0, fit: 1000 },
    });
  });

  it('leaves a placed pod out of the sums of its node', () => {
    const one = on('n', pod('p', { requests: { cpu: '3' }, status: { phase: 'Running' } }));
    const { nodes, placedOn } = explained(one, [node('n'), one]);
    expect(placedOn).toBe('n');
    expect(nodes[0]).toMatchObject({ fits: true, allocation: [] });
  });
});

describe('the pods of an object', () => {
  const deployment = named('apps/v1', 'Deployment', 'web');
  const [old, young] = ['web-1', 'web-2'].map((name) =>
    owned(named('apps/v1', 'ReplicaSet', name), deployment),
  );
  const names = (owner: KubeObject, ...world: KubeObject[]) =>
    podsOf(Cluster.of([owner, ...world]), owner).map(({ metadata }) => metadata.name);

  it('are all that what it owns owns, sorted, without those that have ended or go', () => {
    const phase = (name: string, status: 'Running' | 'Pending' | 'Succeeded' | 'Failed') =>
      owned(pod(name, { status: { phase: status } }), young!);
    const going = {
      ...phase('going', 'Running'),
      metadata: { ...phase('going', 'Running').metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
    };
    const world = [
      young!,
      old!,
      phase('z', 'Running'),
      owned(pod('a'), old!),
      phase('m', 'Pending'),
      phase('done', 'Succeeded'),
      phase('failed', 'Failed'),
      going,
      pod('stranger'),
      owned(pod('direct'), deployment),
      owned(pod('a'), young!, false),
    ];
    expect(names(deployment, ...world)).toEqual(['a', 'direct', 'm', 'z']);
  });

  it('are none of an object that was never stored, nor is its own owner a trap', () => {
    const { uid: _, ...metadata } = deployment.metadata;
    expect(names({ ...deployment, metadata }, owned(pod('a'), deployment))).toEqual([]);
    const loop = {
      ...deployment,
      metadata: {
        ...deployment.metadata,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'uid-web' }],
      },
    };
    expect(names(loop, owned(pod('a'), loop))).toEqual(['a']);
  });
});

describe('the owner in the end', () => {
  const deployment = named('apps/v1', 'Deployment', 'web');
  const set = owned(named('apps/v1', 'ReplicaSet', 'web-1'), deployment);
  const one = owned(pod('web-1-x'), set) as Pod;
  const world = (...objects: KubeObject[]) => Cluster.of(objects);

  it('is the owner of the owner', () => {
    expect(topOwner(world(deployment, set, one), one)).toBe(deployment);
    expect(topOwner(world(set, one), one)).toBe(set);
    expect(topOwner(world(one), one)).toBe(one);
    expect(topOwner(world(one), deployment)).toBe(deployment);
    const beside = owned(pod('beside'), set, false);
    expect(topOwner(world(deployment, set, beside), beside)).toBe(beside);
  });

  it('may be of another group, or of the cluster', () => {
    const thing = {
      ...object('x.io/v1', 'Thing', 'x'),
      metadata: { name: 'x', namespace: 'default', uid: 'uid-x' },
    };
    const made = owned(pod('p'), thing);
    expect(topOwner(world(thing, made), made)).toBe(thing);
    expect(pendingOwners(world(thing, made)).map(({ kind }) => kind)).toEqual(['Thing']);
  });

  it('stands once for all its pods that wait', () => {
    const lone = pod('lone');
    const going = {
      ...pod('going'),
      metadata: { name: 'going', namespace: 'default', deletionTimestamp: '2026-01-01T00:00:00Z' },
    };
    const there = [
      deployment,
      set,
      one,
      owned(pod('web-1-y'), set),
      lone,
      on('n', pod('placed')),
      pod('done', { status: { phase: 'Succeeded' } }),
      going,
      { ...lone, metadata: { ...lone.metadata, namespace: 'other' } },
    ];
    expect(pendingOwners(world(...there))).toEqual([lone, deployment, there.at(-1)]);
  });
});
