import { describe, expect, it, test } from 'vitest';
import { generateSchemaSet } from '../../src/schema/generate/generate.js';
import type { OpenApiDocument, OpenApiSchema } from '../../src/schema/generate/openapi.js';
import { stable, writeLifecycle, writeSchemaSet } from '../../src/schema/generate/write.js';
import type { SchemaNode, SchemaSet } from '../../src/schema/set.js';

const document = (
  definitions: Record<string, OpenApiSchema>,
  paths: OpenApiDocument['paths'] = {},
): OpenApiDocument => ({
  definitions,
  paths,
});
const definitionOf = (name: string, schema: OpenApiSchema, more: Record<string, OpenApiSchema> = {}) =>
  generateSchemaSet(document({ [name]: schema, ...more }), '1.36').definitions[name];

describe('a definition', () => {
  const M = 'io.k8s.apimachinery.pkg';
  it.each<[name: string, node: SchemaNode]>([
    [`${M}.api.resource.Quantity`, { type: ['string', 'number'], format: 'quantity' }],
    [`${M}.util.intstr.IntOrString`, { type: ['integer', 'string'], format: 'int-or-string' }],
    [`${M}.apis.meta.v1.Time`, { type: 'string', format: 'date-time' }],
    [`${M}.apis.meta.v1.MicroTime`, { type: 'string', format: 'micro-time' }],
    [`${M}.apis.meta.v1.FieldsV1`, {}],
    [`${M}.apis.meta.v1.Patch`, {}],
    [`${M}.runtime.RawExtension`, {}],
  ])('%s has a reader of its own', (name, node) => {
    expect(definitionOf(name, { type: 'object', description: 'x' })).toEqual(node);
  });

  it.each<[about: string, schema: OpenApiSchema, node: SchemaNode]>([
    [
      'keeps type, format and values',
      { type: 'integer', format: 'int32', enum: [1], description: 'x' },
      { type: 'integer', format: 'int32', enum: [1] },
    ],
    [
      'refers by name',
      { properties: { a: { $ref: 'b.C' }, d: { $ref: '#/definitions/e.F', description: 'x' } } },
      {
        properties: { a: { $ref: '#/definitions/b.C' }, d: { $ref: '#/definitions/e.F' } },
        additionalProperties: false,
      },
    ],
    [
      'of an object without fields takes none',
      { type: 'object' },
      { type: 'object', additionalProperties: false },
    ],
    [
      'of an object of any field',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { type: 'object' },
    ],
    [
      'of an embedded object',
      { type: 'object', 'x-kubernetes-embedded-resource': true, properties: {} },
      { type: 'object', properties: {} },
    ],
    [
      'of a map',
      { type: 'object', additionalProperties: { type: 'string' } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    ['of a map of anything', { type: 'object', additionalProperties: true }, { type: 'object' }],
    ['of nothing', {}, {}],
    ['of a text', { type: 'string' }, { type: 'string' }],
    [
      'sorts what its own fields need',
      { properties: { a: { properties: { c: {}, b: {} }, required: ['c', 'b'] } } },
      {
        properties: {
          a: { properties: { b: {}, c: {} }, required: ['b', 'c'], additionalProperties: false },
        },
        additionalProperties: false,
      },
    ],
    [
      'leaves out that nothing is needed',
      { properties: { a: { properties: {}, required: [] } }, required: [] },
      { properties: { a: { properties: {}, additionalProperties: false } }, additionalProperties: false },
    ],
    [
      'keeps the hints for lists and merging',
      {
        properties: {
          a: { $ref: 'b.C', 'x-kubernetes-map-type': 'atomic' },
          d: {
            'x-kubernetes-int-or-string': true,
            'x-kubernetes-patch-strategy': 'merge',
            'x-kubernetes-patch-merge-key': 'e',
          },
        },
      },
      {
        properties: {
          a: { $ref: '#/definitions/b.C', 'x-kubernetes-map-type': 'atomic' },
          d: {
            type: ['integer', 'string'],
            format: 'int-or-string',
            'x-kubernetes-patch-strategy': 'merge',
            'x-kubernetes-patch-merge-key': 'e',
          },
        },
        additionalProperties: false,
      },
    ],
    [
      'keeps what tells the items of lists apart',
      {
        type: 'array',
        items: { type: 'object', properties: {} },
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['a'],
      },
      {
        type: 'array',
        items: { type: 'object', properties: {}, additionalProperties: false },
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['a'],
      },
    ],
  ])('%s', (_, schema, node) => {
    expect(definitionOf('a.b.Thing', schema)).toEqual(node);
  });

  test('gives the values of a list to its items', () => {
    const schema: OpenApiSchema = {
      properties: { accessModes: { type: 'array', items: { type: 'string' } } },
    };
    expect(definitionOf('io.k8s.api.core.v1.PersistentVolumeSpec', schema)?.properties).toEqual({
      accessModes: {
        type: 'array',
        items: {
          type: 'string',
          enum: ['', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
        },
      },
    });
  });

  test('of a selector that others read does not ask for its rules', () => {
    const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector';
    const selector: OpenApiSchema = {
      type: 'object',
      properties: {
        matchExpressions: { type: 'array', items: { $ref: `#/definitions/${meta}Requirement` } },
      },
    };
    const requirement: OpenApiSchema = {
      type: 'object',
      required: ['key', 'operator'],
      properties: { key: { type: 'string' }, operator: { type: 'string' } },
    };
    const metric: OpenApiSchema = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, selector: { $ref: `#/definitions/${meta}` } },
    };
    const more = { [meta]: selector, [`${meta}Requirement`]: requirement };
    const closed = { type: 'object', additionalProperties: false } as const;
    const fields = { key: { type: 'string' }, operator: { type: 'string' } };
    expect(definitionOf('io.k8s.api.autoscaling.v2.MetricIdentifier', metric, more)).toEqual({
      ...closed,
      required: ['name'],
      properties: {
        name: { type: 'string' },
        selector: {
          ...closed,
          properties: { matchExpressions: { type: 'array', items: { ...closed, properties: fields } } },
        },
      },
    });
    expect(
      definitionOf('io.k8s.api.autoscaling.v2.MetricIdentifier', metric)?.properties?.['selector'],
    ).toEqual({});
    expect(definitionOf('io.k8s.api.autoscaling.v2.Other', metric, more)?.properties?.['selector']).toEqual({
      $ref: `#/definitions/${meta}`,
    });
  });
});

describe('the kinds of a document', () => {
  const gvk = (kind: string, group = 'g.io', version = 'v1') => ({ group, version, kind });
  const of = (kind: string, group?: string, version?: string) => ({
    'x-kubernetes-group-version-kind': gvk(kind, group, version),
  });

  test('are those of its paths and definitions, by group, version and kind', () => {
    const own = (...kinds: ReturnType<typeof gvk>[]): OpenApiSchema => ({
      'x-kubernetes-group-version-kind': kinds,
    });
    const { kinds } = generateSchemaSet(
      document(
        {
          'd.Thing': own(gvk('Thing')),
          'd.Core': own(gvk('Core', '')),
          'd.Bound': own(gvk('Bound', '')),
          'd.Read': own(gvk('Read')),
          'd.ThingList': { ...own(gvk('ThingList')), properties: { items: {} } },
          'd.CheckList': own(gvk('CheckList')),
          'd.Basket': { ...own(gvk('Basket')), properties: { items: {} } },
          'd.Two': own(gvk('Two'), gvk('Two', '')),
          'd.Three': own(gvk('Three'), gvk('Three', ''), gvk('Three', 'h.io')),
          'd.Beta': own(gvk('Thing', 'g.io', 'v1beta1')),
          'd.None': {},
        },
        {
          '/api/v1/namespaces/{namespace}/cores': { post: of('Core', ''), get: of('Core', '') },
          '/api/v1/namespaces/{namespace}/cores/{name}': { patch: of('Core', ''), put: of('Core', '') },
          '/api/v1/namespaces/{namespace}/cores/{name}/status': { put: of('Core', '') },
          '/api/v1/namespaces/{namespace}/cores/{name}/exec': { post: of('Bound', '') },
          '/api/v1/namespaces/{namespace}/cores/{name}/check': { post: of('CheckList') },
          '/api/v1/namespaces/{namespace}/bounds': { post: of('Bound', '') },
          '/api/v1/namespaces/{namespace}': { get: of('Namespace', '') },
          '/apis/g.io/v1/things': { get: of('Thing'), post: of('Thing') },
          '/apis/g.io/v1/things/{name}': { patch: of('Thing'), delete: of('Thing') },
          '/apis/g.io/v1/watch/reads': { get: of('Read') },
          '/apis/g.io/v1/reads': { get: of('Read') },
          '/apis/g.io/v1/reads/{name}': { put: of('Read') },
          '/apis/g.io/v1beta1/things': { post: of('Thing', 'g.io', 'v1beta1') },
          '/apis/g.io/v1beta1/things/{name}': { post: of('Thing', 'g.io', 'v1beta1') },
          '/apis/g.io/v1beta1/things/{name}/scale': { get: of('CheckList') },
          '/apis/g.io/v1/nothing': {},
          '/apis/g.io/v1/': { get: of('Two') },
          '/version/': { get: of('Three') },
          '/openid/v1/jwks': { post: of('Two') },
        },
      ),
      '1.36',
    );
    const row = (entry: (typeof kinds)[number]) =>
      `${entry.group}/${entry.version} ${entry.kind} ${entry.plural || '-'} ${entry.namespaced ? 'namespaced' : 'cluster'} ${entry.role} ${entry.definition} ${entry.subresources?.join(',') ?? '-'}${entry.subresourceOf ? ` of ${entry.subresourceOf.join(',')}` : ''}`;
    expect(kinds.map(row)).toEqual([
      '/v1 Bound bounds namespaced request d.Bound -',
      '/v1 Core cores namespaced object d.Core check,exec,status',
      '/v1 Three - cluster meta d.Three -',
      '/v1 Two - cluster meta d.Two -',
      'g.io/v1 Basket - cluster meta d.Basket -',
      'g.io/v1 CheckList - cluster meta d.CheckList - of cores/check,things/scale',
      'g.io/v1 Read reads cluster meta d.Read -',
      'g.io/v1 Thing things cluster object d.Thing -',
      'g.io/v1 ThingList - cluster list d.ThingList -',
      'g.io/v1 Two - cluster meta d.Two -',
      'g.io/v1beta1 Thing things cluster request d.Beta scale',
    ]);
  });
});

test('a set is written one kind, one group version that is off and one definition a line, keys sorted', () => {
  const set: SchemaSet = {
    kubernetes: '1.36',
    kinds: [
      {
        group: 'b',
        version: 'v1',
        kind: 'B',
        plural: 'bs',
        namespaced: true,
        definition: 'x',
        role: 'object',
      },
      { group: 'a', version: 'v1', kind: 'A', plural: '', namespaced: false, definition: 'y', role: 'meta' },
    ],
    off: { 'd/v1': ['D'], 'c/v1': ['B', 'A'] },
    definitions: {
      y: {},
      x: { type: 'object', enum: ['b', 'a'], properties: { b: {}, a: { format: undefined as never } } },
    },
  };
  expect(writeSchemaSet(set)).toBe(
    [
      '{',
      '"kubernetes": "1.36",',
      '"kinds": [',
      '  {"definition":"x","group":"b","kind":"B","namespaced":true,"plural":"bs","role":"object","version":"v1"},',
      '  {"definition":"y","group":"a","kind":"A","namespaced":false,"plural":"","role":"meta","version":"v1"}',
      '],',
      '"off": {',
      '  "c/v1": ["B","A"],',
      '  "d/v1": ["D"]',
      '},',
      '"definitions": {',
      '  "x": {"enum":["b","a"],"properties":{"a":{},"b":{}},"type":"object"},',
      '  "y": {}',
      '}',
      '}',
      '',
    ].join('\n'),
  );
  expect([
    stable(null),
    stable('a'),
    stable([2, 1]),
    stable({ b: 1, a: undefined, aa: [{ d: 1, c: 2 }] }),
  ]).toEqual(['null', '"a"', '[2,1]', '{"aa":[{"c":2,"d":1}],"b":1}']);
});

test('the lifecycle is written one apiVersion a line, without the samples of Kubernetes', () => {
  const row = (apiVersion: string, kind: string, introduced: string) => ({ apiVersion, kind, introduced });
  expect(
    writeLifecycle([
      row('v1', 'B', '1.1'),
      row('v1', 'A', '1.2'),
      row('wardle.example.com/v1', 'C', '1.3'),
      row('wardle.example.community/v1', 'D', '1.4'),
      row('apps/v1', 'B', '1.5'),
    ]),
  ).toBe(
    '{\n"apps/v1": {"B":{"introduced":"1.5"}},\n"v1": {"A":{"introduced":"1.2"},"B":{"introduced":"1.1"}},\n"wardle.example.community/v1": {"D":{"introduced":"1.4"}}\n}\n',
  );
});
