import { describe, expect, it } from 'vitest';
import { PendingPods } from '../../src/simulation/pending-pods.js';
import { Queue } from '../../src/simulation/queue.js';
import { Timers } from '../../src/simulation/timers.js';

describe('timers', () => {
  function set(...list: [id: string, at: number][]): Timers<string> {
    const timers = new Timers<string>();
    for (const [id, at] of list) timers.set(id, at, `${id}@${at}`);
    return timers;
  }

  it('ring in the order of their times, those of one moment as they were set', () => {
    const timers = set(['a', 5], ['b', 3], ['c', 9], ['d', 3], ['e', 1], ['f', 5], ['g', 3], ['h', 7]);
    expect(timers.next()).toBe(1);
    expect(timers.ring(4)).toEqual(['e@1', 'b@3', 'd@3', 'g@3']);
    expect(timers.next()).toBe(5);
    expect(timers.ring(5)).toEqual(['a@5', 'f@5']);
    expect(timers.ring(6)).toEqual([]);
    expect(timers.ring(99)).toEqual(['h@7', 'c@9']);
    expect([timers.next(), timers.ring(99)]).toEqual([undefined, []]);
  });

  it('ring sorted whatever the order in which they were set', () => {
    const times = Array.from({ length: 200 }, (_, i) => (i * 7919) % 101);
    const timers = set(...times.map((at, i): [string, number] => [String(i), at]));
    const sorted = times.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at || a.i - b.i);
    expect(timers.ring(1000)).toEqual(sorted.map(({ at, i }) => `${i}@${at}`));
  });

  it('are moved by setting them again, and rung no more once cleared', () => {
    const timers = set(['a', 5], ['b', 6], ['a', 9], ['c', 7]);
    expect(timers.next()).toBe(6);
    timers.clear('b');
    expect(timers.next()).toBe(7);
    expect(timers.ring(100)).toEqual(['c@7', 'a@9']);
    timers.set('a', 3, 'again');
    expect(timers.ring(100)).toEqual(['again']);
  });

  it('keep a world restless, but for routine ones', () => {
    const timers = new Timers<string>();
    expect(timers.restless).toBe(false);
    timers.set('cron', 5, 'x', true);
    expect(timers.restless).toBe(false);
    timers.set('job', 6, 'y');
    expect(timers.restless).toBe(true);
    timers.ring(6);
    expect(timers.restless).toBe(false);
    timers.set('job', 9, 'y');
    timers.set('job', 9, 'y', true);
    expect(timers.restless).toBe(false);
    timers.set('job', 9, 'y');
    timers.clear('job');
    expect(timers.restless).toBe(false);
  });
});

describe('pods that wait to be placed', () => {
  const all = (pods: PendingPods) => {
    const taken: [string, number | undefined][] = [];
    for (let next = pods.take(); next; next = pods.take()) taken.push([next.key, next.cause]);
    return taken;
  };
  it('come by priority, then as they came', () => {
    const pods = new PendingPods();
    pods.add('a', 0, 1);
    pods.add('b', 5, 2);
    pods.add('c', 0, undefined);
    pods.add('d', 5, 4);
    pods.add('e', -1, 5);
    expect(pods.size).toBe(5);
    expect(all(pods)).toEqual([
      ['b', 2],
      ['d', 4],
      ['a', 1],
      ['c', undefined],
      ['e', 5],
    ]);
    expect([pods.size, pods.take()]).toEqual([0, undefined]);
  });

  it('keep their place when they are told of again, but for another priority', () => {
    const pods = new PendingPods();
    for (const key of ['a', 'b', 'c', 'd']) pods.add(key, 0, 1);
    pods.add('a', 0, 9);
    pods.add('b', 3, 8);
    pods.delete('c');
    pods.delete('none');
    expect(pods.size).toBe(3);
    expect(all(pods)).toEqual([
      ['b', 8],
      ['a', 9],
      ['d', 1],
    ]);
    pods.add('a', 0, 1);
    pods.add('b', 3, 1);
    pods.delete('b');
    expect(all(pods)).toEqual([['a', 1]]);
  });
});

describe('a queue', () => {
  it('gives what came first first, again and again', () => {
    const queue = new Queue<number>();
    queue.push(1);
    queue.push(2);
    expect([queue.take(), queue.take(), queue.take()]).toEqual([1, 2, undefined]);
    queue.push(3);
    expect([queue.take(), queue.take()]).toEqual([3, undefined]);
  });
});
