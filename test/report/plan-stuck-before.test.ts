import { describe, expect, it } from 'vitest';
import { movesBefore } from '../../src/report/plan-beforehand.js';
import { ends } from '../../src/report/plan-ends.js';
import { planOutcomes } from '../../src/report/plan-outcomes.js';
import type { View } from '../../src/report/plan-view.js';
import { PLAIN } from '../../src/report/style.js';
import type { AlreadyStuck } from '../../src/simulation/plan.js';
import { outcome, plan, ref, step } from './plans.js';

const view = (rest: Partial<View> = {}): View =>
  ({ style: PLAIN, width: 100, verbose: false, namespace: 'default', ...rest }) as View;

const stuck = (name: string, message = 'back-off'): AlreadyStuck => ({
  object: ref('Deployment', name),
  desired: 3,
  ready: 2,
  pods: [ref('Pod', `${name}-1`)],
  reason: 'CrashLoopBackOff',
  message,
});

describe('what is stuck before a plan', () => {
  it('is a row of the table, unless the plan tells how it ends', () => {
    const beforehand = {
      steps: [],
      duration: 0,
      stuck: [stuck('db'), stuck('api', ''), stuck('web')],
      settled: true,
      madeUp: [],
    };
    const { rows } = planOutcomes(plan({ beforehand, workloads: [outcome('web', 'complete')] }), {
      width: 100,
    } as Parameters<typeof planOutcomes>[1]);
    expect(rows.map(({ sign, object, says }) => `${sign} ${object}: ${says}`)).toEqual([
      '✗ deployment/db: 2/3 ready, stuck before anything: CrashLoopBackOff: back-off',
      '✗ deployment/api: 2/3 ready, stuck before anything: CrashLoopBackOff',
      '✓ deployment/web: 1/1 ready, complete after 3.0 s',
    ]);
  });

  it('is followed by what the cluster does by itself, step by step where all is wanted', () => {
    const steps = [step('kubelet', 'ready', 'Pod/web-1', 'ready', { id: 1, at: 2000 })];
    const one = plan({ beforehand: { steps, duration: 2000, settled: true, stuck: [], madeUp: [] } });
    expect(movesBefore(one, view())).toEqual([
      'before anything, the cluster by itself: 1 pod ready, in 2.0 s',
    ]);
    expect(
      movesBefore(one, view({ verbose: true }))
        .slice(1)
        .join('\n'),
    ).toMatch(/kubelet.*pod\/web-1.*ready/);
  });
});

it('breaks the line of a way out where it is too long', () => {
  const wayOut = {
    command: 'kubectl delete pod/web-0 --force',
    ready: 3,
    desired: 3,
    complete: true,
    after: 4000,
  };
  const one = plan({ workloads: [outcome('web', 'stuck', { reason: 'it waits', wayOut } as object)] });
  expect(ends(one, view({ width: 60 }))).toEqual([
    '  deployment/web  0/1 ready  stuck since 3.0 s',
    '      it waits',
    '      kubectl delete pod/web-0 --force',
    '        lets it go on: 3/3 after 4.0 s (tried)',
  ]);
  expect(ends(one, view())[2]).toBe(
    '      kubectl delete pod/web-0 --force   lets it go on: 3/3 after 4.0 s (tried)',
  );
});
