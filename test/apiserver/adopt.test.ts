import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import type { AnyObject, KubeObject } from '../../src/api/objects.js';
import { adopt } from '../../src/apiserver/adopt.js';
import { worldOf } from '../kubectl/client.js';

const world = worldOf();
const adopted = (object: object) => {
  const { object: whole, ...told } = adopt(object as KubeObject, world, ALL_KINDS);
  return { ...(whole as AnyObject), ...told } as unknown as Record<string, unknown> & {
    metadata: Record<string, unknown>;
  };
};

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'p',
    namespace: 'gone',
    creationTimestamp: '2020-01-01T00:00:00Z',
    resourceVersion: '77',
  },
  spec: { containers: [{ name: 'c', image: 'i' }] },
  status: { phase: 'Running', podIP: '10.0.0.1' },
};

describe('an object that a cluster holds already', () => {
  it('is defaulted, its status and metadata kept, wherever it is', () => {
    const pod = adopted({ ...POD, metadata: { ...POD.metadata, uid: 'u', generation: 5 } });
    expect(pod).toMatchObject({
      unserved: false,
      metadata: { ...POD.metadata, uid: 'u', generation: 5 },
      spec: { restartPolicy: 'Always', containers: [{ name: 'c', image: 'i', imagePullPolicy: 'Always' }] },
    });
    expect(pod['status']).toEqual(POD.status);
  });

  it('can give all that it has, as a Node, unless it says what it can give', () => {
    const node = (status: object) =>
      adopted({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec: {}, status });
    const capacity = { cpu: '4', pods: '110' };
    expect(node({ capacity })).toMatchObject({ spec: {}, status: { capacity, allocatable: capacity } });
    expect(node({ capacity, allocatable: { cpu: '3' } })['status']).toMatchObject({
      allocatable: { cpu: '3' },
    });
  });

  it('gets a uid if a dump left it out, the same every time, and no name', () => {
    expect(adopted(POD).metadata['uid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(adopted(POD).metadata['uid']).toBe(adopted(POD).metadata['uid']);
    const nameless = { ...POD, metadata: { namespace: 'ns' } };
    expect(adopted(nameless).metadata).not.toHaveProperty('name');
  });

  it('is not refused, whatever the server would say of it today', () => {
    const invalid = { ...POD, spec: { ...POD.spec, restartPolicy: 'Sometimes', nope: 1 } };
    expect(adopted(invalid)).toMatchObject({ unserved: false, spec: { restartPolicy: 'Sometimes' } });
    const odd = { ...POD, spec: { containers: 'none' } };
    expect(adopted(odd)).toMatchObject({
      unreadable: {
        message:
          'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container',
        path: ['spec', 'containers'],
      },
      spec: { containers: [] },
    });
    const gone = {
      apiVersion: 'extensions/v1beta1',
      kind: 'Ingress',
      metadata: { name: 'i', namespace: 'ns' },
    };
    expect(adopted(gone)).toMatchObject({ ...gone, unserved: true });
  });

  it('is no new node: no taint is put on it', () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } };
    expect(adopted(node)['spec']).toEqual({});
    const spec = { taints: [{ key: 'a', effect: 'NoSchedule' }] };
    expect(adopted({ ...node, spec })['spec']).toEqual(spec);
  });

  it('of a definition is pruned and defaulted as it says', () => {
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'ns' } };
    expect(adopted({ ...widget, spec: { size: -1, nope: 1 } })).toMatchObject({
      unserved: false,
      spec: { size: -1 },
    });
    expect(adopted({ ...widget, spec: {} })['spec']).toEqual({ size: 3 });
  });
});
