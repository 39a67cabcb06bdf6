import { describe, expect, it, test } from 'vitest';
import { globBase, globToRegExp, isGlob } from '../../src/manifest/glob.js';

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
    const matches = globToRegExp(pattern);
    expect([
      matching.filter((path) => !matches.test(path)),
      others.filter((path) => matches.test(path)),
    ]).toEqual([[], []]);
  });
});
