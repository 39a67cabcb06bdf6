import { describe, expect, it } from 'vitest';
import { compareTexts, listed, numbered } from '../../src/api/text.js';

describe('texts', () => {
  it('are put in the order of their code units', () => {
    expect(['b', 'a', 'B', 'ä', 'aa', '10', '9', ''].sort(compareTexts)).toEqual([
      '',
      '10',
      '9',
      'B',
      'a',
      'aa',
      'b',
      'ä',
    ]);
    expect(compareTexts('a', 'a')).toBe(0);
  });

  it('are listed as people do', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], [7, 9]].map(listed)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
      '7 and 9',
    ]);
  });

  it('are numbered in the plural of English', () => {
    const words = ['Ingress', 'NetworkPolicy', 'Gateway', 'Deployment', 'box'];
    expect(words.map((word) => numbered(2, word))).toEqual([
      '2 Ingresses',
      '2 NetworkPolicies',
      '2 Gateways',
      '2 Deployments',
      '2 boxes',
    ]);
    expect(words.map((word) => numbered(1, word))[1]).toBe('1 NetworkPolicy');
  });
});
