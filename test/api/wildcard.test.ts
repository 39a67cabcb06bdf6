import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesWildcard } from '../../src/api/wildcard.js';

it.each([
  ['web:1', 'web:1', true],
  ['web:1', 'web', false],
  ['web:1', '*', true],
  ['', '*', true],
  ['reg/web:1', '*/web:*', true],
  ['reg/web', '*/web:*', false],
  ['aXb', 'a*b', true],
  ['ab', 'a*ab', false],
  ['aab', 'a*a*ab', false],
  ['abcabc', 'a*b*c', true],
  ['a\nb', 'a*b', true],
  ['a.b', 'a?b', false],
])('%j is %j: %j', (text, pattern, expected) => {
  expect(matchesWildcard(text, pattern)).toBe(expected);
});

it('says what a regular expression says', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
  fc.assert(
    fc.property(texts, patterns, (text, pattern) => {
      const plain = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's');
      expect(matchesWildcard(text, pattern)).toBe(plain.test(text));
    }),
  );
});

it('is not slowed down by stars', () => {
  expect(matchesWildcard('a'.repeat(50_000), `${'*a'.repeat(20_000)}b`)).toBe(false);
});
