import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { crdSchemas } from '../../src/schema/crds.js';
import { formatAccepts, STRING_FORMATS } from '../../src/schema/string-formats.js';
import { validateObject } from '../../src/schema/validate.js';
import { schemaAt } from './field-schema.js';

const crd = (spec: object, more: object = {}) =>
  ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: spec },
        },
        { name: 'v0', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
      ],
      ...more,
    },
  }) as unknown as JsonValue;

const SPEC = {
  type: 'object',
  required: ['size', 'filled'],
  properties: {
    size: { type: 'integer', format: 'int32', minimum: 1, maximum: 10 },
    filled: { type: 'string', default: 'x' },
    mode: { type: 'string', enum: ['Fast', 'Slow'] },
    level: { enum: [1, 2, 'max'] },
    port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    name: { type: 'string', pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$', maxLength: 8 },
    evil: { type: 'string', pattern: '^(a+)+$' },
    odd: { type: 'string', pattern: '\\pL(' },
    maybe: { type: 'string', nullable: true },
    list: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['key'],
      items: { type: 'object', properties: { key: { type: 'string' } } },
    },
    template: {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-preserve-unknown-fields': true,
    },
    either: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    empty: { type: 'object' },
    constructor: { type: 'string' },
    mail: { type: 'string', format: 'email' },
    day: { type: 'string', format: 'date' },
    when: { type: 'string', format: 'date-time' },
    lasts: { type: 'string', format: 'duration' },
    address: { type: 'string', format: 'ipv4' },
    link: { type: 'string', format: 'uri' },
    password: { type: 'string', format: 'password' },
    unheardOf: { type: 'string', format: 'json-pointer' },
  },
};
const CRDS = crdSchemas([
  crd({
    type: 'object',
    required: ['spec'],
    properties: {
      spec: SPEC,
      status: { type: 'object', required: ['x'], properties: { x: { type: 'string' } } },
    },
  }),
]);
const widget = (spec: object | undefined, more: object = {}) =>
  ({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'w' },
    ...(spec && { spec }),
    ...more,
  }) as JsonValue;
const check = (spec: object | undefined, more: object = {}) =>
  validateObject('1.36', widget(spec, more), CRDS);

describe('custom resources', () => {
  it.each([
    ['what is needed', { size: 1 }],
    ['open fields', { size: 1, free: { a: { b: [null] } }, labels: { any: 'x' } }],
    ['null where it may be, and where a default takes its place', { size: 1, maybe: null, filled: null }],
    ['both forms of an int-or-string', { size: 1, port: 'http' }],
    [
      'an embedded object',
      { size: 1, template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: null }, x: 1 } },
    ],
    ['patterns that are not understood', { size: 1, odd: 'anything' }],
    ['one of two', { size: 1, either: { a: 'x' } }],
    ['values of several types', { size: 1, level: 'max' }],
  ])('may have %s', (_, spec) => {
    expect(check(spec)).toEqual([]);
  });

  it.each<[string, object, object]>([
    [
      'an unknown field',
      { size: 1, siez: 2 },
      { code: 'unknown-field', path: ['spec', 'siez'], suggestion: 'size' },
    ],
    [
      'an unknown field of an item',
      { size: 1, list: [{ key: 'a', x: 1 }] },
      { code: 'unknown-field', path: ['spec', 'list', 0, 'x'] },
    ],
    ['a field of an object without fields', { size: 1, empty: { x: 1 } }, { code: 'unknown-field' }],
    ['a missing field', {}, { code: 'missing-required', path: ['spec'], key: 'size' }],
    [
      'a wrong type',
      { size: '1' },
      { code: 'wrong-type', expected: 'integer', hint: 'write it without quotes' },
    ],
    ['a null', { size: 1, mode: null }, { code: 'wrong-type', actual: 'null' }],
    ['a value that is not allowed', { size: 1, mode: 'fast' }, { code: 'bad-enum', suggestion: 'Fast' }],
    [
      'a number too great for the rule',
      { size: 11 },
      { code: 'bad-value', message: 'spec.size must be at most 10' },
    ],
    ['a number too great for its type', { size: 9999999999 }, { code: 'out-of-range' }],
    ['a text that does not match', { size: 1, name: 'Web' }, { code: 'bad-value', path: ['spec', 'name'] }],
    ['an int-or-string that is neither', { size: 1, port: 1.5 }, { code: 'wrong-type' }],
    ['both of two', { size: 1, either: { a: 'x', b: 'y' } }, { code: 'bad-value', path: ['spec', 'either'] }],
    [
      'a nameless embedded object',
      { size: 1, template: { kind: 'Pod' } },
      { code: 'missing-required', key: 'apiVersion' },
    ],
    [
      'a mistyped field of a familiar name',
      { size: 1, constructor: 1 },
      { code: 'wrong-type', path: ['spec', 'constructor'] },
    ],
  ])('may not have %s', (_, spec, expected) => {
    expect(check(spec)).toEqual([expect.objectContaining(expected)]);
  });

  it.each<[string, Record<string, string>]>([
    ['an address with a name in front', { mail: 'Ann <ann@example.com>' }],
    ['a host without dots in an address', { mail: 'ann@localhost' }],
    ['a leap day', { day: '2024-02-29' }],
    ['a time with a zone', { when: '2026-01-31T12:00:00+01:00' }],
    ['a duration as Go writes it', { lasts: '1h30m' }],
    ['a path for a URI', { link: '/healthz' }],
    ['any password', { password: '' }],
    ['anything of a format that the server does not know', { unheardOf: 'a//~~' }],
  ])('may have %s', (_, spec) => {
    expect(check({ size: 1, ...spec })).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no address', { mail: 'ann' }, 'spec.mail must be of type email'],
    ['a day that there is not', { day: '2023-02-29' }, 'spec.day must be of type date'],
    ['a time without a zone', { when: '2026-01-31T12:00:00' }, 'spec.when must be of type datetime'],
    ['an ISO duration', { lasts: 'P' }, 'spec.lasts must be of type duration'],
    ['half an address', { address: '10.0.0' }, 'spec.address must be of type ipv4'],
    ['a relative reference', { link: 'healthz' }, 'spec.link must be of type uri'],
  ])('may not have %s', (_, spec, message) => {
    expect(check({ size: 1, ...spec })).toMatchObject([{ code: 'bad-value', message }]);
  });

  it('have the metadata that all objects have', () => {
    expect(check({ size: 1 }, { metadata: { name: 'w', labels: { a: 1 }, lables: {} } })).toMatchObject([
      { code: 'wrong-type', path: ['metadata', 'labels', 'a'] },
      { code: 'unknown-field', suggestion: 'labels' },
    ]);
  });

  it('may lack in status what the status needs', () => {
    expect(check({ size: 1 }, { status: {} })).toEqual([]);
  });

  it('are known by their served versions', () => {
    expect(CRDS.kinds()).toMatchObject([
      { apiVersion: 'example.com/v1', kind: 'Widget', namespaced: true, plural: 'widgets' },
    ]);
    expect(CRDS.find('example.com/v0', 'Widget')).toBeUndefined();
    expect(validateObject('1.36', { apiVersion: 'example.com/v2', kind: 'Widget' }, CRDS)).toMatchObject([
      { code: 'unknown-version', suggestion: 'example.com/v1' },
    ]);
    expect(schemaAt('1.36', 'example.com/v1', 'Widget', ['spec', 'list'], CRDS)).toMatchObject({
      listType: 'map',
      listMapKeys: ['key'],
    });
  });

  // What takes quadratic time for these comes to no end that the runner would wait for.
  it('read formats of long texts', () => {
    const texts = ['1', ' ', 'a', '<', '@', ':', '.', 'a.', '1 ', '-'];
    const accepted: string[] = [];
    for (const [format] of STRING_FORMATS) {
      for (const text of texts) {
        if (formatAccepts(format, text.repeat(200_000))) accepted.push(`${format} ${text}`);
      }
    }
    expect(accepted).toEqual(['byte 1', 'byte a', ...texts.map((text) => `password ${text}`)]);
  });

  it('match patterns against long texts', () => {
    expect(check({ size: 1, evil: `${'a'.repeat(50_000)}!` })).toEqual([
      { code: 'bad-value', path: ['spec', 'evil'], message: 'spec.evil must match ^(a+)+$' },
    ]);
  });
});

describe('definitions that make no sense', () => {
  it.each([
    ['nothing', [null, 1, 'x', [], {}]],
    [
      'a version that is called by a mapping',
      [crd({}, { versions: [{ name: Object.assign(Object.create(null), { a: 'b' }) }, { name: 'v1' }] })],
    ],
    [
      'one whose apiVersion is a mapping',
      [{ apiVersion: Object.assign(Object.create(null), { a: 'b' }), kind: 'CustomResourceDefinition' }],
    ],
    ['no spec', [{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }]],
    [
      'a schema of the wrong types',
      [
        crd({
          type: 5,
          properties: [],
          required: 'x',
          enum: {},
          items: 3,
          minimum: 'a',
          maxLength: -1,
          multipleOf: 0,
          anyOf: [1],
        }),
      ],
    ],
  ])('%s: are passed over', (_, objects) => {
    const crds = crdSchemas(objects as JsonValue[]);
    expect(() => validateObject('1.36', widget({ a: 1 }), crds)).not.toThrow();
  });

  it('leave a kind without a schema open', () => {
    const crds = crdSchemas([crd(undefined as unknown as object)]);
    expect(validateObject('1.36', widget({ anything: 1 }), crds)).toEqual([]);
  });
});
