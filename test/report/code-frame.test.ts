import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Location } from '../../src/api/finding.js';
import { type CodeFrameOptions, codeFrame as frameIn } from '../../src/report/code-frame.js';
import { printable } from '../../src/report/inert.js';
import { ShownLines, splitLines } from '../../src/report/shown-lines.js';
import { createStyle } from '../../src/report/style.js';
import { displayWidth } from '../../src/report/width.js';

const TEXT = ['metadata:', '  labels:', '    app: wbe', '    tier: front'];

function at(line: number, column: number, endColumn: number, endLine = line): Location {
  return {
    file: 'a.yaml',
    start: { line, column, offset: 0 },
    end: { line: endLine, column: endColumn, offset: 0 },
  };
}

const codeFrame = (
  lines: readonly string[],
  location: Location,
  { hidden, ...options }: CodeFrameOptions & { hidden?: Location[] } = {},
) => frameIn(new ShownLines(lines.join('\n'), hidden), location, options);

const frame = (lines: string[], location: Location, options = {}) =>
  codeFrame(lines, location, options).join('\n');

describe('codeFrame', () => {
  it('shows the lines above, the place and a word on it', () => {
    expect(frame(TEXT, at(3, 10, 13), { label: 'did you mean web?' })).toBe(
      ['1 | metadata:', '2 |   labels:', '3 |     app: wbe', '  |          ^^^ did you mean web?'].join('\n'),
    );
  });

  it('marks the first line of a longer range, and an empty one', () => {
    expect(frame(TEXT, at(2, 3, 9, 4), { above: 0 })).toBe('2 |   labels:\n  |   ^^^^^^^');
    expect(frame(TEXT, at(2, 10, 10), { above: 0 })).toBe('2 |   labels:\n  |          ^');
    expect(frame([], at(1, 1, 1))).toBe('1 |\n  | ^');
  });

  it('puts the caret under wide characters, tabs and control characters', () => {
    expect(frame(['名前: x'], at(1, 5, 6))).toBe('1 | 名前: x\n  |       ^');
    expect(frame(['a:\tx'], at(1, 4, 5))).toBe('1 | a:  x\n  |     ^');
    expect(frame(['a: \x1b[31mx'], at(1, 4, 5))).toBe('1 | a: ␛[31mx\n  |    ^');
  });

  it('cuts long lines around the caret, and puts a long word below', () => {
    const long = `${'a'.repeat(200)}HERE${'b'.repeat(200)}`;
    const [line = '', caret = '', label] = codeFrame([long], at(1, 201, 205), {
      width: 60,
      label: 'x '.repeat(25).trim(),
    });
    expect(line).toContain('HERE');
    expect(line.indexOf('HERE')).toBe(caret.indexOf('^^^^'));
    expect(displayWidth(line)).toBeLessThanOrEqual(60);
    expect(label).toBe(`  | ${'x '.repeat(25).trim()}`);
  });

  it('hides what must not be seen, and keeps the caret in its place', () => {
    const lines = ['a: {k: hunter2, z: 1}', 'b: |', '  hunter2', '  hunter3'];
    const hidden = [at(1, 8, 15), at(2, 4, 10, 4)];
    expect(frame(lines, at(1, 17, 18), { hidden })).toBe('1 | a: {k: ***, z: 1}\n  |             ^');
    expect(frame(lines, at(1, 8, 15), { hidden })).toBe('1 | a: {k: ***, z: 1}\n  |        ^^^');
    expect(frame(lines, at(4, 3, 5), { hidden })).toBe('2 | b: ***\n3 |   ***\n4 |   ***\n  |   ^');
  });

  it('shows two lines above, or as many as it is told', () => {
    const lines = ['1', '2', '3', '4', '5'];
    expect(codeFrame(lines, at(5, 1, 2))).toEqual(['3 | 3', '4 | 4', '5 | 5', '  | ^']);
    expect(codeFrame(lines, at(5, 1, 2), { above: 1 })).toEqual(['4 | 4', '5 | 5', '  | ^']);
    expect(codeFrame(lines, at(2, 1, 2))).toEqual(['1 | 1', '2 | 2', '  | ^']);
    expect(codeFrame(lines, at(9, 1, 2), { above: 0 })).toEqual(['5 | 5', '  | ^']);
    expect(codeFrame(lines, at(0, 1, 2))).toEqual(['1 | 1', '  | ^']);
    const ten = Array.from({ length: 10 }, (_, i) => `line ${i + 1}`);
    expect(codeFrame(ten, at(10, 1, 5))).toEqual([' 8 | line 8', ' 9 | line 9', '10 | line 10', '   | ^^^^']);
  });

  it('cuts all lines in one place, where the caret stands', () => {
    const line = 'abcdefghijklmnopqrstuvwxyz0123456789';
    const shown = (column: number, end: number, width = 30) =>
      codeFrame(['short', line], at(2, column, end), { width, above: 1 });
    // 26 columns are left beside the numbers and the bar.
    expect(shown(1, 4)).toEqual(['1 | short', '2 | abcdefghijklmnopqrstuvwxy…', '  | ^^^']);
    expect(shown(24, 25)).toEqual(['1 | short', '2 | abcdefghijklmnopqrstuvwxy…', `  | ${' '.repeat(23)}^`]);
    expect(shown(25, 26)).toEqual(['1 | …', '2 | …rstuvwxyz0123456789', '  |         ^']);
    expect(shown(12, 36)).toEqual([
      '1 | short',
      '2 | abcdefghijklmnopqrstuvwxy…',
      `  | ${' '.repeat(11)}${'^'.repeat(15)}`,
    ]);
    expect(shown(13, 36)).toEqual([
      '1 | …',
      '2 | …fghijklmnopqrstuvwxyz012…',
      `  |         ${'^'.repeat(18)}`,
    ]);
    expect(shown(20, 21, 10)).toEqual(shown(20, 21, 28));
    expect(codeFrame(['名前名前名前名前名前名前x'], at(1, 13, 14), { width: 28 })).toEqual([
      '1 | … 前名前x',
      '  |         ^',
    ]);
  });

  it('puts its word beside the caret as long as there is room', () => {
    const label = (width: number) =>
      codeFrame(['abcdefgh'], at(1, 5, 8), { width, label: 'twenty-two columns word' });
    expect(label(35)).toEqual(['1 | abcdefgh', '  |     ^^^ twenty-two columns word']);
    expect(label(34)).toEqual(['1 | abcdefgh', '  |     ^^^', '  | twenty-two columns word']);
    expect(codeFrame(['a'], at(1, 1, 2), { width: 30, label: 'one two three four five six seven' })).toEqual([
      '1 | a',
      '  | ^',
      '  | one two three four five',
      '  | six seven',
    ]);
  });

  it('marks what is longer than its line no further than the line', () => {
    expect(frame(['ab  ', 'c'], at(1, 1, 2, 2), { above: 0 })).toBe('1 | ab\n  | ^^');
    expect(frame(['abc'], at(1, 2, 9), { above: 0 })).toBe('1 | abc\n  |  ^^');
    expect(frame(['abc'], at(1, 9, 12), { above: 0 })).toBe('1 | abc\n  |    ^');
  });

  it('hides several places of one line, and places that overlap', () => {
    const line = 'a: {k: one, l: two, m: three}';
    const hidden = [at(1, 16, 19), at(1, 8, 11), at(1, 9, 10), at(1, 17, 25)];
    expect(frame([line], at(1, 25, 29), { hidden })).toBe(
      '1 | a: {k: ***, l: ******hree}\n  |                      ^^^^',
    );
    expect(frame([line], at(1, 20, 21), { hidden })).toBe(
      '1 | a: {k: ***, l: ******hree}\n  |                   ^',
    );
    expect(frame([line], at(1, 1, 2), { hidden: [at(1, 12, 12), at(2, 1, 5), at(1, 40, 50)] })).toBe(
      `1 | ${line}\n  | ^`,
    );
  });

  it('keeps the indentation of what a hidden value goes on with', () => {
    const lines = ['k: |', '    one', '', '  two  x', 'z: 1'];
    const hidden = [at(1, 4, 6, 4)];
    expect(codeFrame(lines, at(5, 1, 2), { hidden, above: 4 })).toEqual([
      '1 | k: ***',
      '2 |     ***',
      '3 |',
      '4 |   ***  x',
      '5 | z: 1',
      '  | ^',
    ]);
  });

  it('reads the same with and without colour', () => {
    const style = createStyle(true);
    const coloured = codeFrame(TEXT, at(3, 10, 13), { style, label: 'x' }).join('\n');
    expect(coloured).toContain('\x1b[31m^^^\x1b[39m');
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(frame(TEXT, at(3, 10, 13), { label: 'x' }));
  });

  it('stays within its width and never throws, wherever the place is', () => {
    const line = fc.oneof(fc.string({ maxLength: 150 }), fc.string({ unit: 'grapheme', maxLength: 80 }));
    const number = fc.integer({ min: 1, max: 160 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), number, number, number, (lines, row, column, end) => {
        const shown = codeFrame(lines.flatMap(splitLines), at(row, column, end), { width: 50, label: 'x' });
        for (const text of shown) {
          expect(displayWidth(text)).toBeLessThanOrEqual(52);
          expect(text).not.toMatch(/[\x00-\x1f\x7f]/);
        }
      }),
    );
  });
});

it('finds the lines of a text whatever ends them, and the last one for those behind it', () => {
  for (const text of ['a\r\nb\nc\rd\n', 'a\nb\nc\nd\n', 'a', '', 'a\r', '\n\r\n\r']) {
    const lines = splitLines(text);
    for (const order of [lines.map((_, at) => at + 1), lines.map((_, at) => lines.length - at)]) {
      const shown = new ShownLines(text);
      expect(order.map((number) => shown.line(number).text)).toEqual(
        order.map((number) => lines[number - 1]),
      );
      expect(shown.line(lines.length + 1).text).toBe('');
      expect([1, lines.length, lines.length + 3].map((number) => shown.existing(number))).toEqual([
        1,
        lines.length,
        lines.length,
      ]);
    }
  }
});

it('printable leaves nothing that a terminal acts on', () => {
  expect(printable('a\x1b]0;x\x07\u202eb\r\n')).toBe('a␛]0;x␇\ufffdb␍␊');
  expect(printable('\x00\x01\x1f \x7e\x7f\x80\x9f\xa0')).toBe('␀␁␟ ~\ufffd\ufffd\ufffd\xa0');
  expect(printable('\u200d\u200e\u200f\u2010\u2029\u202a\u202e\u202f')).toBe(
    '\u200d\ufffd\ufffd\u2010\ufffd\ufffd\ufffd\u202f',
  );
  expect(printable('\u2065\u2066\u2069\u206a\ufeff')).toBe('\u2065\ufffd\ufffd\u206a\ufffd');
  expect(printable('\ta\t')).toBe('  a  ');
  expect(splitLines('a\r\nb\nc\rd\n')).toEqual(['a', 'b', 'c', 'd', '']);
});
