import { describe, expect, it, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/api/json.js';
import { customSchema } from '../../src/schema/crd-schema.js';
import type { SchemaNode } from '../../src/schema/set.js';

const META = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
const TEXT = { type: 'string' } as const;
const TOP = { apiVersion: TEXT, kind: TEXT, metadata: META };

/** A schema as that of the field `x` of a kind. */
const field = (schema: JsonValue): SchemaNode | undefined =>
  customSchema({ type: 'object', properties: { x: schema } }).properties?.['x'];

describe('the schema of a field', () => {
  it.each<[about: string, schema: JsonObject, expected: SchemaNode]>([
    ['of each type', { type: 'string' }, { type: 'string' }],
    ['of integers', { type: 'integer' }, { type: 'integer' }],
    ['of numbers', { type: 'number' }, { type: 'number' }],
    ['of booleans', { type: 'boolean' }, { type: 'boolean' }],
    ['of lists', { type: 'array' }, { type: 'array' }],
    ['of maps without fields', { type: 'object' }, { type: 'object', additionalProperties: false }],
    ['of a type that is none', { type: 'text' }, {}],
    ['of the type null, which is none here', { type: 'null' }, {}],
    ['of several types, which are none', { type: ['string', 'integer'] }, {}],
    ['of no type', {}, {}],
    ['that may be null', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['that may not', { type: 'string', nullable: false }, { type: 'string' }],
    ['with a default', { type: 'integer', default: 0 }, { type: ['integer', 'null'] }],
    ['with null for a default', { type: 'integer', default: null }, { type: 'integer' }],
    ['of no type that may be null', { nullable: true }, {}],
    ['int-or-string', { 'x-kubernetes-int-or-string': true }, { type: ['integer', 'string'] }],
    [
      'int-or-string, of a type of its own, that may be null',
      { 'x-kubernetes-int-or-string': true, type: 'string', nullable: true },
      { type: ['integer', 'string', 'null'] },
    ],
    [
      'int-or-string that is none',
      { 'x-kubernetes-int-or-string': 'yes', type: 'string' },
      { type: 'string' },
    ],
    ['of 32 bits', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int32' }],
    ['of 64 bits', { type: 'integer', format: 'int64' }, { type: 'integer', format: 'int64' }],
    [
      'of a format of texts',
      { type: 'string', format: 'date-time' },
      { type: 'string', rules: { format: 'datetime' } },
    ],
    ['of a format that is not known', { type: 'number', format: 'double' }, { type: 'number' }],
    ['of a format that is no text', { type: 'string', format: 5 }, { type: 'string' }],
    ['of values that are texts', { type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['a', 'b'] }],
    ['of other values', { enum: ['a', 1, null] }, { rules: { enum: ['a', 1, null] } }],
    ['of values beyond 53 bits', { enum: ['a', 2n ** 60n] }, {}],
    ['of no values', { type: 'string', enum: [] }, { type: 'string' }],
    ['of values that are no list', { type: 'string', enum: 'a' }, { type: 'string' }],
    ['of items', { type: 'array', items: { type: 'string' } }, { type: 'array', items: { type: 'string' } }],
    ['of items that are none', { type: 'array', items: [{ type: 'string' }] }, { type: 'array' }],
    [
      'with fields',
      { type: 'object', properties: { a: { type: 'string' }, b: 5 } },
      { type: 'object', properties: { a: TEXT, b: {} }, additionalProperties: false },
    ],
    ['with fields, of no type', { properties: { a: {} } }, { properties: { a: {} } }],
    [
      'with fields that are none',
      { type: 'object', properties: [] },
      { type: 'object', additionalProperties: false },
    ],
    ['with any field', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, { type: 'object' }],
    [
      'with any field, it does not say',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': false },
      { type: 'object', additionalProperties: false },
    ],
    ['with any value', { type: 'object', additionalProperties: true }, { type: 'object' }],
    [
      'with no value',
      { type: 'object', additionalProperties: false },
      { type: 'object', additionalProperties: false },
    ],
    [
      'with values of a type',
      { type: 'object', additionalProperties: { type: 'string' } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    [
      'with fields that have to be there',
      {
        type: 'object',
        properties: { a: { default: 1 }, b: { default: null }, c: {} },
        required: ['a', 'b', 'c', 'd', 5],
      },
      {
        type: 'object',
        properties: { a: {}, b: {}, c: {} },
        additionalProperties: false,
        rules: { required: ['c', 'd'] },
      },
    ],
    [
      'with fields that have to be there, all with defaults',
      { properties: { a: { default: 1 } }, required: ['a'] },
      { properties: { a: {} } },
    ],
    ['with a field that has to be there, of no list', { required: 'a' }, {}],
    [
      'with names of JavaScript',
      { properties: { constructor: {} }, required: ['toString'] },
      { properties: { constructor: {} } as never, rules: { required: ['toString'] } },
    ],
    [
      'of an embedded object',
      {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        properties: { spec: {} },
        required: ['spec', 'kind'],
      },
      {
        type: 'object',
        properties: { spec: {}, ...TOP },
        additionalProperties: false,
        rules: { required: ['spec', 'kind', 'apiVersion'] },
      },
    ],
    [
      'of an embedded object without fields',
      { 'x-kubernetes-embedded-resource': true },
      { properties: TOP, rules: { required: ['apiVersion', 'kind'] } },
    ],
    ['of an embedded object that is none', { 'x-kubernetes-embedded-resource': 'true' }, {}],
    [
      'with limits',
      {
        minimum: -1,
        maximum: 0,
        multipleOf: 2,
        minLength: 0,
        maxLength: 1,
        minItems: 2,
        maxItems: 3,
        minProperties: 4,
        maxProperties: 5,
        pattern: '^a$',
      },
      {
        rules: {
          minimum: -1,
          maximum: 0,
          multipleOf: 2,
          minLength: 0,
          maxLength: 1,
          minItems: 2,
          maxItems: 3,
          minProperties: 4,
          maxProperties: 5,
          matches: '^a$',
        },
      },
    ],
    [
      'with fractions for limits',
      { minimum: 0.5, maximum: 1.5, multipleOf: 0.1 },
      { rules: { minimum: 0.5, maximum: 1.5, multipleOf: 0.1 } },
    ],
    [
      'with limits that are none',
      {
        minimum: '1',
        maximum: Number.POSITIVE_INFINITY,
        multipleOf: 0,
        minLength: -1,
        maxLength: 1.5,
        minItems: null,
        maxItems: [],
        minProperties: {},
        maxProperties: true,
        pattern: 5,
      },
      {},
    ],
    [
      'with limits that are not reached',
      { minimum: 1, maximum: 2, exclusiveMinimum: true, exclusiveMaximum: true },
      { rules: { exclusiveMinimum: 1, exclusiveMaximum: 2 } },
    ],
    [
      'with limits that are reached',
      { minimum: 1, exclusiveMinimum: false, exclusiveMaximum: 'true' },
      { rules: { minimum: 1 } },
    ],
    ['with no limits that are not reached', { exclusiveMinimum: true, exclusiveMaximum: true }, {}],
    [
      'with alternatives',
      {
        allOf: [{ type: 'string' }],
        anyOf: [{ minLength: 1 }, 5],
        oneOf: [{ properties: { a: {} } }],
        not: { type: 'object' },
      },
      {
        rules: {
          alternatives: {
            allOf: [{ type: 'string' }],
            anyOf: [{ rules: { minLength: 1 } }, {}],
            oneOf: [{ properties: { a: {} } }],
            not: [{ type: 'object' }],
          },
        },
      },
    ],
    ['with alternatives that are none', { allOf: [], anyOf: 5, oneOf: {}, not: [] }, {}],
    [
      'of a list with keys',
      { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a', 5, 'b'] },
      { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a', 'b'] },
    ],
    [
      'of a set',
      { 'x-kubernetes-list-type': 'set', 'x-kubernetes-list-map-keys': [] },
      { 'x-kubernetes-list-type': 'set' },
    ],
    ['of an atomic list', { 'x-kubernetes-list-type': 'atomic' }, { 'x-kubernetes-list-type': 'atomic' }],
    ['of another list', { 'x-kubernetes-list-type': 'other', 'x-kubernetes-list-map-keys': 'a' }, {}],
    ['of an atomic map', { 'x-kubernetes-map-type': 'atomic' }, { 'x-kubernetes-map-type': 'atomic' }],
    ['of a granular map', { 'x-kubernetes-map-type': 'granular' }, { 'x-kubernetes-map-type': 'granular' }],
    ['of another map', { 'x-kubernetes-map-type': 'other' }, {}],
  ])('%s', (_, schema, expected) => {
    expect(field(schema)).toEqual(expected);
  });

  test('within alternatives is open, whatever its type', () => {
    const alternative = { type: 'object', properties: { b: { type: 'object' } }, items: { type: 'object' } };
    expect(field({ anyOf: [alternative], not: alternative })).toEqual({
      rules: { alternatives: { anyOf: [alternative], not: [alternative] } },
    });
  });
});

describe('the schema of a kind', () => {
  it.each<[about: string, schema: JsonValue | undefined, expected: SchemaNode]>([
    ['that is not there', undefined, { type: 'object', properties: TOP }],
    ['that is none', 'x', { type: 'object', properties: TOP }],
    ['that says nothing', {}, { type: 'object', properties: TOP }],
    [
      'that says nothing of fields',
      { required: ['a'] },
      { type: 'object', properties: TOP, rules: { required: ['a'] } },
    ],
    [
      'that has no fields',
      { type: 'object' },
      { type: 'object', properties: TOP, additionalProperties: false },
    ],
    ['of another type', { type: 'string' }, { type: 'object', properties: TOP }],
    ['with fields and no type', { properties: { a: {} } }, { type: 'object', properties: { a: {}, ...TOP } }],
    [
      'with its own metadata, which is as that of all objects',
      { type: 'object', properties: { kind: { enum: ['X'] }, metadata: { type: 'string' }, spec: {} } },
      { type: 'object', properties: { spec: {}, ...TOP }, additionalProperties: false },
    ],
  ])('%s', (_, schema, expected) => {
    expect(customSchema(schema)).toEqual(expected);
  });

  test('is as it was given 60 levels deep, and open below', () => {
    let schema: JsonObject = { type: 'string' };
    for (let level = 0; level < 61; level++) schema = { type: 'array', items: schema };
    let node: SchemaNode | undefined = field(schema);
    const types: unknown[] = [];
    for (; node; node = node.items) types.push(node.type);
    expect(types).toEqual([...Array(60).fill('array'), undefined]);
  });
});
