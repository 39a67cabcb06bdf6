import { expect, it } from 'vitest';
import { nextMount, nextSync } from '../../src/kubelet/retries.js';

it('tries a pod again every 10 s', () => {
  expect([0, 1, 10_000, 10_001, 25_000].map((now) => nextSync(5000, 5000 + now) - 5000)).toEqual([
    0, 10_000, 10_000, 20_000, 30_000,
  ]);
  expect(nextSync(5000, 0)).toBe(5000);
});

it('tries a volume again after 0.5 s, 1 s, 2 s and so on, then every 2 min 2 s', () => {
  const tries = [0, 0.4, 0.5, 0.6, 2, 60, 100, 130, 250].map((now) => nextMount(0, now * 1000) / 1000);
  expect(tries).toEqual([0, 0.5, 0.5, 1.5, 3.5, 63.5, 127.5, 249.5, 371.5]);
});
