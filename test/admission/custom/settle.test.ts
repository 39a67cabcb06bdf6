import { describe, expect, it } from 'vitest';
import { admitCustom } from '../../../src/admission/custom/admit.js';
import { Correlated } from '../../../src/admission/custom/correlation.js';
import { validateEmbedded } from '../../../src/admission/custom/embedded.js';
import { validateScale } from '../../../src/admission/custom/scale.js';
import { validateSchemaValue } from '../../../src/admission/custom/schema-value.js';
import { customResource, readBack } from '../../../src/admission/custom/settle.js';
import { At, FieldErrors } from '../../../src/admission/field-errors.js';
import { fieldErrorText } from '../../../src/api/field-error.js';
import type { JsonObject, JsonValue } from '../../../src/api/json.js';
import { type CustomKind, customKindsOf } from '../../../src/schema/crds.js';

const KEEP = { 'x-kubernetes-preserve-unknown-fields': true };

/** What is stored of a resource, and the ways to what is not. */
function settled(properties: JsonObject, object: JsonObject): unknown {
  const read = customResource(object, { type: 'object', properties }, (metadata) => ({
    metadata,
    unknown: [],
  }));
  return { object: read.object, unknown: read.unknown.map((path) => path.join('.')) };
}

describe('a custom resource that is read', () => {
  it('loses what its schema does not declare', () => {
    const n = { type: 'integer' };
    const spec = { type: 'object', properties: { n } };
    expect(
      settled(
        {
          spec,
          list: { type: 'array', items: spec },
          map: { type: 'object', additionalProperties: spec },
          any: { type: 'object', additionalProperties: true },
          open: { type: 'object', ...KEEP, properties: { spec } },
          loose: { type: 'array', ...KEEP, items: { type: 'object', properties: { spec } } },
        },
        {
          apiVersion: 'g/v1',
          kind: 'X',
          metadata: { labels: {} },
          more: 1,
          spec: { n: 1, x: { y: 1 } },
          list: [{ n: 1, x: 1 }, 'text'],
          map: { a: { n: 1, x: 1 } },
          any: { a: { b: 1 } },
          open: { x: { y: 1 }, spec: { x: 1 } },
          loose: [{ spec: { x: 1 }, y: 1 }],
        },
      ),
    ).toEqual({
      object: {
        apiVersion: 'g/v1',
        kind: 'X',
        metadata: { labels: {} },
        spec: { n: 1 },
        list: [{ n: 1 }, 'text'],
        map: { a: { n: 1 } },
        any: { a: {} },
        open: { x: { y: 1 }, spec: {} },
        loose: [{ spec: {}, y: 1 }],
      },
      unknown: ['more', 'spec.x', 'list.0.x', 'map.a.x', 'any.a.b', 'open.spec.x', 'loose.0.spec.x'],
    });
  });

  it('loses nulls where none may be, and is given defaults', () => {
    const n = { type: 'integer' };
    expect(
      settled(
        {
          none: n,
          null: { ...n, nullable: true },
          given: { ...n, default: 5 },
          kept: { ...n, nullable: true, default: 5 },
          deep: { type: 'object', default: {}, properties: { n: { ...n, default: 1 } } },
          list: { type: 'array', items: { type: 'object', properties: { n: { ...n, default: 2 } } } },
          nulls: { type: 'array', items: { ...n, default: 3 } },
          map: { type: 'object', additionalProperties: { ...n, default: 4 } },
          strict: { type: 'object', additionalProperties: n },
        },
        {
          none: null,
          null: null,
          given: null,
          kept: null,
          list: [{}, { n: 9 }],
          nulls: [null, 1],
          map: { a: null, b: 1 },
          strict: { a: null },
        },
      ),
    ).toMatchObject({
      object: {
        null: null,
        given: 5,
        kept: null,
        deep: { n: 1 },
        list: [{ n: 2 }, { n: 9 }],
        nulls: [3, 1],
        map: { a: 4, b: 1 },
        strict: {},
      },
      unknown: [],
    });
  });

  it('stays as it is without a schema', () => {
    const object = { spec: { a: null } };
    expect(customResource(object, undefined, () => ({ error: 'never' }))).toEqual({ object, unknown: [] });
    expect(readBack(object, undefined, undefined)).toBe(object);
  });

  it('comes back as the stored version has it', () => {
    const version = (names: string[], more: JsonObject = {}): JsonObject => ({
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: Object.fromEntries(names.map((name) => [name, { type: 'integer' }])),
        },
        ...more,
      },
    });
    const object = { metadata: { name: 'a' }, spec: { a: 1, b: 2 } };
    expect(readBack(object, version(['a', 'b']), version(['a']))).toEqual({
      metadata: { name: 'a' },
      spec: { a: 1 },
    });
    const status = {
      status: { type: 'object', default: { ready: 0 }, properties: { ready: { type: 'integer' } } },
    };
    expect(readBack(object, version(['a', 'b'], status), undefined)).toEqual({
      ...object,
      status: { ready: 0 },
    });
    expect(readBack({ spec: { a: 1 } }, version(['a']), undefined)).toEqual({ spec: { a: 1 } });
  });
});

function definition(version: JsonObject, ...others: JsonObject[]): CustomKind {
  const [kind] = customKindsOf({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'example.com',
      names: { kind: 'Thing', plural: 'things' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', ...KEEP } },
          ...version,
        },
        ...others,
      ],
    },
  });
  if (!kind) throw new Error('no kind');
  return kind;
}

const thing = (more: JsonObject = {}): JsonObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Thing',
  metadata: { name: 'a', namespace: 'default' },
  ...more,
});

describe('a version that is deprecated', () => {
  it('warns of itself, and where to go', () => {
    const warnings = (version: JsonObject, ...others: JsonObject[]): string[] =>
      admitCustom(thing(), definition(version, ...others)).warnings;
    expect(warnings({})).toEqual([]);
    expect(warnings({ deprecated: true })).toEqual(['example.com/v1 Thing is deprecated']);
    expect(warnings({ deprecated: true, deprecationWarning: 'go away' })).toEqual(['go away']);
    expect(
      warnings(
        { deprecated: true },
        { name: 'v2', served: true },
        { name: 'v3', served: false },
        { name: 'v1beta1' },
      ),
    ).toEqual(['example.com/v1 Thing is deprecated; use example.com/v2 Thing']);
  });
});

describe('an embedded resource', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      e: { type: 'object', 'x-kubernetes-embedded-resource': true, ...KEEP },
      list: { type: 'array', items: { type: 'object', 'x-kubernetes-embedded-resource': true, ...KEEP } },
      map: {
        type: 'object',
        additionalProperties: { type: 'object', 'x-kubernetes-embedded-resource': true, ...KEEP },
      },
    },
  };
  const texts = (object: JsonObject): string[] => {
    const errors = new FieldErrors();
    validateEmbedded(object, schema, At.root, errors);
    return errors.list.map(fieldErrorText);
  };

  it('says what it is', () => {
    expect(
      texts({
        e: {},
        list: [{ kind: 'Pod', apiVersion: 'v1' }],
        map: { x: { kind: 'x y', apiVersion: 'a/b/c' } },
      }),
    ).toEqual([
      'e.apiVersion: Required value',
      'e.kind: Required value',
      'map[x].apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
      "map[x].kind: Invalid value: \"x y\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    ]);
    expect(texts({ e: { apiVersion: 1, kind: '', metadata: { name: 'a/b' } } })).toEqual([
      'e.apiVersion: Invalid value: 1: must be a string',
      'e.kind: Invalid value: "": must not be empty',
      `e.metadata.name: Invalid value: "a/b": may not contain '/'`,
    ]);
    expect(texts({ e: { apiVersion: {}, kind: 'X' } })).toEqual([
      'e.apiVersion: Invalid value: {}: must be a string',
    ]);
  });

  it('is read as any object is', () => {
    const kind = definition({ schema: { openAPIV3Schema: schema } });
    const refusal = (e: JsonValue): string | undefined => admitCustom(thing({ e }), kind).refusal?.message;
    const why = 'Thing in version "v1" cannot be handled as a Thing:';
    expect(refusal({ apiVersion: 'v1', kind: 1 })).toBe(`${why} e.kind: Invalid value: 1: must be a string`);
    expect(refusal({ apiVersion: 'v1', kind: 'X', metadata: { labels: { a: 1 } } })).toBe(
      `${why} e.metadata: Invalid value: {"labels":{"a":1}}: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string`,
    );
    expect(refusal({ apiVersion: 'v1', kind: 'X', metadata: { nope: 1 } })).toBe(
      `${why} strict decoding error: unknown field "e.metadata.nope"`,
    );
    expect(
      admitCustom(thing({ e: { apiVersion: 'v1', kind: 'X', metadata: { name: 'n' }, z: 1 } }), kind).object[
        'e'
      ],
    ).toEqual({
      apiVersion: 'v1',
      kind: 'X',
      metadata: { name: 'n' },
      z: 1,
    });
  });
});

describe('what a scale subresource reads', () => {
  it('is a count of 32 bits, and a text', () => {
    const said = (object: JsonObject, more: JsonObject = {}): string[] => {
      const errors = new FieldErrors();
      const scale = { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n', ...more };
      validateScale(object, scale, errors);
      return errors.list.map(fieldErrorText);
    };
    const wrong = (shown: string, type: string): string =>
      `.spec.n: Invalid value: 0: .spec.n accessor error: ${shown} is of the type ${type}, expected int64`;
    const rows: [JsonObject, string[]][] = [
      [{}, []],
      [{ spec: null }, []],
      [{ spec: { n: 3 } }, []],
      [{ spec: { n: -1 } }, ['.spec.n: Invalid value: -1: should be a non-negative integer']],
      [
        { spec: { n: 2 ** 31 } },
        ['.spec.n: Invalid value: 2147483648: should be less than or equal to 2147483647'],
      ],
      [{ spec: { n: 'x' } }, [wrong('x', 'string')]],
      [{ spec: { n: 1.5 } }, [wrong('1.5', 'float64')]],
      [{ spec: { n: true } }, [wrong('true', 'bool')]],
      [{ spec: { n: null } }, [wrong('<nil>', '<nil>')]],
      [{ spec: { n: [1, 'a'] } }, [wrong('[1 a]', '[]interface {}')]],
      [{ spec: { n: { b: 1, a: null } } }, [wrong('map[a:<nil> b:1]', 'map[string]interface {}')]],
      [
        { spec: 'x' },
        [
          '.spec.n: Invalid value: 0: .spec.n accessor error: x is of the type string, expected map[string]interface{}',
        ],
      ],
    ];
    expect(rows.map(([object]) => [object, said(object)])).toEqual(rows);
    expect(said({ status: { s: 1 } }, { labelSelectorPath: '.status.s' })).toEqual([
      '.status.s: Invalid value: "": .status.s accessor error: 1 is of the type int64, expected string',
    ]);
    const kind = definition({
      subresources: { scale: { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n' } },
    });
    expect(admitCustom(thing({ spec: { n: -1 } }), kind).errors.map(fieldErrorText)).toEqual([
      '.spec.n: Invalid value: -1: should be a non-negative integer',
    ]);
  });

  it('is no reason to keep a status that has requests of its own', () => {
    const status = { ready: true };
    expect(
      admitCustom(thing({ status }), definition({ subresources: { status: {} } })).object['status'],
    ).toBeUndefined();
    expect(admitCustom(thing({ status }), definition({})).object['status']).toEqual(status);
  });
});

describe('a value that was there before', () => {
  it('is let pass in branches where its parts are as they were', () => {
    const branch = {
      properties: { a: { type: 'string', maxLength: 1 }, b: { type: 'string', maxLength: 1 } },
    };
    const v = {
      type: 'object',
      properties: {
        a: { type: 'string' },
        b: { type: 'string' },
        l: { type: 'array', items: { type: 'string' } },
      },
      allOf: [branch, { properties: { l: { items: { maxLength: 1 } } } }],
    };
    const schema: JsonObject = { type: 'object', properties: { v } };
    const was = { v: { a: 'long', b: 'x', l: ['long'] } };
    const said = (value: JsonObject): string[] => {
      const errors = new FieldErrors();
      const past = new Correlated(value, was, schema);
      validateSchemaValue(value, schema, At.root, errors, { past });
      return errors.list.map(fieldErrorText);
    };
    expect(said({ v: { ...was.v, b: 'y' } })).toEqual([]);
    expect(said({ v: { ...was.v, b: 'long' } })).toEqual([
      'v.b: Too long: may not be more than 1 byte',
      '<nil>: Invalid value: "": "v" must validate all the schemas (allOf)',
    ]);
  });
});

describe('a value against a schema', () => {
  const said = (value: JsonValue, schema: JsonObject): string[] => {
    const errors = new FieldErrors();
    validateSchemaValue({ v: value }, { type: 'object', properties: { v: schema } }, At.root, errors);
    return errors.list.map(fieldErrorText);
  };

  it('is told as the server tells it', () => {
    const rows: [JsonValue, JsonObject, string[]][] = [
      [null, { type: 'string' }, ['v: Invalid value: "null": v in body must be of type string: "null"']],
      [null, { type: 'string', nullable: true }, []],
      [
        null,
        { type: 'string', nullable: true, enum: ['a', null] },
        ['v: Unsupported value: null: supported values: "a", "null"'],
      ],
      ['b', { type: 'string', enum: ['a'] }, ['v: Unsupported value: "b": supported values: "a"']],
      [
        3,
        { type: 'number', multipleOf: 0.5 },
        ['v: Invalid value: 0: factor MultipleOf declared for v must be positive: 0'],
      ],
      [2.5, { type: 'number', multipleOf: 0.5 }, []],
      [
        2.6,
        { type: 'number', multipleOf: 0.5 },
        ['v: Invalid value: 2.6: v in body should be a multiple of 0.5'],
      ],
      [
        3,
        { type: 'number', maximum: 2.5 },
        ['v: Invalid value: 3: v in body should be less than or equal to 2'],
      ],
      [
        2,
        { type: 'integer', exclusiveMaximum: true, maximum: 2 },
        ['v: Invalid value: 2: v in body should be less than 2'],
      ],
      [
        0.5,
        { type: 'number', minimum: 1000000 },
        ['v: Invalid value: 0.5: v in body should be greater than or equal to 1e+06'],
      ],
      [
        1,
        { type: 'integer', exclusiveMinimum: true, minimum: 1 },
        ['v: Invalid value: 1: v in body should be greater than 1'],
      ],
      [
        2 ** 31,
        { type: 'integer', format: 'int32' },
        ['<nil>: Invalid value: "": Checked value must be of type integer with format int32 in v'],
      ],
      [
        'x',
        { anyOf: [{ type: 'integer' }, { maxLength: 0 }] },
        [
          '<nil>: Invalid value: "": "v" must validate at least one schema (anyOf)',
          'v: Invalid value: "string": v in body must be of type integer: "string"',
        ],
      ],
      [
        1,
        { oneOf: [{ type: 'integer' }, { minimum: 0 }] },
        [
          '<nil>: Invalid value: "": "v" must validate one and only one schema (oneOf). Found 2 valid alternatives',
        ],
      ],
      [
        -1,
        { allOf: [{ minimum: 0 }, { type: 'integer' }] },
        [
          'v: Invalid value: -1: v in body should be greater than or equal to 0',
          '<nil>: Invalid value: "": "v" must validate all the schemas (allOf)',
        ],
      ],
      [1, { not: { type: 'integer' } }, ['<nil>: Invalid value: "": "v" must not validate the schema (not)']],
      ['2 days', { type: 'string', format: 'duration' }, []],
      [
        '2 lightyears',
        { type: 'string', format: 'duration' },
        ['v: Invalid value: "2 lightyears": v in body must be of type duration: "2 lightyears"'],
      ],
      [
        '-a.example',
        { type: 'string', format: 'hostname' },
        ['v: Invalid value: "-a.example": v in body must be of type hostname: "-a.example"'],
      ],
      [
        'a.b1',
        { type: 'string', format: 'hostname' },
        ['v: Invalid value: "a.b1": v in body must be of type hostname: "a.b1"'],
      ],
      ['a-b.example', { type: 'string', format: 'hostname' }, []],
      [
        [1, 2],
        { type: 'array', items: { type: 'integer' }, maxItems: 1 },
        ['v: Too many: 2: must have at most 1 item'],
      ],
      [{ b: 1 }, { type: 'object', required: ['a'] }, ['v.a: Required value']],
    ];
    expect(rows.map(([value, schema]) => [value, schema, said(value, schema)])).toEqual(rows);
  });
});
