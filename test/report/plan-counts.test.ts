import { describe, expect, it } from 'vitest';
import { counts } from '../../src/report/plan-counts.js';
import type { PlanCounts } from '../../src/simulation/plan.js';
import { view } from './plan-world.js';
import { NO_COUNTS, plan } from './plans.js';

const line = (rest: { applied?: Partial<PlanCounts['applied']>; pods?: Partial<PlanCounts['pods']> }) =>
  counts(
    plan({
      counts: {
        applied: { ...NO_COUNTS.applied, ...rest.applied },
        pods: { ...NO_COUNTS.pods, ...rest.pods },
      },
    }),
    view(),
  );

describe('a plan in numbers', () => {
  it('leaves out what is none, and says nothing of nothing', () => {
    expect(line({})).toEqual([]);
    expect(line({ applied: { unchanged: 3 } })).toEqual([]);
    expect(line({ applied: { created: 3, refused: 1 } })).toEqual(['3 created, 1 refused.']);
    expect(line({ pods: { pending: 2 } })).toEqual(['pods: 2 pending.']);
  });

  it('tells objects and pods apart, and which pods nobody gave up', () => {
    expect(
      line({
        applied: { configured: 1, unchanged: 4 },
        pods: { created: 6, deleted: 5, evicted: 2, pending: 1, notReady: 3 },
      }),
    ).toEqual([
      '1 configured, 4 unchanged; pods: 6 created, 5 deleted (2 evicted), 1 pending, 3',
      'not ready.',
    ]);
  });
});
