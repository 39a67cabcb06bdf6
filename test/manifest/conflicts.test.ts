import { describe, expect, it } from 'vitest';
import { findConflicts, withoutConflicts } from '../../src/manifest/conflicts.js';
import { parseManifests } from '../../src/manifest/parse.js';

const CONFLICT = `a: 1
<<<<<<< HEAD
b: 2
=======
b: 3
>>>>>>> other
c: 4
`;
const read = (text: string) => {
  const { documents, findings } = parseManifests({ file: 'a.yaml', text });
  return {
    values: documents.map(({ value, inConflict }) => [value, inConflict]),
    told: findings.map(
      ({ rule, location, related = [] }) =>
        `${rule} ${[location, ...related.map((one) => one.location)].map(({ start }) => start.line).join(' ')}`,
    ),
  };
};

describe('a conflict of a merge', () => {
  it('is told with its markers, and the text read as this side has it', () => {
    expect(read(CONFLICT)).toEqual({ values: [[{ a: 1, b: 2, c: 4 }, true]], told: ['yaml/conflict 2 4 6'] });
  });

  it('can have a base, and come more than once', () => {
    const base = CONFLICT.replace('=======', '||||||| base\nb: 1\n=======');
    expect(read(`${base}---\nd: 5\n---\n${CONFLICT}`)).toEqual({
      values: [
        [{ a: 1, b: 2, c: 4 }, true],
        [{ d: 5 }, false],
        [{ a: 1, b: 2, c: 4 }, true],
      ],
      told: ['yaml/conflict 2 6 8', 'yaml/conflict 14 16 18'],
    });
  });

  it('keeps every other character where it is', () => {
    const crlf = CONFLICT.replaceAll('\n', '\r\n');
    const ours = withoutConflicts(crlf, findConflicts(crlf));
    expect(ours.length).toBe(crlf.length);
    expect(ours.split('\r\n').map((line) => line.trimEnd())).toEqual([
      'a: 1',
      '',
      'b: 2',
      '',
      '',
      '',
      'c: 4',
      '',
    ]);
  });

  it.each([
    ['a marker alone', 'a: |\n  <<<<<<< HEAD\n'],
    ['text that is indented', `a: |\n${CONFLICT.replace(/^/gm, '  ')}`],
    ['an end without a beginning', '>>>>>>> other\n'],
    ['sides without a line between them', '<<<<<<< HEAD\n>>>>>>> other\n'],
    ['a heading of seven signs', 'a: b\n# Heading\n#=======\n'],
  ])('is not %s', (_what, text) => {
    expect(findConflicts(text)).toEqual([]);
  });
});
