import { expect, it } from 'vitest';
import { lint } from '../../../src/lint/lint.js';

const text = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.t.example}
spec:
  group: t.example
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                o: {type: object, required: [{}, a]}
                l: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [{}], items: {type: object, properties: {a: {type: string}}}}
---
apiVersion: t.example/v1
kind: Thing
metadata: {name: a, namespace: default}
spec: {o: {}, l: [{a: one}, {a: two}]}
`;

it('what a definition cannot mean is told of the definition, not of its resources', () => {
  const { findings } = lint([{ file: 'a.yaml', text }]);
  const told = findings.map(({ message, location }) => `${location.start.line}: ${message}`);
  expect(told).toEqual([
    expect.stringMatching(/^19: .*o\.required\[0\] must be a string, it is a mapping$/),
    expect.stringMatching(/^20: .*x-kubernetes-list-map-keys\[0\] must be a string, it is a mapping$/),
    '25: spec.o.a is required',
  ]);
});
