import { describe, expect, it } from 'vitest';
import { createStyle, PLAIN, wantsColour } from '../../src/report/style.js';

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
    [true, { isTTY: true }, { TERM: 'xterm' }],
    [false, { isTTY: true }, { FORCE_COLOR: 'false' }],
    [true, {}, { FORCE_COLOR: 'true', TERM: 'dumb' }],
    [true, { isTTY: true }, { FORCE_COLOR: '' }],
    [false, {}, { FORCE_COLOR: '' }],
  ])('%s for %j with %j', (wanted, stream, env) => {
    expect(wantsColour(stream, env)).toBe(wanted);
  });

  it('goes on behind another one inside', () => {
    const { red, bold } = createStyle(true);
    expect(red(`a${red('b')}c`)).toBe('\x1b[31ma\x1b[31mb\x1b[39m\x1b[31mc\x1b[39m');
    expect(bold('')).toBe('');
    expect(PLAIN.red('a')).toBe('a');
  });

  it('is one attribute for each meaning, or none', () => {
    const { enabled, red, yellow, green, cyan, dim, bold, marked } = createStyle(true);
    expect([enabled, ...[red, yellow, green, cyan, dim, bold, marked].map((paint) => paint('a'))]).toEqual([
      true,
      '\x1b[31ma\x1b[39m',
      '\x1b[33ma\x1b[39m',
      '\x1b[32ma\x1b[39m',
      '\x1b[36ma\x1b[39m',
      '\x1b[2ma\x1b[22m',
      '\x1b[1ma\x1b[22m',
      '\x1b[4ma\x1b[24m',
    ]);
    for (const paint of [red, yellow, green, cyan, dim, bold]) expect(paint('')).toBe('');
    const plain = createStyle(false);
    expect(plain).toBe(PLAIN);
    expect([plain.enabled, plain.red('a'), plain.yellow('a'), plain.green('a')]).toEqual([
      false,
      'a',
      'a',
      'a',
    ]);
    expect([plain.cyan('a'), plain.dim('a'), plain.bold('a'), plain.marked('a')]).toEqual([
      'a',
      'a',
      'a',
      'a',
    ]);
  });
});
