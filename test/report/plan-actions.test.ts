import { describe, expect, it } from 'vitest';
import { HEALTHY } from '../../src/kubelet/model.js';
import { planOutcomes } from '../../src/report/plan-outcomes.js';
import type { PlanAction } from '../../src/simulation/plan.js';
import { nodes, OPTIONS, plan, ref, show } from './plans.js';

const action = (command: string, rest: Partial<PlanAction>): PlanAction => ({
  command,
  at: 0,
  ends: 0,
  after: 0,
  printed: [],
  steps: [],
  world: { before: nodes(), after: nodes(), model: HEALTHY },
  ...rest,
});
const head = (...actions: PlanAction[]) => {
  const lines = show({ actions }, { width: 400 });
  return lines.slice(0, lines.indexOf(''));
};
const NONE = '2 commands on 0 nodes (0 cpu, 0 free); no workload is touched.';
const kept = [
  { object: ref('Pod', 'a'), message: 'Cannot evict it.' },
  { object: ref('Pod', 'b', 'shop'), message: 'No.' },
];

describe('commands that do not come about', () => {
  it('are told of first, with kubectl’s own error', () => {
    const printed = [
      'Warning: w',
      'error: unable to drain node "n" due to error: [a, b], continuing command...',
      'a',
    ];
    expect(
      head(
        action('kubectl cordon n', {
          exitCode: 1,
          printed: ['Error from server (NotFound): nodes "n" not found'],
        }),
        action('kubectl drain n', { exitCode: 1, printed }),
      ),
    ).toEqual([
      'kubectl cordon n fails: Error from server (NotFound): nodes "n" not found.',
      'kubectl drain n fails: [a, b].',
      NONE,
    ]);
  });

  it('say which pods are kept, and what they wait for in vain', () => {
    expect(
      head(
        action('kubectl drain n', { exitCode: 1, printed: ['error: x'], kept: kept.slice(0, 1) }),
        action('kubectl wait pod/a', { waitsFor: 'pod/a to be ready' }),
      ),
    ).toEqual([
      'kubectl drain n fails: pod/a may not be evicted: Cannot evict it.',
      'kubectl wait pod/a never ends: pod/a to be ready.',
      NONE,
    ]);
    expect(head(action('kubectl drain n', { kept }), action('x', { exitCode: 1 }))).toEqual([
      'kubectl drain n never ends: pod/a and 1 other may not be evicted: Cannot evict it.',
      'x fails.',
      NONE,
    ]);
  });

  it('are counted where they are many, and not told of where they do', () => {
    const failed = ['a', 'b', 'c', 'd', 'e'].map((name) => action(name, { exitCode: 1, printed: ['said'] }));
    expect(head(...failed).slice(0, 4)).toEqual([
      'a fails: said.',
      'b fails: said.',
      'c fails: said.',
      '2 commands more fail.',
    ]);
    expect(head(action('a', { exitCode: 0 }), action('b', { exitCode: 0 }))).toEqual([NONE]);
  });

  it('are cases of their own', () => {
    const actions = [action('a', { exitCode: 1, printed: ['said'] }), action('b', { exitCode: 0 })];
    expect(planOutcomes(plan({ actions }), OPTIONS).rows).toEqual([
      { sign: '✗', object: 'a', says: 'fails: said', failed: true },
    ]);
  });
});
