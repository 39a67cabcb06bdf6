import { describe, expect, it } from 'vitest';
import { selectorDump, selectorText } from '../../src/api/selector-text.js';

const SELECTOR = {
  matchLabels: { tier: 'front', app: 'web' },
  matchExpressions: [
    { key: 'zone', operator: 'In' as const, values: ['b', 'a'] },
    { key: 'old', operator: 'DoesNotExist' as const },
    { key: 'env', operator: 'NotIn' as const, values: ['test'] },
    { key: 'team', operator: 'Exists' as const },
  ],
};

describe('a label selector', () => {
  it('as a text, by keys', () => {
    expect(selectorText(SELECTOR)).toBe('app=web,env notin (test),!old,team,tier=front,zone in (a,b)');
    expect(selectorText({})).toBe('');
  });

  it('as Go prints the struct', () => {
    expect(selectorDump({ matchLabels: { b: '1', a: '2' } })).toBe(
      '&LabelSelector{MatchLabels:map[string]string{a: 2,b: 1,},MatchExpressions:[]LabelSelectorRequirement{},}',
    );
    expect(selectorDump({ matchExpressions: SELECTOR.matchExpressions.slice(0, 2) })).toBe(
      '&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:zone,Operator:In,Values:[b a],},LabelSelectorRequirement{Key:old,Operator:DoesNotExist,Values:[],},},}',
    );
    expect(selectorDump(undefined)).toBe('nil');
  });
});
