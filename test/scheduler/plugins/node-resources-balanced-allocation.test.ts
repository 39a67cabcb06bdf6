import { describe, expect, it } from 'vitest';
import type { ResourceList } from '../../../src/api/objects.js';
import { defaultScheduler, type Scheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { pod, withArgs } from '../build.js';
import { score, used, weights } from '../scores.js';

describe('NodeResourcesBalancedAllocation', () => {
  const balanced = (version: '1.35' | '1.36', ...names: string[]) =>
    withArgs(
      'NodeResourcesBalancedAllocation',
      weights(...names.map((name): [string, number] => [name, 1])),
      version,
    );
  const points = (
    scheduler: Scheduler,
    requests: ResourceList,
    there: ResourceList,
    size: ResourceList = {},
  ) => score(pod('p', { requests }), used(size, there), scheduler, 'NodeResourcesBalancedAllocation');
  const even = { cpu: '1', memory: '1000' };

  it.each<[string, ResourceList, ResourceList, number, number]>([
    // How even it would be, up to 1.35; how much more even than before, since.
    ['stays even', { cpu: '100m', memory: '100' }, { cpu: '100m', memory: '100' }, 100, 75],
    ['becomes uneven', { cpu: '400m' }, { cpu: '100m', memory: '100' }, 80, 65],
    ['becomes all uneven', { cpu: '1' }, { cpu: '0', memory: '0' }, 50, 50],
    ['becomes even', { cpu: '500m' }, { memory: '500' }, 100, 87],
    ['becomes less uneven', { cpu: '250m' }, { memory: '500' }, 87, 81],
    ['becomes more uneven by a little', { cpu: '50m' }, { cpu: '500m' }, 72, 73],
  ])('%s', (_what, requests, there, plain, since) => {
    expect(points(balanced('1.35', 'cpu', 'memory'), requests, there, even)).toBe(plain);
    expect(points(balanced('1.36', 'cpu', 'memory'), requests, there, even)).toBe(since);
  });

  it('takes the deviation of three, and finds one alone even', () => {
    const size = { ...even, 'ephemeral-storage': '1000' };
    const requests = { cpu: '600m', memory: '300' };
    // 0.6, 0.3, 0: 0.2449 from their mean.
    expect(points(balanced('1.35', 'cpu', 'memory', 'ephemeral-storage'), requests, {}, size)).toBe(75);
    expect(points(balanced('1.36', 'cpu', 'memory', 'ephemeral-storage'), requests, {}, size)).toBe(62);
    expect(points(balanced('1.35', 'cpu'), requests, {}, size)).toBe(100);
    expect(points(balanced('1.36', 'cpu'), requests, {}, size)).toBe(75);
  });

  it('leaves out what the node does not have, and devices that are not asked for', () => {
    const names = ['cpu', 'memory', 'x.com/gpu', 'hugepages-2Mi'];
    const size = { cpu: '1', memory: '1000', 'x.com/gpu': '4' };
    const there = { 'x.com/gpu': '2' };
    expect(points(balanced('1.35', ...names), { cpu: '400m' }, there, size)).toBe(80);
    expect(points(balanced('1.35', ...names), { cpu: '400m', 'x.com/gpu': '1' }, there, size)).toBe(69);
    expect(points(balanced('1.35', 'cpu', 'memory'), { cpu: '400m' }, {}, { cpu: '1', memory: '0' })).toBe(
      100,
    );
  });

  it('takes more than all for all', () => {
    // Twice as much memory as there is.
    expect(points(balanced('1.35', 'cpu', 'memory'), { cpu: '500m' }, { memory: '2000' }, even)).toBe(75);
  });

  it('does not count what containers do not ask for', () => {
    expect(points(defaultScheduler(), { cpu: '400m' }, { cpu: '100m', memory: '100' }, even)).toBe(65);
  });

  it.each<['1.32' | '1.33', number | undefined]>([
    ['1.32', 90],
    ['1.33', undefined],
  ])('in %s says of pods that ask for nothing %s', (version, points32) => {
    expect(points(defaultScheduler(version), {}, { cpu: '200m' }, even)).toBe(points32);
  });
});
