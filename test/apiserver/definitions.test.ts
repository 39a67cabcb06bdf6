import { expect, it } from 'vitest';
import { definitionsIn } from '../../src/apiserver/definitions.js';
import { servedKind } from '../../src/apiserver/served.js';

const definition = (metadata: unknown) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata,
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [{ name: 'v1', served: true, storage: true }],
  },
});

it('stand in a world as they are, and what is none stays out', () => {
  const written = definition({ name: 'widgets.example.com' });
  const world = definitionsIn(
    [null, 'text', { kind: 'ConfigMap' }, { kind: 'CustomResourceDefinition' }, written],
    '1.36',
  );
  expect(world.kinds()).toEqual(['CustomResourceDefinition']);
  expect(world.get('CustomResourceDefinition', 'widgets.example.com')).toBe(written);
});

it.each([
  ['an owner without a kind', { name: 'widgets.example.com', ownerReferences: [{}] }],
  ['labels that are none', { name: 'widgets.example.com', labels: 'a' }],
  ['a name that is no text', { name: 1 }],
  ['no metadata', null],
])('are made whole with %s, and add their kind all the same', (_what, metadata) => {
  const world = definitionsIn([definition(metadata)], '1.36');
  expect(servedKind(world, 'example.com/v1', 'Widget')?.resource.plural).toBe('widgets');
});
