import { describe, expect, it } from 'vitest';
import type { Taint, TaintEffect, Toleration } from '../../../src/api/objects.js';
import { decide, node, obstacles, pod, reasons, scoresOf, verdicts } from '../build.js';

const taint = (effect: TaintEffect, key = 'dedicated', value?: string): Taint => ({
  key,
  effect,
  ...(value !== undefined && { value }),
});
const REFUSED = '!TaintToleration: node(s) had untolerated taint(s)';

describe('TaintToleration as a filter', () => {
  it.each<[TaintEffect, string]>([
    ['NoSchedule', REFUSED],
    ['NoExecute', REFUSED],
    ['PreferNoSchedule', 'fits'],
  ])('takes a taint of effect %s for what it is', (effect, said) => {
    expect(verdicts(decide(pod('p'), [node('a', { taints: [taint(effect)] })]))).toEqual({ a: said });
  });

  it.each<[string, Toleration, boolean]>([
    ['its key and value', { key: 'dedicated', value: 'db' }, true],
    ['the same said as Equal', { key: 'dedicated', operator: 'Equal', value: 'db' }, true],
    ['its key, whatever the value', { key: 'dedicated', operator: 'Exists' }, true],
    ['its effect, whatever the key', { operator: 'Exists', effect: 'NoSchedule' }, true],
    ['another value', { key: 'dedicated', value: 'web' }, false],
    ['no value', { key: 'dedicated' }, false],
    ['another key', { key: 'spot', operator: 'Exists' }, false],
    ['another effect', { key: 'dedicated', value: 'db', effect: 'NoExecute' }, false],
    ['a number to compare with', { key: 'dedicated', operator: 'Gt', value: '1' }, false],
  ])('holds against a taint a toleration of %s', (_what, toleration, fits) => {
    const world = [node('a', { taints: [taint('NoSchedule', 'dedicated', 'db')] })];
    const decision = decide(pod('p', { tolerations: [toleration] }), world);
    expect(verdicts(decision)).toEqual({ a: fits ? 'fits' : REFUSED });
  });

  it('wants every hard taint tolerated', () => {
    const world = [node('a', { taints: [taint('NoSchedule', 'x'), taint('NoExecute', 'y')] })];
    const tolerating = (...keys: string[]) =>
      pod('p', { tolerations: keys.map((key) => ({ key, operator: 'Exists' })) });
    expect(verdicts(decide(tolerating('x', 'y'), world))).toEqual({ a: 'fits' });
    expect(verdicts(decide(tolerating('x'), world))).toEqual({ a: REFUSED });
    expect(verdicts(decide(tolerating('y'), world))).toEqual({ a: REFUSED });
  });

  it('named the first taint up to 1.33', () => {
    const taints = [
      taint('PreferNoSchedule', 'soft'),
      taint('NoExecute', 'down'),
      taint('NoSchedule', 'db', 'x'),
    ];
    const world = [node('a', { taints }), node('b', { taints: taints.slice(2) })];
    const old = '1 node(s) had untolerated taint {db: x}, 1 node(s) had untolerated taint {down: }';
    expect(reasons(decide(pod('p'), world, '1.28'))).toBe(old);
    expect(reasons(decide(pod('p'), world, '1.33'))).toBe(old);
    expect(reasons(decide(pod('p'), world, '1.34'))).toBe('2 node(s) had untolerated taint(s)');
    expect(verdicts(decide(pod('p'), world, '1.33'))['b']).toBe(
      '!TaintToleration: node(s) had untolerated taint {db: x}',
    );
  });

  it('names every hard taint that is not tolerated as an obstacle', () => {
    const taints = [
      taint('PreferNoSchedule', 'soft'),
      taint('NoSchedule', 'x', '1'),
      taint('NoSchedule', 'ok'),
      taint('NoExecute', 'y'),
    ];
    const tolerant = pod('p', { tolerations: [{ key: 'ok', operator: 'Exists' }] });
    expect(obstacles(tolerant, [node('a', { taints }), node('b')])).toEqual({
      a: [
        { kind: 'taint', taint: { key: 'x', value: '1', effect: 'NoSchedule' } },
        { kind: 'taint', taint: { key: 'y', effect: 'NoExecute' } },
      ],
    });
  });
});

describe('TaintToleration as a score', () => {
  const soft = (...keys: string[]) => keys.map((key) => taint('PreferNoSchedule', key));
  const points = (tolerations: Toleration[] | undefined, ...taints: Taint[][]) => {
    const nodes = taints.map((list, i) => node(`n${i}`, { taints: list }));
    return Object.values(scoresOf(decide(pod('p', { tolerations }), nodes), 'TaintToleration'));
  };

  it('counts the soft taints, the most of them being worth nothing, three times weighted', () => {
    expect(points(undefined, soft('a', 'b', 'c'), soft('a', 'b'), soft('a'), [])).toEqual([0, 102, 201, 300]);
  });

  it('gives all the full number where no node has any', () => {
    expect(points(undefined, [], [])).toEqual([300, 300]);
  });

  it.each<[string, Toleration, number]>([
    ['without an effect', { key: 'a', operator: 'Exists' }, 300],
    ['of that effect', { key: 'a', operator: 'Exists', effect: 'PreferNoSchedule' }, 300],
    ['of another effect', { key: 'a', operator: 'Exists', effect: 'NoSchedule' }, 0],
    ['of another key', { key: 'b', operator: 'Exists' }, 0],
  ])('leaves out what a toleration %s tolerates', (_what, toleration, score) => {
    expect(points([toleration], soft('a'), [])).toEqual([score, 300]);
  });

  it('does not count hard taints', () => {
    const hard = [taint('NoSchedule', 'x'), taint('NoExecute', 'y')];
    const all: Toleration[] = [
      { key: 'x', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'y', operator: 'Exists', effect: 'NoExecute' },
    ];
    expect(points(all, hard, soft('a'))).toEqual([300, 0]);
  });
});
