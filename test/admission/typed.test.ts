import { expect, it } from 'vitest';
import { ensure, int, intPtr, list, obj, setDefault, str } from '../../src/admission/fields.js';
import type { Struct } from '../../src/admission/typed.js';

const deployment: Struct<'apps.v1.Deployment'> = {
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { minReadySeconds: 5, template: { spec: { containers: [{ name: 'web', image: 'nginx' }] } } },
};

it('reads fields by the struct that an object is', () => {
  const spec = obj(deployment, 'spec');
  const [container] = list(obj(obj(spec, 'template'), 'spec'), 'containers');
  expect(int(spec, 'minReadySeconds')).toBe(5);
  expect(str(container, 'image')).toBe('nginx');
  expect(str(obj(obj(deployment, 'metadata'), 'labels'), 'app')).toBe('web');
});

it('does not compile where the struct has no such field, or one of another type', () => {
  const spec = obj(deployment, 'spec');
  // @ts-expect-error a typo
  expect(int(spec, 'minReadySecond')).toBe(0);
  // @ts-expect-error a number
  expect(str(spec, 'minReadySeconds')).toBe('');
  // @ts-expect-error a field of the container
  expect(intPtr(obj(obj(spec, 'template'), 'spec'), 'image')).toBeUndefined();
  // @ts-expect-error a typo in a default
  setDefault(ensure({} as Struct<'apps.v1.Deployment'>, 'spec'), 'replica', 1);
  // @ts-expect-error another struct
  const pod: Struct<'core.v1.PodSpec'> = spec;
  expect(pod).toBe(spec);
});
