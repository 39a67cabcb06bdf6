import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/api/objects.js';
import { closedPhrase, isClosing, knownOf, obstacleText } from '../../../src/explain/obstacles/index.js';
import type { Kind, ObstacleOf, Phrase } from '../../../src/explain/obstacles/kind.js';
import { pod } from '../../scheduler/build.js';

/** What is known of an obstacle, all of it: texts, and the titles of the changes that take it away. */
interface Known<K extends Kind> {
  of: Omit<ObstacleOf<K>, 'kind'>;
  text: string;
  phrase: Phrase;
  cause: string;
  /** Said of nodes that it closes for good; absent where it does not. */
  closed?: Phrase;
  /** True where running pods are in the way. */
  byPods?: boolean;
  isClosure?: boolean;
  podMoves?: string;
  nodeMove?: string;
}

const SELECTION: Pick<Known<'node-name'>, 'phrase' | 'cause' | 'closed'> = {
  phrase: ['is not what its node selection asks for', 'are not what its node selection asks for'],
  cause: 'node selection',
  closed: ['is not selected', 'are not selected'],
};
const ZONE = 'topology.kubernetes.io/zone';

/** A kind without a row does not compile. */
const KINDS: { [K in Kind]: Known<K> } = {
  resource: {
    of: { resource: 'cpu', requested: 1500, allocatable: 4000, used: 3000, free: 1000, short: 500 },
    text: 'cpu short by 500m',
    phrase: ['is short of cpu', 'are short of cpu'],
    cause: 'cpu',
    byPods: true,
    podMoves: 'ask for at most 1 cpu (now 1.5)',
  },
  taint: {
    of: { taint: { key: 'dedicated', value: 'db', effect: 'NoSchedule' } },
    text: 'taint dedicated=db:NoSchedule',
    phrase: ['has a taint it does not tolerate', 'have taints it does not tolerate'],
    cause: 'taint',
    closed: ['is tainted', 'are tainted'],
    isClosure: true,
    podMoves: 'tolerate dedicated=db:NoSchedule',
    nodeMove: 'take the taint dedicated=db:NoSchedule off a',
  },
  unschedulable: {
    of: {},
    text: 'cordoned',
    phrase: ['is cordoned', 'are cordoned'],
    cause: 'cordon',
    closed: ['is cordoned', 'are cordoned'],
    isClosure: true,
    podMoves: undefined,
    nodeMove: 'uncordon a',
  },
  'node-name': { ...SELECTION, of: { wanted: 'b' }, text: 'not b' },
  'node-selector': {
    ...SELECTION,
    of: { key: 'disk', wanted: 'ssd', actual: 'hdd' },
    text: 'label disk=hdd, not ssd',
    podMoves: 'drop nodeSelector disk=ssd',
    nodeMove: 'label a disk=ssd',
  },
  'node-affinity': {
    ...SELECTION,
    of: {
      terms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd', 'nvme'] }] }],
      enforced: false,
    },
    text: 'node affinity disk in (ssd, nvme)',
    podMoves: 'drop the required node affinity',
    nodeMove: 'label a disk=ssd',
  },
  port: {
    of: { port: 80, protocol: 'TCP', ip: '0.0.0.0', holder: 'default/web' },
    text: 'host port 80/TCP taken by default/web',
    phrase: ['has host port 80 taken', 'have host port 80 taken'],
    cause: 'host port 80',
    byPods: true,
    podMoves: 'give up host port 80/TCP',
  },
  spread: {
    of: { constraint: 0, topologyKey: ZONE, value: 'x', count: 3, least: 1, maxSkew: 1 },
    text: `spread over ${ZONE}: x has 3, the least 1, skew at most 1`,
    phrase: ['would break its topology spread', 'would break its topology spread'],
    cause: 'topology spread',
    byPods: true,
    podMoves: `allow a skew of 3 over ${ZONE} (now 1)`,
  },
  'pod-affinity': {
    of: { index: 0, topologyKey: ZONE, value: 'x' },
    text: `pod affinity: no such pod in ${ZONE}=x`,
    phrase: ['is away from the pods it wants to be near', 'are away from the pods it wants to be near'],
    cause: 'pod affinity',
    podMoves: `drop the required pod affinity over ${ZONE}`,
  },
  'pod-anti-affinity': {
    of: { index: 0, topologyKey: ZONE, value: 'x', pods: 2 },
    text: `pod anti-affinity: 2 such pods in ${ZONE}=x`,
    phrase: ['has pods that it keeps away from', 'have pods that it keeps away from'],
    cause: 'pod anti-affinity',
    byPods: true,
    podMoves: `drop the required pod anti-affinity over ${ZONE}`,
  },
  'existing-anti-affinity': {
    of: { topologyKey: ZONE, value: 'x', holders: ['default/lonely'] },
    text: `anti-affinity of default/lonely in ${ZONE}=x`,
    phrase: ['has pods that keep away from it', 'have pods that keep away from it'],
    cause: 'anti-affinity of other pods',
    byPods: true,
  },
  volume: {
    of: { claim: 'data', reason: 'not bound' },
    text: 'claim data: not bound',
    phrase: ['cannot have its volumes', 'cannot have its volumes'],
    cause: 'volumes',
  },
  'volume-limit': {
    of: { driver: 'csi.example.com', limit: 2, attached: 2, wanted: 1 },
    text: '2 of 2 csi.example.com volumes attached',
    phrase: [
      'can attach no more than 2 volumes of csi.example.com',
      'can attach no more than 2 volumes of csi.example.com',
    ],
    cause: 'volume limit',
  },
  feature: {
    of: { missing: ['A', 'B'] },
    text: 'lacks A, B',
    phrase: ['lacks a feature it needs', 'lack a feature it needs'],
    cause: 'missing feature',
    closed: ['lacks a feature', 'lack a feature'],
  },
  other: {
    of: { reason: 'not today' },
    text: 'not today',
    phrase: ['says "not today"', 'say "not today"'],
    cause: 'not today',
  },
};

/** A pod that runs into any of them. */
const WAITING: Pod = pod('p', {
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule' }],
  containers: [
    {
      name: 'main',
      image: 'app:1',
      ports: [{ containerPort: 80, hostPort: 80 }],
      resources: { requests: { cpu: '1500m' } },
    },
  ],
});

describe('what is known of obstacles', () => {
  it.each(Object.entries(KINDS))('of the kind %s', (kind, { of, ...expected }) => {
    const obstacle = { kind, ...of } as ObstacleOf<Kind>;
    const known = knownOf(obstacle);
    const { podMoves, nodeMove, pods, isClosure } = known;
    const told = {
      text: obstacleText(obstacle),
      phrase: known.phrase(obstacle),
      cause: known.cause(obstacle),
      closed: isClosing(obstacle) ? closedPhrase(known.cause(obstacle)) : undefined,
      byPods: pods?.when(obstacle),
      isClosure: isClosure || undefined,
      podMoves: podMoves(obstacle, WAITING)[0]?.title,
      nodeMove: nodeMove(obstacle, 'a')?.title,
    };
    expect(told).toEqual(expected);
  });

  it('says a cause of which nothing is known as it is', () => {
    expect(closedPhrase('bad weather')).toEqual(['bad weather', 'bad weather']);
  });
});
