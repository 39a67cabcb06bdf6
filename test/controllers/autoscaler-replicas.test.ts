import { describe, expect, it } from 'vitest';
import { byAverageValue, byUtilization } from '../../src/controllers/autoscaler-replicas.js';
import { made, NOW, ready } from './look.js';

const HOUR = 3_600_000;
const pods = ['a', 'b', 'c'].map((name) =>
  made('Pod', name, {
    spec: { containers: [{ name: 'app', image: 'app:1', resources: { requests: { memory: '1' } } }] },
    status: { ...ready(-3600), startTime: new Date(NOW - HOUR).toISOString() },
  }),
) as unknown as Parameters<typeof byAverageValue>[0]['pods'];

/** Thousandths of memory that pods use; of the others nothing is known. */
const measured = (usage: Record<string, number>) => ({
  pods,
  usage: new Map(Object.entries(usage)),
  current: 3,
  tolerances: { up: 0.1, down: 0.1 },
  now: NOW,
});

describe('pods of which nobody measures anything', () => {
  it.each([
    ['are taken to be at the target when fewer would do', { a: 400, b: 450 }, 500, 3],
    ['… which may still leave fewer', { a: 100, b: 100 }, 1000, 2],
    ['are taken to do nothing when more are needed', { a: 2000, b: 2000 }, 1000, 4],
    ['… which may turn the direction: nothing is done', { a: 1200, b: 1200 }, 1000, 3],
    ['do not count when all is well', { a: 1000, b: 1000 }, 1000, 3],
  ])('%s', (_, usage, target, replicas) =>
    expect(byAverageValue(measured(usage), 'memory', target)).toMatchObject({ replicas }),
  );

  it('are filled in by what they request, in percent', () =>
    expect(byUtilization(measured({ a: 100, b: 100 }), { resource: 'memory', target: 50 })).toMatchObject({
      replicas: 3,
    }));
});
