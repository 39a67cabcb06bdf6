import { describe, expect, it, test } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { readYaml } from '../../src/manifest/yaml/read.js';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** The codes as `a-b c`, hexadecimal. */
const shown = (codes: number[]): string =>
  codes
    .reduce<[number, number][]>((runs, code) => {
      const last = runs.at(-1);
      if (last && last[1] === code - 1) last[1] = code;
      else runs.push([code, code]);
      return runs;
    }, [])
    .map(([from, to]) => (from === to ? from.toString(16) : `${from.toString(16)}-${to.toString(16)}`))
    .join(' ');
const message = (text: string): string | undefined => readYaml(text).error?.message;
const value = (text: string): JsonValue | undefined => readYaml(text).documents[0]?.value;
/** Everything up to U+0100, and what is of any note beyond. */
const CODES = [
  ...range(0, 0x100),
  ...range(0x1600, 0x1700),
  ...range(0x1ff0, 0x2070),
  ...range(0x2ff0, 0x3010),
  ...range(0xfef0, 0xffff),
].filter((code) => code < 0xd800 || code > 0xdfff);
const those = (test: (character: string) => boolean): string =>
  shown(CODES.filter((code) => test(String.fromCharCode(code))));

describe('which characters', () => {
  test('are blank behind a separator', () => {
    expect(those((char) => message(`a: 1\n---${char}\nb: 2\n`) === undefined && char !== '#')).toBe(
      '9-d 20 85 a0 1680 2000-200a 2028-2029 202f 205f 3000',
    );
  });

  test('YAML forbids', () => {
    expect(those((char) => message(`a: b${char}c\n`) === 'control characters are not allowed')).toBe(
      '0-8 b-c e-1f 7f-84 86-9f fffe-ffff',
    );
  });

  test('break a line', () => {
    expect(those((char) => JSON.stringify(value(`a: 1${char}b: 2\n`)) === '{"a":1,"b":2}')).toBe(
      'a d 85 2028-2029',
    );
  });

  test('make a name', () => {
    expect(
      those((char) => JSON.stringify(value(`a: &x${char}y 1\nb: *x${char}y\n`)) === '{"a":1,"b":1}'),
    ).toBe('2d 30-39 41-5a 5f 61-7a');
  });

  test('may follow a name', () => {
    const refused = [
      'did not find expected alphabetic or numeric character',
      'control characters are not allowed',
    ];
    expect(those((char) => !refused.includes(message(`a: &x${char}\n`) ?? ''))).toBe(
      '9-a d 20 25 2c-2d 30-3a 3f-5a 5d 5f-7a 7d 85 2028-2029',
    );
  });

  test('make a tag', () => {
    expect(those((char) => JSON.stringify(value(`a: !x${char}y 1\n`)) === '{"a":"1"}')).toBe(
      '24 26-3b 3d 3f-5b 5d 5f 61-7a 7e',
    );
  });

  test('cannot begin a value', () => {
    expect(those((char) => message(`a: ${char}b\n`) === 'found character that cannot start any token')).toBe(
      '25 40 60',
    );
  });

  test('end a plain value in brackets', () => {
    const other = (char: string): boolean => {
      const text = `[a${char}b]\n`;
      return (
        message(text) !== 'control characters are not allowed' &&
        !Object.is((value(text) as string[])?.[0], `a${char}b`)
      );
    };
    expect(those(other)).toBe('a d 2c 3f 5b 5d 7b 7d 85');
  });

  test('are digits of an escape', () => {
    expect(those((char) => message(`a: "\\x0${char}"\n`) === undefined)).toBe('30-39 41-46 61-66');
    expect(value('a: "\\x0f\\x0F\\x1a\\xA0\\u0041\\U0001F600"\n')).toEqual({ a: '\x0f\x0f\x1a\xa0A😀' });
  });

  test('are escapes of one letter', () => {
    const found = CODES.map((code) => String.fromCharCode(code)).flatMap((char) => {
      const read = value(`a: "\\${char}"\n`) as { a: string } | undefined;
      return read && !'xuU\n\r\u0085\u2028\u2029'.includes(char) ? [[char, read.a]] : [];
    });
    expect(Object.fromEntries(found)).toEqual({
      ...{
        '0': '\0',
        a: '\x07',
        b: '\b',
        t: '\t',
        '\t': '\t',
        n: '\n',
        v: '\v',
        f: '\f',
        r: '\r',
        e: '\x1b',
        ' ': ' ',
      },
      ...{ '"': '"', "'": "'", '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' },
    });
  });
});

describe('scalars of numbers', () => {
  it.each<[text: string, value: JsonValue]>([
    ['0b-11', -3],
    ['0b+1', 1],
    ['0b-', '0b-'],
    ['0b2', '0b2'],
    ['-0b11', -3],
    ['+0x1F', 31],
    ['0x', '0x'],
    ['0o18', '0o18'],
    ['018', 18],
    ['0_1', 1],
    ['-0', 0],
    ['-017', -15],
    ['+.5', 0.5],
    ['.5e1', 5],
    ['.5e', '.5e'],
    ['.', '.'],
    ['5.e1', 50],
    ['5e', '5e'],
    ['1e309', '1e309'],
    ['.1e999', '.1e999'],
    ['123456789012345', 123456789012345],
    ['1234567890123456', 1234567890123456],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-9007199254740991', -9007199254740991],
    ['-9007199254740992', -9007199254740992n],
    ['9223372036854775807', 9223372036854775807n],
    ['18446744073709551615', 18446744073709551615n],
    ['+18446744073709551615', 18446744073709552000],
    [`0x${'0'.repeat(70)}1`, 1],
    [`0b${'1'.repeat(64)}`, 18446744073709551615n],
    [`0b${'1'.repeat(65)}`, `0b${'1'.repeat(65)}`],
    ['1234-5', '1234-5'],
    ['123-45', '123-45'],
    ['2001-01-01', '2001-01-01'],
    ['!!timestamp 2001-1-1', '2001-1-1'],
    ['!!timestamp 2001-01-01T1:2:3Z', '2001-01-01T1:2:3Z'],
    ['!!timestamp 2001-01-01t23:59:59.5+01:00', '2001-01-01t23:59:59.5+01:00'],
    ['!!timestamp 2001-01-01 23:59:59', '2001-01-01 23:59:59'],
    ['!!timestamp 2024-02-29', '2024-02-29'],
    ['!!float 9223372036854775807', 2 ** 63],
    ['!!float 0x10', 16],
    ['!!null ""', null],
    ['!!bool "yes"', true],
    ['!!str ""', ''],
    ['!!other 5', '5'],
    ['!<tag:yaml.org,2002:int> "5"', 5],
    ['! 5', '5'],
    ['!!binary aGk=', 'hi'],
    ['!!binary |\n  aG\n  k=\n', 'hi'],
    ['!!binary ""', ''],
    ['!!binary w6Q=', 'ä'],
    ['!!binary /+Q=', '\ufffd\ufffd'],
    ['!!binary 4oKs', '€'],
    ['!!binary 4oI=', '\ufffd\ufffd'],
    ['!!binary 8J+YgA==', '😀'],
    ['!!binary 8J+Y', '\ufffd\ufffd\ufffd'],
    ['!!binary wIA=', '\ufffd\ufffd'],
    ['!!binary 4ICA', '\ufffd\ufffd\ufffd'],
    ['!!binary 8ICAgA==', '\ufffd\ufffd\ufffd\ufffd'],
    ['!!binary 7aCA', '\ufffd\ufffd\ufffd'],
    ['!!binary 9JCAgA==', '\ufffd\ufffd\ufffd\ufffd'],
    ['!!binary 9YCAgA==', '\ufffd\ufffd\ufffd\ufffd'],
    ['!!binary 7Z+/', '\ud7ff'],
    ['!!binary 9I+/vw==', '\u{10ffff}'],
    ['!!binary 4KCA', '\u0800'],
    ['!!binary 8JCAgA==', '\u{10000}'],
    ['!!binary YeQ=', 'a\ufffd'],
  ])('%s', (text, expected) => {
    expect([message(`v: ${text}\n`), value(`v: ${text}\n`)]).toEqual([undefined, { v: expected }]);
  });

  it.each([
    ...[
      '2001-00-01',
      '2001-13-01',
      '2001-01-00',
      '2001-01-32',
      '2001-02-29',
      '2001-04-31',
      '2001-01-01T24:00:00Z',
    ],
    ...[
      '2001-01-01T00:60:00Z',
      '2001-01-01T00:00:60Z',
      '2001-01-01 24:00:00',
      '2001-01-01 00:60:00',
      '2001-01-01 00:00:60',
    ],
    ...['2001-01-01T00:00:00', '2001-01-01 00:00:00Z', '201-01-01', 'x'],
  ])('%s is no timestamp', (text) => {
    expect(message(`v: !!timestamp ${text}\n`)).toBe(`cannot decode !!str \`${text}\` as a !!timestamp`);
  });

  it.each(['a', 'aGk', 'aG k=', 'a===', 'aGk=aGk=', '-_-_'])('%s is no base64', (text) => {
    expect(message(`v: !!binary ${text}\n`)).toBe('!!binary value contains invalid base64 data');
  });

  it.each<[key: string, text: string]>([
    ['1.10', '1.1'],
    ['100000.5', '100000.5'],
    ['1234567.0', '1.234567e+06'],
    ['123456.0', '123456'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['-1.5', '-1.5'],
    ['-0.5', '-0.5'],
    ['-0.0', '-0'],
    ['0.0', '0'],
    ['1e20', '1e+20'],
    ['1e100', '.inf'],
    ['-1e100', '-.inf'],
    ['.nan', '.nan'],
    ['-.inf', '-.inf'],
    ['1e-45', '1e-45'],
    ['16777217.0', '1.6777216e+07'],
    ['0.1', '0.1'],
    ['3.4028234e38', '3.4028235e+38'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['9007199254740993', '9007199254740993'],
    ['off', 'false'],
    ['!!str 010', '010'],
    ['!!int "010"', '8'],
  ])('%s as a key is %s', (key, text) => {
    expect(Object.keys(value(`? ${key}\n: 1\n`) as object)).toEqual([text]);
  });
});
