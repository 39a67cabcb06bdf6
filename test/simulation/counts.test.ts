import { describe, expect, it } from 'vitest';
import { countsOf } from '../../src/simulation/counts.js';
import { step } from '../report/plan-world.js';

const APPLIED = { created: 1, configured: 0, unchanged: 2, refused: 0 };

describe('the numbers of a plan', () => {
  it('count each pod once, whatever happened to it', () => {
    const steps = [
      step(1, 'replicaset', 'create', 'Pod', 'a'),
      step(2, 'replicaset', 'create', 'Pod', 'b'),
      step(3, 'deployment', 'create', 'ReplicaSet', 'web'),
      step(8, 'apply', 'create', 'Pod', 'e'),
      step(4, 'replicaset', 'delete', 'Pod', 'a'),
      step(5, 'kubelet', 'delete', 'Pod', 'a'),
      step(6, 'scheduler', 'delete', 'Pod', 'c'),
      step(7, 'kubelet', 'delete', 'Pod', 'c'),
    ];
    const stuck = [
      { object: step(1, 'x', 'y', 'Pod', 'b').object, reason: 'Pending', message: '' },
      { object: step(1, 'x', 'y', 'Pod', 'd').object, reason: 'CrashLoopBackOff', message: '' },
    ];
    expect(countsOf(steps, APPLIED, stuck)).toEqual({
      applied: APPLIED,
      pods: { created: 2, deleted: 2, evicted: 1, pending: 1, notReady: 1 },
    });
  });
});
