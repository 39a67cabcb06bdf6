import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod, Taint } from '../../src/api/objects.js';
import { byName } from '../../src/explain/capacity-ends.js';
import { node, pod } from '../scheduler/build.js';
import { alone, deployment } from './counted.js';

type Parts = Parameters<typeof pod>[1];
const web = (parts: Parts = {}) => deployment('web', pod('web', parts));
const taints: Taint[] = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }];
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
