import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KUBERNETES_VERSIONS } from '../../src/api/version.js';
import { generateSchemaSet } from '../../src/schema/generate/generate.js';
import type { OpenApiDocument } from '../../src/schema/generate/openapi.js';
import { writeLifecycle, writeSchemaSet } from '../../src/schema/generate/write.js';
import { refName, type SchemaNode, type SchemaSet } from '../../src/schema/set.js';

const SCHEMAS = new URL('../../schemas/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, SCHEMAS), 'utf8');

const gvk = (kind: string) => ({ group: 'shop.example.com', version: 'v1', kind });
const DOCUMENT: OpenApiDocument = {
  swagger: '2.0',
  paths: {
    '/apis/shop.example.com/v1/namespaces/{namespace}/carts': {
      get: { 'x-kubernetes-group-version-kind': gvk('Cart') },
      post: { 'x-kubernetes-group-version-kind': gvk('Cart') },
    },
    '/apis/shop.example.com/v1/namespaces/{namespace}/carts/{name}': {
      patch: { 'x-kubernetes-group-version-kind': gvk('Cart') },
    },
    '/apis/shop.example.com/v1/namespaces/{namespace}/carts/{name}/status': {
      put: { 'x-kubernetes-group-version-kind': gvk('Cart') },
    },
    '/apis/shop.example.com/v1/carts': { get: { 'x-kubernetes-group-version-kind': gvk('Cart') } },
    '/apis/shop.example.com/v1/watch/carts': { get: { 'x-kubernetes-group-version-kind': gvk('Cart') } },
    '/apis/shop.example.com/v1/cartreviews': {
      post: { 'x-kubernetes-group-version-kind': gvk('CartReview') },
    },
    '/version/': {},
  },
  definitions: {
    'io.k8s.apimachinery.pkg.api.resource.Quantity': { description: 'prose', type: 'string' },
    'io.k8s.apimachinery.pkg.runtime.RawExtension': { description: 'prose', type: 'object' },
    'com.example.shop.v1.Cart': {
      description: 'prose',
      type: 'object',
      required: ['size', 'owner'],
      properties: {
        size: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity', description: 'prose' },
        owner: { type: 'string', description: 'prose' },
        state: {
          type: 'string',
          description: 'Where it is.\n\nPossible enum values:\n - `"Full"` has it all\n - `"Empty"`',
        },
        extra: { $ref: '#/definitions/io.k8s.apimachinery.pkg.runtime.RawExtension' },
        anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: {} },
        port: { 'x-kubernetes-int-or-string': true },
        marker: { $ref: '#/definitions/com.example.shop.v1.Marker' },
        items: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          'x-kubernetes-patch-merge-key': 'name',
          'x-kubernetes-patch-strategy': 'merge',
          items: { type: 'object', properties: { name: { type: 'string' } } },
        },
      },
      'x-kubernetes-group-version-kind': [gvk('Cart')],
    },
    'com.example.shop.v1.Marker': { type: 'object' },
    'com.example.shop.v1.CartReview': {
      type: 'object',
      properties: {},
      'x-kubernetes-group-version-kind': [gvk('CartReview')],
    },
    'com.example.shop.v1.CartList': {
      type: 'object',
      properties: { items: { type: 'array', items: { $ref: '#/definitions/com.example.shop.v1.Cart' } } },
      'x-kubernetes-group-version-kind': [gvk('CartList')],
    },
  },
};

const EXPECTED = `{
"kubernetes": "1.36",
"kinds": [
  {"definition":"com.example.shop.v1.Cart","group":"shop.example.com","kind":"Cart","namespaced":true,"plural":"carts","role":"object","subresources":["status"],"version":"v1"},
  {"definition":"com.example.shop.v1.CartList","group":"shop.example.com","kind":"CartList","namespaced":false,"plural":"","role":"list","version":"v1"},
  {"definition":"com.example.shop.v1.CartReview","group":"shop.example.com","kind":"CartReview","namespaced":false,"plural":"cartreviews","role":"request","version":"v1"}
],
"off": {

},
"definitions": {
  "com.example.shop.v1.Cart": {"additionalProperties":false,"properties":{"anything":{"properties":{},"type":"object"},"extra":{"$ref":"#/definitions/io.k8s.apimachinery.pkg.runtime.RawExtension"},"items":{"items":{"additionalProperties":false,"properties":{"name":{"type":"string"}},"type":"object"},"type":"array","x-kubernetes-list-map-keys":["name"],"x-kubernetes-list-type":"map","x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"},"marker":{"$ref":"#/definitions/com.example.shop.v1.Marker"},"owner":{"type":"string"},"port":{"format":"int-or-string","type":["integer","string"]},"size":{"$ref":"#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity"},"state":{"type":"string"}},"required":["owner","size"],"type":"object"},
  "com.example.shop.v1.CartList": {"additionalProperties":false,"properties":{"items":{"items":{"$ref":"#/definitions/com.example.shop.v1.Cart"},"type":"array"}},"type":"object"},
  "com.example.shop.v1.CartReview": {"additionalProperties":false,"properties":{},"type":"object"},
  "com.example.shop.v1.Marker": {"additionalProperties":false,"type":"object"},
  "io.k8s.apimachinery.pkg.api.resource.Quantity": {"format":"quantity","type":["string","number"]},
  "io.k8s.apimachinery.pkg.runtime.RawExtension": {}
}
}
`;

describe('generating a schema set', () => {
  it('strips an OpenAPI document to kinds and closed definitions, the same bytes every time', () => {
    const before = JSON.stringify(DOCUMENT);
    expect(writeSchemaSet(generateSchemaSet(DOCUMENT, '1.36'))).toBe(EXPECTED);
    expect(JSON.stringify(DOCUMENT)).toBe(before);
    const shuffled = {
      ...DOCUMENT,
      definitions: Object.fromEntries(Object.entries(DOCUMENT.definitions!).reverse()),
    };
    expect(writeSchemaSet(generateSchemaSet(shuffled, '1.36'))).toBe(EXPECTED);
  });

  it('takes a document with nothing in it', () => {
    expect(generateSchemaSet({}, '1.30')).toEqual({
      kubernetes: '1.30',
      kinds: [],
      off: {},
      definitions: {},
    });
  });

  it('keeps the lifecycle by apiVersion, without the samples of Kubernetes itself', () => {
    const rows = [
      { apiVersion: 'v1', kind: 'Pod', introduced: '1.0' },
      { apiVersion: 'wardle.example.com/v1alpha1', kind: 'Fischer', introduced: '1.0' },
      { apiVersion: 'apps/v1beta1', kind: 'Scale', introduced: '1.6', removed: '1.16' },
    ];
    expect(writeLifecycle(rows)).toBe(
      '{\n"apps/v1beta1": {"Scale":{"introduced":"1.6","removed":"1.16"}},\n"v1": {"Pod":{"introduced":"1.0"}}\n}\n',
    );
  });
});

describe('the committed schemas', () => {
  it("are one file for each version, the lifecycle, those of kubeplan's own files, and of what it prints", () => {
    const files = readdirSync(SCHEMAS).sort();
    expect(files).toEqual(
      [
        'config.json',
        'lifecycle.json',
        'output',
        'scenario.json',
        'sweep.json',
        ...KUBERNETES_VERSIONS.map((version) => `v${version}.json`),
      ].sort(),
    );
  });

  it.each(KUBERNETES_VERSIONS)(
    'v%s is whole: written as the generator writes, every reference leads somewhere',
    (version) => {
      const text = read(`v${version}.json`);
      const set = JSON.parse(text) as SchemaSet;
      expect(text === writeSchemaSet(set)).toBe(true);
      expect(text.length).toBeLessThan(450_000);
      expect(set.kubernetes).toBe(version);
      expect(/"description":\s*"/.test(text)).toBe(false);
      const missing = new Set<string>();
      const walk = (node: SchemaNode) => {
        if (node.$ref !== undefined && !Object.hasOwn(set.definitions, refName(node.$ref)))
          missing.add(node.$ref);
        if (node.items) walk(node.items);
        if (typeof node.additionalProperties === 'object') walk(node.additionalProperties);
        Object.values(node.properties ?? {}).forEach(walk);
      };
      Object.values(set.definitions).forEach(walk);
      for (const kind of set.kinds) if (!set.definitions[kind.definition]) missing.add(kind.definition);
      expect([...missing]).toEqual([]);
      expect(set.kinds.filter((kind) => kind.role === 'object').length).toBeGreaterThan(50);
    },
  );
});
