import { expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';
import { diffText } from '../../src/report/diff-text.js';

const map = (text: string, label: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big, labels: {a: ${label}}}\ndata: {k: ${text.repeat(140_000)}}\n`;

it('what is too long to be remembered goes through on the server', () => {
  const result = diff(
    [{ file: 'old.yaml', text: map('a', 'p') }],
    [{ file: 'new.yaml', text: map('ab', 'q') }],
  );
  const [refused] = result.objects;
  expect(refused?.refusals.map(({ field, message }) => `${field}: ${message}`)).toEqual([
    'metadata.annotations: Too long: may not be more than 262144 bytes',
  ]);
  expect(refused?.changes.some(({ culprit }) => culprit)).toBe(false);
  expect(refused?.recreation).toContain('kubectl apply --server-side does without');
  const last = (next: string) => diffText(result, { next }).trimEnd().split('\n').at(-1);
  expect(last('new.yaml')).toBe(
    'kubectl apply --server-side -f new.yaml   does without the annotation that is too long.',
  );
  expect(last('git:main:new.yaml')).not.toContain('kubectl apply');
});

it('what was too long before is told as it was', () => {
  const headline = (old: string, now: string) =>
    diffText(diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }])).split('\n')[2];
  const refused = '! configmap/big  refused';
  expect(headline(map('ab', 'p'), map('ab', 'q'))).toContain(`${refused}, as before: metadata.annotations`);
  expect(headline(map('a', 'p'), map('ab', 'q'))).toContain(`${refused}: metadata.annotations`);
});

it('what is not served any more is told as refused before, where it was of that version then', () => {
  const budget = (version: string, label: string) =>
    `apiVersion: policy/${version}\nkind: PodDisruptionBudget\nmetadata: {name: web, labels: {a: ${label}}}\nspec: {maxUnavailable: 1, selector: {matchLabels: {a: b}}}\n`;
  const told = (old: string, now: string) =>
    diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }]).objects[0];
  expect(told(budget('v1beta1', 'p'), budget('v1beta1', 'q'))).toMatchObject({
    verdict: 'refused',
    asBefore: true,
  });
  const anew = told(budget('v1', 'p'), budget('v1beta1', 'p'));
  expect(anew).toMatchObject({ verdict: 'refused' });
  expect(anew).not.toHaveProperty('asBefore');
});

const definition = (properties: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: shops, singular: shop, kind: Shop, listKind: ShopList}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: ${properties}}}}]
`;

it('what comes to a schema or goes is told whole, without what only describes it', () => {
  const owner =
    'owner: {type: object, required: [name], description: Whose., properties: {name: {type: string, description: Called.}}}';
  const size = (text: string) => `size: {type: integer, description: ${text}}`;
  const result = diff(
    [{ file: 'old.yaml', text: definition(`{${size('How big.')}, gone: {type: string}}`) }],
    [{ file: 'new.yaml', text: definition(`{${size('How large.')}, ${owner}}`) }],
  );
  const schema = 'spec.versions[name=v1].schema.openAPIV3Schema.properties';
  expect(result.objects[0]?.changes.map(({ op, path }) => `${op} ${path}`)).toEqual([
    `replace ${schema}[size].description`,
    `add ${schema}[owner]`,
    `remove ${schema}[gone]`,
  ]);
  const told = diffText(result);
  expect(told).toContain('+ {type: object, required: [name], properties: {name: {type: string}}}');
  expect(told).toContain('    … the descriptions of 1 field of the schema, --verbose shows them\n');
  expect(told).not.toMatch(/How|Whose|Called/);
  expect(diffText(result, { verbose: true })).toMatch(/"How big\." → "How large\."|How big\. → How large\./);
});

it('a definition whose maps take anything is the same once it is applied again', () => {
  const crd = (label: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com, labels: {a: ${label}}}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: shops, singular: shop, kind: Shop, listKind: ShopList}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {a: {type: object, additionalProperties: {type: string}}}}}
`;
  const { objects } = diff([{ file: 'old.yaml', text: crd('p') }], [{ file: 'new.yaml', text: crd('q') }]);
  expect(objects[0]?.changes.map(({ path }) => path)).toEqual(['metadata.labels[a]']);
});
