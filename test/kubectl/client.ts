import type { KubeObject } from '../../src/api/objects.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { PlainClient } from '../../src/kubectl/client.js';
import { CRDS } from '../diff/cases.js';

/** A world with the namespace `ns` and the definitions of `Widget` and `Globe`, and what else is given. */
export function worldOf(objects: readonly object[] = [], version: KubernetesVersion = '1.36'): Cluster {
  const given = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns' }, status: { phase: 'Active' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'ns' } },
    ...CRDS,
    ...objects,
  ];
  return Cluster.of(given as unknown as KubeObject[], version);
}

/** Somebody at that world, at the beginning of time. */
export function clientOf(objects: readonly object[] = [], now = 0): PlainClient {
  return new PlainClient(worldOf(objects), now);
}
