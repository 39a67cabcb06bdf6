import { describe, expect, it } from 'vitest';
import { amountsOf, amountText, quantityAtMost } from '../../src/explain/amounts.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { node, pod } from '../scheduler/build.js';
import { on } from './told.js';

const [KI, MI, GI] = [2 ** 10, 2 ** 20, 2 ** 30];

describe('an amount to be read', () => {
  it.each<[resource: string, amount: number, text: string]>([
    ['cpu', 0, '0m'],
    ['cpu', 1, '1m'],
    ['cpu', 999, '999m'],
    ['cpu', 1000, '1'],
    ['cpu', 1500, '1.5'],
    ['cpu', 1549, '1.5'],
    ['cpu', 1551, '1.6'],
    ['cpu', 99_940, '99.9'],
    ['cpu', 100_400, '100'],
    ['cpu', 100_600, '101'],
    ['cpu', -500, '-500m'],
    ['cpu', -1500, '-1.5'],
    ['cpu', -150_400, '-150'],
    ['memory', 0, '0'],
    ['memory', 1023, '1023'],
    ['memory', KI, '1Ki'],
    ['memory', 1.5 * KI, '1.5Ki'],
    ['memory', MI - 1, '1024Ki'],
    ['memory', MI, '1Mi'],
    ['memory', 15_565 * MI, '15.2Gi'],
    ['memory', 150.6 * GI, '151Gi'],
    ['memory', 2 ** 40, '1Ti'],
    ['memory', 2 ** 50, '1Pi'],
    ['memory', 2 ** 60, '1024Pi'],
    ['memory', -2 * GI, '-2Gi'],
    ['ephemeral-storage', 2 * GI, '2Gi'],
    ['hugepages-2Mi', 4 * MI, '4Mi'],
    ['nvidia.com/gpu', 2048, '2048'],
    ['pods', 110, '110'],
  ])('%s %d is %s', (resource, amount, text) => {
    expect(amountText(resource, amount)).toBe(text);
  });
});

describe('an amount to be pasted', () => {
  it.each<[resource: string, amount: number, text: string | undefined]>([
    ['cpu', -1, undefined],
    ['cpu', 0, undefined],
    ['cpu', 1, '1m'],
    ['cpu', 500.7, '500m'],
    ['cpu', 1000, '1'],
    ['cpu', 2500, '2500m'],
    ['memory', 0, undefined],
    ['memory', 1, '1'],
    ['memory', KI - 1, '1023'],
    ['memory', KI, '1Ki'],
    ['memory', 3 * KI, '3Ki'],
    ['memory', MI + 1, '1Mi'],
    ['memory', MI - 1, '1048575'],
    ['memory', 2 * MI - 1, '1Mi'],
    ['memory', GI, '1Gi'],
    ['memory', 15_565 * MI, '15565Mi'],
    ['memory', GI + KI, '1048577Ki'],
    ['memory', 3 * 2 ** 40, '3Ti'],
    ['memory', 2 ** 50, '1Pi'],
    ['ephemeral-storage', 2 * GI, '2Gi'],
    ['hugepages-1Gi', 2 * GI, '2Gi'],
    ['nvidia.com/gpu', 2, '2'],
    ['nvidia.com/gpu', 1.5, '1'],
    ['nvidia.com/gpu', 0.5, undefined],
  ])('%s %d is %s', (resource, amount, text) => {
    expect(quantityAtMost(resource, amount)).toBe(text);
  });
});

it('what a node has, and what of it is used', () => {
  const size = { cpu: '3', memory: '4Gi', 'ephemeral-storage': '5Gi', 'x.io/gpu': '6', pods: '7' };
  const containers = [
    {
      name: 'main',
      image: 'app:1',
      resources: { requests: { cpu: '1', memory: '2Gi', 'ephemeral-storage': '3Gi', 'x.io/gpu': '4' } },
    },
  ];
  const info = SchedulerState.of([
    node('a', { size }),
    on('a', pod('p', { containers })),
    on('a', pod('q')),
  ]).node('a')!;
  const amounts = ['cpu', 'memory', 'ephemeral-storage', 'x.io/gpu', 'x.io/tpu', 'pods'].map((name) => [
    name,
    ...amountsOf(name, info),
  ]);
  expect(amounts).toEqual([
    ['cpu', 3000, 1000],
    ['memory', 4 * GI, 2 * GI],
    ['ephemeral-storage', 5 * GI, 3 * GI],
    ['x.io/gpu', 6, 4],
    ['x.io/tpu', 0, 0],
    ['pods', 7, 2],
  ]);
});
