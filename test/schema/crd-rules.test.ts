import { describe, expect, it, test } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { crdSchemas } from '../../src/schema/crds.js';
import { shown, told, valuesOf } from './told.js';

/** The kind `X` of `x.io/v1`, whose field `x` has the schema. */
const withField = (schema: string) =>
  crdSchemas(
    valuesOf(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: x.io
  names: {kind: X, plural: xs}
  versions: [{name: v1, schema: {openAPIV3Schema: {type: object, properties: {x: ${schema}}}}}]
`),
  );
const check = (schema: string, value: string): string =>
  told(`apiVersion: x.io/v1\nkind: X\nx: ${value}\n`, '1.36', withField(schema));

describe('a rule of a schema', () => {
  it.each<[schema: string, good: string, bad: string, said: string]>([
    ['{type: integer, minimum: 2}', '2', '1', 'must be at least 2'],
    ['{type: integer, maximum: 2}', '2', '3', 'must be at most 2'],
    ['{type: integer, minimum: 2, exclusiveMinimum: true}', '3', '2', 'must be more than 2'],
    ['{type: integer, maximum: 2, exclusiveMaximum: true}', '1', '2', 'must be less than 2'],
    ['{type: integer, multipleOf: 2}', '4', '3', 'must be a multiple of 2'],
    ['{type: number, minimum: 0.5}', '0.5', '0.4', 'must be at least 0.5'],
    ['{type: string, minLength: 2}', 'ab', 'a', 'must be at least 2 characters long'],
    ['{type: string, minLength: 2}', '😀😀', '😀', 'must be at least 2 characters long'],
    ['{type: string, maxLength: 2}', 'ab', 'abc', 'must be at most 2 characters long'],
    ['{type: array, minItems: 2}', '[1, 2]', '[1]', 'must have at least 2 items'],
    ['{type: array, maxItems: 2}', '[1, 2]', '[1, 2, 3]', 'must have at most 2 items'],
    [
      '{type: object, additionalProperties: true, minProperties: 2}',
      '{a: 1, b: 2}',
      '{a: 1}',
      'must have at least 2 fields',
    ],
    [
      '{type: object, additionalProperties: true, maxProperties: 1}',
      '{a: 1}',
      '{a: 1, b: 2}',
      'must have at most 1 fields',
    ],
    ['{type: string, pattern: "^a+$"}', 'aa', 'b', 'must match ^a+$'],
    ['{type: string, format: date}', '"2026-01-01"', 'x', 'must be of type date'],
    ['{type: string, format: date-time}', '"2026-01-01T00:00:00Z"', 'x', 'must be of type datetime'],
    ['{enum: [1, a]}', 'a', 'b', 'is none of the values it can have'],
    ['{allOf: [{type: string}, {minLength: 2}]}', 'ab', 'a', 'does not match its schema as a whole (allOf)'],
    [
      '{anyOf: [{type: string}, {type: integer}]}',
      '5',
      'yes',
      'does not match its schema as a whole (anyOf)',
    ],
    ['{anyOf: [{type: string}, {type: integer}]}', 'a', '[]', 'does not match its schema as a whole (anyOf)'],
    ['{oneOf: [{minimum: 1}, {minimum: 3}]}', '2', '3', 'does not match its schema as a whole (oneOf)'],
    ['{oneOf: [{minimum: 1}, {minimum: 3}]}', '1', '0', 'does not match its schema as a whole (oneOf)'],
    ['{not: {type: string}}', '5', 'a', 'does not match its schema as a whole (not)'],
    [
      '{not: {enum: [a]}, anyOf: [{type: string}]}',
      'b',
      'a',
      'does not match its schema as a whole (anyOf, not)',
    ],
    [
      '{anyOf: [{type: string, format: date}]}',
      '"2026-01-01"',
      'x',
      'does not match its schema as a whole (anyOf)',
    ],
    ['{anyOf: [{type: string, pattern: "^a$"}]}', 'a', 'b', 'does not match its schema as a whole (anyOf)'],
    ['{anyOf: [{anyOf: [{type: string}]}]}', 'a', '5', 'does not match its schema as a whole (anyOf)'],
  ])('%s takes %s, not %s', (schema, good, bad, said) => {
    expect([check(schema, good), check(schema, bad)]).toEqual(['', `bad-value x: x ${said}`]);
  });

  test('is shown as far as 60 characters of its limit', () => {
    expect([60, 61].map((length) => check(`{type: string, pattern: ${'a'.repeat(length)}}`, 'b'))).toEqual([
      `bad-value x: x must match ${'a'.repeat(60)}`,
      `bad-value x: x must match ${'a'.repeat(60)}…`,
    ]);
  });

  it.each<[schema: string, value: string, said: string]>([
    [
      '{type: string}',
      'null',
      'wrong-type x: x must be a string, it is null | expected string | actual null',
    ],
    ['{type: string, nullable: true}', 'null', ''],
    [
      '{type: string, enum: [a, b]}',
      'c',
      'bad-enum x: x is none of the values it can have: "c" | allowed ["a","b"] | expected a, b',
    ],
    [
      '{type: integer, format: int32}',
      '2147483648',
      'out-of-range x: x must be an integer between -2147483648 and 2147483647 | expected integer between -2147483648 and 2147483647 | actual integer',
    ],
    [
      '{type: integer, format: int64}',
      '9223372036854775808',
      'out-of-range x: x must be an integer between -2^63 and 2^63-1 | expected integer between -2^63 and 2^63-1 | actual integer',
    ],
    [
      '{type: number}',
      '"1.5"',
      'wrong-type x: x must be a number, it is a string | expected number | actual string | hint write it without quotes',
    ],
    [
      '{type: number}',
      '"+2.25"',
      'wrong-type x: x must be a number, it is a string | expected number | actual string | hint write it without quotes',
    ],
    [
      '{type: number}',
      '"x1"',
      'wrong-type x: x must be a number, it is a string | expected number | actual string',
    ],
    [
      '{type: number}',
      '"1x"',
      'wrong-type x: x must be a number, it is a string | expected number | actual string',
    ],
    ['{type: number}', '1', ''],
    [
      '{x-kubernetes-int-or-string: true}',
      '1.5',
      'wrong-type x: x must be an integer or string, it is a number | expected integer or string | actual number',
    ],
    [
      '{x-kubernetes-int-or-string: true}',
      'yes',
      'wrong-type x: x must be an integer or string, it is a boolean | expected integer or string | actual boolean | hint write it in quotes',
    ],
    [
      '{type: array, items: {type: object, properties: {a: {type: string}}}}',
      '[{a: 1, b: 2}, 5]',
      'wrong-type x[0].a: x[0].a must be a string, it is an integer | expected string | actual integer | hint write it in quotes\nunknown-field x[0].b: unknown field "b" | key b | server unknown field "x[0].b" | expected a known field\nwrong-type x[1]: x[1] must be a mapping, it is an integer | expected mapping | actual integer',
    ],
    [
      '{type: object}',
      '{a: 1}',
      'unknown-field x.a: unknown field "a" | key a | server unknown field "x.a" | expected no fields',
    ],
    [
      '{type: object, required: [a], properties: {a: {type: string}}}',
      '{}',
      'missing-required x: x.a is required | key a',
    ],
    ['{type: object, required: [a], properties: {a: {type: string, nullable: true}}}', '{a: null}', ''],
    ['{type: string, pattern: "("}', 'x', ''],
    [
      '{type: string, minLength: 2, pattern: "^b"}',
      'a',
      'bad-value x: x must be at least 2 characters long\nbad-value x: x must match ^b',
    ],
    [
      '{type: string, minLength: 2}',
      '5',
      'wrong-type x: x must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
  ])('%s of %s', (schema, value, said) => {
    expect(check(schema, value)).toBe(said);
  });
});

test('metadata is read as that of all objects, null or not', () => {
  const said = (metadata: string): string =>
    told(
      `apiVersion: x.io/v1\nkind: X\nmetadata: ${metadata}\nx: null\n`,
      '1.36',
      withField('{nullable: true, type: string}'),
    );
  expect(said('{name: a, labels: null, annotations: {a: null}, finalizers: [null]}')).toBe('');
  expect(said('null')).toBe('');
  expect(said('{name: 5, labels: {a: 1}}')).toBe(
    'wrong-type metadata.labels.a: metadata.labels.a must be a string, it is an integer | expected string | actual integer | hint write it in quotes\nwrong-type metadata.name: metadata.name must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
  );
});

describe('what a definition adds', () => {
  const kinds = (spec: object, more: object = {}) =>
    crdSchemas([
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        spec,
        ...more,
      } as unknown as JsonValue,
    ]).kinds();
  const NAMES = { group: 'x.io', names: { kind: 'X', plural: 'xs' } };
  const info = (version: string, more: object = {}) => ({
    ...{ apiVersion: `x.io/${version}`, group: 'x.io', version, kind: 'X', plural: 'xs' },
    ...{ namespaced: true, definition: 'custom resource', role: 'object' },
    ...more,
  });

  it.each<[about: string, spec: object, expected: object[]]>([
    [
      'every version that is served',
      { ...NAMES, versions: [{ name: 'v1' }, { name: 'v2', served: true }, { name: 'v3', served: false }] },
      [info('v1'), info('v2')],
    ],
    [
      'of the cluster',
      { ...NAMES, scope: 'Cluster', versions: [{ name: 'v1' }] },
      [info('v1', { namespaced: false })],
    ],
    ['of a namespace', { ...NAMES, scope: 'Namespaced', versions: [{ name: 'v1' }] }, [info('v1')]],
    [
      'with subresources',
      { ...NAMES, versions: [{ name: 'v1', subresources: { status: {}, scale: {} } }] },
      [info('v1', { subresources: ['scale', 'status'] })],
    ],
    [
      'with subresources of all versions',
      { ...NAMES, subresources: { status: {} }, versions: [{ name: 'v1' }] },
      [info('v1', { subresources: ['status'] })],
    ],
    [
      'without a plural',
      { group: 'x.io', names: { kind: 'X' }, versions: [{ name: 'v1' }] },
      [info('v1', { plural: '' })],
    ],
    ['one version, named apart', { ...NAMES, version: 'v1' }, [info('v1')]],
    ['nothing without a group', { names: NAMES.names, versions: [{ name: 'v1' }] }, []],
    ['nothing without a kind', { group: 'x.io', names: { plural: 'xs' }, versions: [{ name: 'v1' }] }, []],
    ['nothing without names', { group: 'x.io', versions: [{ name: 'v1' }] }, []],
    ['nothing without versions', NAMES, []],
    ['no version without a name', { ...NAMES, versions: [{}, 5, { name: 5 }] }, []],
  ])('%s', (_, spec, expected) => {
    expect(kinds(spec)).toEqual(expected);
  });

  test('in either version of the API, and in no other kind or API', () => {
    const spec = { ...NAMES, versions: [{ name: 'v1' }] };
    expect(kinds(spec, { apiVersion: 'apiextensions.k8s.io/v1beta1' })).toHaveLength(1);
    expect(kinds(spec, { apiVersion: 'apiextensions.k8s.io/v2' })).toEqual([]);
    expect(kinds(spec, { kind: 'Other' })).toEqual([]);
  });

  it.each<[apiVersion: string, preserve: boolean | undefined, said: string]>([
    [
      'apiextensions.k8s.io/v1',
      undefined,
      'unknown-field spec.a: unknown field "a" | key a | server unknown field "spec.a" | expected no fields',
    ],
    [
      'apiextensions.k8s.io/v1',
      false,
      'unknown-field spec.a: unknown field "a" | key a | server unknown field "spec.a" | expected no fields',
    ],
    ['apiextensions.k8s.io/v1', true, ''],
    ['apiextensions.k8s.io/v1beta1', undefined, ''],
    [
      'apiextensions.k8s.io/v1beta1',
      false,
      'unknown-field spec.a: unknown field "a" | key a | server unknown field "spec.a" | expected no fields',
    ],
    ['apiextensions.k8s.io/v1beta1', true, ''],
  ])('in %s keeps unknown fields or not: preserveUnknownFields %s', (apiVersion, preserve, said) => {
    const openAPIV3Schema = { type: 'object', properties: { spec: { type: 'object' } } };
    const spec = {
      ...NAMES,
      versions: [{ name: 'v1' }],
      validation: { openAPIV3Schema },
      ...(preserve !== undefined && { preserveUnknownFields: preserve }),
    };
    const crds = crdSchemas([{ apiVersion, kind: 'CustomResourceDefinition', spec } as JsonValue]);
    const found = crds.find('x.io/v1', 'X')!.validate({ apiVersion: 'x.io/v1', kind: 'X', spec: { a: 1 } });
    expect(found.map(shown).join('\n')).toBe(said);
  });

  test('may be given twice: the last counts', () => {
    const definition = (type: string): JsonValue => ({
      ...{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
      spec: {
        ...NAMES,
        versions: [
          { name: 'v1', schema: { openAPIV3Schema: { type: 'object', properties: { x: { type } } } } },
        ],
      },
    });
    const crds = crdSchemas([definition('string'), definition('integer')]);
    expect(crds.kinds()).toHaveLength(1);
    expect(
      crds
        .find('x.io/v1', 'X')
        ?.validate({ x: 'a' })
        .map(({ expected }) => expected),
    ).toEqual(['integer']);
    expect(crds.find('x.io/v1', 'Y')).toBeUndefined();
  });

  test('objects nested too deep are told, and looked at as far as they go', () => {
    let deep: JsonValue = 1;
    for (let level = 0; level < 501; level++) deep = { a: deep };
    const found = withField('{type: string}')
      .find('x.io/v1', 'X')!
      .validate({ x: 5, y: deep } as never);
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'too-deep: nested too deep to be read',
      'wrong-type: x must be a string, it is an integer',
      'unknown-field: unknown field "y"',
    ]);
  });
});
