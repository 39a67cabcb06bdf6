import { describe, expect, it } from 'vitest';
import { foundBy, wordsOf, workload } from './manifests.js';

describe('apps/long-name', () => {
  const NAME = 'apps/long-name';
  const named = (length: number, kind = 'StatefulSet') => workload({ kind, name: 'a'.repeat(length) });

  it('counts the characters that the label of pods has room for', () => {
    expect(foundBy(NAME, named(54))).toEqual([
      `a.yaml:3:18-72 warning apps/long-name: ${'a'.repeat(54)} is too long by 2: the pods' label controller-revision-hash is the name and a hash`,
      '  hint: at most 52 characters',
    ]);
    expect(wordsOf(NAME, named(53))).toHaveLength(1);
    expect(wordsOf(NAME, named(52))).toEqual([]);
  });

  it('is about StatefulSets alone', () => {
    expect(wordsOf(NAME, named(60, 'Deployment'))).toEqual([]);
  });
});
