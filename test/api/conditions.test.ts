import { describe, expect, it } from 'vitest';
import { setCondition, without } from '../../src/api/conditions.js';
import type { Condition, Pod } from '../../src/api/objects.js';
import { availableAt, isAvailable } from '../../src/controllers/availability.js';
import { at, made, NOW, since } from '../controllers/look.js';

const OLD = { ...since('Ready', 'True', -9), reason: 'A', message: 'a' } as Condition;
const OTHER = since('Other', 'True', -9) as Condition;
const next = (status: 'True' | 'False', reason: string) => ({
  type: 'Ready',
  status,
  reason,
  message: 'new',
});

describe('a condition', () => {
  it.each([
    ['the same status and reason: untouched', [OLD, OTHER], next('True', 'A'), [OLD, OTHER]],
    [
      'another reason: put last, its time kept',
      [OLD, OTHER],
      next('True', 'B'),
      [OTHER, { ...next('True', 'B'), lastTransitionTime: at(-9) }],
    ],
    [
      'another status: now',
      [OLD],
      next('False', 'A'),
      [{ ...next('False', 'A'), lastTransitionTime: at(5) }],
    ],
    [
      'a new one: now',
      [OTHER],
      next('True', 'A'),
      [OTHER, { ...next('True', 'A'), lastTransitionTime: at(5) }],
    ],
    ['the first one', undefined, next('True', 'A'), [{ ...next('True', 'A'), lastTransitionTime: at(5) }]],
  ])('%s', (_name, conditions, wanted, expected) => {
    expect(setCondition(conditions, wanted, NOW + 5000)).toEqual(expected);
  });

  it('tells when it was looked at, where that is kept', () => {
    expect(setCondition([OLD], next('True', 'B'), NOW, { updateTime: true })).toEqual([
      { ...next('True', 'B'), lastUpdateTime: at(0), lastTransitionTime: at(-9) },
    ]);
  });

  it('can be taken out', () => {
    expect(without([OLD, OTHER], 'Ready')).toEqual([OTHER]);
    expect(without(undefined, 'Ready')).toEqual([]);
  });
});

describe('a pod is available', () => {
  const pod = (status: string, seconds?: number) =>
    made('Pod', 'p', {
      status: {
        conditions: [seconds === undefined ? { type: 'Ready', status } : since('Ready', status, seconds)],
      },
    }) as unknown as Pod;
  it.each([
    ['at once where nothing is asked for', pod('True', 3), 0, [true, true]],
    ['as by default', pod('True', 3), undefined, [true, true]],
    ['so long after it got ready', pod('True', 3), 7, [false, true]],
    ['never while it is not ready', pod('False', 3), 0, [false, false]],
    ['never where it is not known since when it is ready', pod('True'), 7, [false, false]],
  ])('%s', (_name, object, seconds, expected) => {
    expect([isAvailable(object, seconds, NOW + 9999), isAvailable(object, seconds, NOW + 10_000)]).toEqual(
      expected,
    );
  });

  it('from a time that is told', () => {
    expect([
      availableAt(pod('True', 3), 7),
      availableAt(pod('True', 3)),
      availableAt(pod('False', 3), 7),
    ]).toEqual([NOW + 10_000, 0, undefined]);
  });
});
