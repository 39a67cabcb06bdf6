import { describe, expect, it } from 'vitest';
import { expressionWarnings } from '../../../src/admission/plugins/policy/type-check.js';
import type { JsonObject } from '../../../src/api/json.js';
import { asObject } from '../../../src/api/unstructured.js';
import { Cluster } from '../../../src/cluster/cluster.js';

const WIDGETS: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  size: { type: 'integer' },
                  namespace: { type: 'string' },
                  since: { type: 'array', items: { type: 'string', format: 'date-time' } },
                  labels: { type: 'object', additionalProperties: { type: 'boolean' } },
                },
              },
            },
          },
        },
      },
    ],
  },
};
const WORLD = Cluster.of([asObject(WIDGETS)], '1.36');

const rule = (apiGroup: string, ...resources: string[]): JsonObject => ({
  apiGroups: [apiGroup],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources,
});
const APPS = [rule('apps', 'deployments')];

function told(expression: string, resourceRules: JsonObject[] = APPS, more: JsonObject = {}): string[] {
  const spec = { matchConstraints: { resourceRules }, validations: [{ expression }], ...more };
  return expressionWarnings(spec, WORLD).flatMap(({ mistakes }) =>
    mistakes.map(({ message, kinds }) => `${message}: ${kinds.join(', ')}`),
  );
}

describe('expressions', () => {
  it('are told as the status of a policy tells them', () => {
    const spec = {
      matchConstraints: { resourceRules: [rule('apps', 'replicasets', 'deployments', 'replicasets/scale')] },
      validations: [
        { expression: 'object.spec.replicas > 1' },
        { expression: 'object.replicas > 1', messageExpression: 'string(object.spec.paused)' },
      ],
    };
    const kind = (name: string) => `apps/v1, Kind=${name}: ERROR: <input>:1:7: undefined field 'replicas'
 | object.replicas > 1
 | ......^
`;
    expect(expressionWarnings(spec, WORLD)).toEqual([
      {
        path: ['spec', 'validations', 1, 'expression'],
        fieldRef: 'spec.validations[1].expression',
        warning: `${kind('Deployment')}\n${kind('ReplicaSet')}`,
        mistakes: [
          {
            message: "undefined field 'replicas'",
            kinds: ['apps/v1 Deployment', 'apps/v1 ReplicaSet'],
            always: true,
          },
        ],
      },
      {
        path: ['spec', 'validations', 1, 'messageExpression'],
        fieldRef: 'spec.validations[1].messageExpression',
        warning: `apps/v1, Kind=ReplicaSet: ERROR: <input>:1:19: undefined field 'paused'
 | string(object.spec.paused)
 | ..................^
`,
        mistakes: [{ message: "undefined field 'paused'", kinds: ['apps/v1 ReplicaSet'], always: false }],
      },
    ]);
  });

  it.each([
    ['object.metadata.labels["a"] == "b"', []],
    [
      'object.metadata.labels["a"] == 1',
      ["found no matching overload for '_==_' applied to '(string, int)'"],
    ],
    ['object.metadata.lables.size() > 0', ["undefined field 'lables'"]],
    ['oldObject.spec.replica == 1', ["undefined field 'replica'"]],
    ['object.spec.template.spec.containers.all(c, quantity(c.resources.limits["cpu"]).sign() > 0)', []],
    ['object.spec.strategy.rollingUpdate.maxSurge == 1', []],
    [
      'object.spec.template.spec.containers[0].ports[0].containerPort == "http"',
      ["found no matching overload for '_==_' applied to '(int, string)'"],
    ],
    ['object.metadata.creationTimestamp < timestamp("2024-01-01T00:00:00Z")', []],
    ['object.spec.template.spec.hostNetwork', []],
    ['object.metadata.namespace == "a" || object.metadata.__namespace__ == "a"', []],
    ['authorizer.requestResource.check("delete").allowed()', []],
  ])('%s', (expression, mistakes) => {
    expect(told(expression)).toEqual(mistakes.map((one) => `${one}: apps/v1 Deployment`));
  });

  it('know the fields of custom resources, and the metadata of any', () => {
    const widgets = [rule('example.com', 'widgets')];
    expect(told('object.spec.size > 1 && object.metadata.labels["a"] == "b"', widgets)).toEqual([]);
    expect(told('object.spec.sizes > 1', widgets)).toEqual([
      "undefined field 'sizes': example.com/v1 Widget",
    ]);
  });

  it('read times, bytes and names that CEL keeps for itself as they are written', () => {
    const widgets = [rule('example.com', 'widgets')];
    const spec = 'object.spec';
    expect(
      told(`${spec}.namespace == "a" && ${spec}.since[0] == "2024" && ${spec}.labels.a`, widgets),
    ).toEqual([]);
    expect(told(`${spec}.namespace == 1`, widgets)).toHaveLength(1);
    expect(told('object.data["a"] == "b" && object.data["a"] == b"b"', [rule('', 'secrets')])).toEqual([]);
  });

  it('know parameters, as far as somebody describes them', () => {
    const more = (kind: string) => ({ paramKind: { apiVersion: 'v1', kind } });
    expect(told('params.data["a"] == "b" && params.dada["a"] == "b"', APPS, more('ConfigMap'))).toEqual([
      "undefined field 'dada': apps/v1 Deployment",
    ]);
    expect(told('params.dada["a"] == "b"', APPS, more('Unheard'))).toEqual([]);
  });

  it('know what variables are, but for those that are wrong themselves', () => {
    const variables = [
      { name: 'spec', expression: 'object.spec' },
      { name: 'replicas', expression: 'variables.spec.replicas' },
      { name: 'wrong', expression: 'object.wrong' },
    ];
    expect(told('variables.replicas == "a" || variables.wrong.a', APPS, { variables })).toEqual([
      "found no matching overload for '_==_' applied to '(int, string)': apps/v1 Deployment",
    ]);
  });

  it('of schemas that hold themselves end', () => {
    const definitions = [rule('apiextensions.k8s.io', 'customresourcedefinitions')];
    const schema = 'object.spec.versions[0].schema.openAPIV3Schema';
    expect(told(`${schema}.type == 1 && ${schema}.not.type == 1`, definitions)).toEqual([
      "found no matching overload for '_==_' applied to '(string, int)': apiextensions.k8s.io/v1 CustomResourceDefinition",
    ]);
  });
});

describe('kinds', () => {
  it.each([
    ['a group with a star', [{ ...rule('apps', 'deployments'), apiGroups: ['*'] }]],
    ['a version with a star', [{ ...rule('apps', 'deployments'), apiVersions: ['*'] }]],
    ['a star for resources', [rule('apps', '*')]],
    ['what nobody serves', [rule('apps', 'deploymentz')]],
    ['none', []],
  ])('are not known of %s', (_, rules) => {
    expect(told('object.replicas > 1', rules)).toEqual([]);
  });

  it('are ten at most', () => {
    const names =
      'configmaps endpoints events limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods podtemplates secrets services'.split(
        ' ',
      );
    const [only = ''] = told('object.replicas > 1', [rule('', ...names)]);
    expect(only.split(', ')).toHaveLength(10);
    expect(only).not.toContain('Secret');
  });
});
