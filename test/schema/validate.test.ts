import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import type { SchemaError } from '../../src/schema/error.js';
import { validateObject } from '../../src/schema/validate.js';

const container = (more: object = {}) => ({ name: 'web', image: 'nginx:1.27', ...more });
const deployment = (pod: object = {}, spec: object = {}, metadata: object = {}) =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', ...metadata },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container()], ...pod } },
      ...spec,
    },
  }) as unknown as JsonValue;

const check = (value: unknown, version: KubernetesVersion = '1.36') =>
  validateObject(version, value as JsonValue);
const POD = ['spec', 'template', 'spec'];
const FIRST = [...POD, 'containers', 0];

describe('a manifest as it should be', () => {
  it.each([
    ['a plain deployment', deployment()],
    [
      'nulls, which are unset fields',
      deployment({ nodeSelector: null, containers: [container({ args: [null] })] }, { replicas: null }),
    ],
    [
      'int-or-strings and quantities in both forms',
      deployment(
        {
          containers: [
            container({
              resources: { limits: { cpu: 1.5, memory: '1Gi' }, requests: { cpu: '100m', memory: 1e9 } },
            }),
          ],
        },
        { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } } },
      ),
    ],
    ['the empty value of an enum, which the server fills in', deployment({ restartPolicy: '' })],
    [
      '64-bit integers',
      deployment({
        activeDeadlineSeconds: 9223372036854775807n,
        terminationGracePeriodSeconds: -9223372036854775808n,
      }),
    ],
    [
      'a Secret',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'YQ==', b: 'YWJj\nZGVm' } },
    ],
    [
      'anything in a field that holds anything',
      {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        metadata: { name: 'r' },
        revision: 1,
        data: { any: [1, { x: null }] },
      },
    ],
    [
      'times',
      {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'l', creationTimestamp: '2026-02-28T01:02:03Z' },
        spec: { renewTime: '2026-02-28T01:02:03.000001+02:00' },
      },
    ],
  ])('%s has no errors', (_, value) => {
    expect(check(value)).toEqual([]);
  });
});

describe('unknown fields', () => {
  it.each<[string, JsonValue, Partial<SchemaError>]>([
    [
      'misspelt',
      deployment({ containers: [container({ imagePullPolcy: 'Always' })] }),
      {
        path: [...FIRST, 'imagePullPolcy'],
        key: 'imagePullPolcy',
        suggestion: 'imagePullPolicy',
        server: 'unknown field "spec.template.spec.containers[0].imagePullPolcy"',
      },
    ],
    [
      'in another case',
      deployment({ containers: [container({ ImagePullPolicy: 'Always' })] }),
      { suggestion: 'imagePullPolicy' },
    ],
    [
      'a level too high',
      deployment({}, { containers: [container()] }),
      { path: ['spec', 'containers'], hint: 'containers belongs in spec.template.spec' },
    ],
    [
      'a level too low',
      deployment({ containers: [container({ hostNetwork: true })] }),
      { hint: 'hostNetwork belongs in spec.template.spec' },
    ],
    [
      'of the pod, on the container’s own securityContext',
      deployment({ containers: [container({ securityContext: { fsGroup: 1 } })] }),
      { hint: 'fsGroup belongs in spec.template.spec.securityContext' },
    ],
    [
      'null, which is no excuse',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, spec: null },
      { path: ['spec'], server: 'unknown field "spec"' },
    ],
    [
      'with a name that JavaScript knows',
      JSON.parse(
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"__proto__":{"a":1}}',
      ) as JsonValue,
      { path: ['__proto__'], key: '__proto__' },
    ],
    [
      'of an older API',
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'i' },
        spec: {
          maxReplicas: 1,
          scaleTargetRef: { kind: 'A', name: 'a' },
          targetCPUUtilizationPercentage: 80,
        },
      },
      { hint: 'autoscaling/v2 writes it as an item of metrics with resource.name cpu' },
    ],
  ])('%s', (_, value, expected) => {
    expect(check(value)).toEqual([expect.objectContaining({ code: 'unknown-field', ...expected })]);
  });

  it('does not send a field of one volume source to another', () => {
    const [error] = check(deployment({ volumes: [{ name: 'v', storageos: { pool: 'p' } }] }));
    expect(error).toMatchObject({ code: 'unknown-field', key: 'pool' });
    expect(error?.hint).toBeUndefined();
  });

  it('knows what came with which version', () => {
    const value = deployment({ resources: { limits: { cpu: '1' } } });
    expect(check(value, '1.36')).toEqual([]);
    expect(check(value, '1.31')).toMatchObject([{ code: 'unknown-field', path: [...POD, 'resources'] }]);
  });
});

describe('wrong types', () => {
  it.each<[string, JsonValue, Partial<SchemaError>]>([
    [
      'a number in quotes',
      deployment({}, { replicas: '3' }),
      { path: ['spec', 'replicas'], expected: 'integer', actual: 'string', hint: 'write it without quotes' },
    ],
    [
      'an env value without quotes',
      deployment({ containers: [container({ env: [{ name: 'A', value: 8080 }] })] }),
      {
        path: [...FIRST, 'env', 0, 'value'],
        expected: 'string',
        actual: 'integer',
        hint: 'write it in quotes',
      },
    ],
    [
      'a label that is a boolean',
      deployment({}, {}, { labels: { on: true } }),
      { path: ['metadata', 'labels', 'on'], actual: 'boolean', hint: 'write it in quotes' },
    ],
    [
      'a mapping for a list',
      deployment({ containers: container() }),
      {
        path: [...POD, 'containers'],
        expected: 'list',
        actual: 'mapping',
        hint: 'put a dash before it: it is one item of a list',
      },
    ],
    [
      'a list for a mapping',
      deployment({ nodeSelector: [{ a: 'b' }] }),
      { expected: 'mapping', actual: 'list' },
    ],
    [
      'a fraction for an int-or-string',
      deployment({}, { strategy: { rollingUpdate: { maxSurge: 0.5 } } }),
      { expected: 'integer or string', actual: 'number' },
    ],
    [
      'a boolean for a quantity',
      deployment({ containers: [container({ resources: { limits: { cpu: true } } })] }),
      { expected: 'quantity', actual: 'boolean' },
    ],
    [
      'a source written as a value',
      deployment({ containers: [container({ env: [{ name: 'A', value: { fieldRef: {} } }] })] }),
      { hint: 'a source of a value goes in valueFrom' },
    ],
    ['yes for true', deployment({ hostNetwork: 'yes' }), { hint: 'write true' }],
  ])('%s is one error', (_, value, expected) => {
    expect(check(value)).toEqual([expect.objectContaining({ code: 'wrong-type', ...expected })]);
  });
});

describe('values', () => {
  it.each<[string, JsonValue, Partial<SchemaError>]>([
    [
      'an enum in another case',
      deployment({ restartPolicy: 'always' }),
      { code: 'bad-enum', suggestion: 'Always', allowed: ['Always', 'Never', 'OnFailure'] },
    ],
    [
      'an item of an enum list',
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'p' },
        spec: { accessModes: ['RWO'] },
      },
      { code: 'bad-enum', path: ['spec', 'accessModes', 0] },
    ],
    [
      'a quantity as people say it',
      deployment({ containers: [container({ resources: { limits: { memory: '512MB' } } })] }),
      { code: 'bad-format', expected: 'quantity', suggestion: '512M' },
    ],
    [
      'an integer that needs 64 bits',
      deployment({}, { replicas: 4294967296 }),
      { code: 'out-of-range', path: ['spec', 'replicas'] },
    ],
    [
      'an integer that needs more than 64 bits',
      deployment({ activeDeadlineSeconds: 9223372036854775808n }),
      { code: 'out-of-range' },
    ],
    [
      'base64 that is not',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'hunter2' } },
      { code: 'bad-format', path: ['data', 'a'], expected: 'base64' },
    ],
    [
      'a day that is not in the calendar',
      deployment({}, {}, { creationTimestamp: '2026-02-30T00:00:00Z' }),
      { code: 'bad-format' },
    ],
    [
      'a missing field',
      deployment({ containers: [{ image: 'nginx' }] }),
      { code: 'missing-required', path: FIRST, key: 'name' },
    ],
    [
      'a null where a field is needed',
      deployment({ containers: [{ name: null, image: 'nginx' }] }),
      { code: 'missing-required', key: 'name' },
    ],
  ])('%s', (_, value, expected) => {
    expect(check(value)).toEqual([expect.objectContaining(expected)]);
  });

  it('of Secrets are never told', () => {
    const errors = check({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', labels: { a: 12345678 } },
      data: { a: 'hunter2 is my password', b: 87654321 },
      stringData: { c: 13571357 },
    });
    expect(errors).toHaveLength(4);
    expect(JSON.stringify(errors)).not.toMatch(/hunter2|87654321|13571357|12345678/);
  });

  it('are asked for from the version on that enforces them', () => {
    const set = (pod: object) => ({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 's' },
      spec: { serviceName: 's', selector: {}, template: { spec: pod } },
    });
    expect(check(set({}), '1.31')).toEqual([]);
    expect(check(set({}), '1.34')).toMatchObject([{ code: 'missing-required', key: 'containers' }]);
    expect(check(set({ contianers: [] }), '1.31')).toMatchObject([{ code: 'unknown-field' }]);
    const image = deployment({ volumes: [{ name: 'v', image: { reference: 'a', pullPolicy: 'maybe' } }] });
    expect(check(image, '1.34')).toEqual([]);
    expect(check(image, '1.36')).toMatchObject([{ code: 'bad-enum' }]);
  });

  it('of status only have to be of the right type', () => {
    const status = (conditions: object[]) => ({ ...(deployment() as object), status: { conditions } });
    expect(check(status([{}]))).toEqual([]);
    expect(check(status([{ type: 3 }]))).toMatchObject([{ code: 'wrong-type' }]);
  });
});

describe('kinds', () => {
  it.each<[unknown, Partial<SchemaError>, KubernetesVersion?]>([
    [
      { apiVersion: 'apps/v1', kind: 'Deploymnet' },
      {
        code: 'unknown-kind',
        path: ['kind'],
        suggestion: 'Deployment',
        server: 'no matches for kind "Deploymnet" in version "apps/v1"',
      },
    ],
    [
      { apiVersion: 'v1', kind: 'Deployment' },
      { code: 'unknown-version', path: ['apiVersion'], suggestion: 'apps/v1' },
    ],
    [
      { apiVersion: 'app/v1', kind: 'Deployment' },
      { code: 'unknown-version', suggestion: 'apps/v1' },
    ],
    [
      { apiVersion: 'networking.k8s.io/v2', kind: 'Ingress' },
      { code: 'unknown-version', suggestion: 'networking.k8s.io/v1' },
    ],
    [
      { apiVersion: 'extensions/v1beta1', kind: 'Ingress' },
      { code: 'removed-api', suggestion: 'networking.k8s.io/v1', hint: 'use networking.k8s.io/v1 Ingress' },
    ],
    [
      { apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy' },
      {
        code: 'removed-api',
        hint: 'it is gone: label namespaces with pod-security.kubernetes.io/enforce: baseline or restricted, or write a ValidatingAdmissionPolicy',
      },
    ],
    [
      { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy' },
      { code: 'not-yet-served' },
      '1.28',
    ],
    [{ apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' }, { code: 'no-schema' }],
    [{ kind: 'Pod' }, { code: 'missing-kind', key: 'apiVersion' }],
    [
      { apiVersion: 1, kind: 'Pod' },
      { code: 'missing-kind', path: ['apiVersion'] },
    ],
    [[], { code: 'missing-kind', path: [] }],
  ])('%j', (value, expected, version = '1.36') => {
    expect(check(value, version)).toEqual([expect.objectContaining(expected)]);
  });
});
