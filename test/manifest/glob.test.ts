import { describe, expect, it, test } from 'vitest';
import { globBase, globMatcher, isGlob } from '../../src/manifest/glob.js';

test.each<[path: string, pattern: boolean, base: string]>([
  ['a/b.yaml', false, '.'],
  ['*.yaml', true, '.'],
  ['a/*.yaml', true, 'a'],
  ['a/b/?.yaml', true, 'a/b'],
  ['a/[bc]/d', true, 'a'],
  ['a/[]/d', false, 'a'],
  ['a/[bc', false, 'a'],
  ['a/{b,c}/d', true, 'a'],
  ['a/{b}/d', false, 'a'],
  ['a/{b,c', false, 'a'],
  ['a/{b/c,d}/e', true, 'a'],
  ['/a/*.yaml', true, '/a'],
  ['/*.yaml', true, '/'],
  ['*/a', true, '.'],
  ['{a/b,c}.yaml', true, '.'],
  ['../*', true, '..'],
])('%s: whether it is a pattern, and the folder that its matches are in', (path, pattern, base) => {
  expect([isGlob(path), globBase(path)]).toEqual([pattern, base]);
});

describe('what a pattern matches, and what it does not', () => {
  it.each<[pattern: string, matching: string[], others: string[]]>([
    [
      '*.yaml',
      ['a.yaml', 'b.yaml', 'a b.yaml'],
      ['a/b.yaml', '.a.yaml', '.yaml', 'a.yml', 'a.yaml/b', 'a.yamlx'],
    ],
    ['a*', ['a', 'ab', 'a.b'], ['ba', 'a/b']],
    ['a*.b', ['a.b', 'ax.b', 'a..b'], ['a/.b']],
    ['x/*', ['x/a', 'x/'], ['x/.a', 'x', 'x/a/b']],
    ['x*/a', ['x/a', 'xy/a', 'x.y/a'], ['x/y/a']],
    [
      '**/*.yaml',
      ['a.yaml', 'a/b.yaml', 'a/b/c.yaml'],
      ['a/.git/b.yaml', '.git/b.yaml', 'a/.b.yaml', '/a.yaml'],
    ],
    ['a/**', ['a/b', 'a/b/c', 'a/'], ['b/a', 'a', 'a/.b', 'a/b/.c', 'a/.b/c']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab', 'a/.x/b', 'a//b']],
    ['a**b', ['ab', 'axb', 'ax/yb', 'ax/y/zb'], ['a.b', 'ax/.yb']],
    ['***/b', ['a/b', '/b', 'a/x/b'], ['b', 'a/.b']],
    ['**/a/**/b*', ['a/b', 'x/a/y/bc'], ['b', 'a/c', 'x/a/.y/b']],
    ['**', ['a', 'a/b', ''], ['.a', 'a/.b', '/a']],
    ['a/**x', ['a/x', 'a/bx', 'a/b/cx'], ['a/.x']],
    ['a?c', ['abc', 'a.c', 'a\nc'], ['a/c', 'ac', 'abbc']],
    ['?b', ['ab'], ['.b', 'b', '/b']],
    ['x/?', ['x/a'], ['x/.', 'x/']],
    ['{a,b/c}.yaml', ['a.yaml', 'b/c.yaml'], ['c.yaml', 'b.yaml', 'a']],
    ['{a,{b,c}d}', ['a', 'bd', 'cd'], ['b', 'ad', 'c']],
    ['{a,b', ['{a,b'], ['a']],
    ['a}b', ['a}b'], ['ab']],
    ['a,b', ['a,b'], ['a', 'b']],
    ['{a}', ['a'], ['{a}']],
    ['{a,b{c}', ['a', 'bc'], ['b{c', 'c']],
    ['[!a]x', ['bx', '!x'], ['ax', '/x', 'x']],
    ['[a!]x', ['ax', '!x'], ['bx']],
    ['[^a]x', ['bx'], ['ax']],
    ['[b-d]', ['b', 'c', 'd'], ['a', 'e', '-', 'bc']],
    ['[]a]', [']', 'a'], ['b', '~', '\\\\']],
    ['[[]', ['['], [']', '[]', '~']],
    ['[\\d]', ['\\', 'd'], ['1']],
    ['a[b', ['a[b'], ['ab']],
    ['a[]', ['a[]'], ['a']],
    ['[z-a]', [], ['z', 'a']],
    ['a+(b).yaml', ['a+(b).yaml'], ['aab.yaml']],
    ['^a$|b\\c', ['^a$|b\\c'], ['a', 'b\\c']],
    ['a.b', ['a.b'], ['axb']],
  ])('%s', (pattern, matching, others) => {
    const matches = globMatcher(pattern);
    expect([matching.filter((path) => !matches(path)), others.filter(matches)]).toEqual([[], []]);
  });
});

// Whoever tries one way after the other is at it until the machine is scrapped.
it.each(['[', '{', ',{', '{,', ']'])(
  '%s, many times over, is no pattern, which is found in one pass',
  (part) => {
    expect(isGlob(part.repeat(100_000))).toBe(false);
  },
);

describe('a pattern that could match in endless ways is tried in one pass', () => {
  const deep = 'a/'.repeat(200);
  it.each<[what: string, pattern: string, matching: string, other: string]>([
    ['double stars as folders', `${'**/'.repeat(100)}b`, `${deep}b`, `${deep}c`],
    ['double stars within a name', `${'a**'.repeat(100)}b`, `${'a'.repeat(200)}b`, 'a'.repeat(200)],
    ['stars', `${'*a'.repeat(100)}b`, `${'a'.repeat(200)}b`, 'a'.repeat(200)],
    ['alternatives', `${'{a,aa}'.repeat(100)}b`, `${'a'.repeat(150)}b`, `${'a'.repeat(150)}c`],
    ['nothing as an alternative', `${'{,a}'.repeat(100)}b`, `${'a'.repeat(100)}b`, 'a'.repeat(100)],
    ['braces in braces', `${'{a,b'.repeat(100)}${'}'.repeat(100)}`, `${'b'.repeat(99)}a`, 'b'.repeat(99)],
    ['many alternatives', `{${'a,'.repeat(50_000)}b}`, 'b', 'c'],
    ['braces that are not closed', '{'.repeat(50_000), '{'.repeat(50_000), '{'],
    ['brackets that are not closed', `${'['.repeat(50_000)}*`, '['.repeat(50_000), '['],
  ])('%s', (_, pattern, matching, other) => {
    const matches = globMatcher(pattern);
    expect([matches(matching), matches(other)]).toEqual([true, false]);
  });
});
