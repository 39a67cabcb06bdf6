import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { EventFilter } from '../../src/simulation/event-filter.js';

const pod = (name: string, uid = name, namespace = 'default', kind = 'Pod') =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace, uid } }) as KubeObject;
const MINUTE = 60_000;
const COMBINED = '(combined from similar events): ';

describe('events that reach the API server', () => {
  it('are told apart nine times, further ones are told as one', () => {
    const filter = new EventFilter();
    const told = Array.from({ length: 12 }, (_, i) => filter.pass(pod('a'), 'Normal', 'R', `m${i}`, 0));
    expect(told).toEqual([
      ...Array.from({ length: 9 }, (_, i) => `m${i}`),
      `${COMBINED}m9`,
      `${COMBINED}m10`,
      `${COMBINED}m11`,
    ]);
    expect(filter.pass(pod('a'), 'Normal', 'R', 'm11', 0)).toBe('m11');
  });

  it('the same one again is no other', () => {
    const filter = new EventFilter();
    const told = Array.from({ length: 20 }, () => filter.pass(pod('a'), 'Normal', 'R', 'm', 0));
    expect(new Set(told)).toEqual(new Set(['m']));
  });

  it('are told apart again after ten minutes of silence', () => {
    const tenth = (gap: number) => {
      const filter = new EventFilter();
      for (let i = 0; i < 9; i++) filter.pass(pod('a'), 'Normal', 'R', `m${i}`, 0);
      return filter.pass(pod('a'), 'Normal', 'R', 'm9', gap);
    };
    expect([tenth(10 * MINUTE), tenth(10 * MINUTE + 1)]).toEqual([`${COMBINED}m9`, 'm9']);
    const kept = new EventFilter();
    for (let i = 0; i < 9; i++) kept.pass(pod('a'), 'Normal', 'R', `m${i}`, i * MINUTE);
    expect(kept.pass(pod('a'), 'Normal', 'R', 'm9', 18 * MINUTE)).toBe(`${COMBINED}m9`);
  });

  it.each([
    ['another type', pod('a'), 'Warning', 'R'],
    ['another reason', pod('a'), 'Normal', 'S'],
    ['another name', pod('b'), 'Normal', 'R'],
    ['another namespace', pod('a', 'a', 'shop'), 'Normal', 'R'],
    ['another kind', pod('a', 'a', 'default', 'Job'), 'Normal', 'R'],
    ['another object of the name', pod('a', 'new'), 'Normal', 'R'],
  ])('%s is counted by itself', (_name, object, type, reason) => {
    const filter = new EventFilter();
    for (let i = 0; i < 9; i++) filter.pass(pod('a'), 'Normal', 'R', `m${i}`, 0);
    expect(filter.pass(object, type, reason, 'm9', 0)).toBe('m9');
  });

  it('about one object are 25 at once, then one in five minutes', () => {
    const filter = new EventFilter();
    const passed = (count: number, at: number, object = pod('a')) =>
      Array.from({ length: count }, (_, i) => filter.pass(object, 'Normal', `R${i}`, 'm', at)).filter(
        (one) => one !== undefined,
      ).length;
    expect(passed(30, 0)).toBe(25);
    expect(passed(30, 0, pod('b'))).toBe(25);
    expect(passed(2, 5 * MINUTE - 1)).toBe(0);
    expect(passed(2, 5 * MINUTE)).toBe(1);
    expect(passed(5, 20 * MINUTE)).toBe(3);
    expect(passed(60, 1000 * MINUTE)).toBe(25);
  });
});
