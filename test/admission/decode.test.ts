import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/api/json.js';
import { admit } from './any-kind.js';

const pod = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'i:1' }], ...spec },
});

function nested(levels: number): JsonValue {
  let value: JsonValue = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('decoding', () => {
  it.each([
    // An object in itself is the first level, the key's value the second.
    [499, ['strict decoding error: unknown field "deep"']],
    [500, ['strict decoding error: unknown field "deep"']],
    [501, ['exceeded max depth']],
  ])('reads %i levels of nesting or refuses them', (levels, expected) => {
    const object = { ...pod({}), deep: nested(levels) };
    expect(admit(object).refusal?.message.replace(/^.*? Pod: /, '')).toBe(expected[0]);
  });

  it('tells of a hundred unknown fields at most', () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`n${at}`, 1]));
    const { decoding } = admit(pod(many));
    expect(decoding.map(({ message }) => message)).toEqual(
      Array.from({ length: 100 }, (_, at) => `unknown field "spec.n${at}"`),
    );
    expect(decoding[99]?.path).toEqual(['spec', 'n99']);
  });

  it.each([
    [2n ** 63n - 1n, undefined],
    [2n ** 63n, 'number 9223372036854775808'],
    [-(2n ** 63n), undefined],
    [-(2n ** 63n) - 1n, 'number -9223372036854775809'],
  ])('takes %s for 64 bits as far as they reach', (value, refused) => {
    const { refusal } = admit(pod({ securityContext: { runAsUser: value } }));
    const what =
      /cannot unmarshal (.*) into Go struct field PodSecurityContext\.spec\.securityContext\.runAsUser of type int64$/;
    expect(what.exec(refusal?.message ?? '')?.[1]).toBe(refused);
  });

  it.each([
    [2n ** 31n - 1n, undefined],
    [2n ** 31n, 'number 2147483648'],
  ])('takes %s for 32 bits as far as they reach', (value, refused) => {
    const { refusal } = admit({ ...pod({}), spec: { priority: value } });
    expect(/cannot unmarshal (.*) into/.exec(refusal?.message ?? '')?.[1]).toBe(refused);
  });

  it('takes whole numbers of any size for fractions', () => {
    const schema = { type: 'number', maximum: 2n ** 60n };
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'as.g.io' },
      spec: {
        group: 'g.io',
        scope: 'Namespaced',
        names: { plural: 'as', kind: 'A' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', properties: { a: schema } } },
          },
        ],
      },
    };
    const { object, refusal } = admit(definition);
    expect(refusal).toBeUndefined();
    expect(JSON.stringify(object)).toContain('"a":{"type":"number","maximum":1152921504606847000}');
  });

  it.each([[undefined], [null], ['x'], [1], [[]]])('refuses %j, which is no mapping', (value) => {
    expect(admit(value as JsonValue)).toEqual({
      object: {},
      errors: [],
      decoding: [],
      warnings: [],
      refusal: { code: 400, reason: 'BadRequest', message: 'the object is not a mapping' },
    });
  });

  it('leaves what it was given as it is', () => {
    const object = pod({ hostNetwork: true, restartPolicy: 'Never' });
    const before = structuredClone(object);
    admit(object, { uid: 'u', now: 0 });
    expect(object).toEqual(before);
  });

  it('changes only what was not sound in an object that is trusted', () => {
    const trusted = admit(pod({ restartPolicy: 'Sometimes' }), { trusted: true });
    expect(trusted.errors).toEqual([]);
    expect(trusted.object['spec']).toMatchObject({
      restartPolicy: 'Sometimes',
      schedulerName: 'default-scheduler',
    });
    expect(
      admit(pod({ restartPolicy: 'Sometimes' })).errors.map(({ field, message }) => `${field}: ${message}`),
    ).toEqual([
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ]);
  });
});
