import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/api/json.js';
import { admit } from '../../any-kind.js';

function definition(spec: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: spec }, ...more }],
    },
  };
}

function errors(object: JsonObject): string[] {
  return admit(object).errors.map((error) => `${error.field}: ${error.message}`);
}

const spec = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties: { spec: { type: 'object', properties } },
});
const AT = 'spec.validation.openAPIV3Schema.properties[spec].properties';

describe('schemas of definitions', () => {
  it('takes a sound one', () => {
    const schema = spec({
      size: { type: 'integer', default: 3, minimum: 1 },
      port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
      tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    });
    expect(errors(definition(schema))).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['no type', { a: {} }, `${AT}[a].type: Required value: must not be empty for specified object fields`],
    ['no items', { a: { type: 'array' } }, `${AT}[a].items: Required value: must be specified`],
    [
      'an odd type',
      { a: { type: 'float' } },
      `${AT}[a].type: Unsupported value: "float": supported values: "array", "boolean", "integer", "number", "object", "string"`,
    ],
    [
      'a pattern that is none',
      { a: { type: 'string', pattern: '[' } },
      `${AT}[a].pattern: Invalid value: "[": must be a valid regular expression, but isn't: error parsing regexp: missing closing ]: \`[\``,
    ],
    [
      'a type in a junctor',
      { a: { type: 'string', anyOf: [{ type: 'string' }] } },
      `${AT}[a].anyOf[0].type: Forbidden: must be empty to be structural`,
    ],
    [
      'a default of another type',
      { a: { type: 'integer', default: 'x' } },
      `${AT}[a].default: Invalid value: "string":  in body must be of type integer: "string"`,
    ],
    [
      'a default beyond the maximum',
      { a: { type: 'integer', maximum: 10, default: 99 } },
      `${AT}[a].default: Invalid value: 99:  in body should be less than or equal to 10`,
    ],
    [
      'keys of a map list that are no fields',
      {
        a: {
          type: 'array',
          items: { type: 'object' },
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
        },
      },
      `${AT}[a].x-kubernetes-list-map-keys: Invalid value: ["k"]: entries must all be names of item properties`,
    ],
    [
      'a rule that is no bool',
      { a: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self + 1' }] } },
      `${AT}[a].x-kubernetes-validations[0].rule: Invalid value: {"Rule":"self + 1","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}: cel expression must evaluate to a bool`,
    ],
  ])('refuses %s', (_, properties, expected) => {
    expect(errors(definition(spec(properties)))).toEqual([expected]);
  });

  it('says where the error is in the manifest, though the server names another place', () => {
    const [error] = admit(definition(spec({ a: {} }))).errors;
    expect(error?.path).toEqual(
      'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a.type'
        .split('.')
        .map((step) => (step === '0' ? 0 : step)),
    );
  });

  it('names the version where versions differ', () => {
    const object = definition(spec({ a: {} }));
    const versions = (object['spec'] as JsonObject)['versions'] as JsonObject[];
    versions.push({ name: 'v2', served: true, storage: false, schema: { openAPIV3Schema: spec({}) } });
    expect(errors(object)).toEqual([
      'spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[a].type: Required value: must not be empty for specified object fields',
    ]);
  });

  it('wants the name made of plural and group', () => {
    const object = definition(spec({}));
    object['metadata'] = { name: 'widget.example.com' };
    expect(errors(object)).toEqual([
      'metadata.name: Invalid value: "widget.example.com": must be spec.names.plural+"."+spec.group',
    ]);
  });

  it('warns of formats that nothing checks', () => {
    const { warnings } = admit(definition(spec({ a: { type: 'string', format: 'int64' } })));
    expect(warnings).toEqual(['unrecognized format "int64"']);
  });

  it('does not run patterns in a way that can hang', () => {
    const slow = { type: 'string', pattern: '^(a+)+$', default: `${'a'.repeat(5000)}b` };
    expect(errors(definition(spec({ a: slow })))[0]).toContain("should match '^(a+)+$'");
  });

  it('refuses rules that would cost too much, and says by how much', () => {
    const list = (maxItems: number | undefined): JsonObject => ({
      ...(maxItems && { maxItems }),
      type: 'array',
      items: { type: 'string' },
    });
    const rule = { rule: 'self.list.all(x, self.list.all(y, x == y))' };
    const cost = (properties: JsonObject): string[] => {
      const schema = spec(properties);
      (schema['properties'] as Record<string, JsonObject>)['spec']!['x-kubernetes-validations'] = [rule];
      return errors(definition(schema));
    };
    expect(cost({ list: list(5) })).toEqual([]);
    expect(cost({ list: list(10) })).toEqual([
      'spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of 3.1x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)',
    ]);
    expect(cost({ list: list(undefined) })).toHaveLength(3);
  });

  it('keeps what identifies the resource', () => {
    const old = admit(definition(spec({}))).object;
    const next = definition(spec({}));
    (next['spec'] as JsonObject)['scope'] = 'Cluster';
    const { errors: found } = admit(next, { operation: 'update', old });
    expect(found.map((error) => error.field)).toEqual(['spec.scope']);
  });
});
