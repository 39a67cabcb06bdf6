import { describe, expect, it } from 'vitest';
import { type Past, paced, withChange } from '../../src/controllers/autoscaler-pace.js';

const NOTHING: Past = { recommendations: [], ups: [], downs: [] };
const NOW = 1_000_000_000;
const ago = (seconds: number, size: number) => ({ size, at: NOW - seconds * 1000 });
const wish = (current: number, desired: number, least = 1, most = 100) => ({ current, desired, least, most });

type Behavior = Parameters<typeof paced>[0];

function pace(asked: ReturnType<typeof wish>, past: Past = NOTHING, behavior?: Behavior): string {
  const { replicas, able, limit, held } = paced(behavior, asked, past, NOW);
  return `${replicas} ${able.reason} ${limit.limited} ${limit.reason}${held ? ', held' : ''}`;
}

describe('without a behavior', () => {
  it.each([
    ['as asked', wish(4, 6), '6 ReadyForNewScale false DesiredWithinRange'],
    ['at most twice as many', wish(4, 9), '8 ReadyForNewScale true ScaleUpLimit, held'],
    ['four at least', wish(1, 9), '4 ReadyForNewScale true ScaleUpLimit, held'],
    ['no more than the maximum', wish(4, 9, 1, 7), '7 ReadyForNewScale true TooManyReplicas'],
    ['no fewer than the minimum', wish(4, 1, 3), '3 ReadyForNewScale true TooFewReplicas'],
  ])('%s', (_name, asked, expected) => {
    expect(pace(asked)).toBe(expected);
  });

  it('goes down when nothing higher was asked for within five minutes', () => {
    const past = { ...NOTHING, recommendations: [ago(300, 9), ago(299, 6), ago(15, 5)] };
    expect(pace(wish(8, 2), past)).toBe('6 ScaleDownStabilized false DesiredWithinRange, held');
    const old = { ...NOTHING, recommendations: [ago(300, 9)] };
    expect(pace(wish(8, 2), old)).toBe('2 ReadyForNewScale false DesiredWithinRange');
  });
});

describe('with a behavior', () => {
  const rules = (type: 'Pods' | 'Percent', value: number, periodSeconds = 60) => ({
    type,
    value,
    periodSeconds,
  });

  it('holds a direction back for its window', () => {
    const behavior = { scaleUp: { stabilizationWindowSeconds: 60, policies: [rules('Percent', 900)] } };
    const low = { ...NOTHING, recommendations: [ago(59, 3)] };
    expect(pace(wish(2, 8), low, behavior)).toBe('3 ScaleUpStabilized false DesiredWithinRange, held');
    const down = { ...NOTHING, recommendations: [ago(299, 6)] };
    expect(pace(wish(8, 2), down, { scaleDown: { policies: [rules('Percent', 100)] } })).toBe(
      '6 ScaleDownStabilized false DesiredWithinRange, held',
    );
    const soon = { scaleDown: { stabilizationWindowSeconds: 0, policies: [rules('Percent', 100)] } };
    expect(pace(wish(8, 2), down, soon)).toBe('2 ReadyForNewScale false DesiredWithinRange');
  });

  it.each([
    ['Max', '8 ReadyForNewScale true ScaleUpLimit, held'],
    ['Min', '6 ReadyForNewScale true ScaleUpLimit, held'],
    ['Disabled', '4 ReadyForNewScale true ScaleUpLimit'],
  ] as const)('goes up by the policy %s', (selectPolicy, expected) => {
    const scaleUp = { selectPolicy, policies: [rules('Pods', 2), rules('Percent', 100)] };
    expect(pace(wish(4, 20), NOTHING, { scaleUp })).toBe(expected);
  });

  it.each([
    ['Max', '2 ReadyForNewScale true ScaleDownLimit, held'],
    ['Min', '3 ReadyForNewScale true ScaleDownLimit, held'],
    ['Disabled', '5 ReadyForNewScale true ScaleDownLimit'],
  ] as const)('goes down by the policy %s', (selectPolicy, expected) => {
    const scaleDown = { selectPolicy, policies: [rules('Pods', 2), rules('Percent', 50)] };
    expect(pace(wish(5, 1), NOTHING, { scaleDown })).toBe(expected);
  });

  it('counts what changed within the period', () => {
    const scaleUp = { policies: [rules('Pods', 4)] };
    const past = withChange(NOTHING, 4, 7, NOW - 30_000);
    expect(pace(wish(7, 20), past, { scaleUp })).toBe('8 ReadyForNewScale true ScaleUpLimit, held');
    const full = withChange(NOTHING, 4, 9, NOW - 30_000);
    expect(pace(wish(9, 20), full, { scaleUp })).toBe('9 ReadyForNewScale true ScaleUpLimit, held');
    const over = withChange(NOTHING, 4, 7, NOW - 60_000);
    expect(pace(wish(7, 20), over, { scaleUp })).toBe('11 ReadyForNewScale true ScaleUpLimit, held');
    const scaleDown = { policies: [rules('Pods', 4)] };
    const fell = withChange(NOTHING, 9, 6, NOW - 30_000);
    expect(pace(wish(6, 1), fell, { scaleDown })).toBe('5 ReadyForNewScale true ScaleDownLimit, held');
  });

  it('keeps to the bounds', () => {
    const behavior = {
      scaleUp: { policies: [rules('Pods', 50)] },
      scaleDown: { policies: [rules('Pods', 50)] },
    };
    expect(pace(wish(4, 20, 2, 10), NOTHING, behavior)).toBe('10 ReadyForNewScale true TooManyReplicas');
    expect(pace(wish(4, 1, 2, 10), NOTHING, behavior)).toBe('2 ReadyForNewScale true TooFewReplicas');
  });

  it('forgets changes that no policy can count any more', () => {
    const past = withChange(withChange(NOTHING, 1, 2, NOW - 1_800_000), 2, 3, NOW);
    expect(past.ups).toEqual([{ size: 1, at: NOW }]);
  });
});
