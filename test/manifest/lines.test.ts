import { describe, expect, it, test } from 'vitest';
import { Lines } from '../../src/manifest/lines.js';

describe('the line and column of an offset', () => {
  it.each<[about: string, text: string, places: string[]]>([
    ['of an empty text', '', ['1:1']],
    ['of one line', 'ab', ['1:1', '1:2', '1:3']],
    ['behind a line feed', 'a\nb\n', ['1:1', '1:2', '2:1', '2:2', '3:1']],
    [
      'behind a carriage return and a line feed',
      'a\r\nb\r\n',
      ['1:1', '1:2', '1:3', '2:1', '2:2', '2:3', '3:1'],
    ],
    ['behind a carriage return', 'a\rb\r', ['1:1', '1:2', '2:1', '2:2', '3:1']],
    ['behind two carriage returns and a line feed', '\r\r\n', ['1:1', '2:1', '2:2', '3:1']],
    ['behind line feeds of both sorts', '\n\r\n\n', ['1:1', '2:1', '2:2', '3:1', '4:1']],
    ['behind a byte order mark', '\ufeffa\nb', ['1:1', '1:1', '1:2', '2:1', '2:2']],
    ['at a byte order mark that is not at the beginning', 'a\n\ufeffb', ['1:1', '1:2', '2:1', '2:2', '2:3']],
    [
      'of other line breaks, which editors do not count',
      'a\u0085b\u2028c',
      ['1:1', '1:2', '1:3', '1:4', '1:5', '1:6'],
    ],
    ['in code units', '😀a', ['1:1', '1:2', '1:3', '1:4']],
  ])('%s', (_, text, places) => {
    const lines = new Lines('x.yaml', text);
    expect(places.map((_place, offset) => lines.position(offset))).toEqual(
      places.map((place, offset) => {
        const [line, column] = place.split(':').map(Number);
        return { line, column, offset };
      }),
    );
    expect(places).toHaveLength(text.length + 1);
  });

  test('outside of the text it is its nearest end', () => {
    const lines = new Lines('x.yaml', 'a\nb');
    expect(lines.position(-1)).toEqual({ line: 1, column: 1, offset: 0 });
    expect(lines.position(4)).toEqual({ line: 2, column: 2, offset: 3 });
  });

  test('of a range that ends before it begins, the end is the beginning', () => {
    const lines = new Lines('x.yaml', 'a\nbc');
    const [start, end] = [
      { line: 2, column: 1, offset: 2 },
      { line: 2, column: 3, offset: 4 },
    ];
    expect(lines.location(2, 4)).toEqual({ file: 'x.yaml', start, end });
    expect(lines.location(2, 1)).toEqual({ file: 'x.yaml', start, end: start });
  });
});

test('the line of an offset is its text without the line break', () => {
  const lines = new Lines('x.yaml', 'ab\r\n\nc\rd');
  expect([0, 2, 3, 4, 5, 6, 7, 8, 99].map((offset) => lines.lineAt(offset))).toEqual([
    { text: 'ab', start: 0, end: 2 },
    { text: 'ab', start: 0, end: 2 },
    { text: 'ab', start: 0, end: 2 },
    { text: '', start: 4, end: 4 },
    { text: 'c', start: 5, end: 6 },
    { text: 'c', start: 5, end: 6 },
    { text: 'd', start: 7, end: 8 },
    { text: 'd', start: 7, end: 8 },
    { text: 'd', start: 7, end: 8 },
  ]);
});
