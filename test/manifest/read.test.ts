import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { readYaml } from '../../src/manifest/yaml/read.js';

const values = (text: string): JsonValue[] => readYaml(text).documents.map((document) => document.value);
const value = (text: string): JsonValue => {
  const stream = readYaml(text);
  expect(stream.error).toBeUndefined();
  expect(stream.documents).toHaveLength(1);
  return stream.documents[0]!.value;
};
const error = (text: string): string | undefined => readYaml(text).error?.message;

describe('scalars', () => {
  test.each<[text: string, value: JsonValue]>([
    ['yes', true],
    ['Off', false],
    ['y', true],
    ['yEs', 'yEs'],
    ['~', null],
    ['Null', null],
    ['nULL', 'nULL'],
    ['017', 15],
    ['0o17', 15],
    ['08', 8],
    ['0x1F', 31],
    ['-0b11', -3],
    ['+1', 1],
    ['1_000', 1000],
    ['1__0', 10],
    ['_1', '_1'],
    ['1.0', 1],
    ['1.', 1],
    ['.5', 0.5],
    ['.5_0', 0.5],
    ['.5__0', '.5__0'],
    ['1_0.5', 10.5],
    ['1e3', 1000],
    ['1e400', '1e400'],
    ['22:22', '22:22'],
    ['1.2.3', '1.2.3'],
    ['2001-01-01', '2001-01-01'],
    ['12e', '12e'],
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['18446744073709551615', 18446744073709551615n],
    ['18446744073709551616', 2 ** 64],
    ['-9223372036854775809', -(2 ** 63)],
    ['"5"', '5'],
    ["'it''s'", "it's"],
    ['"\\u00e9\\x41\\n\\e"', 'éA\n\x1b'],
    ['"a\\\n   b"', 'ab'],
    ['!!str 5', '5'],
    ['!!int "5"', 5],
    ['!!float 1', 1],
    ['!!binary aGk=', 'hi'],
    ['!anything 5', '5'],
    ['just\n  some\n\n  text', 'just some\ntext'],
  ])('%s', (text, expected) => {
    expect(value(`v: ${text}\n`)).toEqual({ v: expected });
  });

  test.each([
    ['v: .nan', 'unsupported value: NaN'],
    ['v: -.Inf', 'unsupported value: -Inf'],
    ['null: v', 'unsupported map key null'],
    ['18446744073709551615: v', 'unsupported map key 18446744073709551615'],
    ['v: !!int x', 'cannot decode !!str `x` as a !!int'],
    ['v: !!binary x', '!!binary value contains invalid base64 data'],
    ['[a]: b', 'invalid map key: a map or list'],
    ['v: "\\q"', 'found unknown escape character'],
  ])('%s is refused', (text, message) => {
    expect(error(text)).toBe(message);
  });

  test('a value that is overwritten may be what JSON cannot hold', () => {
    expect(value('a: .nan\na: 1')).toEqual({ a: 1 });
    expect(value('a: {null: 1}\na: 1')).toEqual({ a: 1 });
  });
});

describe('block scalars', () => {
  test.each([
    ['|\n  x\n  y\n', 'x\ny\n'],
    ['|-\n  x\n\n', 'x'],
    ['|+\n  x\n\n', 'x\n\n'],
    ['|\n  x', 'x\n'],
    ['|\n\n\n  x\n', '\n\nx\n'],
    ['|2\n    x\n', '  x\n'],
    ['>\n  x\n  y\n\n  z\n', 'x y\nz\n'],
    ['>-\n  x\n   y\n  z\n', 'x\n y\nz'],
    ['|\n', ''],
    ['|\r\n  x\r\n  y\r\n', 'x\ny\n'],
  ])('%j', (text, expected) => {
    expect(value(`v: ${text}`)).toEqual({ v: expected });
  });
});

describe('maps', () => {
  test('keys become text', () => {
    const text =
      'on: 1\n0x10: 2\n010: 3\n1.10: 4\n1e3: 5\n2001-01-01: 6\n"1": 7\n1234567.5: 8\n1e-7: 9\n.inf: 10\n';
    expect(Object.keys(value(text) as object).sort()).toEqual(
      ['true', '16', '8', '1.1', '1000', '2001-01-01', '1', '1.2345675e+06', '1e-07', '.inf'].sort(),
    );
  });

  test('the last of equal keys wins, and all but the first are noted', () => {
    const [document] = readYaml('a: 1\nb: 2\na: 3\n"a": 4\n').documents;
    expect(document!.value).toEqual({ a: 4, b: 2 });
    expect(
      document!.duplicates.map(({ key, by, offset, firstOffset }) => [key, by, offset, firstOffset]),
    ).toEqual([
      ['a', 'key', 10, 0],
      ['a', 'key', 15, 0],
    ]);
  });

  test('1 and "1" are not the same key', () => {
    expect(readYaml('1: a\n"1": b\n').documents).toEqual([{ value: { 1: 'b' }, duplicates: [] }]);
  });

  test('merges happen where they are written', () => {
    expect(value('x: {q: 3, <<: {p: 1, q: 2}}')).toEqual({ x: { p: 1, q: 2 } });
    expect(value('x: {<<: {p: 1, q: 2}, q: 3}')).toEqual({ x: { p: 1, q: 3 } });
    expect(value('x: {<<: [{p: 1}, {p: 2, q: 3}]}')).toEqual({ x: { p: 1, q: 3 } });
    expect(value('x: {"<<": {p: 1}}')).toEqual({ x: { '<<': { p: 1 } } });
    expect(error('x: {<<: 5}')).toBe('map merge requires map or sequence of maps as the value');
    expect(error('l: &l [{a: 1}]\nx: {<<: *l}')).toBe(
      'map merge requires map or sequence of maps as the value',
    );
  });

  test('keys of JavaScript are ordinary keys', () => {
    const read = value('__proto__: {polluted: true}\nconstructor: 1\ntoString: 2\n') as Record<
      string,
      unknown
    >;
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(readYaml('constructor: 1\n').documents[0]!.duplicates).toEqual([]);
  });
});

describe('streams', () => {
  test.each<[text: string, values: JsonValue[]]>([
    ['a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['---\n---\n# nothing\n---\na: 1\n', [{ a: 1 }]],
    ['a: |\n  x\n---\nb: 2\n', [{ a: 'x\n' }, { b: 2 }]],
    ['a: 1\n...\nb: 2\n---\nc: 3\n', [{ a: 1 }, { c: 3 }]],
    ['{"a": 1}{"b": 2}\n[3] null "x"', [{ a: 1 }, { b: 2 }, [3], 'x']],
    ['{"a": 1}\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['{a: 1}\n', [{ a: 1 }]],
    ['{"a": 1,}\n', [{ a: 1 }]],
    ['\ufeffa: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
    ['a: 1\rb: 2\r', [{ a: 1, b: 2 }]],
    ['', []],
    ['~\n', []],
  ])('%j', (text, expected) => {
    expect(readYaml(text).error).toBeUndefined();
    expect(values(text)).toEqual(expected);
  });

  test('reading stops at the first broken document, with its line in the chunk', () => {
    const stream = readYaml('a: 1\n---\nb: 2\n  c: 3\n---\nd: 4\n');
    expect(stream.documents.map((document) => document.value)).toEqual([{ a: 1 }]);
    expect(stream.error).toEqual({
      message: 'mapping values are not allowed in this context',
      offset: 17,
      line: 2,
      server: 'error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context',
    });
  });

  test('a separator with text behind it takes the document before it along', () => {
    expect(readYaml('a: 1\n--- b\n')).toMatchObject({
      documents: [],
      error: { message: 'invalid Yaml document separator: b', offset: 9 },
    });
  });

  test('JSON numbers of 64 bits are exact', () => {
    expect(value('{"a": 9223372036854775807, "b": -9007199254740993, "c": 1.5e3}')).toEqual({
      a: 9223372036854775807n,
      b: -9007199254740993n,
      c: 1500,
    });
  });
});
