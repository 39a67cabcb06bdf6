import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod, Taint } from '../../src/api/objects.js';
import { byName, listText } from '../../src/explain/capacity-ends.js';
import { node, pod } from '../scheduler/build.js';
import { alone, deployment } from './counted.js';
import { local, object, on } from './told.js';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

type Parts = Parameters<typeof pod>[1];
const web = (parts: Parts = {}) => deployment('web', pod('web', parts));
const taints: Taint[] = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }];
const app = (name: string, topologyKey = HOST) => ({
  [REQUIRED]: [{ topologyKey, labelSelector: { matchLabels: { app: name } } }],
});
const listening = {
  containers: [{ name: 'main', image: 'app:1', ports: [{ containerPort: 80, hostPort: 80 }] }],
};
const spread = (topologyKey: string) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'DoNotSchedule' as const,
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
});
/** What only newer kubelets know of. */
const featured = {
  containers: [
    {
      name: 'main',
      image: 'app:1',
      restartPolicy: 'Never',
      restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }],
    },
  ],
};
const claimed = (...names: string[]): Parts => ({
  volumes: names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
});
const bound = (name: string, zone?: string): KubeObject[] => [
  local('v1', 'PersistentVolumeClaim', name, {
    metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
    spec: { volumeName: name, accessModes: ['ReadWriteMany'] },
  }),
  object('v1', 'PersistentVolume', name, {
    spec: {
      csi: { driver: 'csi.example.com', volumeHandle: name },
      ...(zone && {
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }],
          },
        },
      }),
    },
  }),
];

describe('what ends it on a node', () => {
  const gpus = { 'x.io/gpu': '2' };
  const gpu = { containers: [{ name: 'main', image: 'app:1', resources: { requests: gpus, limits: gpus } }] };
  const cases: [
    what: string,
    parts: Parts,
    world: KubeObject[],
    more: number,
    causes: string[],
    verdict: string[],
    closed: boolean,
    why: string,
  ][] = [
    [
      'cpu',
      { requests: { cpu: '3' } },
      [node('a')],
      1,
      ['cpu'],
      ['cpu short by 2'],
      false,
      'cpu ends it on a',
    ],
    [
      'too little',
      { requests: { cpu: '5' } },
      [node('a')],
      0,
      ['too little cpu'],
      ['too little cpu: 4 in all'],
      true,
      'a has too little cpu',
    ],
    ['none', gpu, [node('a')], 0, ['no x.io/gpu'], ['has no x.io/gpu'], true, 'a has no x.io/gpu'],
    [
      'a device',
      gpu,
      [node('a', { size: { 'x.io/gpu': '3' } })],
      1,
      ['x.io/gpu'],
      ['x.io/gpu short by 1'],
      false,
      'x.io/gpu ends it on a',
    ],
    [
      'pods',
      {},
      [node('a', { size: { pods: '2' } })],
      2,
      ['number of pods'],
      ['full: 2 of 2 pods'],
      false,
      'number of pods ends it on a',
    ],
    [
      'no pods',
      {},
      [node('a', { size: { pods: '0' } })],
      0,
      ['no place for pods'],
      ['full: 0 of 0 pods'],
      true,
      'a has no place for pods',
    ],
    [
      'a taint',
      {},
      [node('a', { taints })],
      0,
      ['taint'],
      ['taint dedicated=db:NoSchedule'],
      true,
      'a is tainted',
    ],
    ['a cordon', {}, [node('a', { cordoned: true })], 0, ['cordon'], ['cordoned'], true, 'a is cordoned'],
    [
      'a selector',
      { nodeSelector: { disk: 'ssd' } },
      [node('a')],
      0,
      ['node selection'],
      ['no label disk=ssd'],
      true,
      'a is not selected',
    ],
    [
      'an affinity',
      {
        affinity: {
          nodeAffinity: {
            [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'x', operator: 'Exists' }] }] },
          },
        },
      },
      [node('a')],
      0,
      ['node selection'],
      ['node affinity x exists'],
      true,
      'a is not selected',
    ],
    [
      'an affinity of names',
      {
        affinity: {
          nodeAffinity: {
            [REQUIRED]: {
              nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['b'] }] }],
            },
          },
        },
      },
      [node('a')],
      0,
      ['node selection'],
      ['node affinity metadata.name=b'],
      true,
      'a is not selected',
    ],
    [
      'a host port',
      listening,
      [node('a')],
      1,
      ['host port 80'],
      ['host port 80/TCP taken by default/web-more-0'],
      false,
      'host port 80 ends it on a',
    ],
    [
      'a spread',
      spread('zone'),
      [node('a', { labels: { zone: 'x' } }), node('b', { cordoned: true, labels: { zone: 'y' } })],
      1,
      ['topology spread'],
      ['spread over zone: x has 1, the least 0, skew at most 1'],
      false,
      'topology spread ends it on a; b is cordoned',
    ],
    [
      'a spread without the label',
      spread('zone'),
      [node('a')],
      0,
      ['topology spread'],
      ['no label zone to spread by'],
      true,
      'a lacks a label to spread by',
    ],
    [
      'affinity',
      { affinity: { podAffinity: app('db') } },
      [node('a')],
      0,
      ['pod affinity'],
      [`pod affinity: no such pod in ${HOST}=a`],
      false,
      'pod affinity ends it on a',
    ],
    [
      'anti-affinity, not said twice',
      { affinity: { podAntiAffinity: app('web') } },
      [node('a')],
      1,
      ['pod anti-affinity'],
      [`pod anti-affinity: 1 such pod in ${HOST}=a`],
      false,
      'pod anti-affinity ends it on a',
    ],
    [
      'anti-affinity of another pod',
      { labels: { app: 'web' } },
      [node('a'), on('a', pod('guard', { affinity: { podAntiAffinity: app('web') } }))],
      0,
      ['anti-affinity of other pods'],
      [`anti-affinity of default/guard in ${HOST}=a`],
      false,
      'anti-affinity of other pods ends it on a',
    ],
    [
      'both, over other labels',
      { affinity: { podAntiAffinity: app('db') } },
      [
        node('a', { labels: { zone: 'x' } }),
        on('a', pod('db', { labels: { app: 'db' } })),
        on('a', pod('guard', { affinity: { podAntiAffinity: app('web', 'zone') } })),
      ],
      0,
      ['pod anti-affinity', 'anti-affinity of other pods'],
      [`pod anti-affinity: 1 such pod in ${HOST}=a`, 'anti-affinity of default/guard in zone=x'],
      false,
      'pod anti-affinity and anti-affinity of other pods end it on a',
    ],
    [
      'volumes',
      claimed('data'),
      [node('a', { labels: { [ZONE]: 'x' } }), ...bound('data', 'y')],
      0,
      ['volumes'],
      ["claim default/data: node(s) didn't match PersistentVolume's node affinity"],
      false,
      'volumes end it on a',
    ],
    [
      'the number of volumes',
      claimed('c', 'd'),
      [
        node('a'),
        ...bound('c'),
        ...bound('d'),
        object('storage.k8s.io/v1', 'CSINode', 'a', {
          spec: { drivers: [{ name: 'csi.example.com', nodeID: 'a', allocatable: { count: 1 } }] },
        }),
      ],
      0,
      ['volume limit'],
      ['0 of 1 csi.example.com volumes attached'],
      false,
      'volume limit ends it on a',
    ],
    [
      'a feature',
      featured,
      [node('a')],
      0,
      ['missing feature'],
      ['lacks RestartAllContainersOnContainerExits'],
      true,
      'a lacks a feature',
    ],
    [
      'a device of a claim',
      { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] },
      [
        node('a'),
        local('resource.k8s.io/v1', 'ResourceClaim', 'gpu', {
          status: {
            allocation: {
              nodeSelector: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'x', operator: 'Exists' }] }] },
            },
          },
        }),
      ],
      0,
      ['resourceclaim not available on the node'],
      ['resourceclaim not available on the node'],
      false,
      'resourceclaim not available on the node ends it on a',
    ],
    [
      'what closes it, before what is used up',
      { requests: { cpu: '5', memory: '5Gi' } },
      [node('a', { taints }), on('a', pod('busy', { requests: { memory: '6Gi' } }))],
      0,
      ['taint', 'too little cpu'],
      ['taint dedicated=db:NoSchedule', 'too little cpu: 4 in all'],
      true,
      'a is tainted and has too little cpu',
    ],
  ];
  it.each(cases)('%s', (_what, parts, world, more, causes, verdict, closed, why) => {
    const found = alone(world, web(parts));
    const [a] = found.nodes;
    expect({ more: found.more, why: found.why, node: [a!.causes, a!.verdict, a!.closed] }).toEqual({
      more,
      why,
      node: [causes, verdict, closed],
    });
    expect(found.ends[0]).toEqual({ causes, closed, nodes: ['a'] });
  });
});

describe('nodes in a sentence', () => {
  const why = (world: readonly KubeObject[], parts: Parts = { requests: { cpu: '3' } }) =>
    alone(world, web(parts)).why;
  const many = (count: number, parts: Parameters<typeof node>[1] = {}, first = 1) =>
    Array.from({ length: count }, (_, i) => node(`node-${first + i}`, parts));

  it.each<[count: number, text: string]>([
    [1, 'cpu ends it on node-1'],
    [2, 'cpu ends it on node-1 and node-2'],
    [3, 'cpu ends it on node-1, node-2 and node-3'],
    [4, 'cpu ends it on all 4 nodes'],
  ])('%d that are all', (count, text) => {
    expect(why(many(count))).toBe(text);
  });

  it.each<[what: string, parts: Parameters<typeof node>[1], one: string, two: string]>([
    ['taints', { taints }, 'is tainted', 'are tainted'],
    ['cordons', { cordoned: true }, 'is cordoned', 'are cordoned'],
    ['sizes', { size: { cpu: '2' } }, 'has too little cpu', 'have too little cpu'],
    ['nothing', { size: { cpu: '0' } }, 'has no cpu', 'have no cpu'],
  ])('of several causes: %s', (_what, parts, one, two) => {
    expect(why([...many(1), ...many(1, parts, 2)])).toBe(`cpu ends it on node-1; node-2 ${one}`);
    expect(why([...many(1), ...many(2, parts, 2)])).toBe(`cpu ends it on node-1; node-2 and node-3 ${two}`);
    expect(why([...many(1), ...many(4, parts, 2)])).toBe(`cpu ends it on node-1; 4 nodes ${two}`);
  });

  it.each<[what: string, parts: Parts, one: string, two: string]>([
    ['a selector', { nodeSelector: { x: 'y' } }, 'is not selected', 'are not selected'],
    ['a feature', featured, 'lacks a feature', 'lack a feature'],
    ['a spread', spread('zone'), 'lacks a label to spread by', 'lack a label to spread by'],
  ])('%s', (_what, parts, one, two) => {
    expect(why(many(1), parts)).toBe(`node-1 ${one}`);
    expect(why(many(2), parts)).toBe(`node-1 and node-2 ${two}`);
  });

  it('what ends it before what closes it, most nodes first, then by cause', () => {
    const world = [
      ...many(2, { size: { cpu: '2' } }),
      node('node-10', { taints }),
      node('node-11', { cordoned: true }),
      node('node-12', { size: { memory: '3Gi' } }),
      ...['node-9', 'node-20', 'node-3'].map((name) => node(name, { size: { pods: '1' } })),
      node('node-30'),
    ];
    const found = alone(world, web({ requests: { cpu: '3', memory: '2Gi' } }));
    expect(found.why).toBe(
      'number of pods and cpu end it on node-3, node-9 and node-20; cpu ends it on node-30; ' +
        'cpu and memory end it on node-12; node-1 and node-2 have too little cpu; node-11 is cordoned; node-10 is tainted',
    );
    expect(found.ends.map(({ nodes, closed }) => [closed, ...nodes])).toEqual([
      [false, 'node-3', 'node-9', 'node-20'],
      [false, 'node-30'],
      [false, 'node-12'],
      [true, 'node-1', 'node-2'],
      [true, 'node-11'],
      [true, 'node-10'],
    ]);
  });

  it('lists', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listText)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('names as people count', () => {
    const sorted = ['a', 'a1', 'a2', 'a2b', 'a10', 'a10b', 'ab', 'b', 'b-2-1', 'b-2-10', 'b-10'];
    const turned = [...sorted].reverse();
    expect(turned.sort(byName)).toEqual([
      'a',
      'a1',
      'a2',
      'a2b',
      'a10',
      'a10b',
      'ab',
      'b',
      'b-2-1',
      'b-2-10',
      'b-10',
    ]);
    expect([byName('a', 'a'), byName('n1', 'n01') < 0, byName('n01', 'n1') < 0]).toEqual([0, false, true]);
  });

  it('a node that is left to a nominated pod', () => {
    const nominated: Pod = {
      ...pod('big', { priority: 10, requests: { cpu: '4' } }),
      status: { phase: 'Pending', nominatedNodeName: 'a' },
    } as Pod;
    const found = alone([node('a'), nominated], web({ requests: { cpu: '1' } }));
    expect(found).toMatchObject({ more: 0, why: 'room kept for nominated pods ends it on a' });
    expect(found.nodes[0]).toMatchObject({
      causes: ['room kept for nominated pods'],
      verdict: ['room kept for nominated pods'],
      closed: false,
    });
  });
});
