import { describe, expect, it } from 'vitest';
import type { Finding, Location } from '../../src/api/finding.js';
import { numbered } from '../../src/api/text.js';
import type { LintResult } from '../../src/lint/lint.js';
import { findingsText, lintText } from '../../src/report/findings-text.js';
import { createStyle } from '../../src/report/style.js';
import { at, finding, result } from './findings.js';

const TEXT = 'one: 1\ntwo: 2\nthree: 3\n';
const show = (findings: Finding[], width = 80, hidden: Location[] = [], file = 'a.yaml') =>
  findingsText(findings, new Map([[file, TEXT]]), hidden, { width })
    .split('\n')
    .slice(0, -1);

describe('findings for people', () => {
  it('are none where there are none', () => {
    expect(findingsText([], new Map(), [])).toBe('');
  });

  it('may be more than a function takes one by one', () => {
    const many = Array.from({ length: 130_000 }, (_, i) => finding({ location: at(1, 1, `${i % 2}.yaml`) }));
    expect(findingsText(many, new Map(), [], { verbose: true }).split('\n')).toHaveLength(130_005);
  });

  it('stand by file, those with a picture apart, bare ones together', () => {
    const bare = (line: number, file?: string) =>
      finding({ severity: 'info', message: `just so ${line}`, location: at(line, 1, file) });
    expect(
      show([
        bare(1),
        bare(10),
        finding({ location: at(1, 6), severity: 'warning', message: 'doubtful' }),
        bare(3),
        bare(4),
        finding({ rule: 'input/empty', message: 'bare too', location: at(1, 1, '-') }),
        bare(7, 'a\x07.yaml'),
      ]),
    ).toEqual([
      'a.yaml',
      '  1:1   info     just so 1   x/y',
      '  10:1  info     just so 10  x/y',
      '',
      '  1:6   warning  doubtful    x/y',
      '        1 | one: 1',
      '          |      ^',
      '',
      '  3:1   info     just so 3   x/y',
      '  4:1   info     just so 4   x/y',
      '',
      'standard input',
      '  1:1  error    bare too  input/empty',
      '',
      'a␇.yaml',
      '  7:1  info     just so 7  x/y',
      '',
    ]);
  });

  it('have a picture, a hint and other places on it, and the server’s words', () => {
    const related = [1, 2, 3, 4, 5, 6].map((line) => ({
      message: `m${line}`,
      location: at(line, 2, line === 2 ? 'b.yaml' : 'a.yaml'),
    }));
    const server = { field: 'spec.a', message: 'Invalid value: "\x1b": no' };
    const lines = (rest: Partial<Finding>, width?: number) => show([finding(rest)], width).slice(1, -1);
    expect(lines({ hint: 'did you mean b?', related: related.slice(0, 4), server }, 120)).toEqual([
      '  2:4  error  it is wrong  x/y',
      '       1 | one: 1',
      '       2 | two: 2',
      '         |    ^ did you mean b?   m1: 1:2   m2: b.yaml:2:2   m3: 3:2   m4: 4:2',
      '       server  spec.a: Invalid value: "␛": no',
    ]);
    expect(lines({ related }, 120).at(-1)).toBe(
      '         |    ^ m1: 1:2   m2: b.yaml:2:2   m3: 3:2   m4: 4:2   and 2 more',
    );
    expect(lines({ server }, 40).slice(-2)).toEqual([
      '       server  spec.a: Invalid value:',
      '               "␛": no',
    ]);
    expect(lines({ server: { field: '', message: 'it is wrong' } })).toHaveLength(4);
    expect(lines({ server: { field: '', message: 'another' } }).at(-1)).toBe('       server  another');
    expect(lines({ severity: 'info', hint: 'h', related: related.slice(0, 1) })).toEqual([
      '  2:4  info  it is wrong  x/y',
      '       h',
      '       m1: 1:2',
    ]);
    expect(lines({ rule: 'input/x', hint: 'one two three four five' }, 27)).toEqual([
      '  2:4  error  it is wrong  input/x',
      '       one two three four',
      '       five',
    ]);
  });

  it('have their message in a column, broken where the rule needs the room, but for thirty columns', () => {
    const message = 'a message of some length that has to be broken somewhere';
    const lines = (width: number, rest: Partial<Finding> = {}) =>
      show([finding({ severity: 'info', message, ...rest })], width).slice(1, -1);
    expect(lines(74)).toEqual([`  2:4  info  ${message}  x/y`]);
    expect(lines(73)).toEqual([
      `  2:4  info  ${'a message of some length that has to be broken'.padEnd(55)}  x/y`,
      '             somewhere',
    ]);
    const narrow = lines(30);
    expect(narrow).toEqual([
      '  2:4  info  a message of some length that   x/y',
      '             has to be broken somewhere',
    ]);
    const fix = { title: 't', edits: [] };
    expect(lines(200, { fix })).toEqual([`  2:4  info  ${message}  x/y  fixable`]);
    expect(show([finding({ severity: 'info', message: 'a\x1bb' })])[1]).toBe('  2:4  info  a␛b  x/y');
  });

  it('show nothing that is hidden in their file', () => {
    const secret = at(2, 6);
    expect(show([finding({ location: at(2, 6) })], 80, [secret])[3]).toBe('       2 | two: ***');
    expect(show([finding({ location: at(2, 6) })], 80, [{ ...secret, file: 'b.yaml' }])[3]).toBe(
      '       2 | two: 2',
    );
  });

  it('show no lines of a text that is not known', () => {
    expect(show([finding()], 80, [], 'other.yaml').slice(2)).toEqual(['']);
  });

  it('are coloured by severity', () => {
    const style = createStyle(true);
    const coloured = (severity: Finding['severity']) =>
      findingsText(
        [finding({ severity, message: 'm', server: { field: '', message: 's' } })],
        new Map([['a.yaml', TEXT]]),
        [],
        { style },
      ).split('\n');
    expect(coloured('error')).toEqual([
      '\x1b[1ma.yaml\x1b[22m',
      '  2:4  \x1b[31merror\x1b[39m  \x1b[1mm\x1b[22m  \x1b[2mx/y\x1b[22m',
      '       \x1b[2m1 |\x1b[22m one: 1',
      '       \x1b[2m2 |\x1b[22m two: 2',
      '       \x1b[2m  |\x1b[22m    \x1b[31m^\x1b[39m',
      '       \x1b[2mserver  \x1b[22ms',
      '',
      '',
    ]);
    expect(coloured('warning')[1]).toContain('\x1b[33mwarning\x1b[39m');
    expect(coloured('warning')[4]).toBe('       \x1b[2m  |\x1b[22m    \x1b[33m^\x1b[39m');
    expect(coloured('info')[1]).toContain('\x1b[36minfo\x1b[39m');
  });
});

describe('what linting came to', () => {
  it.each<[LintResult, string | undefined, string]>([
    [result(0, 0, 0), undefined, '1 file, 2 objects, Kubernetes 1.36: nothing wrong.\n'],
    [result(1, 0, 0, { files: 2, objects: 1 }), undefined, '2 files, 1 object, Kubernetes 1.36: 1 error.\n'],
    [
      result(2, 1, 3, { version: '1.28' }),
      undefined,
      '1 file, 2 objects, Kubernetes 1.28: 2 errors, 1 warning, 3 remarks.\n',
    ],
    [result(0, 2, 1), 'Do it.', '1 file, 2 objects, Kubernetes 1.36: 2 warnings, 1 remark.  Do it.\n'],
  ])('is one line: %#', (given, next, line) => {
    expect(lintText(given, new Map(), next === undefined ? {} : { next })).toBe(line);
  });

  it('is coloured', () => {
    const style = createStyle(true);
    expect(lintText(result(1, 1, 1), new Map(), { style })).toBe(
      '1 file, 2 objects, Kubernetes 1.36: \x1b[31m1 error\x1b[39m, \x1b[33m1 warning\x1b[39m, 1 remark.\n',
    );
    expect(lintText(result(0, 0, 0), new Map(), { style })).toBe(
      '1 file, 2 objects, Kubernetes 1.36: \x1b[32mnothing wrong\x1b[39m.\n',
    );
    expect(numbered(0, 'file')).toBe('0 files');
  });
});
