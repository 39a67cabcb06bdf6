import { describe, expect, it } from 'vitest';
import { admitCustom } from '../../../src/admission/custom/admit.js';
import type { RequestOptions } from '../../../src/admission/options.js';
import type { AdmissionPlugin } from '../../../src/admission/plugin.js';
import { admissionPlugins } from '../../../src/admission/plugins/index.js';
import { mutatingAdmissionPolicy } from '../../../src/admission/plugins/mutating-admission-policy.js';
import { nameOf, policiesOf } from '../../../src/admission/plugins/policy/objects.js';
import { isObject, type JsonObject } from '../../../src/api/json.js';
import type { KubeObject } from '../../../src/api/objects.js';
import { PATCHING } from '../../../src/apiserver/policy-patching.js';
import { Cluster } from '../../../src/cluster/cluster.js';
import { customKindsOf } from '../../../src/schema/crds.js';
import { admit } from '../any-kind.js';

const RULE = {
  apiGroups: ['', 'x.io'],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources: ['configmaps', 'things'],
};

const mutation = (patchType: string, expression: string): JsonObject => ({
  patchType,
  [patchType === 'JSONPatch' ? 'jsonPatch' : 'applyConfiguration']: { expression },
});
const patch = (expression: string): JsonObject => mutation('JSONPatch', expression);
const apply = (expression: string): JsonObject => mutation('ApplyConfiguration', expression);

function policy(mutations: JsonObject[], spec: JsonObject = {}, name = 'p'): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: { resourceRules: [RULE] },
      reinvocationPolicy: 'Never',
      mutations,
      ...spec,
    },
  };
}

function binding(spec: JsonObject = {}, policyName = 'p', name = 'b'): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName, ...spec },
  };
}

const DEFINITION: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.x.io' },
  spec: {
    group: 'x.io',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
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
                  n: { type: 'integer' },
                  deep: { type: 'object', properties: { d: { type: 'string', default: 'D' } } },
                },
              },
            },
          },
        },
      },
    ],
  },
};

function world(...objects: JsonObject[]): Cluster {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } };
  return Cluster.of([namespace, DEFINITION, ...objects] as unknown as KubeObject[], '1.36');
}

const map = (data: JsonObject = { a: 'x' }): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'default' },
  data,
});

function answer(cluster: Cluster, options: RequestOptions = {}, before: AdmissionPlugin[] = []): unknown {
  const plugins = [mutatingAdmissionPolicy(cluster, PATCHING, before)];
  const { object, refusal } = admit(map(), { plugins, version: '1.36', ...options });
  if (refusal) return refusal.message.replace(/^.* is forbidden: /s, '');
  const { metadata, data } = object as JsonObject;
  const { labels, annotations } = isObject(metadata) ? metadata : {};
  return { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }), data };
}

const by = "policy 'p' with binding 'b' denied request: ";

describe('a mutating policy', () => {
  it('changes what is admitted with JSON patches and apply configurations, one after another', () => {
    const rows: [JsonObject[], unknown][] = [
      [
        [patch('[JSONPatch{op: "add", path: "/data/b", value: object.data.a + "!"}]')],
        { data: { a: 'x', b: 'x!' } },
      ],
      [
        [
          patch('[JSONPatch{op: "add", path: "/data/" + jsonpatch.escapeKey("k"), value: "1"}]'),
          patch('[JSONPatch{op: "add", path: "/data/m", value: object.data.k}]'),
          apply('Object{metadata: Object.metadata{labels: Object.metadata.labels{of: object.data.m}}}'),
        ],
        { labels: { of: '1' }, data: { a: 'x', k: '1', m: '1' } },
      ],
      [[apply('Object{metadata: Object.metadata{?annotations: optional.none()}}')], { data: { a: 'x' } }],
      // A test that fails leaves all as it is.
      [
        [
          patch(
            '[JSONPatch{op: "test", path: "/data/a", value: "y"}, JSONPatch{op: "remove", path: "/data/a"}]',
          ),
        ],
        { data: { a: 'x' } },
      ],
      [[patch('[]')], { data: { a: 'x' } }],
      [[patch('[JSONPatch{op: "remove", path: "/data"}]')], { data: undefined }],
    ];
    for (const [mutations, expected] of rows) {
      expect(answer(world(policy(mutations), binding())), JSON.stringify(mutations)).toEqual(expected);
    }
  });

  it('refuses what it cannot patch, unless it ignores failures', () => {
    const rows: [JsonObject, string][] = [
      [patch('[JSONPatch{op: "add", path: "/nope/x", value: 1}]'), `${by}JSON Patch: add operation`],
      [patch('[JSONPatch{op: "add", path: object.nope, value: 1}]'), 'no such key: nope'],
      [apply('Object{nope: 1}'), `${by}error applying patch: failed to convert patch object`],
    ];
    for (const [mutations, expected] of rows) {
      expect(answer(world(policy([mutations]), binding()))).toContain(expected);
      expect(answer(world(policy([mutations], { failurePolicy: 'Ignore' }), binding()))).toEqual({
        data: { a: 'x' },
      });
    }
    const unreadable = patch('[JSONPatch{op: "add", path: "/data", value: [1]}]');
    expect(answer(world(policy([unreadable]), binding()))).toMatch(/^Internal error occurred: /);
    const unknown = patch('[JSONPatch{op: "add", path: "/nope", value: 1}]');
    expect(answer(world(policy([unknown]), binding()))).toMatch(
      /strict decoding error: unknown field "nope"/,
    );
  });

  it('is asked where it is bound and its conditions hold, in the order of the names', () => {
    const add = (value: string): JsonObject[] => [
      patch(`[JSONPatch{op: "add", path: "/data/a", value: object.data.a + "${value}"}]`),
    ];
    expect(answer(world(policy(add('1'))))).toEqual({ data: { a: 'x' } });
    const both = [policy(add('2'), {}, 'q'), binding({}, 'q', 'a'), policy(add('1')), binding()];
    expect(answer(world(...both))).toEqual({ data: { a: 'x12' } });
    const when = (expression: string): Cluster =>
      world(policy(add('1'), { matchConditions: [{ name: 'c', expression }] }), binding());
    expect(answer(when('object.data.a == "x"'))).toEqual({ data: { a: 'x1' } });
    expect(answer(when('object.data.a == "y"'))).toEqual({ data: { a: 'x' } });
    expect(answer(when('object.nope'))).toContain(`${by}expression 'object.nope' resulted in error`);
    const elsewhere = { matchResources: { objectSelector: { matchLabels: { z: 'z' } } } };
    expect(answer(world(policy(add('1')), binding(elsewhere)))).toEqual({ data: { a: 'x' } });
    expect(answer(world(policy(add('1')), binding()), { operation: 'update', old: map() })).toEqual({
      data: { a: 'x' },
    });
  });

  it('has parameters', () => {
    const mutations = [patch('[JSONPatch{op: "add", path: "/data/p", value: params.data.v}]')];
    const params = { ...map({ v: '7' }), metadata: { name: 'l', namespace: 'default' } };
    const spec = { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } };
    const bound = binding({ paramRef: { name: 'l', parameterNotFoundAction: 'Deny' } });
    expect(answer(world(policy(mutations, spec), bound, params))).toEqual({ data: { a: 'x', p: '7' } });
    expect(answer(world(policy(mutations, spec), bound))).toContain(
      `${by}failed to configure binding: no params found`,
    );
    expect(
      answer(world(policy(mutations, { paramKind: { apiVersion: 'x/v1', kind: 'No' } }), binding())),
    ).toBe(
      'policy "p" denied request: failed to configure policy: failed to find resource referenced by paramKind: \'x/v1, Kind=No\'',
    );
  });

  it('has the plugins before it asked again of what it changed', () => {
    let asked = 0;
    const before: AdmissionPlugin = {
      name: 'Counter',
      mutate: () => {
        asked += 1;
        return asked > 1 ? { code: 403, reason: 'Forbidden', message: 'again' } : undefined;
      },
    };
    const changes = world(policy([patch('[JSONPatch{op: "add", path: "/data/b", value: "y"}]')]), binding());
    expect(answer(changes, {}, [before])).toEqual({ data: { a: 'x', b: 'y' } });
    expect(asked).toBe(1);
    expect(answer(changes, {}, [before])).toBe('again');
    expect(answer(world(policy([patch('[]')]), binding()), {}, [before])).toEqual({ data: { a: 'x' } });
    expect(asked).toBe(2);
  });

  it('changes custom resources, whose defaults are filled in anew', () => {
    const cluster = world(
      policy([patch('[JSONPatch{op: "add", path: "/spec/deep", value: Object.spec.deep{}}]')]),
      binding(),
    );
    const [kind] = customKindsOf(DEFINITION as unknown as KubeObject);
    if (!kind) throw new Error('no kind');
    const thing = {
      apiVersion: 'x.io/v1',
      kind: 'Thing',
      metadata: { name: 'a', namespace: 'default' },
      spec: { n: 1 },
    };
    const { object, refusal } = admitCustom(thing, kind, {
      plugins: [mutatingAdmissionPolicy(cluster, PATCHING, [])],
      version: '1.36',
    });
    expect(refusal).toBeUndefined();
    expect((object as JsonObject)['spec']).toEqual({ n: 1, deep: { d: 'D' } });
  });

  it('stands among the plugins where patches are at hand', () => {
    const names = (plugins: AdmissionPlugin[]): string[] => plugins.map(({ name }) => name);
    expect(names(admissionPlugins(world(), PATCHING))).toContain('MutatingAdmissionPolicy');
    expect(names(admissionPlugins(world()))).not.toContain('MutatingAdmissionPolicy');
  });
});

describe('policies of a world', () => {
  it('come in the order of their names', () => {
    const cluster = world(policy([], {}, 'z'), policy([], {}, 'a'));
    expect(policiesOf(cluster, 'MutatingAdmissionPolicy').map(nameOf)).toEqual(['a', 'z']);
  });
});
