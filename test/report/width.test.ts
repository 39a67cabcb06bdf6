import { describe, expect, it } from 'vitest';
import {
  columns,
  displayWidth,
  padEnd,
  padStart,
  stripStyle,
  terminalWidth,
  truncate,
  wrap,
} from '../../src/report/width.js';

describe('width', () => {
  it.each([
    [90, { isTTY: true, columns: 90 }, {}],
    [40, { isTTY: true, columns: 10 }, {}],
    [41, { isTTY: true, columns: 41 }, {}],
    [120, { isTTY: true }, {}],
    [120, { isTTY: true, columns: 0 }, {}],
    [120, { columns: 90 }, {}],
    [70, { isTTY: true, columns: 90 }, { COLUMNS: '70' }],
    [70, {}, { COLUMNS: '70' }],
    [40, {}, { COLUMNS: '39' }],
    [40, {}, { COLUMNS: '1' }],
    [120, {}, { COLUMNS: 'x' }],
    [120, {}, { COLUMNS: '0' }],
    [120, {}, { COLUMNS: '' }],
    [120, {}, { COLUMNS: '-50' }],
    [120, {}, { COLUMNS: '80.5' }],
  ])('is %i for %j with %j', (width, stream, env) => {
    expect(terminalWidth(stream, env)).toBe(width);
  });

  it('counts columns, not characters', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('名前')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('😀')).toBe(2);
    expect(displayWidth('\x1b[31mred\x1b[39m')).toBe(3);
    expect(displayWidth('\x1b[1;31mé\x1b[0m')).toBe(1);
    expect(stripStyle('\x1b[1;31ma\x1b[0mb\x1b[22m')).toBe('ab');
  });

  it.each([
    ['\u1100\u115f', 4],
    ['\u10ff\u1160', 2],
    ['\u2e80\u303e', 4],
    ['\u2e7f\u303f', 2],
    ['\u3041\u33ff', 4],
    ['\u3400\u4dbf', 4],
    ['\u4dc0\u4dff', 2],
    ['\u4e00\u9fff', 4],
    ['\ua000\ua4cf', 4],
    ['\ua4d0', 1],
    ['\uac00\ud7a3', 4],
    ['\uabff\ud7a4', 2],
    ['\uf900\ufaff', 4],
    ['\ufb00', 1],
    ['\ufe30\ufe6f', 4],
    ['\ufe70', 1],
    ['\uff00\uff60', 4],
    ['\uff61', 1],
    ['\uffe0\uffe6', 4],
    ['\uffe7', 1],
    ['\u{1f300}\u{1faff}', 4],
    ['\u{1f2ff}\u{1fb00}', 2],
    ['\u{20000}\u{3fffd}', 4],
    ['\u{1ffff}', 1],
    ['a\u0301\u20dd\u200b\ufeff', 1],
  ])('counts the columns of %j', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  it('pads, cuts and wraps by it', () => {
    expect(padEnd('名', 4)).toBe('名  ');
    expect(padStart('12', 4)).toBe('  12');
    expect(truncate('名前です', 5)).toBe('名前…');
    expect(padEnd('名', 2)).toBe('名');
    expect(padEnd('名前', 3)).toBe('名前');
    expect(padStart('名前', 3)).toBe('名前');
    expect(padEnd('\x1b[1ma\x1b[22m', 3)).toBe('\x1b[1ma\x1b[22m  ');
    expect(truncate('abc', 3)).toBe('abc');
    expect(truncate('abcd', 3)).toBe('ab…');
    expect(truncate('名前です', 4)).toBe('名…');
    expect(truncate('名前', 4)).toBe('名前');
    expect(wrap('a bb ccc dddd', 6)).toEqual(['a bb', 'ccc', 'dddd']);
    // No line begins with what a CI system takes for a command.
    expect(wrap('a bb ::error::c ##[x]', 6)).toEqual(['a bb ::error::c ##[x]']);
    expect(wrap('toolongforit x', 4)).toEqual(['toolongforit', 'x']);
    expect(wrap('see spec.template.spec.containers now', 16)).toEqual([
      'see spec.',
      'template.spec.',
      'containers now',
    ]);
    expect(wrap('', 5)).toEqual(['']);
    expect(wrap('ab cd', 5)).toEqual(['ab cd']);
    expect(wrap('ab cde', 5)).toEqual(['ab', 'cde']);
    expect(wrap('a  b', 5)).toEqual(['a  b']);
    expect(wrap('one/two/three,four-five', 9)).toEqual(['one/two/', 'three,', 'four-five']);
    expect(wrap('one/two/three,four-five', 8)).toEqual(['one/two/', 'three,', 'four-', 'five']);
    expect(wrap('a, b.c... d-- e', 4)).toEqual(['a,', 'b.', 'c...', 'd--', 'e']);
    expect(wrap('名前 名前', 5)).toEqual(['名前', '名前']);
  });

  it('aligns columns, with no blanks at the end', () => {
    expect(columns([['a', 'bb', 'c'], ['名前', '\x1b[1mb\x1b[22m', ''], ['x']])).toEqual([
      'a     bb  c',
      '名前  \x1b[1mb\x1b[22m',
      'x',
    ]);
    expect(columns([['a', 'b'], ['ccc']], 1)).toEqual(['a   b', 'ccc']);
    expect(
      columns([
        ['a', '', ''],
        ['b', 'c', 'd'],
      ]),
    ).toEqual(['a', 'b  c  d']);
    expect(columns([])).toEqual([]);
  });
});
