import { expect, it } from 'vitest';
import {
  copy,
  drop,
  ensure,
  fieldNames,
  int,
  intPtr,
  ints,
  list,
  obj,
  ptr,
  set,
  setDefault,
  str,
} from '../../src/admission/fields.js';
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

it('reads what several structs have in common, and the field of each of several names', () => {
  const pod: Struct<'core.v1.Pod'> = {
    spec: {
      securityContext: { supplementalGroups: [1, 2] },
      containers: [{ name: 'web', image: 'nginx' }],
      ephemeralContainers: [{ name: 'shell', image: 'busybox', targetContainerName: 'web' }],
    },
  };
  const spec = obj(pod, 'spec');
  const all = (['containers', 'ephemeralContainers'] as const).flatMap((which) => list(spec, which));
  expect(all.map((container) => str(container, 'image'))).toEqual(['nginx', 'busybox']);
  // @ts-expect-error only ephemeral containers have it
  expect(str(all[1], 'targetContainerName')).toBe('web');
  expect(ints(obj(spec, 'securityContext'), 'supplementalGroups')).toEqual([1, 2]);
  expect(ints(undefined as Struct<'core.v1.PodSecurityContext'> | undefined, 'supplementalGroups')).toEqual(
    [],
  );
  expect(fieldNames(spec)).toEqual(['securityContext', 'containers', 'ephemeralContainers']);
});

it('sets and takes away only fields that the struct has', () => {
  const spec: Struct<'core.v1.PodSpec'> = { nodeName: 'a', hostNetwork: true };
  set(spec, 'nodeName', 'b');
  drop(spec, 'hostNetwork');
  drop(ptr(spec, 'securityContext'), 'runAsUser');
  expect(spec).toEqual({ nodeName: 'b' });
  // @ts-expect-error a typo
  set(spec, 'nodename', 'c');
  // @ts-expect-error a typo
  drop(spec, 'nodename');
  expect(spec).toEqual({ nodeName: 'b' });
  // @ts-expect-error a text where a flag is
  setDefault(spec, 'hostUsers', 'false');
  // @ts-expect-error another struct
  set(spec, 'affinity', obj(spec, 'securityContext'));
});

it('copies a field, or what is not there', () => {
  const into: Struct<'core.v1.PodSpec'> = { nodeName: 'a', tolerations: [] };
  const from: Struct<'core.v1.PodSpec'> = { nodeName: 'b', tolerations: [{ key: 'x' }] };
  copy(into, 'tolerations', from);
  copy(into, 'nodeName', undefined);
  expect(into).toEqual({ tolerations: [{ key: 'x' }] });
  expect(list(into, 'tolerations')[0]).not.toBe(list(from, 'tolerations')[0]);
});
