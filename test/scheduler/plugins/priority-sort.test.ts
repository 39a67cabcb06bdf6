import { describe, expect, it } from 'vitest';
import { defaultScheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { pod } from '../build.js';

describe('PrioritySort', () => {
  const { queueSort } = defaultScheduler().profiles.get('default-scheduler')!;
  const queued = (name: string, timestamp: number, priority?: number) => ({
    pod: pod(name, priority === undefined ? {} : { priority }),
    timestamp,
  });

  it('is what orders the queue', () => {
    expect(queueSort?.name).toBe('PrioritySort');
  });

  it('takes the higher priority first, then who came first; no priority is 0', () => {
    const queue = [
      queued('late', 3, 0),
      queued('low', 1, -1),
      queued('none', 2),
      queued('high', 9, 5),
      queued('early', 1, 0),
      queued('higher', 10, 6),
    ];
    expect(queue.sort(queueSort!.less).map((one) => one.pod.metadata.name)).toEqual([
      'higher',
      'high',
      'early',
      'none',
      'late',
      'low',
    ]);
    expect(queueSort!.less!(queued('a', 1), queued('b', 1, 0))).toBe(0);
  });
});
