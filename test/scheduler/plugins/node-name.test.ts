import { describe, expect, it } from 'vitest';
import { defaultScheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { explainNodes } from '../../../src/scheduler/obstacles.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { decide, node, pod } from '../build.js';

const nodes = [node('a'), node('b')];

describe('NodeName', () => {
  it('refuses every node but the one that the pod names', () => {
    const named = pod('p', { nodeName: 'b' });
    expect(explainNodes(SchedulerState.of(nodes), named, defaultScheduler())).toEqual({
      everywhere: undefined,
      nodes: [
        {
          node: 'a',
          fits: false,
          refusals: [
            {
              plugin: 'NodeName',
              code: 'UnschedulableAndUnresolvable',
              reasons: ["node(s) didn't match the requested node name"],
              details: [{ kind: 'node-name', wanted: 'b' }],
            },
          ],
        },
        { node: 'b', fits: true, refusals: [] },
      ],
    });
  });

  it('has nothing to say of a pod that names none', () => {
    expect(decide(pod('p'), nodes).feasible).toEqual(['a', 'b']);
    expect(decide(pod('p', { nodeName: '' }), nodes).feasible).toEqual(['a', 'b']);
  });
});
