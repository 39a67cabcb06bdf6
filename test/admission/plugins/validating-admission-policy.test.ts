import { describe, expect, it } from 'vitest';
import { admitCustom } from '../../../src/admission/custom/admit.js';
import type { RequestOptions } from '../../../src/admission/options.js';
import { validatingAdmissionPolicy } from '../../../src/admission/plugins/validating-admission-policy.js';
import type { JsonObject } from '../../../src/api/json.js';
import type { KubeObject } from '../../../src/api/objects.js';
import { Cluster } from '../../../src/cluster/cluster.js';
import { customKindsOf } from '../../../src/schema/crds.js';
import { admit } from '../any-kind.js';

const RULE = {
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['configmaps'],
};

function policy(spec: JsonObject, name = 'p'): JsonObject {
  const matchConstraints = { resourceRules: [RULE] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: { matchConstraints, ...spec },
  };
}

function binding(spec: JsonObject = {}, name = 'b'): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: 'p', validationActions: ['Deny'], ...spec },
  };
}

const namespace = (name: string, labels: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

const map = (data: JsonObject, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'default', ...more },
  data,
});

function world(...objects: JsonObject[]): Cluster {
  const all = [namespace('default', { team: 'x' }), ...objects];
  return Cluster.of(all as unknown as KubeObject[], '1.36');
}

/** What is said of an object: the refusal without what stands in front, then warnings behind a `~`. */
function said(cluster: Cluster, object: JsonObject, options: RequestOptions = {}): string[] {
  const admitted = admit(object, {
    plugins: [validatingAdmissionPolicy(cluster)],
    version: '1.36',
    ...options,
  });
  const refusal = admitted.refusal?.message.replace(/^.* is forbidden: /s, '');
  return [...(refusal === undefined ? [] : [refusal]), ...admitted.warnings.map((text) => `~ ${text}`)];
}

const by = "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: ";

describe('a policy', () => {
  it('denies with its message expression, its message, its expression, or why it failed', () => {
    const rows: [JsonObject, string[]][] = [
      [{ expression: 'object.data.a == "x"' }, []],
      [{ expression: ' object.data.a == "y" ' }, [`${by}failed expression: object.data.a == "y"`]],
      [{ expression: 'false', message: ' m ' }, [`${by}m`]],
      [{ expression: 'false', messageExpression: '"is " + object.data.a' }, [`${by}is x`]],
      [{ expression: 'false', messageExpression: '"a\\nb"', message: 'm' }, [`${by}m`]],
      [{ expression: 'false', messageExpression: 'object.nope', message: 'm' }, [`${by}m`]],
      [{ expression: 'false', messageExpression: `"${'x'.repeat(5121)}"`, message: 'm' }, [`${by}m`]],
      [
        { expression: 'object.data.z == "x"' },
        [`${by}expression 'object.data.z == "x"' resulted in error: no such key: z`],
      ],
      [{ expression: 'object.' }, [`${by}expression 'object.' resulted in error: compilation error`]],
      [{ expression: 'object.metadata.name' }, [`${by}failed expression: object.metadata.name`]],
    ];
    for (const [validation, expected] of rows) {
      const cluster = world(policy({ validations: [validation] }), binding());
      expect(said(cluster, map({ a: 'x' })), JSON.stringify(validation)).toEqual(expected);
    }
  });

  it('answers with its reason', () => {
    const codeOf = (reason?: string): number | undefined => {
      const validation = { expression: 'false', ...(reason && { reason }) };
      const cluster = world(policy({ validations: [validation] }), binding());
      return admit(map({}), { plugins: [validatingAdmissionPolicy(cluster)] }).refusal?.code;
    };
    expect(['Forbidden', 'Unauthorized', 'RequestEntityTooLarge', 'Invalid', undefined].map(codeOf)).toEqual([
      403, 401, 413, 422, 422,
    ]);
  });

  it('warns where its binding says so, even of what is denied', () => {
    const validations = [{ expression: 'false', message: 'm' }];
    const warned = "~ Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': m";
    expect(said(world(policy({ validations }), binding({ validationActions: ['Warn'] })), map({}))).toEqual([
      warned,
    ]);
    expect(said(world(policy({ validations }), binding({ validationActions: ['Audit'] })), map({}))).toEqual(
      [],
    );
    const both = world(policy({ validations }), binding(), binding({ validationActions: ['Warn'] }, 'c'));
    expect(said(both, map({}))).toEqual([`${by}m`, warned.replace("'b'", "'c'")]);
    // Nobody binds it.
    expect(said(world(policy({ validations })), map({}))).toEqual([]);
  });

  it('lets errors pass where it says so', () => {
    const cluster = world(
      policy({ failurePolicy: 'Ignore', validations: [{ expression: 'object.nope' }] }),
      binding(),
    );
    expect(said(cluster, map({}))).toEqual([]);
  });

  it('has variables, evaluated when they are asked for', () => {
    const variables = [
      { name: 'a', expression: 'object.data.a' },
      { name: 'b', expression: 'variables.a + "!"' },
      { name: 'bad', expression: '1 / 0' },
    ];
    const answer = (expression: string): string[] =>
      said(world(policy({ variables, validations: [{ expression }] }), binding()), map({ a: 'x' }));
    expect(answer('variables.b == "x!"')).toEqual([]);
    expect(answer('variables.bad == 1')).toEqual([
      `${by}expression 'variables.bad == 1' resulted in error: composited variable "bad" fails to evaluate: division by zero`,
    ]);
  });

  it('has conditions in front', () => {
    const answer = (...expressions: string[]): string[] => {
      const matchConditions = expressions.map((expression, at) => ({ name: `c${at}`, expression }));
      return said(
        world(policy({ matchConditions, validations: [{ expression: 'false', message: 'm' }] }), binding()),
        map({}),
      );
    };
    expect(answer('true')).toEqual([`${by}m`]);
    expect(answer('true', 'false')).toEqual([]);
    expect(answer('object.nope', 'false')).toEqual([]);
    expect(answer('object.nope', 'true')).toEqual([
      `${by}expression 'object.nope' resulted in error: no such key: nope`,
    ]);
    expect(answer('object.nope', 'object.no')).toEqual([
      `${by}[expression 'object.nope' resulted in error: no such key: nope, expression 'object.no' resulted in error: no such key: no]`,
    ]);
  });

  it('costs no more than a request may', () => {
    const costly = 'lists.range(90).all(x, lists.range(90).all(y, lists.range(25).all(z, true)))';
    const validations = Array.from({ length: 15 }, () => ({ expression: costly }));
    expect(said(world(policy({ validations }), binding()), map({}))).toEqual([
      `${by}validation failed due to running out of cost budget, no further validation rules will be run`,
    ]);
  });
});

describe('what a policy knows', () => {
  const holds = (expression: string, options: RequestOptions = {}, object = map({ a: 'x' })): string[] =>
    said(world(policy({ validations: [{ expression, message: 'no' }] }), binding()), object, options);

  it('is the object as it is and was, the request, the namespace, the authorizer', () => {
    const old = map({ a: 'was' });
    for (const text of [
      'object.kind == "ConfigMap" && object.apiVersion == "v1" && oldObject == null && params == null',
      'request.operation == "CREATE" && request.name == "a" && request.namespace == "default"',
      'request.kind.kind == "ConfigMap" && request.resource.resource == "configmaps" && request.kind.group == ""',
      'request.requestKind == request.kind && request.requestResource.version == "v1" && !has(request.subResource)',
      'request.userInfo.username == "admin" && "system:masters" in request.userInfo.groups',
      'request.options.kind == "CreateOptions" && request.options.fieldValidation == "Strict"',
      'namespaceObject.metadata.labels.team == "x"',
      'authorizer.group("apps").resource("deployments").subresource("scale").namespace("n").name("x").check("get").allowed()',
      'authorizer.path("/healthz").check("get").reason() == "" && !authorizer.path("/x").check("get").errored()',
      'authorizer.requestResource.fieldSelector("a=b").labelSelector("c").check("get").error() == ""',
      '!authorizer.serviceAccount("n", "s").path("/x").check("get").allowed()',
    ]) {
      expect(holds(text), text).toEqual([]);
    }
    const update: RequestOptions = { operation: 'update', old, user: { username: 'eve', uid: '7' } };
    for (const text of [
      'oldObject.data.a == "was" && request.operation == "UPDATE" && request.options.kind == "UpdateOptions"',
      'request.userInfo.username == "eve" && request.userInfo.uid == "7" && request.userInfo.groups == []',
      '!authorizer.requestResource.check("get").allowed()',
    ]) {
      expect(holds(text, update), text).toEqual([]);
    }
    expect(holds('authorizer.serviceAccount("", "x") == authorizer')[0]).toContain(
      'Invalid service account name',
    );
    expect(holds('authorizer.path(1).check("x").allowed()')[0]).toContain('no such overload: path(');
    expect(holds('authorizer.check("x").allowed()')[0]).toContain('no such overload: check(');
    expect(holds('"a".resource("x") == 1')[0]).toContain('no such overload: resource(string, string)');
  });

  it('are parameters, where it has a kind of them', () => {
    const limits = (name: string, n: string, where = 'default'): JsonObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: where, labels: { limits: 'yes' } },
      data: { n },
    });
    const spec = {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      validations: [
        { expression: 'object.data.a == params.data.n', messageExpression: '"not " + params.data.n' },
      ],
    };
    const answer = (paramRef: JsonObject | undefined, ...params: JsonObject[]): string[] =>
      said(world(policy(spec), binding(paramRef ? { paramRef } : {}), ...params), map({ a: '1' }));
    expect(answer({ name: 'l' }, limits('l', '1'))).toEqual([]);
    expect(answer({ name: 'l' }, limits('l', '2'))).toEqual([`${by}not 2`]);
    expect(answer({ name: 'l', namespace: 'other' }, limits('l', '3', 'other'))).toEqual([`${by}not 3`]);
    expect(answer({ name: 'l', parameterNotFoundAction: 'Allow' })).toEqual([]);
    expect(answer({ name: 'l', parameterNotFoundAction: 'Deny' })).toEqual([
      `${by}failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`,
    ]);
    expect(
      answer({ selector: { matchLabels: { limits: 'yes' } } }, limits('l', '1'), limits('m', '4')),
    ).toEqual([`${by}not 4`]);
    expect(answer(undefined)[0]).toContain('no such key: data');
    const cluster = {
      paramKind: { apiVersion: 'v1', kind: 'Namespace' },
      validations: [{ expression: 'false', message: 'm' }],
    };
    expect(said(world(policy(cluster), binding({ paramRef: { name: 'default' } })), map({}))).toEqual([
      `${by}m`,
    ]);
    expect(
      said(world(policy(cluster), binding({ paramRef: { name: 'default', namespace: 'x' } })), map({})),
    ).toEqual([
      `${by}failed to configure binding: paramRef.namespace must not be provided for a cluster-scoped \`paramKind\``,
    ]);
    const unknown = { paramKind: { apiVersion: 'x.io/v1', kind: 'Nope' }, validations: [] };
    const why =
      "failed to configure policy: failed to find resource referenced by paramKind: 'x.io/v1, Kind=Nope'";
    expect(said(world(policy(unknown), binding()), map({}))).toEqual([
      `ValidatingAdmissionPolicy 'p' denied request: ${why}`,
    ]);
    expect(said(world(policy({ ...unknown, failurePolicy: 'Ignore' }), binding()), map({}))).toEqual([]);
    const everywhere = policy({
      ...spec,
      matchConstraints: { resourceRules: [{ ...RULE, resources: ['namespaces'] }] },
    });
    expect(said(world(everywhere, binding({ paramRef: { name: 'l' } })), namespace('n'))).toEqual([
      `${by}failed to configure binding: cannot use namespaced paramRef in policy binding that matches cluster-scoped resources`,
    ]);
  });
});

describe('what a policy is about', () => {
  const validations = [{ expression: 'false', message: 'm' }];
  const matches = (matchConstraints: JsonObject, object = map({}), options: RequestOptions = {}): boolean =>
    said(world(policy({ matchConstraints, validations }), binding()), object, options).length > 0;
  const rules = (more: JsonObject): JsonObject => ({ resourceRules: [{ ...RULE, ...more }] });

  it('is told by group, version, resource, operation, scope and name', () => {
    const rows: [JsonObject, boolean][] = [
      [{}, true],
      [{ apiGroups: ['apps'] }, false],
      [{ apiGroups: ['*'] }, true],
      [{ apiVersions: ['v2'] }, false],
      [{ resources: ['pods'] }, false],
      [{ resources: ['configmaps/status'] }, false],
      [{ resources: ['*/*'] }, true],
      [{ operations: ['DELETE'] }, false],
      [{ operations: ['*'] }, true],
      [{ scope: 'Cluster' }, false],
      [{ scope: 'Namespaced' }, true],
      [{ scope: '*' }, true],
      [{ resourceNames: ['b'] }, false],
      [{ resourceNames: ['a'] }, true],
    ];
    expect(rows.map(([more]) => [more, matches(rules(more))])).toEqual(rows);
    expect(matches({})).toBe(true);
    expect(matches({ ...rules({}), excludeResourceRules: [RULE] })).toBe(false);
  });

  it('is told by labels of the namespace and of the object', () => {
    const team = (value: string): JsonObject => ({
      ...rules({}),
      namespaceSelector: { matchLabels: { team: value } },
    });
    expect([matches(team('x')), matches(team('y'))]).toEqual([true, false]);
    const app = { ...rules({}), objectSelector: { matchLabels: { app: 'z' } } };
    expect(matches(app)).toBe(false);
    expect(matches(app, map({}, { labels: { app: 'z' } }))).toBe(true);
    expect(matches(app, map({}), { operation: 'update', old: map({}, { labels: { app: 'z' } }) })).toBe(true);
    const spaces = {
      resourceRules: [{ ...RULE, resources: ['namespaces'] }],
      namespaceSelector: { matchLabels: { team: 'q' } },
    };
    expect([matches(spaces, namespace('n', { team: 'q' })), matches(spaces, namespace('n'))]).toEqual([
      true,
      false,
    ]);
    const classes = {
      resourceRules: [{ ...RULE, apiGroups: ['*'], resources: ['priorityclasses'] }],
      namespaceSelector: { matchLabels: { team: 'q' } },
    };
    expect(
      matches(classes, {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name: 'p' },
        value: 1,
      }),
    ).toBe(true);
    expect(
      said(
        world(
          policy({ validations }),
          binding({ matchResources: { objectSelector: { matchLabels: { app: 'z' } } } }),
        ),
        map({}),
      ),
    ).toEqual([]);
  });

  it('is seen in the version that is asked for, where there are several', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com' },
      spec: {
        group: 'example.com',
        names: { kind: 'Thing', plural: 'things' },
        scope: 'Namespaced',
        versions: ['v1', 'v2'].map((name, at) => ({
          name,
          served: true,
          storage: at === 0,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        })),
      },
    };
    const [kind] = customKindsOf(crd);
    if (!kind) throw new Error('no kind');
    const seen = (matchPolicy: string): string | undefined => {
      const matchConstraints = {
        matchPolicy,
        resourceRules: [
          { apiGroups: ['example.com'], apiVersions: ['v2'], operations: ['*'], resources: ['things'] },
        ],
      };
      const spec = {
        matchConstraints,
        validations: [{ expression: 'false', messageExpression: 'object.apiVersion' }],
      };
      const plugin = validatingAdmissionPolicy(world(crd, policy(spec), binding()));
      const thing = {
        apiVersion: 'example.com/v1',
        kind: 'Thing',
        metadata: { name: 'a', namespace: 'default' },
      };
      return admitCustom(thing, kind, { plugins: [plugin] }).refusal?.message.replace(/.*request: /, '');
    };
    expect(seen('Equivalent')).toBe('example.com/v2');
    expect(seen('Exact')).toBeUndefined();
  });

  it('is never a policy', () => {
    const all = {
      resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }],
    };
    expect(matches(all, binding())).toBe(false);
    expect(matches(all)).toBe(true);
  });
});
