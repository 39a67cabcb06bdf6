import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { MOST_PODS } from '../../src/explain/capacity.js';
import { node, pod } from '../scheduler/build.js';
import { alone, counted, deployment, mixed, workload } from './counted.js';
import { local, object, on } from './told.js';

const GI = 2 ** 30;
const HOST = 'kubernetes.io/hostname';
const cpu = (amount: string, parts: Parameters<typeof pod>[1] = {}) =>
  pod('x', { requests: { cpu: amount }, ...parts });
const apart = (app: string) => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: HOST, labelSelector: { matchLabels: { app } } },
    ],
  },
});
const priorityClass = (name: string, value: number) =>
  object('scheduling.k8s.io/v1', 'PriorityClass', name, { value });

describe('all that is said of one template', () => {
  const world = [
    node('a', { size: { cpu: '2', memory: '4Gi' } }),
    node('b', { taints: [{ key: 'x', effect: 'NoSchedule' }] }),
    on('a', pod('other', { requests: { cpu: '500m', memory: '1Gi' } })),
  ];
  const web = deployment('web', pod('web', { requests: { memory: '1Gi', cpu: '600m' } }));

  it('where it comes to an end', () => {
    const location = {
      file: 'web.yaml',
      start: { line: 1, column: 1, offset: 0 },
      end: { line: 1, column: 1, offset: 0 },
    };
    expect(counted(world, [{ object: web, location }])).toEqual({
      nodeCount: 2,
      templates: [
        {
          object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
          location,
          requests: { memory: GI, cpu: 600 },
          wanted: 0,
          placed: 0,
          more: 2,
          fit: 2,
          limited: false,
          message:
            '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s). ' +
            'preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, ' +
            '1 Preemption is not helpful for scheduling.',
          ends: [
            { causes: ['cpu'], closed: false, nodes: ['a'] },
            { causes: ['taint'], closed: true, nodes: ['b'] },
          ],
          why: 'cpu ends it on a; b is tainted',
          nodes: [
            {
              node: 'a',
              more: [2],
              causes: ['cpu'],
              verdict: ['cpu short by 300m'],
              closed: false,
              left: [
                { resource: 'memory', allocatable: 4 * GI, free: GI },
                { resource: 'cpu', allocatable: 2000, free: 300 },
                { resource: 'pods', allocatable: 110, free: 107 },
              ],
            },
            {
              node: 'b',
              more: [0],
              causes: ['taint'],
              verdict: ['taint x:NoSchedule'],
              closed: true,
              left: [
                { resource: 'memory', allocatable: 8 * GI, free: 8 * GI },
                { resource: 'cpu', allocatable: 4000, free: 4000 },
                { resource: 'pods', allocatable: 110, free: 110 },
              ],
            },
          ],
        },
      ],
    });
  });

  it('where it is stopped', () => {
    const { object: ref, requests, ...rest } = alone(world, web, 1);
    expect([ref.name, requests]).toEqual(['web', { memory: GI, cpu: 600 }]);
    const left = (free: [memory: number, cpu: number, pods: number], of: [number, number]) => [
      { resource: 'memory', allocatable: of[0], free: free[0] },
      { resource: 'cpu', allocatable: of[1], free: free[1] },
      { resource: 'pods', allocatable: 110, free: free[2] },
    ];
    expect(rest).toEqual({
      wanted: 0,
      placed: 0,
      more: 1,
      fit: 1,
      limited: true,
      ends: [],
      nodes: [
        { node: 'a', more: [1], left: left([2 * GI, 900, 108], [4 * GI, 2000]) },
        { node: 'b', more: [0], left: left([8 * GI, 4000, 110], [8 * GI, 4000]) },
      ],
    });
    expect(alone(world, web, 2)).toMatchObject({ more: 2, limited: true });
    expect(alone(world, web, 3)).toMatchObject({ more: 2, limited: false });
  });

  it('where there are no nodes', () => {
    expect(counted([], [{ object: deployment('web', cpu('1')) }])).toEqual({
      nodeCount: 0,
      templates: [
        {
          object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
          requests: { cpu: 1000 },
          wanted: 0,
          placed: 0,
          more: 0,
          fit: 0,
          limited: false,
          message: 'no nodes available to schedule pods',
          ends: [],
          everywhere: 'there are no nodes',
          why: 'there are no nodes',
          nodes: [],
        },
      ],
    });
  });

  it.each<[what: string, one: Pod, world: KubeObject[], text: string, message: string | undefined]>([
    [
      'gates',
      pod('x', { schedulingGates: [{ name: 'a' }, { name: 'b' }] }),
      [node('a')],
      'it waits for scheduling gates (a, b)',
      'Scheduling is blocked due to non-empty scheduling gates',
    ],
    [
      'resource claims',
      pod('x', { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] }),
      [node('a')],
      'its resource claims are not there',
      undefined,
    ],
    [
      'its scheduler',
      pod('x', { schedulerName: 'mine' }),
      [node('a')],
      'no scheduler is called mine',
      undefined,
    ],
    [
      'a claim that is not there',
      pod('x', { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }] }),
      [node('a')],
      'persistentvolumeclaim "d" not found',
      '0/1 nodes are available: persistentvolumeclaim "d" not found. not found',
    ],
    [
      'the server',
      pod('x', { containers: [{ name: 'A', image: 'app:1' }] }),
      [node('a')],
      "Pod \"web\" is invalid: spec.containers[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      undefined,
    ],
    [
      'a priority class',
      pod('x', { priorityClassName: 'gone' }),
      [node('a')],
      'pods "web" is forbidden: no PriorityClass with name gone was found',
      undefined,
    ],
  ])('where it is kept from being placed by %s', (_what, one, there, text, message) => {
    const web = deployment('web', one);
    const { more, fit, limited, ends, everywhere, why, message: said } = alone(there, web);
    expect({ more, fit, limited, ends, everywhere, why, said }).toEqual({
      more: 0,
      fit: 0,
      limited: false,
      ends: [],
      everywhere: text,
      why: text,
      said: message,
    });
    const mix = mixed(there, [deployment('other', cpu('1')), 1], [web, 2]);
    expect([mix.rounds, mix.endedBy, mix.why, mix.everywhere, mix.limited, mix.ends]).toEqual([
      0,
      1,
      text,
      text,
      false,
      [],
    ]);
    expect(mix.parts.map(({ left }) => left)).toEqual([4, 0]);
  });
});

describe('how many there are already', () => {
  const set = {
    ...workload('ReplicaSet', 'web', cpu('1')),
    spec: {
      replicas: 5,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: cpu('1').spec },
    },
  } as KubeObject;
  const owned = (one: Pod): Pod => ({
    ...one,
    metadata: {
      ...one.metadata,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'uid-web', controller: true },
      ],
    },
  });

  it('of a workload', () => {
    const world = [
      node('a'),
      set,
      owned(on('a', pod('web-1', { requests: { cpu: '1' } }))),
      owned(pod('web-2')),
    ];
    expect(alone(world, set)).toMatchObject({ wanted: 5, placed: 1, more: 3 });
  });

  it('of a pod', () => {
    const one = pod('p', { requests: { cpu: '1' } });
    expect(alone([node('a'), one], one)).toMatchObject({ wanted: 1, placed: 0, more: 4 });
    expect(alone([node('a'), on('a', one)], one)).toMatchObject({ wanted: 1, placed: 1, more: 3 });
    const { namespace: _, ...metadata } = one.metadata;
    expect(alone([node('a'), on('a', one)], { ...one, metadata })).toMatchObject({
      wanted: 1,
      placed: 1,
      more: 3,
    });
    expect(alone([node('a')], one)).toMatchObject({ wanted: 1, placed: 0, more: 4 });
  });

  it('of a CronJob, that wants none until its time has come', () => {
    const job = {
      spec: { parallelism: 3, template: { spec: { ...cpu('1').spec, restartPolicy: 'Never' } } },
    };
    const tidy = local('batch/v1', 'CronJob', 'tidy', { spec: { schedule: '* * * * *', jobTemplate: job } });
    expect(alone([node('a')], tidy)).toMatchObject({ wanted: 0, placed: 0, more: 4 });
  });
});

describe('in which order', () => {
  it('by kind, namespace and name', () => {
    const named = (kind: string, namespace: string, name: string) =>
      workload(kind, name, pod('x', { namespace }));
    const all = [
      named('ReplicaSet', 'a', 'a'),
      named('Deployment', 'b', 'a'),
      named('Deployment', 'a', 'b'),
      named('Deployment', 'a', 'a'),
    ];
    const order = counted(
      [node('a')],
      all.map((object) => ({ object })),
    ).templates.map(({ object: { kind, namespace, name } }) => [kind, namespace, name]);
    expect(order).toEqual([
      ['Deployment', 'a', 'a'],
      ['Deployment', 'a', 'b'],
      ['Deployment', 'b', 'a'],
      ['ReplicaSet', 'a', 'a'],
    ]);
  });

  it('in the default namespace where none is named', () => {
    const one = pod('p');
    const { namespace: _, ...metadata } = one.metadata;
    expect(alone([node('a')], { ...one, metadata }).object).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'default',
      name: 'p',
    });
  });

  it('an object that makes no pods is an error', () => {
    expect(() => alone([], local('v1', 'ConfigMap', 'x'))).toThrow(new Error('ConfigMap makes no pods'));
  });
});

describe('counting stops', () => {
  it('at a hundred thousand unless told', () => {
    expect(MOST_PODS).toBe(100_000);
  });

  it('and names nodes where it stops early enough to say which', () => {
    const roomy = Array.from({ length: 100 }, (_, i) => node(`n${i}`));
    const web = deployment('web', pod('x'));
    expect(alone(roomy, web, 10_001)).toMatchObject({ more: 10_001, limited: true, nodes: [] });
  });

  it('by the scheduler where pods look at each other', () => {
    const world = ['a', 'b', 'c'].map((name) => node(name));
    expect(alone(world, deployment('web', pod('x', { affinity: apart('web') })), 2)).toMatchObject({
      more: 2,
      limited: true,
    });
    expect(alone(world, deployment('web', pod('x', { affinity: apart('web') })), 4)).toMatchObject({
      more: 3,
      limited: false,
    });
  });
});

describe('what is pushed out', () => {
  it('by the first pod that does not fit', () => {
    const low = (name: string) => on('a', pod(name, { requests: { cpu: '1' }, priority: 1 }));
    const one = deployment('web', cpu('2', { priorityClassName: 'high' }));
    expect(alone([node('a'), priorityClass('high', 10), low('x'), low('y')], one)).toMatchObject({
      more: 1,
      preempts: { node: 'a', victims: 2 },
    });
    expect(alone([node('a'), priorityClass('high', 10)], one)).not.toHaveProperty('preempts');
  });
});
