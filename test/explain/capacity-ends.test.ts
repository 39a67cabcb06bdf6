import { describe, expect, it } from 'vitest';
import type { KubeObject, Taint } from '../../src/api/objects.js';
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
