import { describe, expect, it } from 'vitest';
import { node, pod } from '../scheduler/build.js';
import { counted, deployment, mixed } from './counted.js';

const GI = 2 ** 30;
const cpu = (amount: string, parts: Parameters<typeof pod>[1] = {}) =>
  pod('x', { requests: { cpu: amount }, ...parts });

describe('a mix', () => {
  const web = deployment('web', cpu('1'));
  const cache = deployment('cache', pod('x', { requests: { memory: '2Gi', cpu: '500m' } }));

  it('all that is said of it', () => {
    const world = [node('a'), node('b', { size: { cpu: '2' } })];
    expect(mixed(world, [web, 2], [cache, 1])).toEqual({
      parts: [
        {
          object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
          weight: 2,
          left: 1,
        },
        {
          object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'cache' },
          weight: 1,
          left: 2,
        },
      ],
      rounds: 2,
      limited: false,
      endedBy: 0,
      message:
        '0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: ' +
        '2 No preemption victims found for incoming pod.',
      ends: [{ causes: ['cpu'], closed: false, nodes: ['a', 'b'] }],
      why: 'cpu ends it on a and b',
      nodes: [
        {
          node: 'a',
          more: [4, 0],
          causes: ['cpu'],
          verdict: ['cpu short by 1'],
          closed: false,
          left: [
            { resource: 'cpu', allocatable: 4000, free: 0 },
            { resource: 'memory', allocatable: 8 * GI, free: 8 * GI },
            { resource: 'pods', allocatable: 110, free: 106 },
          ],
        },
        {
          node: 'b',
          more: [0, 2],
          causes: ['cpu'],
          verdict: ['cpu short by 1'],
          closed: false,
          left: [
            { resource: 'cpu', allocatable: 2000, free: 1000 },
            { resource: 'memory', allocatable: 8 * GI, free: 4 * GI },
            { resource: 'pods', allocatable: 110, free: 108 },
          ],
        },
      ],
    });
  });

  it('is left out where nothing has a weight', () => {
    const { mix, templates } = counted([node('a')], [{ object: web }, { object: cache, weight: 1 }]);
    expect(templates).toHaveLength(2);
    expect(mix!.parts.map(({ object: { name } }) => name)).toEqual(['cache']);
    expect(counted([node('a')], [{ object: web }])).not.toHaveProperty('mix');
  });

  it('stops at the last whole round before the limit', () => {
    const rounds = (max: number) => {
      const { mix } = counted(
        [node('a', { size: { cpu: '64' } })],
        [
          { object: web, weight: 2 },
          { object: cache, weight: 1 },
        ],
        max,
      );
      const { rounds: whole, limited, parts, ends } = mix!;
      return { whole, limited, ends, left: parts.map(({ left }) => left) };
    };
    // Memory: three more of the cache after the first round.
    expect(rounds(3)).toEqual({ whole: 1, limited: true, ends: [], left: [3, 3] });
    expect(rounds(5)).toEqual({ whole: 1, limited: true, ends: [], left: [5, 3] });
    expect(rounds(6)).toEqual({ whole: 2, limited: true, ends: [], left: [6, 2] });
    expect(rounds(2)).toEqual({ whole: 0, limited: true, ends: [], left: [2, 2] });
  });

  it('leaves the world as it was', () => {
    const world = [node('a'), node('b', { size: { cpu: '2' } })];
    const both = [
      { object: web, weight: 1 },
      { object: cache, weight: 3 },
    ];
    const { templates, mix } = counted(world, both);
    expect(templates.map(({ more }) => more)).toEqual([8, 6]);
    expect(counted(world, both)).toEqual({ nodeCount: 2, templates, mix });
  });
});
