import { describe, expect, it } from 'vitest';
import { createStyle, PLAIN, wantsColour } from '../../src/report/style.js';
import {
  columns,
  displayWidth,
  padEnd,
  padStart,
  terminalWidth,
  truncate,
  wrap,
} from '../../src/report/width.js';

describe('colour', () => {
  it.each([
    [true, { isTTY: true }, {}],
    [false, { isTTY: false }, {}],
    [false, {}, {}],
    [false, { isTTY: true }, { NO_COLOR: '1' }],
    [true, { isTTY: true }, { NO_COLOR: '' }],
    [true, {}, { FORCE_COLOR: '1' }],
    [true, {}, { FORCE_COLOR: '1', NO_COLOR: '1' }],
    [false, { isTTY: true }, { FORCE_COLOR: '0' }],
    [false, { isTTY: true }, { TERM: 'dumb' }],
  ])('%s for %j with %j', (wanted, stream, env) => {
    expect(wantsColour(stream, env)).toBe(wanted);
  });

  it('goes on behind another one inside', () => {
    const { red, bold } = createStyle(true);
    expect(red(`a${red('b')}c`)).toBe('\x1b[31ma\x1b[31mb\x1b[39m\x1b[31mc\x1b[39m');
    expect(bold('')).toBe('');
    expect(PLAIN.red('a')).toBe('a');
  });
});

describe('width', () => {
  it('is the terminal’s, or 120', () => {
    expect(terminalWidth({ isTTY: true, columns: 90 }, {})).toBe(90);
    expect(terminalWidth({ isTTY: true, columns: 90 }, { COLUMNS: '70' })).toBe(70);
    expect(terminalWidth({ isTTY: true, columns: 10 }, {})).toBe(40);
    expect(terminalWidth({ columns: 90 }, {})).toBe(120);
    expect(terminalWidth({}, { COLUMNS: 'x' })).toBe(120);
  });

  it('counts columns, not characters', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('名前')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('😀')).toBe(2);
    expect(displayWidth('\x1b[31mred\x1b[39m')).toBe(3);
  });

  it('pads, cuts and wraps by it', () => {
    expect(padEnd('名', 4)).toBe('名  ');
    expect(padStart('12', 4)).toBe('  12');
    expect(truncate('名前です', 5)).toBe('名前…');
    expect(truncate('abc', 3)).toBe('abc');
    expect(wrap('a bb ccc dddd', 6)).toEqual(['a bb', 'ccc', 'dddd']);
    expect(wrap('toolongforit x', 4)).toEqual(['toolongforit', 'x']);
    expect(wrap('see spec.template.spec.containers now', 16)).toEqual([
      'see spec.',
      'template.spec.',
      'containers now',
    ]);
  });

  it('aligns columns, with no blanks at the end', () => {
    expect(columns([['a', 'bb', 'c'], ['名前', '\x1b[1mb\x1b[22m', ''], ['x']])).toEqual([
      'a     bb  c',
      '名前  \x1b[1mb\x1b[22m',
      'x',
    ]);
  });
});
