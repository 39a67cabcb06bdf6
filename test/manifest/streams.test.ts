import { describe, expect, it, test } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { readYaml } from '../../src/manifest/yaml/read.js';

const values = (text: string): JsonValue[] => readYaml(text).documents.map(({ value }) => value);

test.each<[about: string, blanks: string, json: boolean]>([
  ['none', '', true],
  ['4095 spaces', ' '.repeat(4095), true],
  ['4096 spaces', ' '.repeat(4096), false],
  ['4095 bytes of wide spaces', '\u2003'.repeat(1365), true],
  ['4096 bytes of wide spaces and one more', `${'\u2003'.repeat(1365)} `, false],
  ['4094 bytes of non-breaking spaces', '\u00a0'.repeat(2047), true],
  ['4096 bytes of non-breaking spaces', '\u00a0'.repeat(2048), false],
])('a brace behind %s begins JSON', (_, blanks, json) => {
  // What is neither JSON nor YAML is refused in the words of the one that it was taken for first.
  expect(readYaml(`${blanks}{"a": [}`).error?.server?.startsWith('json: offset')).toBe(json);
});

describe('characters that YAML forbids are noticed as far as the reader has decoded', () => {
  // 512 bytes at a time: the brace is in the first of them.
  const text = (at: number, filler = ' '): string => {
    const begin = 'a: }';
    return `${begin}${filler.repeat(Math.ceil((at - begin.length) / Buffer.byteLength(filler)))}\u0001\n`;
  };
  it.each<[at: number, filler: string, noticed: boolean]>([
    [511, ' ', true],
    [512, ' ', false],
    [510, 'é', true],
    [512, 'é', false],
  ])('at byte %d of %j: %s', (at, filler, noticed) => {
    const [message] = [readYaml(text(at, filler)).error?.message];
    expect(message).toBe(
      noticed ? 'control characters are not allowed' : 'did not find expected node content',
    );
  });

  test('of the chunk alone', () => {
    expect(readYaml(`a: 1\n---\n${text(511)}`).error?.message).toBe('control characters are not allowed');
    expect(readYaml('a: }\n---\nb: \u0001\n').error?.message).toBe('did not find expected node content');
    expect(values('a: 1\n---\nb: 2\n...\n\u0001')).toEqual([{ a: 1 }]);
  });
});

test('a bad separator is told with what follows on its line, 200 characters at most', () => {
  const error = (text: string): string | undefined => readYaml(text).error?.server;
  expect(error(`--- ${'x'.repeat(200)}\n`)).toBe(`invalid Yaml document separator: ${'x'.repeat(200)}`);
  expect(error(`--- ${'x'.repeat(201)}\n`)).toBe(`invalid Yaml document separator: ${'x'.repeat(200)}`);
  expect(error('--- \t x y \t\nz')).toBe('invalid Yaml document separator: x y');
  expect(error('---x')).toBe('invalid Yaml document separator: x');
});

test.each<[text: string, documents: JsonValue[]]>([
  ['---', []],
  ['---\n', []],
  ['--- \n', []],
  ['--- # x\na: 1\n', [{ a: 1 }]],
  ['a: 1\n---', [{ a: 1 }]],
  ['a: 1\n---\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
  ['---\na: 1\n---\n---\n---\nb: 2\n---\n', [{ a: 1 }, { b: 2 }]],
  ['a: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
  [' ---\n', ['---']],
  ['a: 1\n ---\n', [{ a: '1 ---' }]],
  ['a: |\n  x\n---\n  z\n', [{ a: 'x\n' }, 'z']],
  ['a: b \u0085c: d\t\u2028e: f \u2029g: h\n', [{ a: 'b', c: 'd', e: 'f', g: 'h' }]],
  ['\ufeffa: 1\n---\n\ufeffb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['\ufeff\ufeffa: 1\n', [{ a: 1 }]],
])('%j holds the documents %j', (text, documents) => {
  expect(values(text)).toEqual(documents);
});

test('collections may hold more than waits in any queue', () => {
  const items = Array.from({ length: 300 }, (_, at) => at);
  expect(values(`a: [${items.join(',')}]\n`)).toEqual([{ a: items }]);
  expect(values(`{${items.map((at) => `k${at}: ${at}`).join(', ')}}\n`)).toEqual([
    Object.fromEntries(items.map((at) => [`k${at}`, at])),
  ]);
  const nested = items.slice(0, 200).reduce<JsonValue>((inner) => [inner], 1);
  expect(values(`${'['.repeat(200)}1${']'.repeat(200)}\n`)).toEqual([nested]);
  expect(values(`? ${'['.repeat(80)}1${']'.repeat(80)}\n`)).toEqual([]);
});

test('a key is looked for within 1024 characters', () => {
  const keyed = (length: number, char = 'k'): unknown => {
    const { documents, error } = readYaml(`${char.repeat(length)}: 1\n`);
    return error?.message ?? Object.keys(documents[0]!.value as object)[0]!.length;
  };
  expect([keyed(1024), keyed(1025)]).toEqual([1024, 'mapping values are not allowed in this context']);
  // Characters, not code units.
  expect([keyed(1024, '😀'), keyed(1025, '😀')]).toEqual([
    2048,
    'mapping values are not allowed in this context',
  ]);
});

describe('aliases', () => {
  /** `own` scalars, then a list of 100 that is named `times` times. */
  const text = (own: number, times: number): string =>
    `own: [${Array(own).fill(1).join(',')}]\nbase: &b [${Array(100).fill(1).join(',')}]\nall: [${Array(times).fill('*b').join(',')}]\n`;
  const refused = (own: number, times: number): boolean => readYaml(text(own, times)).error !== undefined;

  // Each is one node and 101 behind it; beside them stand eight, the 100 of the list and the scalars. Up to 400 000 nodes
  // 99 of a hundred may come from aliases, then fewer and fewer, to a tenth of four million.
  test.each([
    [0, 3923],
    [200_000, 8987],
  ])('beside %d scalars may be %d, not one more', (own, most) => {
    expect([refused(own, most), refused(own, most + 1)]).toEqual([false, true]);
  });
});

describe('lists of objects', () => {
  const items = (text: string): unknown[] =>
    parseManifests({ file: 'x', text }).documents.map(({ root, value }) => [root.join('.'), value]);
  it.each<[text: string, expected: unknown[]]>([
    [
      'apiVersion: a/v1\nkind: FooList\nitems: [{x: 1}]\n',
      [['items.0', { apiVersion: 'a/v1', kind: 'Foo', x: 1 }]],
    ],
    ['kind: FooList\nitems: [{x: 1}]\n', [['items.0', { apiVersion: undefined, kind: 'Foo', x: 1 }]]],
    ['apiVersion: v1\nkind: List\nitems: [{x: 1}]\n', [['items.0', { x: 1 }]]],
    ['apiVersion: v1\nkind: Foo\nitems: [{x: 1}]\n', [['items.0', { x: 1 }]]],
    ['apiVersion: v1\nkind: ListFoo\nitems: [{x: 1}]\n', [['items.0', { x: 1 }]]],
    ['apiVersion: v1\nkind: 5\nitems: [{x: 1}]\n', [['items.0', { x: 1 }]]],
    ['items: [{x: 1}]\n', [['items.0', { x: 1 }]]],
    ['apiVersion: v1\nkind: FooList\nitems: [{kind: Bar}]\n', [['items.0', { kind: 'Bar' }]]],
    ['apiVersion: v1\nkind: FooList\nitems: [{apiVersion: b}]\n', [['items.0', { apiVersion: 'b' }]]],
    [
      'kind: FooList\nitems:\n- items: [{x: 1}]\n- {w: 2}\n- items: [{items: [{z: 3}]}]\n',
      [
        ['items.1', { apiVersion: undefined, kind: 'Foo', w: 2 }],
        ['items.0.items.0', { x: 1 }],
        ['items.2.items.0.items.0', { z: 3 }],
      ],
    ],
    ['kind: FooList\nitems: 5\n', [['', { kind: 'FooList', items: 5 }]]],
    ['kind: FooList\nitems: {a: b}\n', [['', { kind: 'FooList', items: { a: 'b' } }]]],
  ])('%j', (text, expected) => {
    expect(items(text)).toEqual(expected);
  });
});
