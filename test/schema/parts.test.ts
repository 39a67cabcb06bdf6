import { describe, expect, it, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/api/json.js';
import type { SchemaError } from '../../src/schema/error.js';
import { foldLost } from '../../src/schema/fold-lost.js';
import { nearest } from '../../src/schema/nearest.js';
import { refName, type SchemaNode } from '../../src/schema/set.js';
import { MAX_DEPTH, validatorValue } from '../../src/schema/validator-value.js';
import { typesOfValue } from '../../src/schema/value-types.js';
import { child, nodeAt, resolve, type SchemaSource } from '../../src/schema/walk.js';

describe('what a word was most likely meant to be', () => {
  it.each<[word: string, candidates: string[], meant: string | undefined]>([
    ['replcias', ['replicas', 'revision'], 'replicas'],
    ['Replicas', ['replicas'], 'replicas'],
    ['image_pull-policy', ['imagePullPolicy'], 'imagePullPolicy'],
    ['image pull policy', ['imagePullPolicy'], 'imagePullPolicy'],
    ['image', ['image'], undefined],
    ['image', ['image', 'Image'], 'Image'],
    ['image', ['images', 'imag'], 'imag'],
    ['ab', ['ac'], undefined],
    ['ab', ['AB'], 'AB'],
    ['abc', ['abd'], 'abd'],
    ['abc', ['ade'], undefined],
    ['abcd', ['abef'], undefined],
    ['abcde', ['abcfg'], 'abcfg'],
    ['abcde', ['abfgh'], undefined],
    ['abcde', ['bacde'], 'bacde'],
    ['abcde', ['badce'], 'badce'],
    ['abcde', ['abc'], 'abc'],
    ['abcde', ['ab'], undefined],
    ['abcde', ['abcdefg'], 'abcdefg'],
    ['abcde', ['abcdefgh'], undefined],
    ['abcde', ['abcdx', 'abxxe'], 'abcdx'],
    ['abcde', ['abxxe', 'abcdx'], 'abcdx'],
    ['abcde', ['abcdy', 'abcdx'], 'abcdx'],
    ['abcde', ['ABCDX'], 'ABCDX'],
    ['abc', ['', 'a'], undefined],
    ['', ['a'], undefined],
    ['x'.repeat(100), ['x'.repeat(99)], 'x'.repeat(99)],
    ['x'.repeat(101), ['x'.repeat(100)], undefined],
    ['X'.repeat(100), ['x'.repeat(100)], 'x'.repeat(100)],
    ['X'.repeat(101), ['x'.repeat(101)], 'x'.repeat(101)],
    ['X-'.repeat(51), ['x'.repeat(51)], undefined],
  ])('%s of %j: %s', (word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });
});

describe('a value for a validator', () => {
  it.each<[value: bigint, number: number]>([
    [2n ** 63n - 1n, 2 ** 63 - 1024],
    [2n ** 63n, 1e19],
    [2n ** 80n, 1e19],
    [-(2n ** 63n), -(2 ** 63)],
    [-(2n ** 63n) - 1n, -1e19],
    [2n ** 60n, 2 ** 60],
    [5n, 5],
  ])('has %d as %d', (value, number) => {
    expect(validatorValue(value)).toEqual({ value: number });
  });

  test('is a copy without prototypes and without what is not there', () => {
    const given = JSON.parse('{"a": [1, "x", null, true, {"__proto__": 2}], "b": {}}') as JsonObject;
    const value = { ...given, c: undefined };
    const prepared = validatorValue(value).value as Record<string, unknown>;
    expect(Object.keys(prepared)).toEqual(['a', 'b']);
    expect(Object.getPrototypeOf(prepared)).toBeNull();
    expect(JSON.stringify(prepared)).toBe(JSON.stringify(given));
    expect(prepared['a']).not.toBe(given['a']);
  });

  test('is looked at 500 levels deep', () => {
    const nested = (levels: number, list: boolean): JsonValue => {
      let value: JsonValue = 'x';
      for (let level = 0; level < levels; level++) value = list ? [value] : { a: value };
      return value;
    };
    expect(MAX_DEPTH).toBe(500);
    for (const list of [true, false]) {
      expect(validatorValue(nested(500, list)).tooDeep).toBeUndefined();
      expect(validatorValue([0, nested(500, list)]).tooDeep).toEqual([1, ...Array(499).fill(list ? 0 : 'a')]);
    }
    const two = [nested(500, true), nested(600, false)];
    expect(validatorValue(two).tooDeep).toEqual(Array(500).fill(0));
  });
});

describe('walking in a schema', () => {
  const source: SchemaSource = {
    root: {
      properties: {
        a: { $ref: '#/definitions/A', 'x-kubernetes-map-type': 'atomic' },
        b: { type: 'array', items: { $ref: 'A' } },
      },
    },
    definitions: {
      A: {
        type: 'object',
        additionalProperties: { $ref: '#/definitions/B' },
        'x-kubernetes-map-type': 'granular',
      },
      B: { $ref: '#/definitions/C', format: 'x' },
      C: { type: 'string' },
      Round: { $ref: '#/definitions/Round', format: 'y' },
      Open: { additionalProperties: true },
    },
  };
  it.each<[about: string, node: SchemaNode, expected: object]>([
    ['a node without a reference', { type: 'string' }, { node: { type: 'string' } }],
    [
      'a reference, beside which hints win',
      { $ref: '#/definitions/A', 'x-kubernetes-map-type': 'atomic' },
      {
        node: {
          type: 'object',
          additionalProperties: { $ref: '#/definitions/B' },
          'x-kubernetes-map-type': 'atomic',
        },
        definition: 'A',
      },
    ],
    [
      'a reference to a reference',
      { $ref: '#/definitions/B' },
      { node: { type: 'string', format: 'x' }, definition: 'C' },
    ],
    ['a reference to nothing', { $ref: '#/definitions/Z', format: 'z' }, { node: { format: 'z' } }],
    ['a name of JavaScript', { $ref: '#/definitions/toString' }, { node: {} }],
    ['a reference to itself', { $ref: '#/definitions/Round' }, { node: { format: 'y' } }],
  ])('%s', (_, node, expected) => {
    expect(resolve(source, node)).toEqual(expected);
  });

  test('follows ten references of a chain, and one more', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 14 }, (_, at): [string, SchemaNode] => [
        `D${at}`,
        at === 0 ? { type: 'string' } : { $ref: `D${at - 1}` },
      ]),
    );
    const end = (at: number) => resolve({ root: {}, definitions }, { $ref: `D${at}` }).node.type;
    expect([end(0), end(9), end(10), end(11)]).toEqual(['string', 'string', 'string', undefined]);
  });

  test('a reference is known by its name, with what stands before it or without', () => {
    expect([refName('#/definitions/a.B'), refName('a.B'), refName('x#/definitions/a')]).toEqual([
      'a.B',
      'a.B',
      'x#/definitions/a',
    ]);
  });

  test('the node of a field, of an item, of any key', () => {
    const node: SchemaNode = {
      properties: { a: { type: 'string' } },
      items: { type: 'integer' },
      additionalProperties: { type: 'boolean' },
    };
    expect([child(node, 'a'), child(node, 0), child(node, 'b'), child(node, 'toString')]).toEqual([
      { type: 'string' },
      { type: 'integer' },
      { type: 'boolean' },
      { type: 'boolean' },
    ]);
    expect([child({ additionalProperties: true }, 'a'), child({}, 'a'), child({}, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('the node at a path', () => {
    expect(nodeAt(source, [])).toEqual({ node: source.root });
    expect(nodeAt(source, ['b', 5, 'x'])).toEqual({ node: { type: 'string', format: 'x' }, definition: 'C' });
    expect([nodeAt(source, ['c']), nodeAt(source, ['b', 5, 'x', 'y']), nodeAt(source, [0])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test('the types that a value is of', () => {
  const values: (JsonValue | undefined)[] = [undefined, null, [], {}, 1, 1.5, 2n, 'a', true];
  expect(values.map(typesOfValue)).toEqual([
    [],
    ['null', 'string', 'integer', 'number', 'boolean', 'array', 'object'],
    ['array'],
    ['object'],
    ['integer', 'number'],
    ['number'],
    ['integer', 'number'],
    ['string'],
    ['boolean'],
  ]);
});

describe('fields that lost their indentation, told as one', () => {
  const lost = (path: string[], home: string, empty: string[], more: object = {}): SchemaError => ({
    ...{ code: 'unknown-field', path, key: path.at(-1)!, message: 'unknown' },
    lost: { empty, under: [home], home, ...more },
  });
  const other: SchemaError = { code: 'bad-enum', path: ['x'], message: 'other' };

  test('one for each map, in the place of its first', () => {
    const [a, b, c, d] = [
      lost(['a'], 'spec', ['spec']),
      lost(['b'], 'metadata', ['spec']),
      lost(['y', 'c'], 'y.z', ['z', 'w', 'v'], { meant: 'cc' }),
      lost(['d'], 'spec', ['spec']),
    ] as const;
    expect(foldLost([a, other, b, c, d])).toEqual([
      {
        ...{ code: 'lost-indentation', path: ['a'], fields: [a, b, d] },
        message: 'the indentation is lost: spec is empty and its fields stand beside it',
        hint: 'indent a and d below spec; b below metadata',
      },
      other,
      {
        ...{ code: 'lost-indentation', path: ['y', 'c'], fields: [c] },
        message: 'the indentation is lost: z, w and v are empty and their fields stand beside them',
        hint: 'indent c (cc) below y.z',
      },
    ]);
  });

  test('but not one field alone', () => {
    const alone = lost(['a'], 'spec', ['spec'], { alone: true });
    expect(foldLost([alone, other])).toEqual([alone, other]);
  });

  test('long names are cut', () => {
    const [folded] = foldLost([lost(['k'.repeat(61)], 'spec', ['e'.repeat(61)])]);
    expect([folded?.message, folded?.hint]).toEqual([
      `the indentation is lost: ${'e'.repeat(60)}… is empty and its fields stand beside it`,
      `indent ${'k'.repeat(60)}… below spec`,
    ]);
  });
});
