import { describe, expect, it, test } from 'vitest';
import { compilePattern } from '../../src/schema/re2.js';

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));
/** The characters up to U+00FF that a pattern matches alone. */
const matched = (pattern: string): string => {
  const matcher = compilePattern(`^${pattern}$`)!;
  return range(0, 255).filter(matcher).join('');
};
const not = (text: string): string =>
  range(0, 255)
    .filter((char) => !text.includes(char))
    .join('');

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const WORD = `${DIGITS}${UPPER}_${LOWER}`;

describe('what one character of a pattern matches', () => {
  it.each<[pattern: string, characters: string]>([
    ['\\d', DIGITS],
    ['\\D', not(DIGITS)],
    ['\\s', '\t\n\f\r '],
    ['\\S', not('\t\n\f\r ')],
    ['\\w', WORD],
    ['\\W', not(WORD)],
    ['[[:alnum:]]', `${DIGITS}${UPPER}${LOWER}`],
    ['[[:alpha:]]', `${UPPER}${LOWER}`],
    ['[[:digit:]]', DIGITS],
    ['[[:lower:]]', LOWER],
    ['[[:upper:]]', UPPER],
    ['[[:space:]]', '\t\n\v\f\r '],
    ['[[:word:]]', WORD],
    ['[[:xdigit:]]', `${DIGITS}ABCDEFabcdef`],
    ['[[:punct:]]', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
    ['[[:^alpha:]]', not(`${UPPER}${LOWER}`)],
    ['[[:digit:]a-c_]', `${DIGITS}_abc`],
    ['[^[:digit:]a]', not(`${DIGITS}a`)],
    ['.', not('\n')],
    ['a', 'a'],
    ['[abc]', 'abc'],
    ['[^abc]', not('abc')],
    ['[a-c]', 'abc'],
    ['[a-a]', 'a'],
    ['[-a]', '-a'],
    ['[a-]', '-a'],
    ['[]a]', ']a'],
    ['[^]a]', not(']a')],
    ['[a^]', '^a'],
    ['[.$*(]', '$(*.'],
    ['[\\d\\-]', `-${DIGITS}`],
    ['[\\d-a]', `-${DIGITS}a`],
    ['[\\]\\\\]', '\\]'],
    ['[\\x41-\\x43]', 'ABC'],
    ['[[:]', ':['],
    ['[[a]', '[a'],
    ['\\a', '\x07'],
    ['\\f', '\f'],
    ['\\t', '\t'],
    ['\\n', '\n'],
    ['\\r', '\r'],
    ['\\v', '\v'],
    ['\\x41', 'A'],
    ['\\x{41}', 'A'],
    ['\\x{000041}', 'A'],
    ...[...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'].map((char): [string, string] => [`\\${char}`, char]),
    ['{', '{'],
    ['}', '}'],
    [']', ']'],
    ['a{1}', 'a'],
    ['(?:a)', 'a'],
    ['(?P<n>a)', 'a'],
    ['(?<n>a)', 'a'],
  ])('%s', (pattern, characters) => {
    expect(matched(pattern)).toBe([...characters].sort().join(''));
  });
});

describe('what a pattern matches', () => {
  it.each<[pattern: string, matching: string[], others: string[]]>([
    ['', ['', 'a'], []],
    ['a', ['a', 'xay', 'aa'], ['', 'b']],
    ['^a', ['a', 'ab'], ['', 'ba']],
    ['a$', ['a', 'ba'], ['', 'ab']],
    ['\\Aa\\z', ['a'], ['ab', 'ba', '']],
    ['^$', [''], ['a']],
    ['a^b', [], ['ab', 'a', 'b']],
    ['a$b', [], ['ab', 'a', 'b']],
    ['^a*$', ['', 'a', 'aaa'], ['ab', 'b']],
    ['^a+$', ['a', 'aaa'], ['', 'ab']],
    ['^a?$', ['', 'a'], ['aa']],
    ['^ba?c$', ['bc', 'bac'], ['baac', 'b']],
    ['^a*?b$', ['b', 'aab'], ['a']],
    ['^a??$', ['', 'a'], ['aa']],
    ['^a{2}$', ['aa'], ['a', 'aaa']],
    ['^a{2,}$', ['aa', 'aaaaa'], ['a', '']],
    ['^a{2,3}$', ['aa', 'aaa'], ['a', 'aaaa']],
    ['^a{0,1}$', ['', 'a'], ['aa']],
    ['^a{0}b$', ['b'], ['ab']],
    ['^a{2,3}?$', ['aa', 'aaa'], ['a', 'aaaa']],
    ['^a{1000}$', ['a'.repeat(1000)], ['a'.repeat(999), 'a'.repeat(1001)]],
    ['^a{,2}$', ['a{,2}'], ['a', 'aa']],
    ['^a{x}$', ['a{x}'], ['a']],
    ['^a{$', ['a{'], ['a']],
    ['^(ab)*$', ['', 'abab'], ['a', 'aba']],
    ['^(a|b)*c$', ['c', 'abac'], ['ab', 'd']],
    ['^(a|)$', ['', 'a'], ['b']],
    ['^a|b$', ['ax', 'xb', 'a', 'b'], ['xax', 'bx']],
    ['^(?:a|b|c)$', ['a', 'b', 'c'], ['ab', '']],
    ['^(a(b(c)?)?)?$', ['', 'a', 'ab', 'abc'], ['b', 'ac']],
    ['^()$', [''], ['a']],
    ['^(?:a(?P<n>b)(?:c)?)$', ['ab', 'abc'], ['a', 'ac']],
    ['^(?P<a_1>a)$', ['a'], ['b']],
    ['^(a*)*$', ['', 'aa'], ['b']],
    ['^(a{2}){2}$', ['aaaa'], ['aa', 'aaa']],
    ['^😀.$', ['😀😀'], ['😀']],
    ['^[😀-😂]$', ['😁'], ['😃', '\ud83d']],
    ['^\\x{1F600}$', ['😀'], ['😁']],
    ['^.$', ['a', 'é'], ['\n', '', 'ab']],
    ['^a$', ['a'], ['a\n', '\na']],
    ['\\bgo\\b', ['go', 'let it go!'], ['gone', 'ago', 'go_']],
    ['\\Bgo', ['ago'], ['go', 'a go']],
    ['^\\pL+$', ['aé', 'Ω'], ['a1', '']],
    ['^\\p{Greek}$', ['Ω'], ['O']],
    ['^\\P{Lu}$', ['a', '1'], ['A', 'É']],
    ['^\\p{^Lu}$', ['a'], ['A']],
    ['^[\\p{Lu}\\d]$', ['É', '7'], ['é']],
    ['^\\p{Any}$', ['a', '\n'], ['']],
    ['^\\Qa.b\\E+$', ['a.b', 'a.bbb'], ['axb', 'a.ba.b']],
    ['^\\Q*', ['*'], ['']],
    ['^\\Q\\Ea$', ['a'], ['b']],
    ['^\\101\\0$', ['A\0'], ['A']],
    ['^\\ $', [' '], ['']],
    ['(?i)^éa-[x-z]$', ['ÉA-Y', 'éa-z'], ['ea-x']],
    ['^(?i:a)b$', ['Ab', 'ab'], ['aB']],
    ['^(a(?i)b)c$', ['aBc'], ['ABc', 'abC']],
    ['(?i)^[^k]$', ['j'], ['K', 'k']],
    ['^(?s).$', ['\n'], ['']],
    ['^(?s-s:.)$', ['a'], ['\n']],
    ['(?m)^b$', ['a\nb\nc', 'b'], ['a\nbc', 'ab\nc']],
    ['(?im)^B$', ['a\nb'], ['ab']],
    ['(?m-m)^b', ['b'], ['a\nb']],
    ['^[[:ascii:]][[:blank:]][[:cntrl:]][[:graph:]][[:print:]]$', ['a\t\x01~ '], ['a\t\x01 ~', 'é\t\x01~ ']],
  ])('%s', (pattern, matching, others) => {
    const matcher = compilePattern(pattern)!;
    expect([matching.filter((text) => !matcher(text)), others.filter(matcher)]).toEqual([[], []]);
  });
});

test.each([
  ...[
    '(',
    ')',
    'a)',
    '(a',
    '()(',
    '[',
    '[a',
    '[^',
    '[]',
    '[a-',
    '[[:foo:]]',
    '[[:digit:]',
    '[z-a]',
    '[a-\\d]',
  ],
  ...[
    '*',
    '+',
    '?',
    '*a',
    '|*',
    '(+)',
    'a**',
    'a+*',
    'a?{2}',
    'a{2}{3}',
    'a*?*',
    'a{1001}',
    'a{1,1001}',
    'a{2,1}',
    'a{1001,}',
  ],
  ...[
    '\\',
    '\\1',
    '\\p{Nope}',
    '\\p',
    '\\8',
    '\\C',
    '\\Z',
    '\\e',
    '\\x',
    '\\x4',
    '\\xg0',
    '\\x{}',
    '\\x{1234567}',
  ],
  ...['(?i)*', '(?x)a', '(?=a)', '(?!a)', '(?<=a)', '(?P>n)', '(?', '(?P<a', '(?#a)', '[\\b]', '[\\'],
])('%s is left alone', (pattern) => {
  expect(compilePattern(pattern)).toBeUndefined();
});

describe('the limits', () => {
  test('of nesting: a hundred groups', () => {
    const nested = (levels: number): string => `${'('.repeat(levels)}a${')'.repeat(levels)}`;
    expect(compilePattern(nested(100))?.('a')).toBe(true);
    expect(compilePattern(nested(101))).toBeUndefined();
  });

  test('of states: five thousand', () => {
    // Of n repetitions of two characters come 3 n + 2 states: a group begins with one of its own.
    expect(compilePattern('(ab){1000}(ab){664}')).toBeDefined();
    expect(compilePattern('(ab){1000}(ab){667}')).toBeUndefined();
  });

  test('of texts: what is longer than 64 Ki is taken to match', () => {
    const matcher = compilePattern('^b$')!;
    expect([matcher('a'.repeat(65_536)), matcher('a'.repeat(65_537))]).toEqual([false, true]);
  });
});
