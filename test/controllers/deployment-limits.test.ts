import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/api/objects.js';
import {
  desiredReplicas,
  isRollingUpdate,
  maxSurge,
  maxUnavailable,
  rawSurge,
} from '../../src/controllers/deployment-limits.js';
import { made } from './look.js';

function limits(replicas: number | undefined, strategy?: object): number[] {
  const deployment = made('Deployment', 'd', {
    spec: { ...(replicas === undefined ? {} : { replicas }), ...(strategy ? { strategy } : {}) },
  }) as unknown as Deployment;
  return [
    desiredReplicas(deployment),
    maxSurge(deployment),
    maxUnavailable(deployment),
    rawSurge(deployment),
  ];
}
const rolling = (surge: number | string, unavailable: number | string) => ({
  rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable },
});

describe('how far a rollout may go from the wanted number', () => {
  it.each<[number | undefined, object | undefined, number[]]>([
    [1, undefined, [1, 1, 0, 1]],
    [2, undefined, [2, 1, 0, 1]],
    [3, undefined, [3, 1, 0, 1]],
    [4, undefined, [4, 1, 1, 1]],
    [5, undefined, [5, 2, 1, 2]],
    [10, undefined, [10, 3, 2, 3]],
    [undefined, undefined, [1, 1, 0, 1]],
    [0, undefined, [0, 0, 0, 0]],
    [0, rolling(2, 2), [0, 2, 0, 2]],
    [4, rolling(0, 0), [4, 0, 1, 0]],
    [4, rolling(0, '10%'), [4, 0, 1, 0]],
    [4, rolling(1, 0), [4, 1, 0, 1]],
    [4, rolling('10%', 0), [4, 1, 0, 1]],
    [4, rolling(2, 9), [4, 2, 4, 2]],
    [4, { type: 'RollingUpdate' }, [4, 1, 1, 1]],
    [4, { type: 'Recreate' }, [4, 0, 0, 1]],
  ])('%j by %j', (replicas, strategy, expected) => {
    expect(limits(replicas, strategy)).toEqual(expected);
  });

  it('is for rolling updates, which are the default', () => {
    const of = (strategy?: object) =>
      isRollingUpdate(made('Deployment', 'd', { spec: { strategy } }) as unknown as Deployment);
    expect([of(), of({}), of({ type: 'RollingUpdate' }), of({ type: 'Recreate' })]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
