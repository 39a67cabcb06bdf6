import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { fieldPath } from '../../src/api/json.js';
import { missingMappings, unknownKustomizationFields } from '../../src/manifest/kustomization-fields.js';

it.each([
  ['{image: [{name: a}]}', ['image']],
  ['{images: [{name: a, newtag: 1}, {name: b, digest: c}]}', ['images[0].newtag']],
  [
    '{patches: [{path: a.yaml, target: {kind: Deployment, nam: a}, options: {allowNameChange: true}}]}',
    ['patches[0].target.nam'],
  ],
  [
    '{configMapGenerator: [{name: a, literal: [a=b]}], secretGenerator: [{name: a, type: Opaque}]}',
    ['configMapGenerator[0].literal'],
  ],
  [
    '{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Component, resources: [a], components: [b], namespace: c}',
    [],
  ],
  [
    '{labels: [{pairs: {a: b}, includeSelectors: true}], replicas: [{name: a, count: 2}], sortOptions: {order: fifo}}',
    [],
  ],
  ['{helmCharts: [{name: a, anything: b}], replacements: [{source: {}}], vars: [{name: A}]}', []],
  // Not a mapping where one is wanted: kustomize says so itself.
  ['{images: name, patches: null, __proto__: 1}', ['__proto__']],
])('%s', (text, unknown) => {
  expect(unknownKustomizationFields(parse(text)).map(({ path }) => fieldPath(path))).toEqual(unknown);
});

it.each([
  [
    '{patches: [a.yaml, {path: b.yaml}, null], images: [3, [a]], resources: [a.yaml]}',
    ['patches[0] string', 'images[0] number', 'images[1] array'],
  ],
  [
    '{replicas: [true], labels: {a: b}, patchesStrategicMerge: [a.yaml], configMapGenerator: x}',
    ['replicas[0] bool'],
  ],
])('an item that is no mapping: %s', (text, found) => {
  expect(missingMappings(parse(text)).map(({ path, is }) => `${fieldPath(path)} ${is}`)).toEqual(found);
});
