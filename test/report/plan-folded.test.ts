import { describe, expect, it } from 'vitest';
import { planText } from '../../src/report/plan-text.js';
import type { View } from '../../src/report/plan-view.js';
import { createStyle, PLAIN } from '../../src/report/style.js';
import type { Move, Plan, WorkloadOutcome } from '../../src/simulation/plan.js';
import { step } from './plan-world.js';
import { plan, ref } from './plans.js';

describe('a workload of many steps', () => {
  const moves = (count: number): Move[] =>
    Array.from({ length: count }, (_, i) => ({
      at: i * 1000,
      old: count - i,
      new: i,
      ready: 10,
      available: 9,
    }));
  const managers = {
    'ReplicaSet default/web-1': 'Deployment default/web',
    'Pod default/web-1-a': 'ReplicaSet default/web-1',
  };
  const steps = (count: number) => [
    step(1, 'apply', 'update', 'Deployment', 'web', { message: 'a → b' }),
    step(2, 'deployment', 'create', 'ReplicaSet', 'web-1', { message: 'created' }),
    step(3, 'kubectl', 'delete', 'Pod', 'web-1-a', { message: 'deleted' }),
    step(4, 'kubelet', 'fail', 'Pod', 'web-1-a', { message: 'CrashLoopBackOff' }),
    ...Array.from({ length: count - 4 }, (_, i) =>
      step(5 + i, 'kubelet', 'ready', 'Pod', 'web-1-a', { message: 'ready', at: 1000 * i }),
    ),
  ];
  const show = (rest: Partial<Plan>, options: Partial<View> = {}) => {
    const words = { lintWords: '', explainWords: '', planWords: '' };
    return planText(plan({ managers, ...rest }), { ...words, ...options }).split('\n');
  };
  const trajectories = (count: number) => [{ object: ref('Deployment', 'web'), moves: moves(count) }];

  it('is told by its numbers where there are more than fourteen', () => {
    expect(show({ steps: steps(14), trajectories: trajectories(2) }).join('\n')).not.toContain(
      'by its numbers',
    );
    expect(
      show({ steps: steps(15), trajectories: trajectories(2) }, { verbose: true }).join('\n'),
    ).not.toContain('by its numbers');
    expect(show({ steps: steps(15), trajectories: trajectories(3) }).slice(2)).toEqual([
      '   0.0 s  apply       deployment/web    a → b',
      '          deployment  replicaset/web-1  created',
      '          kubectl     pod/web-1-a       deleted',
      '          kubelet     pod/web-1-a       CrashLoopBackOff',
      '',
      '  deployment/web by its numbers',
      '     time   old   new   ready   available',
      '    0.0 s     3     0      10           9',
      '    1.0 s     2     1      10           9',
      '    2.0 s     1     2      10           9',
      '',
    ]);
  });

  it('names the revisions that it goes from and to, and hides moves in between', () => {
    const rollout = {
      from: { kind: 'ReplicaSet', name: 'web-0', revision: 3 },
      to: { kind: 'ReplicaSet', name: 'web-1', revision: 4 },
    };
    const workloads: WorkloadOutcome[] = [
      { object: ref('Deployment', 'other'), desired: 1, ready: 1, state: 'complete', at: 0 },
      { object: ref('Deployment', 'web'), desired: 1, ready: 1, state: 'complete', at: 0, rollout },
    ];
    const lines = (count: number, style = PLAIN) =>
      show({ steps: steps(15), trajectories: trajectories(count), workloads }, { width: 60, style });
    const begin = lines(24).findIndex((line) => line.includes('by its numbers'));
    expect(lines(24).slice(begin, begin + 3)).toEqual([
      '  deployment/web by its numbers, from revision 3 (old,',
      '  replicaset/web-0) to revision 4 (new, replicaset/web-1)',
      '      time   old   new   ready   available',
    ]);
    expect(lines(24).filter((line) => / s +\d+ +\d+ +10 +9$/.test(line))).toHaveLength(24);
    expect(lines(24).join('\n')).not.toContain('not shown');
    const cut = lines(26)
      .filter((line) => / s +\d+ +\d+ +10 +9$/.test(line))
      .map((line) => Number(line.trim().split(' ')[0]));
    expect(cut).toEqual([
      0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25,
    ]);
    expect(lines(26)).toContain('    2 moves in between not shown; --verbose shows every step');
    expect(lines(25)).toContain('    1 move in between not shown; --verbose shows every step');
    const coloured = lines(25, createStyle(true));
    expect(coloured).toContain('\x1b[2m      time   old   new   ready   available\x1b[22m');
    expect(coloured).toContain('\x1b[2m    1 move in between not shown; --verbose shows every step\x1b[22m');
  });
});
