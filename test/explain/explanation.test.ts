import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { explain } from '../../src/explain/explain.js';
import { node, pod } from '../scheduler/build.js';
import { explained, local, on, scheduler } from './told.js';

const GI = 2 ** 30;
const deployment = (replicas: number | undefined, one: Pod, more: object = {}) =>
  local('apps/v1', 'Deployment', 'web', {
    metadata: { uid: 'uid-web' },
    spec: {
      ...(replicas !== undefined && { replicas }),
      template: { metadata: { labels: { app: 'web' } }, spec: one.spec },
    },
    ...more,
  });

describe('all that is said', () => {
  it('of a pod that fits nowhere', () => {
    const world = [
      node('a', { size: { cpu: '2', memory: '2Gi', 'x.io/gpu': '1' } }),
      on(
        'a',
        pod('other', {
          containers: [
            {
              name: 'main',
              image: 'app:1',
              resources: {
                requests: { cpu: '1500m', memory: '1Gi', 'ephemeral-storage': '1Gi', 'x.io/gpu': '1' },
              },
            },
          ],
        }),
      ),
      on('a', pod('nothing', { namespace: 'z' })),
    ];
    const one = pod('p', {
      namespace: 'x',
      requests: { cpu: '1', memory: '0', 'x.io/gpu': '1' },
      nodeSelector: { disk: 'ssd' },
    });
    const { decision, fixes, ...rest } = explained(one, world);
    expect(decision.outcome).toBe('unschedulable');
    expect(fixes).toHaveLength(1);
    expect(rest).toEqual({
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'x', name: 'p' },
      answer:
        'pod/p stays Pending: the only node is not what its node selection asks for, the only node is short of cpu, ' +
        'the only node is short of x.io/gpu',
      pod: 'p',
      requests: { cpu: 1000, 'x.io/gpu': 1 },
      nodes: [
        {
          node: 'a',
          fits: false,
          refusals: [
            {
              plugin: 'NodeAffinity',
              code: 'UnschedulableAndUnresolvable',
              reasons: ["node(s) didn't match Pod's node affinity/selector"],
              details: [{ kind: 'node-selector', key: 'disk', wanted: 'ssd', actual: undefined }],
            },
            {
              plugin: 'NodeResourcesFit',
              code: 'Unschedulable',
              reasons: ['Insufficient cpu', 'Insufficient x.io/gpu'],
              details: [
                {
                  kind: 'resource',
                  resource: 'cpu',
                  requested: 1000,
                  allocatable: 2000,
                  used: 1500,
                  free: 500,
                  short: 500,
                },
                {
                  kind: 'resource',
                  resource: 'x.io/gpu',
                  requested: 1,
                  allocatable: 1,
                  used: 1,
                  free: 0,
                  short: 1,
                },
              ],
            },
          ],
          verdict: ['no label disk=ssd', 'cpu short by 500m', 'x.io/gpu short by 1'],
          resources: [
            { resource: 'cpu', requested: 1000, allocatable: 2000, used: 1500, free: 500 },
            { resource: 'x.io/gpu', requested: 1, allocatable: 1, used: 1, free: 0 },
            { resource: 'pods', requested: 1, allocatable: 110, used: 2, free: 108 },
          ],
          allocation: [
            {
              pod: 'default/other',
              requests: { cpu: 1500, memory: GI, 'ephemeral-storage': GI, 'x.io/gpu': 1 },
            },
            { pod: 'z/nothing', requests: { cpu: 0, memory: 0 } },
          ],
        },
      ],
      replicas: { wanted: 1, missing: 1, fit: 0, limit: 1000 },
    });
    expect(fixes[0]!.title).toBe('add a node with 1 cpu and 1 x.io/gpu free, untainted, labelled disk=ssd');
  });

  it('of one that fits, with the scores and by what the best is better', () => {
    const world = [
      node('a', { size: { cpu: '2' } }),
      node('b', { size: { cpu: '4' } }),
      node('c', { size: { cpu: '3' }, taints: [{ key: 'x', effect: 'PreferNoSchedule' }] }),
      node('d', { cordoned: true }),
    ];
    const {
      decision: _,
      nodes,
      fixes,
      winner,
      ...rest
    } = explained(pod('p', { requests: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' } }), world);
    expect(rest).toEqual({
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'p' },
      answer: 'pod/p goes to b: 3 of 4 nodes fit, it scores highest',
      pod: 'p',
      requests: { cpu: 1000, memory: GI, 'ephemeral-storage': GI },
      replicas: { wanted: 1, missing: 1, fit: 9, limit: 1000 },
    });
    expect(fixes).toEqual([]);
    expect(nodes.map(({ node: name, fits, verdict, score }) => [name, fits, verdict, score?.total])).toEqual([
      ['a', true, [], nodes[0]!.score!.total],
      ['b', true, [], nodes[1]!.score!.total],
      ['c', true, [], nodes[2]!.score!.total],
      ['d', false, ['cordoned'], undefined],
    ]);
    const [a, b, c] = nodes.map(({ score }) => score!);
    expect([a!.node, b!.node, c!.node]).toEqual(['a', 'b', 'c']);
    expect(
      [a!, b!, c!].map(({ plugins }) => [plugins['NodeResourcesFit'], plugins['TaintToleration']]),
    ).toEqual([
      [68, 300],
      [81, 300],
      [76, 0],
    ]);
    expect(winner).toEqual({
      node: 'b',
      runnerUp: 'a',
      lead: b!.total - a!.total,
      by: {
        NodeResourcesFit: 13,
        NodeResourcesBalancedAllocation:
          b!.plugins['NodeResourcesBalancedAllocation']! - a!.plugins['NodeResourcesBalancedAllocation']!,
      },
    });
    expect(nodes[0]!.resources).toEqual([
      { resource: 'cpu', requested: 1000, allocatable: 2000, used: 0, free: 2000 },
      { resource: 'memory', requested: GI, allocatable: 8 * GI, used: 0, free: 8 * GI },
      { resource: 'ephemeral-storage', requested: GI, allocatable: 100 * GI, used: 0, free: 100 * GI },
      { resource: 'pods', requested: 1, allocatable: 110, used: 0, free: 110 },
    ]);
  });

  it('of nodes that are as good, that nothing makes one better', () => {
    const { winner } = explained(pod('p'), [node('a'), node('b')]);
    expect(winner).toEqual({ node: 'a', runnerUp: 'b', lead: 0, by: {} });
    expect(explained(pod('p'), [node('a')])).not.toHaveProperty('winner');
    expect(explained(pod('p', { nodeSelector: { x: 'y' } }), [node('a'), node('b')])).not.toHaveProperty(
      'winner',
    );
  });

  it('the second best, not the first of the others', () => {
    const world = ['1', '4', '2', '3'].map((cpu, i) => node('abcd'[i]!, { size: { cpu } }));
    expect(explained(pod('p', { requests: { cpu: '500m' } }), world).winner).toMatchObject({
      node: 'b',
      runnerUp: 'd',
    });
  });

  it('of what holds everywhere', () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const reason = 'persistentvolumeclaim "data" not found';
    expect(explained(pod('p', { volumes }), [node('a')])).toMatchObject({
      everywhere: {
        plugin: 'VolumeRestrictions',
        code: 'UnschedulableAndUnresolvable',
        reasons: [reason],
        details: [{ kind: 'other', reason }],
      },
      nodes: [{ node: 'a', fits: false, verdict: [`looking up PVC default/data: ${reason}`] }],
    });
    expect(explained(pod('p'), [node('a')])).not.toHaveProperty('everywhere');
  });
});

describe('where it is written', () => {
  const file = 'web.yaml';
  const locate = (path: readonly (string | number)[]) => {
    const at = { line: path.length + 1, column: 1, offset: 0 };
    return { file, start: at, end: at };
  };
  const world = [node('a', { taints: [{ key: 'x', effect: 'NoSchedule' }] })];

  it.each<[object: KubeObject, path: (string | number)[]]>([
    [pod('p'), []],
    [deployment(1, pod('p')), ['spec', 'template']],
    [
      local('batch/v1', 'CronJob', 'tidy', {
        spec: { jobTemplate: { spec: { template: { spec: pod('p').spec } } } },
      }),
      ['spec', 'jobTemplate', 'spec', 'template'],
    ],
  ])('%j', (one, path) => {
    const { location, fixes } = explain(Cluster.of(world), one, { scheduler, locate });
    expect(location).toEqual(locate([]));
    const objectPath = [...path, 'spec', 'tolerations'];
    expect(fixes[0]!.edits).toEqual([
      {
        action: 'add',
        path: ['spec', 'tolerations'],
        objectPath,
        yaml: '- {key: x, operator: Exists, effect: NoSchedule}',
        location: locate(objectPath),
      },
    ]);
  });

  it('nowhere without a file', () => {
    const explanation = explained(pod('p', { nodeSelector: { a: 'b' } }), [node('a')]);
    expect(explanation).not.toHaveProperty('location');
    expect(explanation.fixes[0]!.edits).toEqual([
      { action: 'remove', path: ['spec', 'nodeSelector', 'a'], objectPath: ['spec', 'nodeSelector', 'a'] },
    ]);
  });

  it('of the source, for a pod that it made', () => {
    const source = deployment(1, pod('p'));
    const explanation = explain(Cluster.of(world), pod('web-1'), { scheduler, locate, source });
    expect(explanation.object).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'default',
      name: 'web',
    });
    expect(explanation.fixes[0]!.edits[0]!.objectPath).toEqual(['spec', 'template', 'spec', 'tolerations']);
    const claim = local('v1', 'ConfigMap', 'x');
    expect(
      explain(Cluster.of(world), pod('p'), { scheduler, source: claim }).fixes[0]!.edits[0]!.objectPath,
    ).toEqual(['spec', 'tolerations']);
  });
});

describe('how many', () => {
  const full = (count: number, world: KubeObject[], one = pod('p', { requests: { cpu: '1' } })) =>
    explained(deployment(count, one), world);

  it('fit', () => {
    expect(full(3, [node('a'), node('b', { size: { cpu: '2' } })]).replicas).toEqual({
      wanted: 3,
      missing: 3,
      fit: 6,
      limit: 1000,
    });
    expect(full(0, [node('a')]).replicas).toEqual({ wanted: 0, missing: 0, fit: 4, limit: 1000 });
    const huge = (pods: string) => full(1, [node('a', { size: { pods } })], pod('p')).replicas.fit;
    expect(huge('999')).toBe(999);
    expect(huge('1001')).toBe(1000);
  });

  it('a fix lets in, of those that are missing', () => {
    const taints = [{ key: 'x', effect: 'NoSchedule' as const }];
    const pods = (count: number) => full(count, [node('a', { taints })]).fixes.map((fix) => fix.pods);
    expect(pods(0)).toEqual([1, 1, 1]);
    expect(pods(1)).toEqual([1, 1, 1]);
    expect(pods(3)).toEqual([3, 3, 3]);
    expect(pods(5)).toEqual([4, 4, 4]);
    const [tolerate] = full(1001, [node('a', { taints, size: { pods: '1001' } })], pod('p')).fixes;
    expect(tolerate!.pods).toBe(1000);
  });
});
