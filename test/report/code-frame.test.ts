import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Location } from '../../src/api/finding.js';
import { codeFrame, printable, splitLines } from '../../src/report/code-frame.js';
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

it('printable leaves nothing that a terminal acts on', () => {
  expect(printable('a\x1b]0;x\x07\u202eb\r\n')).toBe('a␛]0;x␇\ufffdb␍␊');
});
