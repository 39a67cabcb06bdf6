import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFinder, compilePattern } from '../../src/schema/re2.js';

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

  it.each(['(', ')', 'a**', '\\p{Nope}', '[z-a]', '(?=a)', '\\1', 'a{1001}', '*', '[', '('.repeat(300)])(
    '%s is left alone',
    (pattern) => {
      expect(compilePattern(pattern)).toBeUndefined();
    },
  );

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

describe('matches in a text', () => {
  it.each([
    ['[a-z0-9]+', 'ab-12 c', -1, ['ab', '12', 'c']],
    ['[a-z0-9]+', 'ab-12 c', 2, ['ab', '12']],
    ['o', 'foo', 0, []],
    ['zzz', 'foo', -1, []],
    // The first alternative that fits, not the longest.
    ['a|ab', 'ab', -1, ['a']],
    ['ab|a', 'ab', -1, ['ab']],
    ['a+?', 'aaa', -1, ['a', 'a', 'a']],
    ['a??', 'a', -1, ['', '']],
    ['(?U)a+', 'aaa', 1, ['a']],
    ['(?U)a+?', 'aaa', 1, ['aaa']],
    ['a{1,2}', 'aaa', -1, ['aa', 'a']],
    ['a{1,2}?', 'aa', -1, ['a', 'a']],
    ['a{2,}?', 'aaaaa', -1, ['aa', 'aa']],
    ['<.*>', '<a><b>', -1, ['<a><b>']],
    ['<.*?>', '<a><b>', -1, ['<a>', '<b>']],
    ['', '😀a', -1, ['', '', '']],
    ['a*', 'baac', -1, ['', 'aa', '']],
    ['(|a)*', 'aa', 1, ['']],
    ['(|a)+', 'aa', 1, ['']],
    ['\\b', 'ab c', -1, ['', '', '', '']],
    ['^a', 'aa', -1, ['a']],
    ['(?m)^.', 'a\nb', -1, ['a', 'b']],
    ['.', '😀é', -1, ['😀', 'é']],
  ])('%s in %j, %i at most', (pattern, text, most, expected) => {
    expect(compileFinder(pattern)?.(text, most)).toEqual(expected);
  });

  it('are none of a pattern that is not RE2', () => {
    expect(compileFinder('(?=a)')).toBeUndefined();
  });

  it('agree with JavaScript where both mean the same', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '[ab]',
      '.',
      '(a|b)',
      '(?:ab|a)',
      'a*?b',
      'a+',
      'b+?',
      '(?:a|ba){1,2}',
      'c?',
    );
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 10 });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), text, (pieces, sample) => {
        const pattern = pieces.join('');
        expect(compileFinder(pattern)?.(sample, 1)).toEqual(
          (sample.match(new RegExp(pattern, 'su')) ?? []).slice(0, 1),
        );
      }),
      { numRuns: 500 },
    );
  });
});
