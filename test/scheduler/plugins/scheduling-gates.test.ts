import { describe, expect, it } from 'vitest';
import { schedulingGates } from '../../../src/scheduler/plugins/scheduling-gates.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { decide, node, pod } from '../build.js';

const gated = (...names: string[]) => pod('p', { schedulingGates: names.map((name) => ({ name })) });

describe('SchedulingGates', () => {
  it('names the gates that a pod waits for', () => {
    const say = (...names: string[]) => schedulingGates().preEnqueue!(gated(...names), SchedulerState.of([]));
    expect(say('a')).toEqual({
      code: 'UnschedulableAndUnresolvable',
      reasons: ['waiting for scheduling gates: [a]'],
    });
    expect(say('b', 'a').reasons).toEqual(['waiting for scheduling gates: [b a]']);
    expect(say()).toEqual({ code: 'Success', reasons: [] });
    expect(schedulingGates().preEnqueue!(pod('p'), SchedulerState.of([])).code).toBe('Success');
  });

  it('keeps the pod out of the queue, in the words of the API server', () => {
    expect(decide(gated('a'), [node('n')])).toEqual({
      outcome: 'gated',
      evaluated: 0,
      feasibleCount: 0,
      ties: 0,
      nextStart: 0,
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    });
    expect(decide(gated(), [node('n')]).outcome).toBe('bound');
  });
});
