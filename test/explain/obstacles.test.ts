import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import type { KubeObject, NodeSelectorRequirement, Pod, Taint } from '../../src/api/objects.js';
import { readSchedulerConfiguration } from '../../src/scheduler/configuration/read.js';
import { node, pod } from '../scheduler/build.js';
import { explained, local, object, on } from './told.js';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** What is held against each node. */
function verdicts(one: Pod, world: readonly KubeObject[]): Record<string, readonly string[]> {
  return Object.fromEntries(explained(one, world).nodes.map(({ node: name, verdict }) => [name, verdict]));
}

const answer = (one: Pod, world: readonly KubeObject[]) =>
  explained(one, world).answer.replace('pod/p stays Pending: ', '');

const tainted = (key: string, value?: string): Taint => ({
  key,
  effect: 'NoSchedule',
  ...(value && { value }),
});
const byHost = (app: string, topologyKey = HOST) => [
  { topologyKey, labelSelector: { matchLabels: { app } } },
];
const affine = (...expressions: NodeSelectorRequirement[][]) => ({
  nodeAffinity: {
    [REQUIRED]: { nodeSelectorTerms: expressions.map((matchExpressions) => ({ matchExpressions })) },
  },
});
const spreadOver = (topologyKey: string, maxSkew = 1) => ({
  topologySpreadConstraints: [
    {
      maxSkew,
      topologyKey,
      whenUnsatisfiable: 'DoNotSchedule' as const,
      labelSelector: { matchLabels: { app: 'p' } },
    },
  ],
});
const listening = (hostPort: number, protocol?: 'UDP') => ({
  containers: [
    { name: 'main', image: 'app:1', ports: [{ containerPort: 80, hostPort, ...(protocol && { protocol }) }] },
  ],
});
const claiming = (...names: string[]) => ({
  volumes: names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
});

/** A claim that is bound to a volume of a driver, usable in one zone only where one is told. */
function bound(name: string, zone?: string): KubeObject[] {
  const affinity = zone && {
    nodeAffinity: {
      required: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }],
      },
    },
  };
  return [
    local('v1', 'PersistentVolumeClaim', name, {
      metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
      spec: { volumeName: `pv-${name}`, accessModes: ['ReadWriteOnce'] },
      status: { phase: 'Bound' },
    }),
    object('v1', 'PersistentVolume', `pv-${name}`, {
      spec: { csi: { driver: 'csi.example.com', volumeHandle: name }, ...affinity },
    }),
  ];
}
const diskLimit = (count: number) =>
  object('storage.k8s.io/v1', 'CSINode', 'a', {
    spec: { drivers: [{ name: 'csi.example.com', nodeID: 'a', allocatable: { count } }] },
  });

describe('an obstacle in a few words, and as the answer for one node', () => {
  const gpu = pod('p', { requests: { 'nvidia.com/gpu': '2' } });
  const busy = on('a', pod('busy', { labels: { app: 'p' }, requests: { cpu: '3', memory: '7Gi' } }));
  const cases: [what: string, one: Pod, world: KubeObject[], verdict: string[], said: string][] = [
    [
      'cpu',
      pod('p', { requests: { cpu: '1500m' } }),
      [node('a'), busy],
      ['cpu short by 500m'],
      'no node has 1.5 cpu free',
    ],
    [
      'memory',
      pod('p', { requests: { memory: '3Gi' } }),
      [node('a'), busy],
      ['memory short by 2Gi'],
      'no node has 3Gi of memory free',
    ],
    [
      'local disk',
      pod('p', { requests: { 'ephemeral-storage': '101Gi' } }),
      [node('a')],
      ['ephemeral-storage short by 1Gi'],
      'no node has 101Gi of ephemeral-storage free',
    ],
    [
      'a device that is not there',
      gpu,
      [node('a')],
      ['has no nvidia.com/gpu'],
      'no node has 2 of nvidia.com/gpu free',
    ],
    [
      'one device too few',
      gpu,
      [node('a', { size: { 'nvidia.com/gpu': '1' } })],
      ['nvidia.com/gpu short by 1'],
      'no node has 2 of nvidia.com/gpu free',
    ],
    [
      'the number of pods',
      pod('p'),
      [node('a', { size: { pods: '1' } }), busy],
      ['full: 1 of 1 pods'],
      'no node takes another pod',
    ],
    [
      'a taint with a value',
      pod('p'),
      [node('a', { taints: [tainted('dedicated', 'db')] })],
      ['taint dedicated=db:NoSchedule'],
      'the only node has a taint it does not tolerate',
    ],
    [
      'a taint without one',
      pod('p'),
      [node('a', { taints: [{ key: 'gone', effect: 'NoExecute' }] })],
      ['taint gone:NoExecute'],
      'the only node has a taint it does not tolerate',
    ],
    ['a cordon', pod('p'), [node('a', { cordoned: true })], ['cordoned'], 'the only node is cordoned'],
    [
      'a label that is not there',
      pod('p', { nodeSelector: { disk: 'ssd' } }),
      [node('a')],
      ['no label disk=ssd'],
      'the only node is not what its node selection asks for',
    ],
    [
      'a label with another value',
      pod('p', { nodeSelector: { disk: 'ssd' } }),
      [node('a', { labels: { disk: 'hdd' } })],
      ['label disk=hdd, not ssd'],
      'the only node is not what its node selection asks for',
    ],
    [
      'a host port and its holder',
      pod('p', listening(80)),
      [node('a'), on('a', pod('web', listening(80)))],
      ['host port 80/TCP taken by default/web'],
      'the only node has host port 80 taken',
    ],
    [
      'a host port of another protocol',
      pod('p', listening(53, 'UDP')),
      [node('a'), on('a', pod('dns', { namespace: 'x', ...listening(53, 'UDP') }))],
      ['host port 53/UDP taken by x/dns'],
      'the only node has host port 53 taken',
    ],
    [
      'a spread over a label that is not there',
      pod('p', { labels: { app: 'p' }, ...spreadOver(ZONE) }),
      [node('a')],
      [`no label ${ZONE} to spread by`],
      'the only node would break its topology spread',
    ],
    [
      'affinity without the label',
      pod('p', { affinity: { podAffinity: { [REQUIRED]: byHost('db', ZONE) } } }),
      [node('a')],
      [`no label ${ZONE} for pod affinity`],
      'the only node is away from the pods it wants to be near',
    ],
    [
      'affinity without such a pod',
      pod('p', { affinity: { podAffinity: { [REQUIRED]: byHost('db') } } }),
      [node('a')],
      [`pod affinity: no such pod in ${HOST}=a`],
      'the only node is away from the pods it wants to be near',
    ],
    [
      'anti-affinity to one pod',
      pod('p', { affinity: { podAntiAffinity: { [REQUIRED]: byHost('p') } } }),
      [node('a'), busy],
      [`pod anti-affinity: 1 such pod in ${HOST}=a`],
      'the only node has pods that it keeps away from',
    ],
    [
      'anti-affinity to two pods',
      pod('p', { affinity: { podAntiAffinity: { [REQUIRED]: byHost('p') } } }),
      [node('a'), busy, on('a', pod('second', { labels: { app: 'p' } }))],
      [`pod anti-affinity: 2 such pods in ${HOST}=a`],
      'the only node has pods that it keeps away from',
    ],
    [
      'anti-affinity of another pod',
      pod('p', { labels: { app: 'p' } }),
      [node('a'), on('a', pod('guard', { affinity: { podAntiAffinity: { [REQUIRED]: byHost('p') } } }))],
      [`anti-affinity of default/guard in ${HOST}=a`],
      'the only node has pods that keep away from it',
    ],
    [
      'a volume that is elsewhere',
      pod('p', claiming('data')),
      [node('a', { labels: { [ZONE]: 'x' } }), ...bound('data', 'y')],
      ["claim default/data: node(s) didn't match PersistentVolume's node affinity"],
      'the only node is not where its volume is',
    ],
    [
      'a disk that another pod has',
      pod('p', { volumes: [{ name: 'disk', gcePersistentDisk: { pdName: 'one' } }] }),
      [node('a'), on('a', pod('q', { volumes: [{ name: 'disk', gcePersistentDisk: { pdName: 'one' } }] }))],
      ['node(s) had no available disk'],
      'the only node cannot have its volumes',
    ],
    [
      'too many volumes',
      pod('p', claiming('c', 'd')),
      [
        node('a'),
        ...['b', 'c', 'd'].flatMap((name) => bound(name)),
        diskLimit(2),
        on('a', pod('q', claiming('b'))),
      ],
      ['1 of 2 csi.example.com volumes attached'],
      'the only node can attach no more than 2 volumes of csi.example.com',
    ],
    [
      'a feature of newer kubelets',
      pod('p', { hostNetwork: true, hostUsers: false }),
      [node('a')],
      ['lacks UserNamespacesHostNetworkSupport'],
      'the only node lacks a feature it needs',
    ],
    [
      'devices that are elsewhere',
      pod('p', { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] }),
      [
        node('a'),
        local('resource.k8s.io/v1', 'ResourceClaim', 'gpu', {
          spec: { devices: { requests: [{ name: 'one', exactly: { deviceClassName: 'gpu' } }] } },
        }),
        object('resource.k8s.io/v1', 'DeviceClass', 'gpu'),
      ],
      ['cannot allocate all claims'],
      'the only node says "cannot allocate all claims"',
    ],
  ];

  it.each(cases)('%s', (_what, one, world, verdict, said) => {
    expect(verdicts(one, world)).toEqual({ a: verdict });
    expect(answer(one, world)).toBe(said);
  });

  it('spread, with the counts of all', () => {
    const zones = ['x', 'x', 'y'].map((zone, i) =>
      node(`n${i}`, { labels: { [ZONE]: zone }, cordoned: i === 2 }),
    );
    const there = [0, 1, 1].map((at, i) => on(`n${at}`, pod(`there-${i}`, { labels: { app: 'p' } })));
    const one = pod('p', { labels: { app: 'p' }, ...spreadOver(ZONE, 2) });
    expect(verdicts(one, [...zones, ...there])).toEqual({
      n0: [`spread over ${ZONE}: x has 3, the least 0, skew at most 2`],
      n1: [`spread over ${ZONE}: x has 3, the least 0, skew at most 2`],
      n2: ['cordoned'],
    });
    expect(answer(one, [...zones, ...there])).toBe(
      '2 nodes would break its topology spread, 1 node is cordoned',
    );
  });

  it('another node than the one that the manifest names', () => {
    expect(verdicts(on('b', pod('p')), [node('a'), node('b')])).toEqual({ a: ['not b'], b: [] });
  });

  it('all that is held against a node, each once', () => {
    const world = [
      node('a', {
        cordoned: true,
        taints: [tainted('b'), tainted('a', '1')],
        size: { cpu: '1', memory: '1Gi' },
      }),
    ];
    const one = pod('p', {
      nodeSelector: { disk: 'ssd', arch: 'arm' },
      requests: { cpu: '1100m', memory: '2Gi' },
    });
    expect(verdicts(one, world)).toEqual({
      a: [
        'cordoned',
        'taint b:NoSchedule',
        'taint a=1:NoSchedule',
        'no label disk=ssd',
        'no label arch=arm',
        'cpu short by 100m',
        'memory short by 1Gi',
      ],
    });
    expect(answer(one, world)).toBe(
      'the only node has a taint it does not tolerate, the only node is cordoned, ' +
        'the only node is not what its node selection asks for, the only node is short of cpu, ' +
        'the only node is short of memory',
    );
  });
});

describe('node affinity in words', () => {
  const expression = (operator: NodeSelectorRequirement['operator'], ...values: string[]) => ({
    key: 'disk',
    operator,
    ...(values.length > 0 && { values }),
  });
  it.each<[expressions: NodeSelectorRequirement[][], text: string]>([
    [[[expression('In', 'ssd')]], 'disk=ssd'],
    [[[expression('In', 'ssd', 'nvme')]], 'disk in (ssd, nvme)'],
    [[[expression('NotIn', 'hdd')]], 'disk not in (hdd)'],
    [[[expression('NotIn', 'hdd', 'tape')]], 'disk not in (hdd, tape)'],
    [[[expression('Exists'), { key: 'gpu', operator: 'Exists' }]], 'disk exists and gpu exists'],
    [[[expression('DoesNotExist')]], 'no disk'],
    [[[{ key: 'gen', operator: 'Gt', values: ['4'] }]], 'gen > 4'],
    [[[{ key: 'gen', operator: 'Lt', values: ['4'] }]], 'gen < 4'],
    [[[expression('In', 'ssd')], [{ key: 'gen', operator: 'Gt', values: ['4'] }]], 'disk=ssd or gen > 4'],
    [[[]], 'an empty term'],
  ])('%j', (expressions, text) => {
    const world = [node('a', { labels: { disk: 'hdd', gen: '4' } })];
    expect(verdicts(pod('p', { affinity: affine(...expressions) }), world)).toEqual({
      a: [`node affinity ${text}`],
    });
  });

  it('names fields like labels', () => {
    const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: ['b'] }];
    const affinity = {
      nodeAffinity: {
        [REQUIRED]: {
          nodeSelectorTerms: [{ matchExpressions: [expression('Exists')], matchFields }],
        },
      },
    };
    expect(verdicts(pod('p', { affinity }), [node('a')])).toEqual({
      a: ['node affinity disk exists and metadata.name=b'],
    });
  });

  it("tells the scheduler's own from the pod's", () => {
    const addedAffinity = affine([expression('In', 'ssd')]).nodeAffinity;
    const configuration: unknown = {
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      profiles: [{ pluginConfig: [{ name: 'NodeAffinity', args: { addedAffinity } }] }],
    };
    const { scheduler: own } = readSchedulerConfiguration(configuration as JsonObject);
    const explanation = explained(pod('p'), [node('a')], own);
    expect(explanation.nodes[0]!.verdict).toEqual(["the scheduler's own node affinity"]);
    expect(explanation.fixes.map(({ title }) => title)).toEqual([]);
  });
});
