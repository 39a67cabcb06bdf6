import { expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { keyOf, kindOf, nameText, objectText, refOf } from '../../src/api/object-key.js';
import { asObject } from '../../src/api/unstructured.js';

it.each<[JsonValue | undefined, string]>([
  ['web', 'web'],
  [1, '1'],
  [12345678901234567890n, '12345678901234567890'],
  [false, 'false'],
  [null, ''],
  [undefined, ''],
  [{}, ''],
  [['web'], ''],
])('%o as a name', (written, text) => {
  expect(nameText(written)).toBe(text);
});

it.each<[Record<string, JsonValue>, string, string]>([
  [{ name: 'web', namespace: 'shop' }, 'shop/web', 'pod/web'],
  [{ name: 1, namespace: true }, 'true/1', 'pod/1'],
  [{ name: {}, namespace: [] }, '', 'pod/'],
  [{ name: {}, generateName: 'web-', namespace: 'shop' }, 'shop/', 'pod/web-'],
])('an object whose metadata is %j has a key and a name that are texts', (metadata, key, text) => {
  const object = asObject({ apiVersion: 'v1', kind: 'Pod', metadata });
  expect([keyOf(object), objectText(object)]).toEqual([key, text]);
  const { name, namespace = '' } = refOf(object);
  expect([namespace, name]).toEqual([nameText(metadata['namespace']), text.replace('pod/', '')]);
});

it.each([
  ['v1', 'Pod', 'Pod'],
  ['apps/v9', 'Deployment', 'Deployment'],
  ['networking.k8s.io/v1', 'Ingress', 'Ingress'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'VolumeSnapshot.snapshot.storage.k8s.io'],
  ['k8s.io/v1', 'Deployment', 'Deployment.k8s.io'],
  ['serving.knative.dev/v1', 'Service', 'Service.serving.knative.dev'],
])('%s %s is filed as %s', (apiVersion, kind, filed) => {
  expect(kindOf({ apiVersion, kind })).toBe(filed);
});
