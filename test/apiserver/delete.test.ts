import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import { kindOf } from '../../src/api/object-key.js';
import type { KubeObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Answer } from '../../src/apiserver/request.js';
import { Cluster } from '../../src/cluster/cluster.js';

const REGISTRATION = 'admissionregistration.k8s.io/v1';

function policy(validation: JsonObject, rule: JsonObject = {}): JsonObject {
  const any = { apiGroups: ['*'], apiVersions: ['*'], operations: ['DELETE'], resources: ['*'], ...rule };
  return {
    apiVersion: REGISTRATION,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'keep' },
    spec: { matchConstraints: { resourceRules: [any] }, validations: [validation] },
  };
}

const binding = (action: string): JsonObject => ({
  apiVersion: REGISTRATION,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'b' },
  spec: { policyName: 'keep', validationActions: [action] },
});

const object = (apiVersion: string, kind: string, name: string, more: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
});

const definition: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

const WORLD: readonly JsonObject[] = [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { team: 'x' } },
  })),
  definition,
  object('v1', 'ConfigMap', 'a', { data: { keep: 'yes' } }),
  object('v1', 'ConfigMap', 'b', { data: { keep: 'no' } }),
  object('example.com/v1', 'Thing', 'a', { spec: { keep: true } }),
  object('v1', 'Pod', 'p', { spec: { containers: [{ name: 'c', image: 'i' }] } }),
];

const THING = kindOf(object('example.com/v1', 'Thing', 'a') as unknown as KubeObject);

function remove(kind: string, key: string, ...more: JsonObject[]): Answer {
  const cluster = Cluster.of([...WORLD, ...more] as unknown as KubeObject[], '1.36');
  return handle(cluster, { verb: 'delete', kind, key }, 0);
}

/** The refusal, or what was changed and what was warned of. */
function said(answer: Answer): unknown {
  if ('refusal' in answer) return answer.refusal.message;
  return [
    ...answer.changes.map((change) => `${change.verb} ${change.object.metadata.name}`),
    ...answer.warnings,
  ];
}

const KEEP = { expression: 'oldObject.data.keep != "yes"', message: 'it stays' };
const DENIED = "ValidatingAdmissionPolicy 'keep' with binding 'b' denied request:";

describe('a deletion', () => {
  it('is refused by a policy that wants the object to stay', () => {
    const world = [policy(KEEP, { resources: ['configmaps'] }), binding('Deny')];
    expect(said(remove('ConfigMap', 'default/a', ...world))).toBe(
      `configmaps "a" is forbidden: ${DENIED} it stays`,
    );
    expect(said(remove('ConfigMap', 'default/b', ...world))).toEqual(['delete b']);
    expect(said(remove('Pod', 'default/p', ...world))).toEqual(['delete p']);
  });

  it('is what expressions see: no object, the old one, the operation and its options', () => {
    const seen =
      'object == null && has(oldObject.metadata.name) && request.operation == "DELETE" && ' +
      'request.options.kind == "DeleteOptions" && request.name == "a" && namespaceObject.metadata.labels.team == "x"';
    const world = [policy({ expression: seen }), binding('Deny')];
    expect(said(remove('ConfigMap', 'default/a', ...world))).toEqual(['delete a']);
    expect(said(remove(THING, 'default/a', ...world))).toEqual(['delete a']);
    const kept = [policy({ expression: '!oldObject.spec.keep' }), binding('Deny')];
    expect(said(remove(THING, 'default/a', ...kept))).toBe(
      `things.example.com "a" is forbidden: ${DENIED} failed expression: !oldObject.spec.keep`,
    );
  });

  it('is warned of, and done', () => {
    expect(said(remove('ConfigMap', 'default/a', policy(KEEP), binding('Warn')))).toEqual([
      'delete a',
      "Validation failed for ValidatingAdmissionPolicy 'keep' with binding 'b': it stays",
    ]);
  });

  it('is no concern of policies about other operations, of what is not bound, nor of evictions', () => {
    const created = policy(KEEP, { operations: ['CREATE', 'UPDATE'] });
    expect(said(remove('ConfigMap', 'default/a', created, binding('Deny')))).toEqual(['delete a']);
    expect(said(remove('ConfigMap', 'default/a', policy(KEEP)))).toEqual(['delete a']);
    const world = [...WORLD, policy({ expression: 'false' }), binding('Deny')];
    const cluster = Cluster.of(world as unknown as KubeObject[], '1.36');
    expect(said(handle(cluster, { verb: 'evict', key: 'default/p' }, 0))).toEqual(['update p', 'delete p']);
  });

  it.each(['default', 'kube-system', 'kube-public'])('of namespace %s is refused', (name) => {
    expect(said(remove('Namespace', name))).toBe(
      `namespaces "${name}" is forbidden: this namespace may not be deleted`,
    );
    expect(said(remove('Namespace', 'kube-node-lease'))).not.toContain('forbidden');
  });
});

describe('a request that stores nothing', () => {
  it('says so to expressions', () => {
    const asks = policy({ expression: '!request.dryRun' }, { operations: ['*'] });
    const cluster = Cluster.of([...WORLD, asks, binding('Deny')] as unknown as KubeObject[], '1.36');
    const message = (made: JsonObject, dryRun: boolean): unknown =>
      said(handle(cluster, { verb: 'create', object: made as unknown as KubeObject, dryRun }, 0));
    const config = object('v1', 'ConfigMap', 'new');
    const thing = object('example.com/v1', 'Thing', 'new');
    expect(message(config, false)).toEqual(['create new']);
    expect(message(config, true)).toMatch(/failed expression: !request.dryRun$/);
    expect(message(thing, false)).toEqual(['create new']);
    expect(message(thing, true)).toMatch(/failed expression: !request.dryRun$/);
  });
});
