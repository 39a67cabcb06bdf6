import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/api/json.js';
import type { ResourceList } from '../../../src/api/objects.js';
import { defaultScheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { node, on, pod, scoresOf, withArgs } from '../build.js';
import { score, used, weights } from '../scores.js';

const strategy = (scoringStrategy: JsonObject) => withArgs('NodeResourcesFit', { scoringStrategy });
const quarter = used({}, { cpu: '1', memory: '1Gi' });
const asked = pod('p', { requests: { cpu: '500m', memory: '512Mi' } });

describe('NodeResourcesFit by what is left', () => {
  it.each<[string, [string, number][], number]>([
    // 2500m of 4 are left: 62; 6.5 of 8Gi: 81; all of the storage: 100.
    ['cpu alone', [['cpu', 1]], 62],
    ['memory alone', [['memory', 1]], 81],
    [
      'both alike',
      [
        ['cpu', 1],
        ['memory', 1],
      ],
      71,
    ],
    [
      'memory more',
      [
        ['cpu', 1],
        ['memory', 3],
      ],
      76,
    ],
    [
      'cpu more',
      [
        ['cpu', 3],
        ['memory', 1],
      ],
      66,
    ],
    [
      'storage besides',
      [
        ['cpu', 1],
        ['memory', 1],
        ['ephemeral-storage', 2],
      ],
      85,
    ],
    [
      'a device that is not asked for',
      [
        ['cpu', 1],
        ['x.com/gpu', 9],
      ],
      62,
    ],
    [
      'what no node has',
      [
        ['cpu', 1],
        ['storage', 9],
      ],
      62,
    ],
    ['nothing that any node has', [['storage', 9]], 0],
  ])('weighs %s', (_what, resources, points) => {
    expect(score(asked, quarter, strategy({ type: 'LeastAllocated', ...weights(...resources) }))).toBe(
      points,
    );
  });

  it('counts devices, huge pages and storage as they are', () => {
    const size = { 'x.com/gpu': '8', 'hugepages-2Mi': '8Mi', 'ephemeral-storage': '1000' };
    const there = { 'x.com/gpu': '3', 'hugepages-2Mi': '2Mi', 'ephemeral-storage': '100' };
    const requests = { 'x.com/gpu': '2', 'hugepages-2Mi': '4Mi', 'ephemeral-storage': '300' };
    const points = (...resources: [string, number][]) =>
      score(
        pod('p', { requests }),
        used(size, there),
        strategy({ type: 'LeastAllocated', ...weights(...resources) }),
      );
    expect(points(['x.com/gpu', 1])).toBe(37);
    expect(points(['hugepages-2Mi', 1])).toBe(25);
    expect(points(['ephemeral-storage', 1])).toBe(60);
    expect(points(['x.com/gpu', 1], ['hugepages-2Mi', 1], ['ephemeral-storage', 1])).toBe(40);
    expect(points(['x.com/gpu', 2], ['ephemeral-storage', 1])).toBe(44);
  });

  it('takes a container without requests for one of 100m and 200Mi', () => {
    const small = { cpu: '1', memory: '1000Mi' };
    const points = (requests: ResourceList, there: ResourceList, name: string) =>
      score(
        pod('p', { requests }),
        used(small, there),
        strategy({ type: 'LeastAllocated', ...weights([name, 1]) }),
      );
    expect(points({}, { cpu: '300m' }, 'cpu')).toBe(60);
    expect(points({ cpu: '0' }, { cpu: '300m' }, 'cpu')).toBe(70);
    expect(points({ cpu: '200m' }, {}, 'cpu')).toBe(70);
    expect(points({}, {}, 'memory')).toBe(60);
    expect(points({ memory: '0' }, { memory: '0' }, 'memory')).toBe(100);
    expect(points({ memory: '100Mi' }, { memory: '300Mi' }, 'memory')).toBe(60);
  });

  it('gives nothing for a node that would be over', () => {
    const tiny = { cpu: '150m', memory: '300Mi' };
    const points = (type: string) =>
      score(pod('p'), used(tiny, {}), strategy({ type, ...weights(['cpu', 1], ['memory', 1]) }));
    expect(points('LeastAllocated')).toBe(0);
    expect(points('MostAllocated')).toBe(100);
  });

  it('is nothing for a node without any of the resources', () => {
    const none = used({ cpu: '0', memory: '0' }, { cpu: '0', memory: '0' });
    expect(score(pod('p'), none, defaultScheduler())).toBe(0);
    expect(score(pod('p'), none, defaultScheduler(), 'NodeResourcesBalancedAllocation')).toBe(undefined);
  });
});

describe('NodeResourcesFit by what is used', () => {
  it.each<[[string, number][], number]>([
    // 1500m of 4: 37; 1.5 of 8Gi: 18.
    [[['cpu', 1]], 37],
    [[['memory', 1]], 18],
    [
      [
        ['cpu', 1],
        ['memory', 1],
      ],
      27,
    ],
    [
      [
        ['cpu', 3],
        ['memory', 1],
      ],
      32,
    ],
  ])('weighs %j', (resources, points) => {
    expect(score(asked, quarter, strategy({ type: 'MostAllocated', ...weights(...resources) }))).toBe(points);
  });
});

describe('NodeResourcesFit by a shape', () => {
  const shaped = (points: [number, number][], ...resources: [string, number][]) =>
    strategy({
      type: 'RequestedToCapacityRatio',
      requestedToCapacityRatio: {
        shape: points.map(([utilization, value]) => ({ utilization, score: value })),
      },
      ...weights(...resources),
    });
  /** The score of a node of 1000m with so much in use, the pod included. */
  const at = (points: [number, number][], milli: number) =>
    score(
      pod('p', { requests: { cpu: '1m' } }),
      used({ cpu: '1' }, { cpu: `${milli - 1}m` }),
      shaped(points, ['cpu', 1]),
    );

  it('is linear between points, level outside, in whole numbers', () => {
    const rising: [number, number][] = [
      [20, 1],
      [50, 4],
      [80, 10],
    ];
    const wanted = [1, 200, 209, 210, 349, 350, 500, 510, 649, 650, 799, 800, 1000];
    expect(wanted.map((milli) => at(rising, milli))).toEqual([
      10, 10, 10, 11, 24, 25, 40, 42, 68, 70, 98, 100, 100,
    ]);
  });

  it('may fall', () => {
    const falling: [number, number][] = [
      [0, 10],
      [30, 3],
    ];
    expect([1, 10, 20, 290, 300, 900].map((milli) => at(falling, milli))).toEqual([100, 98, 96, 33, 30, 30]);
  });

  it('rounds halves up and leaves out resources that come to nothing', () => {
    const rising: [number, number][] = [
      [0, 0],
      [100, 10],
    ];
    const both = (cpu: string, memory: string, ...resources: [string, number][]) =>
      score(
        pod('p', { requests: { cpu, memory } }),
        used({ cpu: '1', memory: '1000' }, { cpu: '0', memory: '0' }),
        shaped(rising, ...resources),
      );
    expect(both('500m', '510', ['cpu', 1], ['memory', 1])).toBe(51);
    expect(both('500m', '510', ['cpu', 2], ['memory', 1])).toBe(50);
    expect(both('500m', '510', ['cpu', 3], ['memory', 1])).toBe(50);
    expect(both('500m', '520', ['cpu', 3], ['memory', 1])).toBe(51);
    expect(both('500m', '9', ['cpu', 1], ['memory', 1])).toBe(50);
    expect(both('500m', '10', ['cpu', 1], ['memory', 1])).toBe(26);
    expect(both('9m', '9', ['cpu', 1], ['memory', 1])).toBe(0);
  });

  it('takes more than all for all', () => {
    const tiny = { cpu: '150m', memory: '1Gi' };
    expect(
      score(
        pod('p'),
        used(tiny, {}),
        shaped(
          [
            [0, 1],
            [100, 9],
          ],
          ['cpu', 1],
        ),
      ),
    ).toBe(90);
  });
});

describe('scores of sidecars', () => {
  const requests = { cpu: '1', memory: '1Gi' };
  const container = (name: string, list: ResourceList, restartPolicy?: string) => ({
    name,
    image: 'app:1',
    resources: { requests: list },
    ...(restartPolicy && { restartPolicy }),
  });
  const withSidecar = on('a', pod('x', { requests, initContainers: [container('s', requests, 'Always')] }));
  const least = (version: '1.31' | '1.32', ...names: string[]) =>
    withArgs(
      'NodeResourcesFit',
      {
        scoringStrategy: {
          type: 'LeastAllocated',
          ...weights(...names.map((name): [string, number] => [name, 1])),
        },
      },
      version,
    );
  const points = (version: '1.31' | '1.32', ...names: string[]) =>
    score(asked, [node('a'), withSidecar], least(version, ...names));

  it('counted them less up to 1.31', () => {
    expect([points('1.31', 'cpu'), points('1.32', 'cpu')]).toEqual([62, 37]);
    expect([points('1.31', 'memory'), points('1.32', 'memory')]).toEqual([81, 68]);
    expect([points('1.31', 'ephemeral-storage'), points('1.32', 'ephemeral-storage')]).toEqual([100, 100]);
  });

  it('scores a node that changed as one that did not', () => {
    const scheduler = least('1.31', 'cpu', 'memory', 'ephemeral-storage');
    const state = SchedulerState.of([node('a'), node('b')]);
    const look = () => scoresOf(scheduleOne(state, asked, scheduler, { detail: true }), 'NodeResourcesFit');
    expect(look()).toEqual({ a: 93, b: 93 });
    state.apply([{ verb: 'create', object: withSidecar }]);
    expect(look()).toEqual({ a: 81, b: 93 });
    state.apply([{ verb: 'delete', object: withSidecar }]);
    expect(look()).toEqual({ a: 93, b: 93 });
  });
});

describe('scores of nodes that changed', () => {
  it.each<[string, [string, number][], number[]]>([
    [
      'what is common',
      [
        ['cpu', 1],
        ['memory', 1],
        ['ephemeral-storage', 2],
      ],
      [95, 60],
    ],
    [
      'devices too',
      [
        ['cpu', 1],
        ['memory', 1],
        ['ephemeral-storage', 1],
        ['x.com/gpu', 1],
      ],
      [82, 50],
    ],
  ])('look at %s', (_what, resources, points) => {
    const size = { 'x.com/gpu': '8', 'ephemeral-storage': '1000' };
    const scheduler = strategy({ type: 'LeastAllocated', ...weights(...resources) });
    const requests = { cpu: '400m', memory: '819Mi', 'ephemeral-storage': '0', 'x.com/gpu': '4' };
    const state = SchedulerState.of([node('a', { size }), node('b', { size })]);
    const look = () =>
      scoresOf(scheduleOne(state, pod('p', { requests }), scheduler, { detail: true }), 'NodeResourcesFit');
    expect(look()).toEqual({ a: points[0], b: points[0] });
    const there = { cpu: '400m', memory: '819Mi', 'ephemeral-storage': '600', 'x.com/gpu': '4' };
    state.apply([{ verb: 'create', object: on('a', pod('x', { requests: there })) }]);
    expect(look()).toEqual({ a: points[1], b: points[0] });
  });
});
