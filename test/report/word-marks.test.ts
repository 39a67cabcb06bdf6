import { describe, expect, it } from 'vitest';
import { createStyle, PLAIN } from '../../src/report/style.js';
import { markedLines, markedWords } from '../../src/report/word-marks.js';
import { rows } from './diffs.js';

const colour = createStyle(true);
/** Marks as brackets, other colours left out. */
const shown = (text: string) =>
  text
    .replace(/\x1b\[4m/g, '[')
    .replace(/\x1b\[24m/g, ']')
    .replace(/\x1b\[\d+m/g, '');
const marked = (old: string, now: string) => {
  const words = markedWords(old, now, colour);
  return [shown(words.old), shown(words.now)];
};

describe('words that are other', () => {
  it.each([
    ['shop/web:1.4.1', 'shop/web:1.5.0', 'shop/web:[1.4.1]', 'shop/web:[1.5.0]'],
    ['  timeout: 30s', '  timeout: 45s', '  timeout: [30s]', '  timeout: [45s]'],
    ['listen 80;', 'listen 80 default_server;', 'listen 80;', 'listen 80 [default_server];'],
    ['a long line with a word', 'a line with a word', 'a [long] line with a word', 'a line with a word'],
    ['  a: b', '    a: b', '[  ]a: b', '[    ]a: b'],
    ['größe: 5, einheit: m', 'größe: 6, einheit: m', 'größe: [5], einheit: m', 'größe: [6], einheit: m'],
  ])('of %j and %j are marked', (old, now, was, is) => {
    expect(marked(old, now)).toEqual([was, is]);
  });

  it.each([
    ['nothing is the same', '3', '5'],
    ['hardly anything is', 'level: debug, colour: yes', 'format: json'],
    ['they are the same', 'a b', 'a b'],
    ['the first is too long to be read so', `${'a '.repeat(500)}b`, 'a b'],
    ['the second is', 'a b', `${'a '.repeat(500)}b`],
    ['too much is other', 'a x '.repeat(80), 'a y '.repeat(80)],
  ])('are not marked where %s', (_why, old, now) => {
    expect(marked(old, now)).toEqual([old, now]);
  });

  it('are marked without colour nowhere', () => {
    expect(markedWords('web:1', 'web:2', PLAIN)).toEqual({ old: 'web:1', now: 'web:2' });
    expect(markedLines(['-web:1', '+web:2'], PLAIN)).toEqual(['-web:1', '+web:2']);
  });

  it('of lines are marked pair by pair', () => {
    const lines = [
      ' a: 1',
      '-b: 1 or 2',
      '-c: 1 or 2',
      '+b: 1 or 3',
      ' d',
      '+e: 1',
      '-f',
      '-g: 1 or 2',
      '+g: 4 or 2',
    ];
    expect(markedLines(lines, colour).map(shown)).toEqual([
      ' a: 1',
      '-b: 1 or [2]',
      '-c: 1 or 2',
      '+b: 1 or [3]',
      ' d',
      '+e: 1',
      '-f',
      '-g: 1 or 2',
      '+g: 4 or 2',
    ]);
  });
});

describe('a difference in colour', () => {
  it('has its words marked, on one line', () => {
    const change = { path: 'image', op: 'replace' as const, old: 'shop/web:1.4.1', new: 'shop/web:1.5.0' };
    const told = rows([change], { style: colour, width: 80 });
    expect(told.map(shown)).toEqual(['    image  shop/web:[1.4.1] → shop/web:[1.5.0]']);
    const long = { ...change, old: `${'x'.repeat(50)}/web:1`, new: `${'x'.repeat(50)}/web:2` };
    expect(rows([long], { style: colour, width: 80 }).join('\n')).not.toContain('\x1b[4m');
    const drifted = { ...change, drift: { takenBack: true } };
    expect(rows([drifted], { style: colour, width: 120 }).join('\n')).not.toContain('\x1b[4m');
    const hunk = { oldStart: 1, newStart: 1, lines: ['-port: 80', '+port: 81'] };
    const lines = { ...change, lines: { added: 1, removed: 1, hunks: [hunk] } };
    expect(rows([lines], { style: colour }).map(shown).slice(1)).toEqual([
      '      -port: [80]',
      '      +port: [81]',
    ]);
  });
});
