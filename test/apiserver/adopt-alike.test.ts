import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import type { KubeObject } from '../../src/api/objects.js';
import { asJson } from '../../src/api/unstructured.js';
import { adopt } from '../../src/apiserver/adopt.js';
import { adopter } from '../../src/apiserver/adopt-alike.js';
import { worldOf } from '../kubectl/client.js';

const world = worldOf();

interface Written {
  metadata?: object;
  labels?: object;
  spec?: object;
  token?: string;
  status?: unknown;
}

/** A pod of a ReplicaSet as a dump has it, with a volume whose name is drawn. */
function pod(name: string, { metadata, labels, spec, token = name, status }: Written = {}): KubeObject {
  const volume = `kube-api-access-${token}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      uid: `uid-${name}`,
      labels: { app: 'web', ...labels },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs', controller: true },
      ],
      ...metadata,
    },
    spec: {
      volumes: [
        { name: volume, projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
        { name: 'data', emptyDir: {} },
      ],
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [{ name: 'A', value: 'kube-api-access-' }],
          resources: { limits: { cpu: '0.1' } },
          volumeMounts: [
            { name: volume, mountPath: '/token' },
            { name: 'data', mountPath: '/data' },
          ],
        },
      ],
      nodeName: `node-${name}`,
      ...spec,
    },
    ...(status === undefined ? {} : { status }),
  } as KubeObject;
}

const first = pod('first', { status: { phase: 'Running', podIP: '10.0.0.1' } });

/** What differs from the first pod of the same controller. */
const OTHERS: [what: string, other: KubeObject][] = [
  [
    'its name, its node, its status',
    pod('b', { status: { phase: 'Running', podIP: '10.0.0.2', conditions: [] } }),
  ],
  ['that it waits', pod('b', { spec: { nodeName: undefined }, status: { phase: 'Pending' } })],
  ['that it says nothing of itself', pod('b')],
  ['its image', pod('b', { spec: { containers: [{ name: 'c', image: 'j' }] } })],
  ['that it has no volumes', pod('b', { spec: { volumes: undefined }, status: {} })],
  [
    'a volume of another name',
    pod('b', { spec: { volumes: [{ name: 'cache' }, { name: 'data' }] }, status: {} }),
  ],
  ['a label', pod('b', { labels: { app: 'db' }, status: {} })],
  ['its annotations', pod('b', { metadata: { annotations: { a: 'b' } }, status: {} })],
  ['a time of its own', pod('b', { metadata: { creationTimestamp: '2026-01-01T00:00:00Z' }, status: {} })],
  ['the order of what it says', pod('b', { metadata: { generation: 1, resourceVersion: '7' }, status: {} })],
  ['another drawn name where there is none', pod('b', { token: 'first', status: {} })],
  ['metadata that cannot be read', pod('b', { metadata: { generation: 'one' }, status: {} })],
  ['a status that cannot be read', pod('b', { status: { phase: 7 } })],
  ['a spec that is none', pod('b', { spec: undefined, status: {} })],
  ['a null', pod('b', { metadata: { labels: null }, status: {} })],
];

describe('the pods of one controller in a dump', () => {
  it.each(OTHERS)('come to what each alone does, whatever another one has: %s', (_, other) => {
    const before = JSON.stringify([first, other]);
    const takeOver = adopter(world, ALL_KINDS);
    const both = [first, other].map((one) => takeOver(one));
    expect(JSON.stringify(both)).toBe(
      JSON.stringify([first, other].map((one) => adopt(one, world, ALL_KINDS))),
    );
    expect(JSON.stringify([first, other])).toBe(before);
  });

  it('share what they have in common', () => {
    const takeOver = adopter(world, ALL_KINDS);
    const pods = ['a', 'b'].map((name) => takeOver(pod(name, { status: {} })).object);
    const [a, b] = pods.map((one) => asJson(one)['spec'] as { containers: Record<string, unknown>[] });
    expect(a?.containers[0]?.['resources']).toBe(b?.containers[0]?.['resources']);
    expect(a?.containers[0]?.['volumeMounts']).not.toEqual(b?.containers[0]?.['volumeMounts']);
  });
});
