import { describe, expect, it } from 'vitest';
import { encodeStruct, isFreeForm, zeroOf } from '../../src/api/go-encode.js';
import { type GoType, goStruct } from '../../src/api/go-types.js';
import type { JsonValue } from '../../src/api/json.js';
import type { KubernetesVersion } from '../../src/api/version.js';

/** The JSON that the server writes of a struct, its fields in their order. */
const written = (key: string, value: JsonValue | undefined, version: KubernetesVersion = '1.36'): string =>
  JSON.stringify(encodeStruct(goStruct(key)!, value, version));

describe('what the server writes of an object', () => {
  it.each<[string, JsonValue | undefined, string]>([
    ['core.v1.Pod', {}, '{"metadata":{},"spec":{"containers":null},"status":{}}'],
    ['core.v1.Pod', undefined, '{"metadata":{},"spec":{"containers":null},"status":{}}'],
    ['core.v1.Pod', 'text', '{"metadata":{},"spec":{"containers":null},"status":{}}'],
    [
      'core.v1.Event',
      {},
      '{"metadata":{},"involvedObject":{},"source":{},"firstTimestamp":null,"lastTimestamp":null,"eventTime":null,"reportingComponent":"","reportingInstance":""}',
    ],
    [
      'apps.v1.Deployment',
      {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment', status: {} },
        metadata: {
          ...{ name: 'a', generation: 0, labels: {}, finalizers: [], annotations: { b: '2', a: '1' } },
          ...{ creationTimestamp: '2024-01-01T00:00:00.5+01:00', deletionTimestamp: 'bad' },
        },
        spec: {
          ...{ replicas: 0, paused: false, nope: 1 },
          template: {
            spec: {
              ...{ terminationGracePeriodSeconds: 0, hostNetwork: false, hostPID: true },
              containers: [
                {
                  name: 'a',
                  env: [],
                  ports: [{ containerPort: 80 }],
                  resources: { requests: { cpu: '0.5', memory: 2048 } },
                },
                { name: '' },
                null,
              ],
            },
          },
        },
      },
      '{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"a","creationTimestamp":"2023-12-31T23:00:00Z","deletionTimestamp":"bad","annotations":{"b":"2","a":"1"}},"spec":{"replicas":0,"selector":null,"template":{"metadata":{},"spec":{"containers":[{"name":"a","ports":[{"containerPort":80}],"resources":{"requests":{"cpu":"500m","memory":"2048"}}},{"name":"","resources":{}},{"name":"","resources":{}}],"terminationGracePeriodSeconds":0,"hostPID":true}},"strategy":{}},"status":{}}',
    ],
    [
      'core.v1.Secret',
      { data: { a: 'eA==', b: null }, stringData: { a: null, b: 'x' }, immutable: false },
      '{"metadata":{},"immutable":false,"data":{"a":"eA==","b":""},"stringData":{"a":"","b":"x"}}',
    ],
    ['core.v1.ConfigMap', { data: 'x', binaryData: {} }, '{"metadata":{}}'],
    [
      'apps.v1.ControllerRevision',
      { revision: 3, data: { b: [1], a: null } },
      '{"metadata":{},"data":{"b":[1],"a":null},"revision":3}',
    ],
    ['apps.v1.ControllerRevision', {}, '{"metadata":{},"revision":0}'],
    ['core.v1.HTTPGetAction', {}, '{"port":0}'],
    ['core.v1.HTTPGetAction', { port: 'http', path: '' }, '{"port":"http"}'],
    [
      'core.v1.Probe',
      { httpGet: { port: 80 }, periodSeconds: 0, timeoutSeconds: 1, exec: null },
      '{"httpGet":{"port":80},"timeoutSeconds":1}',
    ],
    [
      'apiextensions.v1.JSONSchemaProps',
      {
        ...{
          default: { a: null },
          enum: [1, null, 'x'],
          items: { type: 'string' },
          maximum: 0,
          minLength: 0,
        },
        ...{ additionalProperties: false, properties: { a: null, b: {} }, required: [], nullable: false },
        'x-kubernetes-validations': [{ rule: 'a' }],
      },
      '{"default":{"a":null},"maximum":0,"minLength":0,"enum":[1,null,"x"],"items":{"type":"string"},"properties":{"a":{},"b":{}},"additionalProperties":false,"x-kubernetes-validations":[{"rule":"a"}]}',
    ],
    [
      'meta.v1.ManagedFieldsEntry',
      { time: '2024-01-01T00:00:00Z', fieldsV1: { 'f:a': {} } },
      '{"time":"2024-01-01T00:00:00Z","fieldsV1":{"f:a":{}}}',
    ],
    [
      'coordination.v1.LeaseSpec',
      { acquireTime: '2024-01-01T00:00:00.123456Z', leaseDurationSeconds: 0 },
      '{"leaseDurationSeconds":0,"acquireTime":"2024-01-01T00:00:00.123456Z"}',
    ],
    [
      'core.v1.PersistentVolumeClaimSpec',
      { resources: { requests: { storage: '1024Mi' } } },
      '{"resources":{"requests":{"storage":"1Gi"}}}',
    ],
    [
      'core.v1.Toleration',
      { key: '', value: 'a', tolerationSeconds: 0 },
      '{"value":"a","tolerationSeconds":0}',
    ],
    ['core.v1.EmptyDirVolumeSource', { sizeLimit: '0.5Gi' }, '{"sizeLimit":"512Mi"}'],
    ['core.v1.EmptyDirVolumeSource', { sizeLimit: true }, '{"sizeLimit":true}'],
  ])('%s of %j', (key, value, json) => {
    expect(written(key, value)).toBe(json);
  });

  it('leaves out big zeros too, and keeps the input as it was', () => {
    const value = { periodSeconds: 0n, timeoutSeconds: 5n };
    expect(encodeStruct(goStruct('core.v1.Probe')!, value, '1.36')).toEqual({ timeoutSeconds: 5n });
    expect(value).toEqual({ periodSeconds: 0n, timeoutSeconds: 5n });
  });

  it.each<[KubernetesVersion, string]>([
    ['1.28', '{"name":"a","creationTimestamp":null}'],
    ['1.33', '{"name":"a","creationTimestamp":null}'],
    ['1.34', '{"name":"a"}'],
    ['1.36', '{"name":"a"}'],
  ])('writes a time that was never set as null, or not: %s', (version, json) => {
    expect(written('meta.v1.ObjectMeta', { name: 'a' }, version)).toBe(json);
  });

  it.each<[KubernetesVersion, string]>([
    ['1.30', '{"name":"a","source":{}}'],
    ['1.31', '{"name":"a","resourceClaimName":"c"}'],
  ])('writes the fields that the minor has: %s', (version, json) => {
    expect(written('core.v1.PodResourceClaim', { name: 'a', resourceClaimName: 'c' }, version)).toBe(json);
  });
});

describe('what was never set', () => {
  const typeOf = (key: string, name: string): GoType =>
    goStruct(key)!.fields.find((field) => field.name === name)!.type;
  it.each<[string, string, JsonValue]>([
    ['core.v1.Container', 'Name', ''],
    ['core.v1.ContainerStatus', 'Ready', false],
    ['core.v1.ContainerStatus', 'RestartCount', 0],
    ['core.v1.HTTPGetAction', 'Port', 0],
    ['core.v1.EmptyDirVolumeSource', 'SizeLimit', null],
    ['core.v1.Event', 'FirstTimestamp', null],
    ['core.v1.PodSpec', 'Containers', null],
    ['core.v1.Secret', 'Data', null],
    ['apps.v1.ControllerRevision', 'Data', null],
  ])('%s %s is %j', (key, field, zero) => {
    expect(zeroOf(typeOf(key, field))).toBe(zero);
  });

  it('behind a pointer or in a map', () => {
    const size = typeOf('core.v1.EmptyDirVolumeSource', 'SizeLimit');
    expect(size.kind === 'pointer' && zeroOf(size.to)).toBe('0');
    const maximum = typeOf('apiextensions.v1.JSONSchemaProps', 'Maximum');
    expect(maximum.kind === 'pointer' && zeroOf(maximum.to)).toBe(0);
  });

  it.each([
    ['apiextensions.v1.JSON', true],
    ['apiextensions.v1.JSONSchemaPropsOrBool', true],
    ['apiextensions.v1.JSONSchemaPropsOrArray', true],
    ['apiextensions.v1.JSONSchemaPropsOrStringArray', true],
    ['apiextensions.v1.JSONSchemaProps', false],
    ['core.v1.Pod', false],
  ])('%s is written as it was read: %s', (key, free) => {
    expect(isFreeForm(key)).toBe(free);
  });
});
