import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/api/json.js';
import { admit } from '../../any-kind.js';

const SPEC: JsonObject = {
  driver: 'gpu.example.com',
  nodeName: 'node-1',
  pool: { name: 'node-1', generation: 1, resourceSliceCount: 1 },
};

function slice(change: JsonObject, apiVersion = 'resource.k8s.io/v1'): JsonObject {
  return { apiVersion, kind: 'ResourceSlice', metadata: { name: 'a' }, spec: { ...SPEC, ...change } };
}

function said(object: JsonObject, old?: JsonObject): string[] {
  const { errors, decoding } = admit(object, old ? { operation: 'update', old } : {});
  return [
    ...decoding.map(({ message }) => message),
    ...errors.map(({ field, message }) => `${field}: ${message}`),
  ];
}

describe('a ResourceSlice', () => {
  it('is taken with devices, their attributes and capacity', () => {
    const device = {
      attributes: { model: { string: 'A' }, 'example.com/v': { version: '1.2.3' } },
      capacity: { memory: { value: '40Gi' } },
    };
    expect(said(slice({ devices: [{ name: 'gpu-0', ...device }] }))).toEqual([]);
    expect(said(slice({ devices: [{ name: 'gpu-0', ...device }] }, 'resource.k8s.io/v1beta2'))).toEqual([]);
    const first = slice({ devices: [{ name: 'gpu-0', basic: device }] }, 'resource.k8s.io/v1beta1');
    expect(said(first)).toEqual([]);
  });

  it('names its pool, and how many slices that has', () => {
    expect(said(slice({ pool: { name: '', generation: -1, resourceSliceCount: 0 } }))).toEqual([
      'spec.pool.name: Required value',
      'spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero',
      'spec.pool.generation: Invalid value: -1: must be greater than or equal to zero',
    ]);
  });

  it('is reached from nodes that it names in one way', () => {
    const one = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
    expect(said(slice({ nodeName: null }))).toEqual([`spec: Required value: ${one}`]);
    expect(said(slice({ allNodes: true }))).toEqual([
      `spec: Invalid value: "{\`nodeName\`, \`allNodes\`}": ${one}, but multiple fields are set`,
    ]);
  });

  it.each([
    [
      { name: 'a', attributes: { x: {} } },
      'spec.devices[0].attributes[x]: Invalid value: "": exactly one value',
    ],
    [
      { name: 'a', attributes: { x: { version: '1' } } },
      'spec.devices[0].attributes[x].version: Invalid value: "1"',
    ],
    [{ name: 'a', taints: [{ key: 'k' }] }, 'spec.devices[0].taints[0].effect: Required value'],
    [{ name: 'a', allNodes: true }, 'spec.devices[0]: Invalid value: null: `nodeName`'],
    [
      { name: 'a', capacity: { m: { value: 1, requestPolicy: {} } } },
      'spec.devices[0].capacity[m].requestPolicy: Forbidden: allowMultipleAllocations must be true',
    ],
  ])('is refused for %j', (device, words) => {
    const all = said(slice({ devices: [device] }));
    expect(all).toHaveLength(1);
    expect(all[0]).toContain(words);
  });

  it('has devices of different names, not too many', () => {
    const devices = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `d${index}` }));
    expect(said(slice({ devices: devices(128) }))).toEqual([]);
    expect(said(slice({ devices: devices(129) }))).toEqual([
      'spec.devices: Too many: 129: must have at most 128 items',
    ]);
    expect(said(slice({ devices: [{ name: 'a' }, { name: 'a' }] }))).toEqual([
      'spec.devices[1]: Duplicate value: "a"',
    ]);
  });

  it('keeps driver, pool and node', () => {
    const old = admit(slice({})).object;
    expect(said(slice({ nodeName: 'node-2', driver: 'other.example.com' }), old)).toEqual([
      'spec.driver: Invalid value: "other.example.com": field is immutable',
      'spec.nodeName: Invalid value: "node-2": field is immutable',
    ]);
  });

  it('points into the deeper level of v1beta1', () => {
    const devices = [{ name: 'a', basic: { attributes: { x: {} } } }];
    const [error] = admit(slice({ devices }, 'resource.k8s.io/v1beta1')).errors;
    expect(error?.field).toBe('spec.devices[0].attributes[x]');
    expect(error?.path).toEqual(['spec', 'devices', 0, 'basic', 'attributes', 'x']);
  });
});
