import { describe, expect, it } from 'vitest';
import { type Load, loadOf, nextLoadAt, withLoad } from '../../src/cluster/load.js';

const WEB = { kind: 'Deployment', key: 'default/web', metric: 'cpu' };

function load(value: number, from: number, more: Partial<Load> = {}): Load {
  return { ...WEB, unit: 'percent', value, of: 'average', size: 1, from, ...more };
}

describe('loads', () => {
  it('count from their moment on, the latest first', () => {
    const loads = [load(10, 0), load(30, 20), load(20, 10)];
    expect([-1, 0, 9, 10, 20, 99].map((now) => loadOf(loads, WEB, now)?.value)).toEqual([
      undefined,
      10,
      10,
      20,
      30,
      30,
    ]);
    expect(loadOf(loads, { ...WEB, metric: 'memory' }, 99)).toBeUndefined();
    expect(loadOf(loads, { ...WEB, container: 'app' }, 99)).toBeUndefined();
  });

  it('of one moment: what was said last', () => {
    expect(loadOf([load(10, 0), load(20, 0)], WEB, 0)?.value).toBe(20);
  });

  it('the next that is to come', () => {
    const loads = [load(10, 0), load(20, 10), load(30, 20)];
    expect([0, 10, 20].map((now) => nextLoadAt(loads, now))).toEqual([10, 20, undefined]);
  });

  it('another one ends what was said for later, of the same only', () => {
    const memory = load(50, 30, { metric: 'memory' });
    const loads = withLoad([load(10, 0), load(30, 20), memory], [load(5, 10)]);
    expect(loads).toEqual([load(10, 0), memory, load(5, 10)]);
  });
});
