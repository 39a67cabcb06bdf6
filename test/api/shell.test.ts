import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { commandLine, inNamespaceWords, quote } from '../../src/api/shell.js';

it.each([
  ['web', 'web'],
  ['a/b.c_d:e@f%g+h=i,j-k', 'a/b.c_d:e@f%g+h=i,j-k'],
  ['', "''"],
  ['two words', "'two words'"],
  ["it's", "'it'\\''s'"],
  ['$HOME `id` "x" \\ * ~ # ; & | < > ( ) !', `'$HOME \`id\` "x" \\ * ~ # ; & | < > ( ) !'`],
])('%j is one word to a shell', (word, quoted) => {
  expect(quote(word)).toBe(quoted);
  expect(execFileSync('sh', ['-c', `printf %s ${quote(word)}`], { encoding: 'utf8' })).toBe(word);
});

it('what moves a terminal is told by its number, as shells read it that know how', () => {
  expect(quote("a\nb's \\ \x1b[1m")).toBe(String.raw`$'a\x0ab\'s \\ \x1b[1m'`);
});

it('a command to paste runs nothing but itself, whatever the names are', () => {
  const words = ['kubectl', 'delete', 'pod/a; touch x', ...inNamespaceWords('$(id)')];
  expect(commandLine(...words)).toBe("kubectl delete 'pod/a; touch x' -n '$(id)'");
  expect([inNamespaceWords('default'), inNamespaceWords(undefined)]).toEqual([[], []]);
});
