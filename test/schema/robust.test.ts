import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { KUBERNETES_VERSIONS } from '../../src/api/version.js';
import { crdSchemas } from '../../src/schema/crds.js';
import { nearest } from '../../src/schema/nearest.js';
import { resources } from '../../src/schema/resources.js';
import { validateObject } from '../../src/schema/validate.js';

const KEYS = [
  'metadata',
  'spec',
  'template',
  'containers',
  'name',
  'labels',
  'status',
  '__proto__',
  'constructor',
  'data',
];
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false, 0, -1, 1.5, '', 'x', '1Gi', 2n ** 70n),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 4 })), tie('value'), {
      maxKeys: 5,
    }),
  ),
})).value as fc.Arbitrary<JsonValue>;

describe('validating whatever comes', () => {
  it('never throws and never changes the value', () => {
    const kinds = resources('1.36').all();
    fc.assert(
      fc.property(
        fc.constantFrom(...KUBERNETES_VERSIONS),
        fc.constantFrom(...kinds),
        json,
        (version, info, value) => {
          const body =
            typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { spec: value };
          const object = { ...body, apiVersion: info.apiVersion, kind: info.kind } as JsonValue;
          const before = structuredClone(object);
          for (const error of validateObject(version, object)) expect(error.message).not.toBe('');
          expect(object).toEqual(before);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never throws over whatever calls itself a CustomResourceDefinition', () => {
    fc.assert(
      fc.property(json, json, (schema, spec) => {
        const crd = {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          spec: {
            group: 'x.io',
            names: { kind: 'X' },
            versions: [
              { name: 'v1', schema: { openAPIV3Schema: { type: 'object', properties: { spec: schema } } } },
            ],
          },
        };
        validateObject('1.36', { apiVersion: 'x.io/v1', kind: 'X', spec }, crdSchemas([crd as JsonValue]));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to look at what is nested too deep, and says so', () => {
    let schema: JsonValue = { type: 'object' };
    for (let depth = 0; depth < 20_000; depth++) schema = { properties: { a: schema } };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'x' },
      spec: {
        group: 'x.io',
        scope: 'Cluster',
        names: { kind: 'X', plural: 'x' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    } as JsonValue;
    expect(validateObject('1.36', crd).map((error) => error.code)).toEqual(['too-deep']);
    expect(() => crdSchemas([crd]).find('x.io/v1', 'X')?.validate({ a: 1 })).not.toThrow();
  });

  it('tells at most a hundred errors of a hundred thousand', () => {
    const containers = Array.from({ length: 100_000 }, () => 5);
    const errors = validateObject('1.36', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers },
    });
    expect(errors.map(({ path }) => path)).toEqual(
      Array.from({ length: 100 }, (_, index) => ['spec', 'containers', index]),
    );
  });

  it('takes long texts in its stride', () => {
    const long = 'A'.repeat(4_000_000);
    expect(
      validateObject('1.36', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's' },
        data: { a: long, b: `${long}!` },
      }),
    ).toMatchObject([{ code: 'bad-format', path: ['data', 'b'] }]);
    const limits = { cpu: `${'1'.repeat(1_000_000)}x` };
    const errors = validateObject('1.36', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'a', image: 'b', resources: { limits } }] },
    });
    expect(errors).toMatchObject([{ code: 'bad-format' }]);
    expect(errors[0]!.message.length).toBeLessThan(300);
  });
});

describe('what was most likely meant', () => {
  it('is near, or nothing', () => {
    expect(nearest('replcias', ['replicas', 'revision'])).toBe('replicas');
    expect(nearest('image_pull_policy', ['imagePullPolicy'])).toBe('imagePullPolicy');
    expect(nearest('foo', ['bar', 'baz'])).toBeUndefined();
    expect(nearest('ab', ['ac'])).toBeUndefined();
  });

  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.array(fc.string({ maxLength: 8 })), (word, candidates) => {
        expect(nearest(word, [...candidates].reverse())).toBe(nearest(word, candidates));
      }),
    );
  });
});
