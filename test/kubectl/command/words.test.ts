import { describe, expect, it } from 'vitest';
import { CommandError, splitCommands } from '../../../src/kubectl/command/words.js';

const texts = (line: string) => splitCommands(line).map((words) => words.map(({ text }) => text));
const wrong = (line: string): [string, number] => {
  try {
    splitCommands(line);
  } catch (error) {
    if (error instanceof CommandError) return [error.message, error.column];
  }
  throw new Error(`${line} is read`);
};

describe('words of a command', () => {
  it.each([
    ['a  b\tc', [['a', 'b', 'c']]],
    [`patch -p '{"a": "b c"}'`, [['patch', '-p', '{"a": "b c"}']]],
    ['say "a \\"b\\" \\c $"', [['say', 'a "b" \\c $']]],
    ['a\\ b --x="1 2"y', [['a b', '--x=1 2y']]],
    ["a ''", [['a', '']]],
    ['a \\\n  b', [['a', 'b']]],
    ['a\nb; c # not this\r\nd', [['a'], ['b'], ['c'], ['d']]],
    ['a#b', [['a#b']]],
    ['"a\\\nb"', [['ab']]],
    ['a\\\nb', [['ab']]],
    [' \n ', []],
  ])('%j', (line, words) => {
    expect(texts(line)).toEqual(words);
  });

  it('each has its place, and says whether it was quoted', () => {
    expect(splitCommands("a 'b'; c")).toEqual([
      [
        { text: 'a', column: 1 },
        { text: 'b', column: 3, quoted: true },
      ],
      [{ text: 'c', column: 8 }],
    ]);
  });

  it.each([
    ["a 'b", "the quote ' is not closed", 3],
    ['a "b', 'the quote " is not closed', 3],
    ['a \\', 'nothing stands behind the backslash', 3],
    ['get pods | wc', '| is for a shell, and none runs here', 10],
    ['a > b', '> is for a shell, and none runs here', 3],
    ['a && b', '& is for a shell, and none runs here', 3],
    ['a $(b)', '$ is for a shell, and none runs here', 3],
    ['a "$B"', '$ is for a shell, and none runs here', 4],
    ['a `b`', '` is for a shell, and none runs here', 3],
  ])('%j is not read', (line, message, column) => {
    expect(wrong(line)).toEqual([message, column]);
  });
});
