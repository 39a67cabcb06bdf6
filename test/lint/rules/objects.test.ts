import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/lint/fix.js';
import { lint } from '../../../src/lint/lint.js';
import { wordsOf } from './manifests.js';

describe('objects/namespace-of-none', () => {
  const NAME = 'objects/namespace-of-none';
  const of = (kind: string, metadata: string, apiVersion = 'v1') =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n${metadata}`;
  const mended = (text: string) => {
    const source = { file: 'a.yaml', text };
    return applyFixes(source, lint([source], { only: [NAME] }).findings).source.text;
  };
  const CLASS = 'scheduling.k8s.io/v1';

  it('is said of what lives in no namespace', () => {
    expect(wordsOf(NAME, of('Namespace', '  name: a\n  namespace: b\n'))).toEqual([
      '5: a Namespace lives in no namespace: the server drops b',
    ]);
    expect(wordsOf(NAME, of('Secret', '  name: a\n  namespace: b\n'))).toEqual([]);
    expect(wordsOf(NAME, of('Shop', '  name: a\n  namespace: b\n', 'example.com/v1'))).toEqual([]);
    expect(wordsOf(NAME, of('Namespace', '  name: a\n'))).toEqual([]);
  });

  it('is mended by taking the line out', () => {
    const kept = of('PriorityClass', '  # of all\n  name: a\nvalue: 1 # much\n', CLASS);
    expect(mended(kept.replace('value', '  namespace: b\nvalue'))).toBe(kept);
  });

  it.each([
    ['a comment', '  name: a\n  namespace: b # of the shop\nvalue: 1\n'],
    ['a flow mapping', '  {name: a, namespace: b}\nvalue: 1\n'],
    ['the end of the text', '  name: a\n  namespace: b'],
    ['nothing else', '  namespace: b\nvalue: 1\n'],
    ['an anchor', '  name: a\n  namespace: &b b\nvalue: 1\n'],
  ])('is left to people beside %s', (_what, metadata) => {
    const text = of('PriorityClass', metadata, CLASS);
    expect(mended(text)).toBe(text);
  });
});
