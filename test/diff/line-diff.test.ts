import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, type LineDiff } from '../../src/diff/line-diff.js';

const numbered = (count: number, make: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => make(index));

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** The old text with the hunks made in it. */
function patched(old: string, { hunks }: LineDiff): string {
  const lines = old.split('\n');
  const out: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    out.push(...lines.slice(at, hunk.oldStart - 1));
    expect(hunk.newStart).toBe(out.length + 1);
    at = hunk.oldStart - 1;
    for (const line of hunk.lines) {
      if (line[0] !== '+') expect(lines[at++]).toBe(line.slice(1));
      if (line[0] !== '-') out.push(line.slice(1));
    }
  }
  return [...out, ...lines.slice(at)].join('\n');
}

describe('what differs between two texts, line by line', () => {
  it.each<[what: string, old: string[], now: string[], hunks: LineDiff['hunks']]>([
    ['nothing', ['a', 'b'], ['a', 'b'], []],
    [
      'a line, with two lines around it',
      ['1', '2', '3', '4', '5', '6', '7'],
      ['1', '2', '3', 'x', '5', '6', '7'],
      [{ oldStart: 2, newStart: 2, lines: [' 2', ' 3', '-4', '+x', ' 5', ' 6'] }],
    ],
    [
      'two lines whose surroundings touch',
      ['1', '2', '3', '4', '5', '6'],
      ['x', '2', '3', '4', '5', 'y'],
      [{ oldStart: 1, newStart: 1, lines: ['-1', '+x', ' 2', ' 3', ' 4', ' 5', '-6', '+y'] }],
    ],
    [
      'two lines that are far from each other',
      ['1', '2', '3', '4', '5', '6', '7'],
      ['x', '2', '3', '4', '5', '6', 'y'],
      [
        { oldStart: 1, newStart: 1, lines: ['-1', '+x', ' 2', ' 3'] },
        { oldStart: 5, newStart: 5, lines: [' 5', ' 6', '-7', '+y'] },
      ],
    ],
    ['all', ['1'], ['2', '3'], [{ oldStart: 1, newStart: 1, lines: ['-1', '+2', '+3'] }]],
  ])('%s', (_, old, now, hunks) => {
    expect(diffLines(text(old), text(now)).hunks).toEqual(hunks);
  });

  it('counts the lines that came and went', () => {
    const { added, removed } = diffLines(text(['1', '2', '3']), text(['1', 'x', 'y', 'z', '3']));
    expect({ added, removed }).toEqual({ added: 3, removed: 1 });
  });

  it('takes a last line without an end for another one', () => {
    expect(diffLines('a\nb', 'a\nb\n').hunks).toEqual([
      { oldStart: 1, newStart: 1, lines: [' a', '-b', '+b'] },
    ]);
  });

  it('leads from the one to the other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 }).map(text);
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        expect(patched(old, diffLines(old, now))).toBe(now);
      }),
    );
  });
});

describe('of texts that differ in very many lines', () => {
  it('every second line: each is told beside the line that stays', () => {
    const [old, now] = ['was', 'is'].map((side) =>
      text(numbered(3000, (i) => (i % 2 === 0 ? `${side} ${i}` : `stays ${i}`))),
    ) as [string, string];
    const found = diffLines(old, now);
    expect(found.hunks.map(({ lines }) => lines.slice(0, 6))).toEqual([
      ['-was 0', '+is 0', ' stays 1', '-was 2', '+is 2', ' stays 3'],
    ]);
    expect([found.added, found.removed]).toEqual([1500, 1500]);
    expect(patched(old, found)).toBe(now);
  });

  it('all lines: the old ones, then the new ones', () => {
    const [old, now] = ['was', 'is'].map((side) => text(numbered(2000, (i) => `${side} ${i}`))) as [
      string,
      string,
    ];
    const { hunks } = diffLines(old, now);
    expect(hunks.map(({ lines }) => [lines[0], lines[1999], lines[2000], lines.length])).toEqual([
      ['-was 0', '-was 1999', '+is 0', 4000],
    ]);
  });

  it('another order: as many stay as can', () => {
    const lines = numbered(4000, (i) => `line ${i}`);
    const turned = [...lines.slice(1500), ...lines.slice(0, 1500)];
    const found = diffLines(text(lines), text(turned));
    expect([found.added, found.removed]).toEqual([1500, 1500]);
    expect(patched(text(lines), found)).toBe(text(turned));
  });

  it('lines that are there several times are no hold', () => {
    const [old, now] = ['was', 'is'].map((side) =>
      text(numbered(3000, (i) => (i % 3 === 0 ? '}' : i === 1500 ? 'stays' : `${side} ${i}`))),
    ) as [string, string];
    expect(patched(old, diffLines(old, now))).toBe(now);
  });
});
