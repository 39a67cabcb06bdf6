import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/schema/re2.js';

describe('patterns of CRDs', () => {
  it.each([
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'a-b', true],
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', '-b', false],
    ['^\\d{2,3}$', '12', true],
    ['^\\d{2,3}$', '1234', false],
    ['^[[:alpha:]_]+$', 'a_B', true],
    ['^[[:^digit:]]$', '1', false],
    ['b', 'abc', true],
    ['a|b$', 'xb', true],
    ['^$', '', true],
    ['^(?:ab)+?$', 'abab', true],
    ['^(?P<first>a)(?P<second>b)$', 'ab', true],
    ['^\\x41\\x{1F600}\\.$', 'A😀.', true],
    ['^.$', '😀', true],
    ['^[^/]+/[^/]+$', 'a/b', true],
    ['\\Aa\\z', 'a', true],
    ['^a{0}$', '', true],
  ])('%s on %j', (pattern, text, expected) => {
    expect(compilePattern(pattern)?.(text)).toBe(expected);
  });

  it.each([
    '(',
    ')',
    'a**',
    '(?i)a',
    '\\bword',
    '\\p{L}',
    '[z-a]',
    '(?=a)',
    '\\1',
    'a{1001}',
    '*',
    '[',
    '('.repeat(300),
  ])('%s is left alone', (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });

  it('agree with JavaScript where both mean the same', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '[ab]',
      '[^a]',
      '.',
      '(a|b)',
      '(ab)?',
      'a*',
      'b+',
      '(a|ba){1,2}',
      '^',
      '$',
      '|',
    );
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, (pieces, sample) => {
        const pattern = pieces.join('');
        expect(compilePattern(pattern)?.(sample)).toBe(new RegExp(pattern, 'su').test(sample));
      }),
      { numRuns: 500 },
    );
  });
});
