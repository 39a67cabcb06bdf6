import { describe, expect, it } from 'vitest';
import { functionNamed } from '../../../src/admission/cel/eval/library/index.js';
import { answers, bytes, duration, made, mapValue, time, uint } from './library-calls.js';

const NO_OVERLOAD = 'ERROR no such overload';

describe('functions of texts', () => {
  it('find characters, not UTF-16 units', () => {
    answers([
      ['charAt', ['a👍b', 1n], '👍'],
      ['charAt', ['a👍b', 2n], 'b'],
      ['charAt', ['ab', 2n], ''],
      ['charAt', ['ab', 3n], 'ERROR index out of range: 3'],
      ['charAt', ['ab', -1n], 'ERROR index out of range: -1'],
      ['charAt', ['ab', 1], NO_OVERLOAD],
      ['charAt', ['ab'], NO_OVERLOAD],
      ['substring', ['a👍b', 2n], 'b'],
      ['substring', ['abc', 3n], ''],
      ['substring', ['abc', 4n], 'ERROR index out of range: 4'],
      ['substring', ['abc', -1n], 'ERROR index out of range: -1'],
      ['substring', ['a👍bc', 1n, 3n], '👍b'],
      ['substring', ['abc', 1n, 1n], ''],
      ['substring', ['abc', 2n, 4n], 'ERROR index out of range: 4'],
      ['substring', ['abc', -1n, 4n], 'ERROR index out of range: -1'],
      ['substring', ['abc', 2n, 1n], 'ERROR invalid substring range. start: 2, end: 1'],
      ['reverse', ['a👍b'], 'b👍a'],
    ]);
  });

  it('say where a text stands in another', () => {
    answers([
      ['indexOf', ['👍hello', 'l'], 3n],
      ['indexOf', ['hello', 'l', 3n], 3n],
      ['indexOf', ['hello', 'h', 1n], -1n],
      ['indexOf', ['hello', 'x'], -1n],
      ['indexOf', ['hello', ''], 0n],
      ['indexOf', ['hello', '', 9n], 9n],
      ['indexOf', ['hello', 'o', 9n], -1n],
      ['indexOf', ['', 'o', 5n], -1n],
      ['indexOf', ['hello', 'o', -1n], 'ERROR index out of range: -1'],
      ['lastIndexOf', ['👍hello', 'l'], 4n],
      ['lastIndexOf', ['hello', 'l', 2n], 2n],
      ['lastIndexOf', ['hello', 'l', 1n], -1n],
      ['lastIndexOf', ['hello', 'lo', 4n], 3n],
      ['lastIndexOf', ['hello', ''], 5n],
      ['lastIndexOf', ['hello', '', 2n], 2n],
      ['lastIndexOf', ['hello', 'o', 5n], -1n],
      ['lastIndexOf', ['', 'o'], -1n],
      ['lastIndexOf', ['hello', 'o', -1n], 'ERROR index out of range: -1'],
      ['contains', ['hello', 'ell'], true],
      ['contains', ['hello', 'x'], false],
      ['startsWith', ['hello', 'he'], true],
      ['startsWith', ['hello', 'e'], false],
      ['endsWith', ['hello', 'lo'], true],
      ['endsWith', ['hello', 'l'], false],
    ]);
  });

  it('replace, split and join as Go does', () => {
    answers([
      ['replace', ['foo', 'o', '0'], 'f00'],
      ['replace', ['foo', 'o', '0', 1n], 'f0o'],
      ['replace', ['foo', 'o', '0', 0n], 'foo'],
      ['replace', ['foo', 'o', '0', -1n], 'f00'],
      ['replace', ['foo', 'x', '0', 2n], 'foo'],
      ['replace', ['a👍', '', '-'], '-a-👍-'],
      ['replace', ['abc', '', '-', 2n], '-a-bc'],
      ['replace', ['', '', '-'], '-'],
      ['split', ['a,b,c', ','], ['a', 'b', 'c']],
      ['split', ['', ','], ['']],
      ['split', ['a👍', ''], ['a', '👍']],
      ['split', ['', ''], []],
      ['split', ['a,b,c', ',', 2n], ['a', 'b,c']],
      ['split', ['a,b,c', ',', 1n], ['a,b,c']],
      ['split', ['a,b,c', ',', 0n], []],
      ['split', ['a,b,c', ',', -1n], ['a', 'b', 'c']],
      ['split', ['a,b', ',', 9n], ['a', 'b']],
      ['split', ['abc', '', 2n], ['a', 'bc']],
      ['join', [['a', 'b']], 'ab'],
      ['join', [['a', 'b'], '-'], 'a-b'],
      ['join', [[]], ''],
      ['join', [['a', 1n]], 'ERROR join: invalid input: 1'],
    ]);
  });

  it('change and quote', () => {
    answers([
      ['lowerAscii', ['HÉllo Z'], 'hÉllo z'],
      ['upperAscii', ['héllo z'], 'HéLLO Z'],
      ['trim', ['\u0085\u00a0\u3000 \ta b\n\v'], 'a b'],
      ['trim', ['\ufeffa'], '\ufeffa'],
      ['strings.quote', ['a"b\\\n\r\t\v\f\b\x07é'], '"a\\"b\\\\\\n\\r\\t\\v\\f\\b\\aé"'],
    ]);
  });
});

describe('format', () => {
  const format = (template: string, ...args: Parameters<typeof answers>[0][0][1][number][]) =>
    [template, args] as const;

  it('writes each verb', () => {
    answers([
      ['format', format('100%% of %s', 'a👍'), '100% of a👍'],
      ['format', format('%d %d', 7n, uint(8n)), '7 8'],
      ['format', format('%b %b %b %b', 5n, -5n, true, false), '101 -101 1 0'],
      ['format', format('%o %o', 8n, uint(9n)), '10 11'],
      ['format', format('%x %X %x', 255n, 255n, -30n), 'ff FF -1e'],
      ['format', format('%x %X', 'hi é', bytes(0, 255)), '686920c3a9 00FF'],
      ['format', format('%f', 1.5), '1.500000'],
      ['format', format('%.3f %.0f %.0f', 1.2345, 2.5, 3.5), '1.234 2 4'],
      ['format', format('%.2f', 1234567.891), '1,234,567.89'],
      ['format', format('%.1f %f', -1234.56, -1e-9), '-1,234.6 -0.000000'],
      ['format', format('%.1f', 1e21), '1,000,000,000,000,000,000,000.0'],
      ['format', format('%.3f', 5e-324), '0.000'],
      ['format', format('%f %f %f', 'NaN', 'Infinity', '-Infinity'), 'NaN ∞ -∞'],
      ['format', format('%f %e', Number.NaN, Number.NEGATIVE_INFINITY), 'NaN     -∞'],
      ['format', format('%e %e', 1200, 0.00123), '1.200000×10⁰³ 1.230000×10⁻⁰³'],
      ['format', format('%e %e', -9.99999999, 0), '-1.000000×10⁰¹ 0.000000×10⁰⁰'],
      ['format', format('%e', 1234568.5), '1.234568×10⁰⁶'],
      ['format', format('%e', 1.5e300), '1.500000×10³⁰⁰'],
      // The precision is a width.
      ['format', format('%.15e', 1200), '  1.200000×10⁰³'],
    ]);
  });

  it('shows any value as a text', () => {
    answers([
      ['format', format('%s %s %s', null, true, 2.5), 'null true 2.5'],
      ['format', format('%s', 2e-9), '2e-09'],
      ['format', format('%s', bytes(104, 105)), 'hi'],
      ['format', format('%s %s', time('2024-01-01T00:00:00Z'), duration(90)), '2024-01-01T00:00:00Z 90s'],
      ['format', format('%s', { kind: 'type', name: 'int' }), 'int'],
      ['format', format('%s', [3n, 2.5, 'a"', bytes(98), null]), '[3, 2.500000, "a\\"", b"b", null]'],
      ['format', format('%s', [2e-9, 1234.5, -0, Number.NaN]), '[0.000000, 1234.500000, -0.000000, "NaN"]'],
      [
        'format',
        format('%s', [duration(7200), time('2024-01-01T00:00:00Z')]),
        '[duration("7200s"), timestamp("2024-01-01T00:00:00Z")]',
      ],
      ['format', format('%s', [[], [1n, [uint(2n)]], { kind: 'type', name: 'int' }]), '[[], [1, [2]], int]'],
      [
        'format',
        format(
          '%s',
          mapValue([
            ['b', 2n],
            ['a', ''],
            [true, null],
            [1n, uint(3n)],
          ]),
        ),
        '{"a":"", "b":2, 1:3, true:null}',
      ],
    ]);
  });

  it('says what it cannot write', () => {
    const during = 'ERROR error during formatting: ';
    const parsing = 'ERROR could not parse formatting clause: ';
    const all =
      'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps';
    answers([
      ['format', format('%d %d', 1n), 'ERROR index 1 out of range'],
      ['format', format('a%', 1n), 'ERROR unexpected end of string'],
      ['format', format('a%'), 'ERROR index 0 out of range'],
      ['format', format('%a', 1n), `${parsing}unrecognized formatting clause "a"`],
      ['format', format('%é', 1n), `${parsing}unrecognized formatting clause "Ã"`],
      [
        'format',
        format('%.3', 1n),
        `${parsing}error while parsing precision: could not find end of precision specifier`,
      ],
      [
        'format',
        format('%.f', 1),
        `${parsing}error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax`,
      ],
      [
        'format',
        format('%.9999999999999999999f', 1),
        `${parsing}error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "9999999999999999999": value out of range`,
      ],
      ['format', format('%d', 'x'), `${during}decimal clause can only be used on integers, was given string`],
      ['format', format('%f', 1n), `${during}fixed-point clause can only be used on doubles, was given int`],
      [
        'format',
        format('%f', 'inf'),
        `${during}fixed-point clause can only be used on doubles, was given string`,
      ],
      [
        'format',
        format('%e', null),
        `${during}scientific clause can only be used on doubles, was given null_type`,
      ],
      [
        'format',
        format('%b', 'x'),
        `${during}only integers and bools can be formatted as binary, was given string`,
      ],
      [
        'format',
        format('%x', true),
        `${during}only integers, byte buffers, and strings can be formatted as hex, was given bool`,
      ],
      ['format', format('%o', []), `${during}octal clause can only be used on integers, was given list`],
      ['format', format('%s', made('ip', '::1')), `${during}${all}, was given net.IP`],
      ['format', format('%s', { kind: 'optional' }), `${during}${all}, was given optional_type`],
      ['format', format('%s', [made('ip', '::1')]), `${during}no formatting function for net.IP`],
      [
        'format',
        format('%s', mapValue([[1.5, 'a']])),
        `${during}no formatting function for map key of type double`,
      ],
      [
        'format',
        format('%s', bytes(255)),
        `${during}could not convert argument "invalid UTF-8 in bytes, cannot convert to string" to string`,
      ],
    ]);
  });
});

describe('patterns', () => {
  it('match and find as RE2 does', () => {
    answers([
      ['matches', ['hello World', '(?i)HELLO'], true],
      ['matches', ['hello', '^x'], false],
      ['matches', ['a'.repeat(70_000), '^b'], false],
      ['find', ['k: v', '(\\w+): (\\w+)'], 'k: v'],
      ['find', ['abc', 'zzz'], ''],
      ['find', ['ab', 'a|ab'], 'a'],
      ['findAll', ['ab-12 c', '[a-z0-9]+'], ['ab', '12', 'c']],
      ['findAll', ['ab-12 c', '[a-z0-9]+', 2n], ['ab', '12']],
      ['findAll', ['foo', 'o', 0n], []],
      ['findAll', ['foo', 'o', -5n], ['o', 'o']],
      ['findAll', ['ab', ''], ['', '', '']],
    ]);
  });

  it('are refused in the words of Go', () => {
    const why = 'error parsing regexp: missing closing ]: `[`';
    answers([
      ['matches', ['a', '['], `ERROR ${why}`],
      ['find', ['a', '['], `ERROR Illegal regex: ${why}`],
      ['findAll', ['a', '['], `ERROR Illegal regex: ${why}`],
      ['findAll', ['a', '[', 1n], `ERROR Illegal regex: ${why}`],
    ]);
  });

  it('of too many states are not followed', () => {
    const large = '((a{10}){10}){10}'.repeat(6);
    answers([['find', ['a', large], `ERROR the pattern ${large} is too large to be followed`]]);
  });

  it('are read anew when too many are known', () => {
    for (let at = 0; at < 1100; at += 1)
      expect(functionNamed('find')?.([`a${at}`, `a${at}$`])).toBe(`a${at}`);
  });
});

describe('keys', () => {
  it('in JSON pointers', () => {
    answers([['jsonpatch.escapeKey', ['a/b~c~1'], 'a~1b~0c~01']]);
  });
});
