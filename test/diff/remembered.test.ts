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
