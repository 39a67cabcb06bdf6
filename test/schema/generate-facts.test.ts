import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../src/api/version.js';
import { enumOf } from '../../src/schema/generate/enums.js';
import type { OpenApiSchema } from '../../src/schema/generate/openapi.js';
import { requiredOf } from '../../src/schema/generate/required.js';
import { stable } from '../../src/schema/generate/write.js';
import type { SchemaNode, SchemaSet } from '../../src/schema/set.js';

const setOf = (version: KubernetesVersion): SchemaSet =>
  JSON.parse(readFileSync(new URL(`../../schemas/v${version}.json`, import.meta.url), 'utf8')) as SchemaSet;

/** Every field of every definition of a version that is Kubernetes' own. */
function* fieldsOf(
  version: KubernetesVersion,
): Generator<[definition: string, field: string, node: SchemaNode]> {
  for (const [definition, { properties = {} }] of Object.entries(setOf(version).definitions)) {
    for (const [field, node] of Object.entries(properties)) yield [definition, field, node];
  }
}

test.each(KUBERNETES_VERSIONS)(
  'the values and the required fields of v%s are those that the generator gives',
  (version) => {
    const [wrong, found]: [unknown[], number[]] = [[], [0, 0]];
    for (const [definition, field, node] of fieldsOf(version)) {
      // What documents say of values is more than servers take; all come from the tables.
      const values = enumOf(definition, field, version);
      const committed = (node.items ?? node).enum;
      if (stable(values ?? null) !== stable(committed ?? null))
        wrong.push([definition, field, values, committed]);
      if (committed) found[0]!++;
    }
    for (const [definition, { required = [], properties = {} }] of Object.entries(
      setOf(version).definitions,
    )) {
      const schema = {
        properties: properties as Record<string, OpenApiSchema>,
        required: [...required].reverse(),
      };
      const asked = requiredOf(definition, schema, version);
      if (stable(asked) !== stable(required)) wrong.push([definition, asked, required]);
      found[1]! += required.length;
    }
    expect(wrong).toEqual([]);
    expect(found[0]).toBeGreaterThan(80);
    expect(found[1]).toBeGreaterThan(280);
  },
);

describe('what the document calls required and the server does not ask for', () => {
  const TEXT: OpenApiSchema = { type: 'string' };
  it.each<[definition: string, field: string]>([
    ['core.v1.ConfigMapNodeConfigSource', 'kubeletConfigKey'],
    ['core.v1.ConfigMapNodeConfigSource', 'name'],
    ['core.v1.ConfigMapNodeConfigSource', 'namespace'],
    ['core.v1.HTTPHeader', 'value'],
    ['core.v1.Sysctl', 'value'],
    ['core.v1.TypedLocalObjectReference', 'kind'],
    ['core.v1.TypedLocalObjectReference', 'name'],
    ['core.v1.TypedObjectReference', 'kind'],
    ['core.v1.TypedObjectReference', 'name'],
    ['discovery.v1.ForNode', 'name'],
    ['discovery.v1.ForZone', 'name'],
    ['meta.v1.GroupResource', 'group'],
    ['rbac.v1.RoleRef', 'apiGroup'],
    ['storage.v1.TokenRequest', 'audience'],
  ])('the text %s.%s', (definition, field) => {
    const schema = { required: [field, 'other'], properties: { [field]: TEXT, other: TEXT } };
    expect(requiredOf(`io.k8s.api.${definition}`, schema, '1.36')).toEqual(['other']);
  });

  test('numbers, lists and structs, unless they are listed', () => {
    const schema: OpenApiSchema = {
      required: ['port', 'other', 'list', 'struct', 'gone'],
      properties: {
        port: { type: 'integer' },
        other: { type: 'integer' },
        list: { type: 'array' },
        struct: { $ref: 'x' },
      },
    };
    expect(requiredOf('io.k8s.api.core.v1.ServicePort', schema, '1.36')).toEqual(['port']);
  });

  test.each([
    ['core.v1.ContainerResizePolicy', 'resourceName', '1.32', '1.33'],
    ['core.v1.ContainerResizePolicy', 'restartPolicy', '1.32', '1.33'],
    ['core.v1.ContainerRestartRule', 'action', '1.34', '1.35'],
  ])('the text %s.%s in %s, but in %s', (definition, field, before, since) => {
    const schema = { required: [field], properties: { [field]: TEXT } };
    const asked = (version: string) => requiredOf(`io.k8s.api.${definition}`, schema, version);
    expect([asked(before), asked(since)]).toEqual([[], [field]]);
  });

  test('of a CRD all is asked for, in order', () => {
    expect(requiredOf('com.example.v1.Thing', { required: ['b', 'a'] }, '1.36')).toEqual(['a', 'b']);
  });
});

describe('the values of a field', () => {
  it.each<[about: string, definition: string, field: string, version: string, values: string[] | undefined]>([
    ['from the table', 'io.k8s.api.core.v1.PodOS', 'name', '1.28', ['', 'linux', 'windows']],
    ['of every version of an API', 'io.k8s.api.core.v2.PodOS', 'name', '1.36', ['', 'linux', 'windows']],
    ['not before they are enforced', 'io.k8s.api.core.v1.SecurityContext', 'procMount', '1.32', undefined],
    [
      'since they are enforced',
      'io.k8s.api.core.v1.SecurityContext',
      'procMount',
      '1.33',
      ['', 'Default', 'Unmasked'],
    ],
    ['of nothing known', 'io.k8s.api.core.v1.PodOS', 'other', '1.36', undefined],
    ['of another group', 'io.k8s.api.apps.v1.PodOS', 'name', '1.36', undefined],
    ['of a name without a group', 'PodOS', 'name', '1.36', undefined],
  ])('%s', (_, definition, field, version, values) => {
    expect(enumOf(definition, field, version)).toEqual(values);
  });

  it.each([
    ['core.v1.Container', 'restartPolicy', '1.34', '1.35'],
    ['core.v1.ContainerResizePolicy', 'restartPolicy', '1.32', '1.33'],
    ['core.v1.ContainerRestartRule', 'action', '1.34', '1.35'],
    ['core.v1.ContainerRestartRuleOnExitCodes', 'operator', '1.34', '1.35'],
    ['core.v1.ImageVolumeSource', 'pullPolicy', '1.34', '1.35'],
    ['core.v1.PodSecurityContext', 'seLinuxChangePolicy', '1.32', '1.33'],
    ['core.v1.PodSecurityContext', 'supplementalGroupsPolicy', '1.32', '1.33'],
    ['core.v1.SecurityContext', 'procMount', '1.32', '1.33'],
  ])('of %s.%s are not asked for in %s, but in %s', (definition, field, before, since) => {
    const known = (version: string) => enumOf(`io.k8s.api.${definition}`, field, version) !== undefined;
    expect([known(before), known(since)]).toEqual([false, true]);
  });
});
