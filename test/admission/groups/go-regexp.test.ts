import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regexpError } from '../../../src/admission/rules/go-regexp.js';

describe('patterns as Go reads them', () => {
  it.each([
    '',
    '^[a-z]+$',
    '(a|b)*?',
    '\\d{1,3}',
    '[[:alpha:]_-]',
    '(?i)x',
    '(?P<n>a)',
    '\\p{Greek}',
    '\\Qa(b\\E',
    'a{,2}',
    '[]a]',
    '[^]]',
    'x{2}{3}'.slice(0, 4),
  ])('takes %s', (pattern) => {
    expect(regexpError(pattern)).toBeUndefined();
  });

  it.each([
    ['[', 'missing closing ]: `[`'],
    ['(', 'missing closing ): `(`'],
    [')', 'unexpected ): `)`'],
    ['*a', 'missing argument to repetition operator: `*`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?<!a)', 'invalid named capture: `(?<!a)`'],
    ['\\y', 'invalid escape sequence: `\\y`'],
    ['a\\', 'trailing backslash at end of expression: ``'],
    ['\\1', 'invalid escape sequence: `\\1`'],
  ])('refuses %s', (pattern, expected) => {
    expect(regexpError(pattern)).toBe(`error parsing regexp: ${expected}`);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[](){}*+?|\\^$.-:,dpPxQE19azü<>=!P') }), (text) => {
        regexpError(text);
      }),
    );
    expect(regexpError('('.repeat(100_000))).toContain('nests too deeply');
  });
});
