import { describe, expect, it } from 'vitest';
import type { Taint, TaintEffect, Toleration } from '../../src/api/objects.js';
import { tolerates, toleratesTaint, untoleratedTaint } from '../../src/api/taints.js';

const TAINT: Taint = { key: 'dedicated', value: 'db', effect: 'NoSchedule' };

describe('a toleration of dedicated=db:NoSchedule', () => {
  it.each<[Toleration, boolean]>([
    [{ key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' }, true],
    [{ key: 'dedicated', value: 'db' }, true],
    [{ key: 'dedicated', operator: 'Exists' }, true],
    [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }, true],
    [{ operator: 'Exists' }, true],
    [{ operator: 'Exists', effect: 'NoSchedule' }, true],
    [{ operator: 'Equal', value: 'db' }, true],
    [{ key: '', value: 'db', effect: '' as TaintEffect }, true],
    [{ key: 'dedicated', value: 'web' }, false],
    [{ key: 'dedicated', operator: 'Equal' }, false],
    [{ key: 'other', operator: 'Exists' }, false],
    [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }, false],
    [{ key: 'dedicated', value: 'db', effect: 'PreferNoSchedule' }, false],
    [{ key: 'dedicated', operator: 'In' as 'Exists', value: 'db' }, false],
  ])('%j: %s', (toleration, tolerated) => {
    expect(toleratesTaint(toleration, TAINT)).toBe(tolerated);
    expect(tolerates([toleration], TAINT)).toBe(tolerated);
    expect(tolerates([{ key: 'other', operator: 'Exists' }, toleration], TAINT)).toBe(tolerated);
  });

  it('without a value is one of a taint without a value', () => {
    expect(toleratesTaint({ key: 'a' }, { key: 'a', effect: 'NoSchedule' })).toBe(true);
    expect(toleratesTaint({ key: 'a', value: '' }, { key: 'a', effect: 'NoSchedule' })).toBe(true);
    expect(toleratesTaint({ key: 'a', value: 'x' }, { key: 'a', effect: 'NoSchedule' })).toBe(false);
  });

  it('is not there among none', () => {
    expect(tolerates([], TAINT)).toBe(false);
    expect(tolerates(undefined, TAINT)).toBe(false);
  });
});

describe('tolerations that compare numbers', () => {
  it.each<['Lt' | 'Gt', string | undefined, string | undefined, boolean]>([
    ['Lt', '10', '9', true],
    ['Lt', '10', '10', false],
    ['Lt', '10', '11', false],
    ['Gt', '10', '9', false],
    ['Gt', '10', '10', false],
    ['Gt', '10', '11', true],
    ['Gt', '-10', '-9', true],
    ['Lt', '9007199254740993', '9007199254740992', true],
    ['Lt', 'x', '9', false],
    ['Lt', '10', 'x', false],
    ['Lt', '10.5', '9', false],
    ['Gt', '10', undefined, false],
    ['Lt', undefined, '9', false],
  ])('%s %s against %s: %s', (operator, wanted, have, tolerated) => {
    const toleration: Toleration = { key: 'a', operator, ...(wanted !== undefined && { value: wanted }) };
    const taint: Taint = { key: 'a', effect: 'NoSchedule', ...(have !== undefined && { value: have }) };
    expect(toleratesTaint(toleration, taint, true)).toBe(tolerated);
    expect(toleratesTaint(toleration, taint)).toBe(false);
  });
});

describe('the first taint that is not tolerated', () => {
  const taints: Taint[] = [
    { key: 'soft', effect: 'PreferNoSchedule' },
    { key: 'hard', effect: 'NoSchedule' },
    { key: 'out', effect: 'NoExecute' },
  ];
  it.each<[Toleration[] | undefined, TaintEffect[], string | undefined]>([
    [undefined, ['NoSchedule', 'NoExecute'], 'hard'],
    [[], ['PreferNoSchedule'], 'soft'],
    [[{ key: 'hard', operator: 'Exists' }], ['NoSchedule', 'NoExecute'], 'out'],
    [[{ operator: 'Exists' }], ['NoSchedule', 'NoExecute'], undefined],
    [[], [], undefined],
  ])('with %j of %j: %s', (tolerations, effects, key) => {
    expect(untoleratedTaint(taints, tolerations, effects)?.key).toBe(key);
  });

  it('is none of none', () => {
    expect(untoleratedTaint(undefined, [], ['NoSchedule'])).toBeUndefined();
  });
});
