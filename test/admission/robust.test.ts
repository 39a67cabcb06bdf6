import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/api/json.js';
import { admit } from './any-kind.js';

const KINDS: readonly [string, string][] = [
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['v1', 'Secret'],
  ['v1', 'PersistentVolume'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'LimitRange'],
  ['v1', 'Node'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
];

/** Field names that lead somewhere, so that odd values meet the rules. */
const NAMES = [
  'metadata',
  'name',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'spec',
  'template',
  'containers',
  'initContainers',
  'image',
  'ports',
  'containerPort',
  'env',
  'valueFrom',
  'resources',
  'requests',
  'limits',
  'cpu',
  'volumes',
  'volumeMounts',
  'selector',
  'matchLabels',
  'matchExpressions',
  'key',
  'operator',
  'values',
  'replicas',
  'rules',
  'port',
  'type',
  'schedule',
  'jobTemplate',
  'metrics',
  'capacity',
  'storage',
  'data',
  'limits',
  'tolerations',
  'affinity',
  '__proto__',
  'constructor',
  'toString',
];

const odd: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<JsonValue>(null, true, 0, -1, 1.5, '', 'a', '-', '1Gi', '25%', 'Always', 10n ** 30n),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 5 }).map((made) => made as JsonObject),
  ),
})).value;

describe('whatever comes in', () => {
  it('is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), odd, odd, ([apiVersion, kind], metadata, spec) => {
        const object: JsonObject = { apiVersion, kind, metadata, spec, data: spec, rules: spec };
        const created = admit(object);
        expect(typeof created.object).toBe('object');
        admit(object, { operation: 'update', old: { apiVersion, kind, metadata: { name: 'a' }, spec: {} } });
      }),
      { numRuns: 1500 },
    );
  });

  it('is no mapping, or no kind', () => {
    for (const value of [
      null,
      1,
      'x',
      [],
      [{}],
      undefined,
      {},
      { kind: 1 },
      { apiVersion: 'a/b/c', kind: 'Pod' },
    ]) {
      expect(admit(value as JsonValue).refusal).toBeDefined();
    }
  });

  it('does not reach the prototype of objects', () => {
    const object = JSON.parse(
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"__proto__":"x"},"__proto__":{"polluted":"yes"}},"spec":{"nodeSelector":{"constructor":"y"},"containers":[{"name":"c","image":"i","__proto__":{"polluted":"yes"}}]}}',
    ) as JsonObject;
    admit(object);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('is deep or long', () => {
    let deep: JsonValue = 1;
    for (let level = 0; level < 20_000; level += 1) deep = { not: deep };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'x' },
      spec: deep,
    };
    expect(admit(crd).refusal?.message).toContain('exceeded max depth');
    const long = 'a'.repeat(1_000_000);
    const containers = [{ name: `${long}!`, image: `${long} `, env: [{ name: long, value: long }] }];
    expect(
      admit({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: long, labels: { [long]: long } },
        spec: { containers },
      }).refusal,
    ).toBeDefined();
  });
});
