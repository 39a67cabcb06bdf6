import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { ownedPods } from '../../src/cluster/owned-pods.js';

function made(kind: string, name: string, owner?: string): KubeObject {
  return {
    apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      ...(owner && {
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Any', name: owner, uid: owner, controller: true }],
      }),
    },
    spec: { containers: [] },
  } as unknown as KubeObject;
}

describe('the pods of a workload', () => {
  const objects = [
    made('Deployment', 'web'),
    made('ReplicaSet', 'web-1', 'web'),
    made('ReplicaSet', 'web-2', 'web'),
    made('Pod', 'b', 'web-2'),
    made('Pod', 'a', 'web-1'),
    made('Pod', 'other'),
  ];
  const cluster = Cluster.of(objects, NEWEST_VERSION);
  const names = (object: KubeObject, world = cluster) =>
    ownedPods(world, object).map(({ metadata }) => metadata.name);

  it('are those of whatever it owns, in the order of their names', () =>
    expect(names(objects[0]!)).toEqual(['a', 'b']));
  it('are the pod itself for a pod', () => expect(names(objects[5]!)).toEqual(['other']));
  it('are found where a dump says that objects own each other', () => {
    const [one, two] = [made('ReplicaSet', 'one', 'two'), made('ReplicaSet', 'two', 'one')];
    expect(names(one, Cluster.of([one, two, made('Pod', 'p', 'two')], NEWEST_VERSION))).toEqual(['p']);
  });
  it('are none of one that no server has stored', () => {
    const { uid: _, ...metadata } = made('Deployment', 'web').metadata;
    expect(names({ ...objects[0]!, metadata } as KubeObject)).toEqual([]);
  });
});
